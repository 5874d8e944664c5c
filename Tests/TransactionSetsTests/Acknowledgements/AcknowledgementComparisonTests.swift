// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TransactionSets
import X12

/// Files that others wrote, with the acknowledgement that others expect of them. Where ours says something
/// else, the table of differences has it, and `Docs/Acknowledgements.md` says who is right.
@Suite(
  "Acknowledgements that others expect",
  .enabled(if: SampleFiles.folder != nil, "sample files absent: set CLEANCLAIM_SHARED"))
struct AcknowledgementComparisonTests {
  static var cases: [String] {
    guard let folder = SampleFiles.folder else { return [] }
    let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.contains(".expected.9") }.sorted()
  }

  /// One thing that an acknowledgement says, with the place in the file by which it is found in the other.
  private struct Fact: Hashable {
    let place: String
    let text: String
  }

  private func facts(_ acknowledgements: [Acknowledgement]) -> [Fact: Int] {
    var facts: [Fact] = []
    for case .group(let group) in acknowledgements {
      for set in group.sets {
        for fault in set.segments {
          let place = "\(set.controlNumber) \(fault.position)"
          facts.append(Fact(place: place, text: "\(fault.id) \(fault.code)"))
          facts += fault.elements.map { element in
            let component = element.place.component.map { "-\($0)" } ?? ""
            return Fact(
              place: place,
              text:
                "\(fault.id)\(element.place.element)\(component) (\(element.dataElement ?? "")) \(element.code)"
            )
          }
        }
        let codes = ([set.code.rawValue] + set.errors.sorted()).joined(separator: " ")
        facts.append(Fact(place: "\(set.controlNumber)", text: "set \(codes)"))
      }
      let counts = "\(group.included) \(group.received) \(group.accepted)"
      let codes = ([group.code.rawValue, counts] + group.errors.sorted()).joined(separator: " ")
      facts.append(Fact(place: group.controlNumber, text: "group \(codes)"))
    }
    return facts.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// What one says beyond the other, without places, as rows of the table.
  private func rows(
    _ file: String, _ side: String, _ facts: [Fact: Int], beyond others: [Fact: Int]
  ) -> [String] {
    var counts: [String: Int] = [:]
    for (fact, count) in facts where count > others[fact, default: 0] {
      counts[fact.text, default: 0] += count - others[fact, default: 0]
    }
    return counts.map { "\(file)\t\(side)\t\($0.key)\t\($0.value)" }
  }

  @Test("Ours says the same, but for what the table explains")
  func compared() throws {
    guard let folder = SampleFiles.folder else { return }
    var found: [String] = []
    for name in Self.cases {
      let expected = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      let stem = name.components(separatedBy: ".expected.")[0]
      let judged = Judged(
        bytes: [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(stem).edi"))))
      var answer: [Acknowledgement] = []
      for index in judged.report.interchanges.indices {
        answer += Judged.acknowledgements(try judged.answer(index))
      }
      let (theirs, ours) = (facts(Judged.acknowledgements(expected)), facts(answer))
      found += rows(stem, "theirs", theirs, beyond: ours)
      found += rows(stem, "ours", ours, beyond: theirs)
    }
    let table = Judged.top.appending(path: "Tests/Fixtures/acknowledgement-differences.tsv")
    if let path = ProcessInfo.processInfo.environment["CLEANCLAIM_WRITE_DIFFERENCES"] {
      try found.sorted().joined(separator: "\n").write(
        toFile: path, atomically: true, encoding: .utf8)
      return
    }
    let known = try String(contentsOf: table, encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }
      .map {
        $0.split(separator: "\t", omittingEmptySubsequences: false).prefix(4).joined(
          separator: "\t")
      }
    #expect(Set(found).subtracting(known).sorted() == [])
    #expect(Set(known).subtracting(found).sorted() == [])
  }
}

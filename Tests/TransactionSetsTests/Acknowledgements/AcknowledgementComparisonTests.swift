// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TransactionSets
import X12

/// Files that others wrote, with the acknowledgement that others expect of them.
@Suite(
  "Acknowledgements that others expect",
  .enabled(if: SampleFiles.folder != nil, "sample files absent: set CLEANCLAIM_SHARED"))
struct AcknowledgementComparisonTests {
  static let samples = URL(filePath: SampleFiles.folder ?? "/")

  static var cases: [String] {
    guard let folder = SampleFiles.folder else { return [] }
    let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.contains(".expected.") }.sorted()
  }

  private func facts(_ acknowledgements: [Acknowledgement]) -> [String] {
    var facts: [String] = []
    for case .group(let group) in acknowledgements {
      for set in group.sets {
        for fault in set.segments {
          facts.append("\(set.controlNumber): IK3 \(fault.id) \(fault.position) \(fault.code)")
          for element in fault.elements {
            let place = element.place
            facts.append(
              "\(set.controlNumber):   IK4 \(place.element)\(place.component.map { "-\($0)" } ?? "") \(element.dataElement ?? "") \(element.code) \(element.copy ?? "")")
          }
        }
        facts.append("\(set.controlNumber): IK5 \(set.code.rawValue) \(set.errors.joined(separator: " "))")
      }
      facts.append("\(group.controlNumber): AK9 \(group.code.rawValue) \(group.included) \(group.received) \(group.accepted) \(group.errors.joined(separator: " "))")
    }
    return facts
  }

  @Test("compared", arguments: cases)
  func compared(name: String) throws {
    let expected = try Data(contentsOf: Self.samples.appending(path: name))
    let stem = name.components(separatedBy: ".expected.")[0]
    let input = try String(contentsOf: Self.samples.appending(path: "\(stem).edi"), encoding: .isoLatin1)
    let judged = Judged(bytes: Array(input.utf8))
    var answer: [Acknowledgement] = []
    for index in judged.report.interchanges.indices {
      answer += Judged.acknowledgements(try judged.answer(index))
    }
    let theirs = facts(Judged.acknowledgements(String(decoding: expected, as: UTF8.self)))
    let ours = facts(answer)
    print("#### \(name) \(judged.report.interchanges.first?.groups.first?.header.text(8) ?? "")")
    print("theirs:"); theirs.forEach { print("  \($0)") }
    print("ours:"); ours.forEach { print("  \($0)") }
  }
}

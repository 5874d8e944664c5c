// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Values
import X12

/// Every rule against a good file spoilt in one place, and the good files against all rules.
@Suite struct DefectsTests {
  static let folder = "Tests/Fixtures/x12"

  @Test func goodFilesAreAccepted() throws {
    let folder = Repository.root.appending(path: "\(Self.folder)/good")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
    #expect(files.count > 25)
    for file in files {
      let report = judge(try #require(Repository.bytes("\(Self.folder)/good/\(file)")))
      let bad = report.all.filter { $0.finding.severity != .informs }
      for found in bad { Issue.record("\(file): \(found.finding.rule) \(found.position)") }
    }
  }

  @Test(arguments: ["defects", "structure-defects"])
  func eachDefectIsFoundAtItsPlace(_ table: String) throws {
    let rows = Repository.rows("\(Self.folder)/\(table).tsv")
    #expect(rows.count > 40)
    for row in rows {
      let file = try #require(Repository.bytes("\(Self.folder)/good/\(row[0]).edi"), "\(row[0])")
      var edits = DefectEdits(file)
      guard edits.apply(row[1]) else {
        Issue.record("\(row[2]): an edit has no place: \(row[1])")
        continue
      }
      let found = judge(edits.bytes).all
      let hit = found.filter { $0.finding.rule == row[2] }
      guard !hit.isEmpty else {
        let others = found.map(\.finding.rule).joined(separator: " ")
        Issue.record("\(row[2]) is not found in \(row[0]) after \(row[1]), but \(others)")
        continue
      }
      let places = hit.map(Self.place)
      // A loop that is missing is placed in the loop that lacks it: `2300/2310A`.
      let isThere = places.contains { $0 == row[3] || row[3].hasSuffix("/\($0)") }
      #expect(isThere, "\(row[0]): \(row[1]): \(row[2]) at \(places)")
      // Where the very element is blamed that was spoilt, it is in that segment and no other of its name.
      if let set = edits.element(setBy: row[1]), row[3].hasSuffix("/\(set.reference)") {
        let segments = hit.map(\.position.segmentIndex)
        #expect(segments.contains(set.segmentIndex), "\(row[0]): \(row[1]): \(row[2])")
      }
    }
  }

  @Test("What is missing is told where it should stand")
  func missingSegmentsHaveTheirPlace() throws {
    let folder = Repository.root.appending(path: "\(Self.folder)/good")
    var count = 0
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted() {
      let bytes = try #require(Repository.bytes("\(Self.folder)/good/\(file)"))
      let segments = String(decoding: bytes, as: UTF8.self).components(by: "~\n")
      for (index, segment) in segments.enumerated() where index > 2 {
        var edits = segments
        edits.remove(at: index)
        let id = String(segment.prefix { $0 != "*" })
        let found = judge(Array(edits.joined(separator: "~\n").utf8)).all.filter {
          $0.finding.rule == "x12.segment.required" && $0.position.segment == id
        }
        // A loop that begins anew may lack it too; the first one is where it was taken away.
        guard let first = found.min(by: { $0.position.offset < $1.position.offset }) else {
          continue
        }
        count += 1
        // Among segments of one name the order is free: the place is where their turn is over.
        let skipped = edits[index..<max(index, first.position.line - 1)]
        let isPlaced = first.position.line > index && skipped.allSatisfy { $0.hasPrefix("\(id)*") }
        #expect(isPlaced, "\(file): \(segment) at \(first.position)")
      }
    }
    #expect(count > 150)
  }

  /// A place as the table writes it: `2300/CLM05-3`.
  static func place(_ found: X12Finding) -> String {
    let position = found.position
    let reference = position.reference
    if position.loop.isEmpty { return reference.isEmpty ? "-" : "-/\(reference)" }
    return reference.isEmpty ? position.loop : "\(position.loop)/\(reference)"
  }
}

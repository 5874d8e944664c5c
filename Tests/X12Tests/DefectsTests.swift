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

  @Test func eachDefectIsFoundAtItsPlace() throws {
    let rows = Repository.rows("\(Self.folder)/defects.tsv")
    #expect(rows.count > 250)
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

  /// A place as the table writes it: `2300/CLM05-3`.
  static func place(_ found: X12Finding) -> String {
    let position = found.position
    let reference = position.reference
    if position.loop.isEmpty { return reference.isEmpty ? "-" : "-/\(reference)" }
    return reference.isEmpty ? position.loop : "\(position.loop)/\(reference)"
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Values
import X12

/// The files that others wrote, against what their manifest says of them.
@Suite(
  .enabled(if: Repository.samples != nil, "files of others absent: set CLEANCLAIM_SHARED"))
struct SamplesTests {
  struct Row {
    let file: String
    let validity: String
    let bytes: [UInt8]
  }

  static func rows() throws -> [Row] {
    let folder = try #require(Repository.samples)
    let table = try String(contentsOf: folder.appending(path: "MANIFEST.tsv"), encoding: .utf8)
    let lines = table.split(whereSeparator: \.isNewline).dropFirst()
    #expect(lines.count > 300)
    return try lines.map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Row(
        file: cells[0], validity: cells[5],
        bytes: Array(try Data(contentsOf: folder.appending(path: cells[0]))))
    }
  }

  /// The files on which this program and the manifest differ, with the reason; a row that no longer
  /// differs must go.
  static let differences: [String: String] = Dictionary(
    uniqueKeysWithValues: Repository.rows("Tests/Fixtures/x12/differences.tsv").map {
      ($0[0], $0[1])
    })

  @Test func goodFilesAreAcceptedAndBadOnesRejected() throws {
    for row in try Self.rows() where ["valid", "invalid"].contains(row.validity) {
      let report = judge(row.bytes)
      let agrees = report.isAccepted == (row.validity == "valid")
      let isListed = Self.differences[row.file] != nil
      let rules = report.all.filter { $0.finding.severity == .rejects }.map(\.finding.rule)
      #expect(
        agrees != isListed,
        "\(row.file) \(row.validity), listed: \(isListed): \(Set(rules).sorted().joined(separator: " "))"
      )
    }
  }

  @Test func everyByteComesBack() throws {
    for row in try Self.rows() {
      var reader = SegmentReader()
      var copy: [UInt8] = []
      reader.feed(row.bytes)
      reader.finish()
      while true {
        let step = reader.next()
        copy += reader.betweenSegments
        guard step == .segment else { break }
        copy += reader.segment.exactBytes
      }
      #expect(copy == row.bytes, "\(row.file)")
    }
  }
}

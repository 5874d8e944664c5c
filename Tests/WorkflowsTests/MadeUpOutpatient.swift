// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Foundation
import Grouping
import Testing
import Values

@testable import Workflows

/// Outpatient tables for tests: the made-up rows of `Data/edits/tables` in the publisher's own layout.
enum MadeUpOutpatient {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Data/edits")

  static func lines(_ name: String) throws -> [String] {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  private static func book(_ name: String) throws -> Codebook {
    let bytes = Array(
      try Data(contentsOf: folder.appending(path: "tables/made-up-opps-\(name).txt")))
    let file = PublishedFile(name: name, bytes: bytes, sha256: "00")
    for format in PublisherFormat.outpatient {
      guard case .bytes(let recognises, let read) = format.reader, recognises(file) else {
        continue
      }
      let draft = try #require(try read(file).first)
      let first = try #require(CalendarDate("2025-01-01"))
      let period = EffectivePeriod(effective: first, termination: CalendarDate("2025-12-31"))
      let release = draft.release(Edition("made-up", try #require(period)), sources: [])
      return try Codebook(CodebookBytes(copying: draft.codebook(for: release)))
    }
    throw ImportFailure("import.unrecognised", line: 1)
  }

  /// Which made-up procedures may be bilateral.
  static let bilateral: [String: OutpatientTables.Bilateral] = [
    "11042": .conditional, "10021": .conditional, "11044": .independent, "20610": .inherent,
  ]

  static func tables(knowsBilateral: Bool = true) throws -> OutpatientTables {
    var published = OutpatientTables.Published(
      groups: try RecordTable(book("addendum-a")), services: try RecordTable(book("addendum-b")))
    published.ranks = try RecordTable(book("addendum-j-ranks"))
    published.complexity = try RecordTable(book("addendum-j-complexity"))
    published.composites = try RecordTable(book("addendum-m"))
    published.devices = try RecordTable(book("addendum-p"))
    return OutpatientTables(
      published, roles: OutpatientLibrary.roles, revenue: OutpatientLibrary.revenue,
      edits: OutpatientLibrary.edits,
      bilateral: knowsBilateral ? { bilateral[$0.description] ?? .unknown } : nil)
  }

  static func grouper() throws -> OutpatientGrouper {
    let modifiers = ["25", "50", "52", "59", "73", "74", "BL", "CA", "FB", "PN", "PO"]
    return OutpatientGrouper(try tables(), modifiers: Set(modifiers.compactMap { PackedCode($0) }))
  }

  /// A claim of lines such as `99284-25*2@0450^02`: code, modifiers, units, revenue code, day of March.
  static func claim(_ lines: String, _ more: String = "") throws -> OutpatientDocument {
    var parts: [String] = []
    for text in lines.split(separator: " ") {
      var members = ["code": "", "revenue": "0360", "date": "01", "units": "1"]
      var modifiers: [String] = []
      let names: [Character: String] = ["*": "units", "@": "revenue", "^": "date"]
      var (name, value) = ("code", "")
      for character in text + "-" {
        if character == "-" || names[character] != nil {
          if name == "modifier" { modifiers.append(value) } else { members[name] = value }
          (name, value) = (names[character] ?? "modifier", "")
        } else {
          value.append(character)
        }
      }
      parts.append(
        """
        {"code":"\(members["code"] ?? "")","units":\(members["units"] ?? "1"),\
        "revenue":"\(members["revenue"] ?? "")","date":"2025-03-\(members["date"] ?? "01")",\
        "charge":"100.00","modifiers":[\(modifiers.map { "\"\($0)\"" }.joined(separator: ","))]}
        """)
    }
    let text =
      "{\"from\":\"2025-03-01\",\"through\":\"2025-03-05\",\(more)\"lines\":[\(parts.joined(separator: ","))]}"
    return try OutpatientDocument(JSON(parsing: text))
  }
}

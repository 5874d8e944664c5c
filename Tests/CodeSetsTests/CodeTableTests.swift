// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

@Suite struct CodeTableTests {
  private static let rows = [
    ("E11", "Type 2+"), ("E110", "With coma+"), ("E1100", "Plain"), ("E1101", "Deep"),
    ("E119", "Without"), ("E11A", "Remission"), ("A000", "Cholera"), ("Z99", "Last"),
  ]

  private static func table() throws -> CodeTable {
    try Codebooks.table(Codebooks.release(.icd10cm, .order, "2026-04-01"), rows)
  }

  @Test("Each code is found where it lies, and no other")
  func positions() throws {
    let table = try Self.table()
    let sorted = Self.rows.map(\.0).sorted()
    #expect(table.count == sorted.count)
    for (index, code) in sorted.enumerated() {
      #expect(table.position(of: try Codebooks.code(code)) == index)
      #expect(table.code(at: index).description == code)
    }
    for code in ["E1", "E1102", "E11B", "A", "A00", "0", "ZZZZ", "Z", "E110000"] {
      #expect(table.position(of: try Codebooks.code(code)) == nil, "\(code)")
    }
  }

  @Test(
    "The codes below one are those that begin with it",
    arguments: [
      ("E11", ["E11", "E110", "E1100", "E1101", "E119", "E11A"]),
      ("E110", ["E110", "E1100", "E1101"]),
      ("E", ["E11", "E110", "E1100", "E1101", "E119", "E11A"]), ("Z99", ["Z99"]), ("B", []),
      ("Z999", []),
    ])
  func below(code: String, expected: [String]) throws {
    let table = try Self.table()
    let found = table.positions(below: try Codebooks.code(code)).map {
      table.code(at: $0).description
    }
    #expect(found == expected)
  }

  @Test("Children, parents and ancestors are those of the prefixes")
  func family() throws {
    let table = try Self.table()
    let top = table.children(of: nil).map { table[$0].code.description }
    #expect(top == ["A000", "E11", "Z99"])
    let entry = try #require(table.entry(of: Codebooks.code("E1101")))
    #expect(entry.ancestors.map(\.code.description) == ["E110", "E11"])
    #expect(entry.children.isEmpty)
    let head = try #require(table.entry(of: Codebooks.code("E11")))
    #expect(head.children.map(\.printed) == ["E11.0", "E11.9", "E11.A"])
    #expect(head.parent == nil)
    #expect(!head.isBillable && entry.isBillable)
  }

  @Test(
    "A code that was valid twice is found in either time and not between",
    arguments: [
      ("2016-09-30", nil), ("2016-10-01", 0), ("2018-09-30", 0), ("2018-10-01", nil),
      ("2020-10-01", 1), ("2027-03-31", 1), ("2027-04-01", nil),
    ] as [(String, Int?)])
  func periods(day: String, expected: Int?) throws {
    let release = try Codebooks.release(.icd10cm, .validity, "2015-10-01", "2027-03-31")
    let table = try CodeTable(
      Codebooks.open(
        Codebooks.dated(
          release, [("A001", "2020-10-01", "2027-03-31"), ("A001", "2016-10-01", "2018-09-30")])))
    let code = try Codebooks.code("A001")
    #expect(table.position(of: code, on: try Codebooks.day(day)) == expected)
    #expect(table.position(of: code) == 0)
  }

  @Test("Titles, attributes and notes are kept whole, whatever their length")
  func texts() throws {
    var builder = CodeTableBuilder()
    let long = String(repeating: "é", count: 3000)
    for (index, title) in [
      "", "a", String(repeating: "x", count: 254), String(repeating: "x", count: 255), long,
    ]
    .enumerated() {
      var row = CodeRow(try Codebooks.code("A0\(index)"), title, flags: .billable, line: index + 7)
      row.shortTitle = String(title.prefix(3))
      row.attributes = [CodeRow.Attribute("n\(index)", title)]
      row.notes = [Note(.excludes1, "\(title) (B0\(index).-)", line: index)]
      builder.rows.append(row)
    }
    let release = try Codebooks.release(.icd10cm, .order, "2026-04-01")
    let table = try CodeTable(Codebooks.open(builder.codebook(for: release)))
    for (index, row) in builder.rows.enumerated() {
      let entry = table[index]
      #expect(entry.title == row.title)
      #expect(entry.shortTitle == row.shortTitle)
      #expect(entry.attributes == row.attributes)
      #expect(entry.attribute("n\(index)") == row.title)
      #expect(entry.attribute("m") == nil)
      #expect(entry.notes == row.notes)
      #expect(entry.notes.first?.references.map(\.description) == ["B0\(index)"])
      #expect(entry.line == index + 7)
    }
  }

  @Test("Two rows of one code are duplicates, unless the table is one of periods")
  func duplicates() throws {
    var builder = CodeTableBuilder()
    for line in [3, 9] {
      builder.rows.append(CodeRow(try Codebooks.code("A00"), "", flags: [], line: line))
    }
    #expect(builder.duplicates.map(\.lines.1) == [9])
    #expect(builder.duplicates.map(\.lines.0) == [3])
    builder.allowsPeriods = true
    #expect(builder.duplicates.isEmpty)
  }
}

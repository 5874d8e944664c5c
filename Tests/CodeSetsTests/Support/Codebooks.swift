// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

/// Small codebooks in memory, for tests.
enum Codebooks {
  static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

  static func period(_ from: String, _ to: String? = nil) throws -> EffectivePeriod {
    try #require(EffectivePeriod(effective: day(from), termination: to.map { try day($0) }))
  }

  static func code(_ text: String) throws -> PackedCode { try #require(PackedCode(text)) }

  static func release(
    _ set: CodeSetID, _ component: Component, _ from: String, _ to: String? = nil, rows: Int = 0,
    sha256: String = "00", variant: String? = nil
  ) throws -> Release {
    Release(
      set: set, component: component, edition: from, title: "\(set) of \(from)", publisher: "test",
      period: try period(from, to), rows: rows,
      sources: [Release.Source(file: "test.txt", sha256: sha256, rows: rows)], variant: variant)
  }

  /// The file of a few codes; a title that ends in `+` is one of a header.
  static func file(_ release: Release, _ rows: [(code: String, title: String)]) throws -> [UInt8] {
    var builder = CodeTableBuilder()
    builder.nestsByPrefix = true
    for (index, row) in rows.enumerated() {
      let isHeader = row.title.hasSuffix("+")
      builder.rows.append(
        CodeRow(
          try code(row.code), isHeader ? String(row.title.dropLast()) : row.title,
          flags: isHeader ? [] : .billable, line: index + 1))
    }
    return builder.codebook(for: release)
  }

  /// The file of complete codes by date, as the Medicare Code Editor has them.
  static func dated(
    _ release: Release, _ rows: [(code: String, from: String, to: String)]
  ) throws -> [UInt8] {
    var builder = CodeTableBuilder()
    builder.allowsPeriods = true
    for (index, row) in rows.enumerated() {
      var entry = CodeRow(try code(row.code), "", flags: .billable, line: index + 1)
      entry.period = try period(row.from, row.to)
      builder.rows.append(entry)
    }
    return builder.codebook(for: release)
  }

  /// A file with sections of many lengths, small enough to change every bit of it.
  static func terms() throws -> [UInt8] {
    var builder = TermTreeBuilder()
    builder.columns = ["Malignant"]
    var term = IndexTerm(level: 0, "Ache", line: 3)
    term.code = "R52"
    term.cells = [IndexTerm.Cell(1, "C1")]
    builder.terms = [term, IndexTerm(level: 1, "back", line: 4)]
    return builder.codebook(for: try release(.icd10cm, .index, "2026-04-01", rows: 2))
  }

  static func open(_ file: [UInt8]) throws(CodebookError) -> Codebook {
    try Codebook(CodebookBytes(copying: file))
  }

  static func table(
    _ release: Release, _ rows: [(code: String, title: String)]
  ) throws -> CodeTable { try CodeTable(open(file(release, rows))) }
}

// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Edits
import Testing
import Values

/// Small code sets of made-up rows, in memory.
enum MadeUp {
  static func day(_ text: String) -> CalendarDate {
    guard let day = CalendarDate(text) else { preconditionFailure("\(text) is no date") }
    return day
  }

  static func code(_ text: String) -> PackedCode {
    guard let code = PackedCode(text) else { preconditionFailure("\(text) is no code") }
    return code
  }

  /// A release of rows that is in force from a day on.
  static func table(
    _ set: CodeSetID, _ component: Component, from first: String, to last: String? = nil,
    _ rows: [CodeRow], divisions: [Division] = [], periods: Bool = false
  ) throws -> CodeTable {
    var builder = CodeTableBuilder()
    builder.nestsByPrefix = component == .tabular
    builder.allowsPeriods = periods
    builder.rows = rows
    builder.divisions = divisions
    let period = try #require(
      EffectivePeriod(effective: day(first), termination: last.map { day($0) }))
    let release = Release(
      set: set, component: component, edition: first, title: "made up", publisher: "nobody",
      period: period, rows: rows.count,
      sources: [Release.Source(file: "made-up.xml", sha256: "00ff", rows: rows.count)])
    return try CodeTable(Codebook(CodebookBytes(copying: builder.codebook(for: release))))
  }

  /// One code of a tabular list with its notes, on the line of its place.
  static func row(
    _ text: String, _ flags: CodeFlags = .billable, _ notes: Note..., division: Int? = nil,
    line: Int = 1
  ) -> CodeRow {
    var row = CodeRow(code(text), "Made-up \(text)", flags: flags, line: line)
    row.notes = notes
    row.division = division
    return row
  }

  /// A set of diagnoses: two sections, a chapter, and what the code editor says of some.
  static func codes(poaExempt: [String]? = ["Z79"]) throws -> EditCodes {
    let divisions = [
      Division("4", "Chapter", from: code("E00"), to: code("E89")),
      Division(
        "E08-E13", "Section", from: code("E08"), to: code("E13"), parent: 0,
        notes: [Note(.excludes1, "transitory (P70.2), own range (E08-E13)", line: 12)]),
    ]
    let tabular = try table(
      .icd10cm, .tabular, from: "2025-10-01", to: "2026-09-30",
      [
        row("E10", [], Note(.excludes1, "other (E11.-)", line: 20), division: 1),
        row("E109", division: 1), row("E11", [], division: 1), row("E119", division: 1),
        row("E12", [], Note(.excludes1, "own part (E12.1)", line: 25), division: 1),
        row("E120", division: 1), row("E121", division: 1), row("P702"),
        row(
          "G63", [.billable, .manifestation],
          Note(.codeFirst, "underlying disease (E11.9)", line: 30)),
        row(
          "G64", [.billable, .manifestation],
          Note(.codeFirst, "underlying disease, such as:", line: 33),
          Note(.codeFirst, "gout (M10.-)", line: 34)),
        row("M100"),
        row("N39", .billable, Note(.useAdditionalCode, "code (B95-B97) to identify", line: 40)),
        row(
          "N40", .billable,
          Note(.useAdditionalCode, "code, if applicable, to identify (B95-B97)", line: 41)),
        row("B96"),
        row("N41", .billable, Note(.codeAlso, "infection (B96)", line: 42)),
        row("S61", .billable, Note(.excludes1, "open (S62.- with 7th character B)", line: 50)),
        row("S62", [], division: nil), row("S62001A", [.billable, .generated]),
        row("S62001B", [.billable, .generated]), row("T36", []),
        row("Z79"), row("W01"), row("R65", [.billable, .unacceptablePrincipal]),
        row("R66", [.billable, .unacceptablePrincipal, .requiresSecondary]),
        row("P07", [.billable, .newborn]), row("O80", [.billable, .maternity]),
        row("N44", [.billable, .male]), row("S72", [.billable, .unspecified]),
      ], divisions: divisions)
    let exempt = try poaExempt.map {
      try table(.icd10cm, .poaExempt, from: "2025-10-01", $0.map { row($0) })
    }
    let hcpcs = try table(
      .hcpcs, .titles, from: "2025-01-01",
      [row("J1100"), ended("J1200", "2025-06-30"), row("RT", .modifier)])
    let places = try table(.placeOfService, .titles, from: "2020-01-01", [row("11"), row("21")])
    let pcs = try table(.icd10pcs, .validity, from: "2015-10-01", [row("0DJ08ZZ")])
    let former = try table(
      .icd9cm, .validity, from: "2000-01-01", to: "2015-09-30", [row("25000")])
    func set(_ id: CodeSetID, _ tables: [CodeTable], exempt: [CodeTable] = []) -> CodeSet {
      CodeSet.made(of: id, tables, exempt: exempt)
    }
    return EditCodes([
      set(.icd10cm, [tabular], exempt: exempt.map { [$0] } ?? []), set(.hcpcs, [hcpcs]),
      set(.placeOfService, [places]), set(.icd10pcs, [pcs]), set(.icd9cm, [former]),
    ])
  }

  private static func ended(_ text: String, _ last: String) -> CodeRow {
    var row = row(text)
    row.period = EffectivePeriod(effective: day("2025-01-01"), termination: day(last))
    return row
  }
}

extension CodeSet {
  /// A set of tables, through a library as the program makes it.
  static func made(of id: CodeSetID, _ tables: [CodeTable], exempt: [CodeTable]) -> CodeSet {
    let all = tables + exempt
    let library = CodeLibrary(releases: all.map(\.release)) { release in
      guard let table = all.first(where: { $0.release == release }) else {
        throw Missing()
      }
      return table.book
    }
    guard let set = try? library.codeSet(id) else { preconditionFailure("no set \(id)") }
    return set
  }
}

/// What a library of made-up tables throws; it never does.
struct Missing: Error {}

// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

/// COD-02 and COD-03: what the indexes and tables of ICD-10-CM print is in the list of their year.
@Suite(.enabled(if: SharedFiles.arePresent, SharedFiles.absence))
struct PublishedIndexTests {
  /// What becomes of the codes that a tree prints.
  struct Count: Equatable {
    var complete = 0
    /// Headers: further characters are to be taken from the list; in print mostly with a hyphen at the end.
    var incomplete = 0
    /// Cells of a table that have no code: `--`, or blank.
    var without = 0
    /// What the list does not have, with the term.
    var missing: [String] = []
  }

  static func count(_ tree: TermTree, in table: CodeTable) -> Count {
    var count = Count()
    for position in 0..<tree.count {
      let term = tree[position]
      let printed = [term.code, term.manifestation].flatMap { $0.split(separator: ";") }.map(
        String.init)
      for text in printed + term.cells.map(\.code) {
        guard text.contains(where: { $0 != "-" && $0 != " " }) else {
          count.without += 1
          continue
        }
        switch PackedCode(text).flatMap({ table.entry(of: $0) })?.isBillable {
        case true: count.complete += 1
        case false: count.incomplete += 1
        case nil: count.missing.append("\(term.title): \(text)")
        }
      }
    }
    return count
  }

  /// Terms, codes that are complete, headers, cells without a code.
  typealias Row = (name: String, terms: Int, complete: Int, incomplete: Int, without: Int)

  static let fiscalYear2025: [Row] = [
    ("fy2025/ICD10CM_2025_Index.csv", 81_024, 48_782, 13_939, 0),
    ("fy2025/icd10cm_neoplasm_2025.xml", 1939, 7995, 1023, 1898),
    ("fy2025/icd10cm_drug_2025.xml", 7428, 0, 40_026, 3186),
    ("fy2025/icd10cm_eindex_2025.xml", 8064, 1118, 5532, 0),
  ]

  static let april2026: [Row] = [
    ("fy2026/icd10cm-neoplasm-April-1-2026-XML.xml", 1940, 7994, 1026, 1902),
    ("fy2026/icd10cm-drug-April-1-2026-XML.xml", 7430, 0, 40_036, 3188),
    ("fy2026/icd10cm-eindex-April-1-2026-XML.xml", 8090, 1121, 5550, 0),
  ]

  /// The one cell of the tables that holds words and no code, in both years.
  static let words = ["book-leaf: ventral surface of tongue and floor of mouth"]

  @Test("Every code of the Alphabetic Index and the tables of FY2025 is in the list of FY2025")
  func indexesOf2025() throws {
    try check(Self.fiscalYear2025, in: PublishedCodes.table2025())
  }

  @Test("Every code of the tables of April 2026 is in the Tabular List of April 2026")
  func tablesOf2026() throws {
    try check(Self.april2026, in: PublishedCodes.table2026())
  }

  private func check(_ rows: [Row], in table: CodeTable) throws {
    for row in rows {
      let tree = try PublishedCodes.tree(row.name)
      let count = Self.count(tree, in: table)
      #expect(tree.count == row.terms, "\(row.name)")
      #expect(count.complete == row.complete && count.incomplete == row.incomplete, "\(row.name)")
      #expect(count.without == row.without, "\(row.name)")
      #expect(count.missing == (row.name.contains("neoplasm") ? Self.words : []), "\(row.name)")
    }
  }

  @Test(
    "The codes exempt from POA reporting are exactly those published, and valid in their year",
    arguments: [
      ("fy2025/2025-poa-exempt-codes.zip!POAexemptCodesFY25.txt", true),
      ("fy2026/POAexemptCodesFY26.zip!POAexemptCodesFY26.txt", false),
    ])
  func exempt(name: String, isOf2025: Bool) throws {
    let file = try SharedFiles.file("data/icd10cm/\(name)")
    let published = Set(
      PublishedText(file.bytes).lines.dropFirst().map(\.tabbed).filter { $0.count >= 2 }
        .map { $0[1].filter { $0 != "." && $0 != " " } })
    let exempt = try PublishedCodes.table("data/icd10cm/\(name)")
    #expect(Set((0..<exempt.count).map { exempt.code(at: $0).description }) == published)
    let table = try isOf2025 ? PublishedCodes.table2025() : PublishedCodes.table2026()
    let invalid = (0..<exempt.count).map { exempt.code(at: $0) }.filter {
      table.entry(of: $0)?.isBillable != true
    }
    #expect(invalid == [] && exempt.count == (isOf2025 ? 38_154 : 38_349))
  }
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Coding
import Testing
import Values

@testable import Storage
@testable import Workflows

/// What an imported index and the Table of Neoplasms add to the concepts, on terms that no title has.
@Suite("Indexes that are imported")
struct IndexTests {
  private static let release = Release(
    set: .icd10cm, component: .index, edition: "test", title: "An index", publisher: "nobody",
    period: EffectivePeriod(from: CalendarDate(daysSinceEpoch: 20_545)), rows: 0,
    sources: [])

  private static func tree(_ terms: [IndexTerm]) throws -> TermTree {
    var builder = TermTreeBuilder()
    builder.terms = terms
    return try TermTree(Codebook(CodebookBytes(copying: builder.codebook(for: release))))
  }

  private static func term(
    _ level: Int, _ title: String, code: String = "", see: String = "",
    cells: [IndexTerm.Cell] = []
  ) -> IndexTerm {
    var term = IndexTerm(level: level, title, line: 1)
    (term.code, term.see, term.cells) = (code, see, cells)
    return term
  }

  /// Everything that a note names, by the titles of the default edition and what `add` puts beside them.
  private func named(
    _ text: String, add: (inout ConceptTableBuilder) throws -> Void
  ) throws -> [String] {
    let library = try #require(VignetteTests.library)
    var tables = ConceptTables()
    tables.roles = Assets.bytes("lexicon/roles.tsv")
    tables.axes = Assets.bytes("coding/axes.tsv")
    var builder = try ConceptTableBuilder(library.concepts.codes, tables)
    try add(&builder)
    let book = try Codebook(CodebookBytes(copying: builder.codebook(for: Self.release)))
    let table = try ConceptTable(book, codes: library.concepts.codes)
    let coder = NoteCoder(table, library.grammar, NoteLibrary.model, CodingKnowledge())
    return coder.ranked(text.utf8, .init(setting: .outpatient)).map {
      CodeSetID.icd10cm.printed($0.code)
    }
  }

  @Test(
    "A term has its path's code, and one that says see has that of what it points to",
    .enabled(if: VignetteTests.library != nil, "needs the default code sets"),
    arguments: [
      ("Zorblax.", "I51.9"), ("Zorblax of the quibble.", "N28.9"), ("Snorkitis.", "N28.9"),
      ("Plumbosis.", "none"),
    ])
  func index(_ text: String, _ code: String) throws {
    let tree = try Self.tree([
      Self.term(0, "Plumbosis", see: "Zorblax, elsewhere"),
      Self.term(0, "Snorkitis", see: "Zorblax, quibble"),
      Self.term(0, "Zorblax", code: "I51.9"), Self.term(1, "quibble (acute)", code: "N28.9"),
    ])
    let found = try named("Assessment: \(text)") { $0.add(index: tree) }
    #expect(code == "none" ? found.isEmpty : found.contains(code), "\(found)")
  }

  @Test(
    "A cell of the Table of Neoplasms is found by the wording of its column and its site",
    .enabled(if: VignetteTests.library != nil, "needs the default code sets"),
    arguments: [
      ("Malignant neoplasm of the quibble.", "C64.9"),
      ("Benign neoplasm of the quibble.", "D30.00"),
    ])
  func neoplasms(_ text: String, _ code: String) throws {
    let tree = try Self.tree([
      Self.term(0, "Neoplasm, neoplastic"),
      Self.term(1, "quibble", cells: [.init(2, "C64.-"), .init(5, "D30.00"), .init(4, "-")]),
    ])
    let found = try named("Assessment: \(text)") {
      try $0.add(
        neoplasms: tree, columns: Assets.bytes("coding/columns.tsv"))
    }
    #expect(found.contains(code), "\(found)")
  }
}

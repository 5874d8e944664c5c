// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Testing
import Values

@testable import Coding

@Suite("Parts of procedures")
struct ProcedurePartsTests {
  @Test(
    "A pattern has seven places, of which the section and the operation are settled",
    arguments: [
      ("0FT4?ZZ", true), ("0SR[9B]0?[9A]", true), ("0?B????", true), ("0FT4?Z", false),
      ("0F?4?ZZ", false), ("?FT4?ZZ", false), ("0FT4[]ZZ", false), ("0FT4[0ZZ", false),
      ("0FT4-ZZ", false),
    ])
  func pattern(_ text: String, _ isOne: Bool) {
    #expect((ProcedurePattern(text) != nil) == isOne)
  }

  @Test(
    "A side is parted from the name of a value",
    arguments: [
      ("Hip Joint, Right", "Hip Joint", Side.right),
      ("Lungs, Bilateral", "Lungs", Side.both),
      ("Skin, Left Upper Arm", "Skin, Upper Arm", Side.left),
      ("Large Intestine, Right", "Large Intestine", Side.right),
      ("Gallbladder", "Gallbladder", Side.none),
    ])
  func side(_ label: String, _ name: String, _ side: Side) {
    let parted = Side.split(label)
    #expect(parted.name == name)
    #expect(parted.side == side)
    #expect(parted.full == label)
  }

  @Test(
    "The hours of a value are read from its name",
    arguments: [
      ("Less than 24 Consecutive Hours", 0, 23), ("24-96 Consecutive Hours", 24, 96),
      ("Greater than 96 Consecutive Hours", 97, Int.max),
    ])
  func hours(_ label: String, _ low: Int, _ high: Int) {
    #expect(HourSpan.hours(label) == low...high)
  }

  @Test("A time in days is one in hours")
  func days() {
    let note = NoteTokens("ventilated for 6 days".utf8)
    #expect(HourSpan.said(in: note.tokens.indices, of: note)?.hours == 144)
    let none = NoteTokens("ventilated for long".utf8)
    #expect(HourSpan.said(in: none.tokens.indices, of: none) == nil)
  }

  @Test(
    "Doses are counted in units of the descriptor, rounded up",
    arguments: [
      ("Injection, ketorolac tromethamine, per 15 mg", 60_000, 4),
      ("Injection, ketorolac tromethamine, per 15 mg", 20_000, 2),
      ("Injection, ceftriaxone sodium, per 250 mg", 1_000_000, 4),
      ("Injection, fentanyl citrate, 0.1 mg", 50, 1),
    ])
  func units(_ title: String, _ micrograms: Int, _ units: Int) throws {
    let drug = try #require(DrugDescriptor(title, position: 0))
    #expect(drug.units(of: (micrograms, .microgram)) == units)
    #expect(drug.units(of: (micrograms, .unit)) == nil)
  }

  @Test("A descriptor without an amount is no drug")
  func noDrug() {
    #expect(DrugDescriptor("Unclassified drugs", position: 0) == nil)
    #expect(DrugDescriptor("Slings", position: 0) == nil)
  }

  /// A table of two rows in the shape of the publisher's.
  static func grid() throws -> ProcedureGrid {
    func values(_ pairs: [(Character, String)]) -> [AxisValue] {
      pairs.map { AxisValue($0.0, $0.1) }
    }
    let table = values([("0", "Section"), ("Y", "System"), ("T", "Resection")])
    let titles = ["1", "2", "3", "Part", "Approach", "Device", "Qualifier"]
    var builder = ProcedureTablesBuilder()
    builder.rows = [
      ProcedureTableRow(
        table: table,
        axes: [
          values([("0", "Gland, Right"), ("1", "Gland, Left"), ("2", "Glands, Bilateral")]),
          values([("0", "Open"), ("4", "Percutaneous Endoscopic")]), values([("Z", "No Device")]),
          values([("Z", "No Qualifier")]),
        ], axisTitles: titles, line: 1),
      ProcedureTableRow(
        table: table,
        axes: [
          values([("3", "Duct")]), values([("0", "Open")]), values([("Z", "No Device")]),
          values([("Z", "No Qualifier")]),
        ], axisTitles: titles, line: 9),
    ]
    let period = try #require(
      EffectivePeriod(effective: CalendarDate(daysSinceEpoch: 0), termination: nil))
    let release = Release(
      set: .icd10pcs, component: .tables, edition: "made up", title: "Made up",
      publisher: "nobody", period: period, rows: 2, sources: [])
    return ProcedureGrid(
      ProcedureTables(try Codebook(CodebookBytes(copying: builder.codebook(for: release)))))
  }

  static let words = """
    laparoscopic\tvalue\tPercutaneous Endoscopic\town
    right\tright\t\town
    bilateral\tbilateral\t\town
    history of\tcue\tnot-done\town
    was cancelled\tcue\tnot-done-after\town
    """

  @Test(
    "What a note leaves open stays open, what the table settles is settled",
    arguments: [
      ("Laparoscopic right glandectomy.", ["0YT04ZZ"]), ("Glandectomy.", ["0YT??ZZ"]),
      ("Bilateral laparoscopic glandectomy.", ["0YT24ZZ"]), ("Ductectomy.", ["0YT30ZZ"]),
      ("History of glandectomy.", []), ("Glandectomy was cancelled.", []),
      ("Nothing was done.", []),
    ])
  func reading(_ text: String, _ codes: [String]) throws {
    var sources = ProcedureBook.Sources(grid: try Self.grid())
    sources.words = Array(Self.words.utf8)
    sources.operations = Array(
      "glandectomy\t0YT[012]?ZZ\t\t\town\nductectomy\t0YT3?ZZ\t\t\town".utf8)
    let book = try ProcedureBook(sources)
    let grammar = try ClinicalGrammar(headings: [], cues: [], lines: [])
    let note = grammar.read(Array(text.utf8))
    let found = ProcedureReading(note, book)?.suggestions() ?? []
    #expect(found.map(\.code) == codes)
    #expect(found.allSatisfy { !$0.evidence.isEmpty })
  }

  @Test("A row that no pattern fits names its line")
  func malformed() throws {
    var sources = ProcedureBook.Sources(grid: try Self.grid())
    sources.operations = Array("# remark\nglandectomy\t0YT\t\t\town".utf8)
    #expect(throws: ConceptTableError.self) { try ProcedureBook(sources) }
  }

  @Test("A licensed descriptor is matched where a sentence has all its words")
  func descriptors() throws {
    var builder = CodeTableBuilder()
    for (code, title) in [("99901", "Glandular frobnication; simple"), ("99902", "Frobnication")] {
      let packed = try #require(PackedCode(code))
      builder.rows.append(CodeRow(packed, title, flags: .billable, line: 1))
    }
    let period = try #require(
      EffectivePeriod(effective: CalendarDate(daysSinceEpoch: 0), termination: nil))
    let release = Release(
      set: .cpt, component: .titles, edition: "made up", title: "Made up", publisher: "nobody",
      period: period, rows: 2, sources: [])
    let table = try CodeTable(
      Codebook(CodebookBytes(copying: builder.codebook(for: release))))
    let book = try ServiceBook(
      hcpcs: nil, cpt: table, words: Array(Self.words.utf8), services: [])
    let grammar = try ClinicalGrammar(headings: [], cues: [], lines: [])
    func codes(_ text: String) -> [String] {
      ServiceReading(grammar.read(Array(text.utf8)), book).suggestions().map(\.code)
    }
    #expect(codes("Frobnication of the glandular kind.") == ["99901"])
    #expect(codes("Frobnication was thought of.") == [])
  }
}

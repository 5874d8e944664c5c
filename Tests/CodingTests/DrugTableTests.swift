// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Testing
import Values

@testable import Coding

@Suite("Drugs and what is said of them")
struct DrugTableTests {
  static let drugs = Array(
    """
    # substance	codes	kind	origin
    aspirin	T39.01~	drug	table
    baby aspirin	T39.01~	drug	own
    car exhaust	T58.0~	substance	own
    carbon monoxide	T58.9~	substance	own
    prednisone	T38.0X~	drug	table
    whiskey	T51.0X~	substance	own
    """.utf8)
  static let cues = Array(
    """
    # phrase	meaning	stands	reach	origin
    due to	adverse	before	3	own
    due to cost	financial	sentence	0	own
    induced	adverse	after	0	own
    overdose	poisoning	beside	8	own
    toxicity	adverse	after	1	own
    toxicity	toxic	beside	4	own
    """.utf8)

  @Test(arguments: [
    ("took baby aspirin", ["T39011"]), ("aspirin and prednisone", ["T39011", "T380X1"]),
    ("carbon monoxide from car exhaust", ["T5891", "T5801"]), ("aspirinated", []),
  ])
  func substances(_ text: String, _ codes: [String]) throws {
    let table = try DrugTable(Self.drugs, cues: Self.cues)
    let note = NoteTokens(text.utf8)
    let found = table.substances(in: 0..<note.tokens.count, note)
    #expect(found.compactMap { table.substances[$0.row].code("1")?.description } == codes)
    #expect(table.mayName(note.tokens[...]) || codes.isEmpty)
  }

  @Test(arguments: [
    ("due to aspirin", [DrugTable.Meaning.adverse]), ("due to cost", [.financial]),
    ("aspirin-induced", [.adverse]), ("toxicity", [.adverse, .toxic]), ("aspirin", []),
  ])
  func meanings(_ text: String, _ meanings: [DrugTable.Meaning]) throws {
    let table = try DrugTable(Self.drugs, cues: Self.cues)
    let note = NoteTokens(text.utf8)
    #expect(table.cues(in: 0..<note.tokens.count, note).map(\.cue.meaning) == meanings)
  }

  @Test func aSubstanceKnowsItsCodes() throws {
    let table = try DrugTable(Self.drugs, cues: Self.cues)
    let aspirin = table.substances[0]
    #expect(aspirin.has(try #require(PackedCode("T39.012A"))))
    #expect(!aspirin.has(try #require(PackedCode("T39.091A"))))
    #expect(aspirin.isDrug && !aspirin.isAlcohol)
    #expect(table.substances.contains { $0.isAlcohol && !$0.isDrug })
  }

  @Test(arguments: [
    ("aspirin\tT39.011\tdrug\ttable", "", 1), ("aspirin\tT39.01~\tpill\ttable", "", 1),
    ("", "overdose\tbad\tbeside\t8\town", 1),
    ("", "# phrase\noverdose\tpoisoning\tnear\t8\town", 2),
    ("", "overdose\tpoisoning\tbeside\tfar\town", 1),
  ])
  func aRowThatIsNotAsItShouldBeIsNamed(_ drugs: String, _ cues: String, _ line: Int) {
    #expect(throws: ConceptTableError(line: line)) {
      try DrugTable(Array(drugs.utf8), cues: Array(cues.utf8))
    }
  }
}

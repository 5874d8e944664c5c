// SPDX-License-Identifier: Apache-2.0

import Storage
import Testing
import Values

@testable import CodeSets

@Suite struct TabularReaderTests {
  private static func chapter(_ categories: String, range: String = "S00-S99") -> String {
    """
    <ICD10CM.tabular><version>2026</version><chapter><name>19</name>
    <desc>Injury (\(range))</desc>
    <excludes2><note>burns (T20-T32)</note></excludes2>
    <section id="\(range)"><desc>Injuries (\(range))</desc>
    \(categories)
    </section></chapter></ICD10CM.tabular>
    """
  }

  private static func draft(_ xml: String) throws -> ReleaseDraft {
    let file = Importing.file("tabular.xml", xml)
    return try #require(
      TabularReader.read(MarkupReader.root(of: file.bytes, path: file.name), file).first)
  }

  private static func table(_ categories: String) throws -> CodeTable {
    try CodeTable(Importing.codebook(draft(chapter(categories))))
  }

  private static let threeCharacters = """
    <sevenChrNote><note>The appropriate 7th character is to be added</note></sevenChrNote>
    <sevenChrDef><extension char="A">initial</extension><extension char="D">later</extension>
    <extension char="S">sequela</extension></sevenChrDef>
    """

  @Test("Titles, chapters, sections and notes of every kind are read, each with its line")
  func notes() throws {
    let table = try Self.table(
      """
      <diag><name>S10</name><desc>Neck
        wound</desc>
      <inclusionTerm><note>cut of neck</note></inclusionTerm>
      <includes><note>nape</note></includes><excludes1><note>spine (S12.-)</note></excludes1>
      <codeFirst><note>cause (S13)</note></codeFirst><codeAlso><note>infection</note></codeAlso>
      <useAdditionalCode><note>place (S14.9)</note></useAdditionalCode><notes><note>hm</note></notes>
      </diag>
      """)
    let entry = try #require(table.entry(of: Codebooks.code("S10")))
    #expect(entry.title == "Neck wound")
    #expect(entry.isBillable)
    #expect(
      entry.notes.map(\.kind) == [
        .inclusionTerm, .includes, .excludes1, .codeFirst, .codeAlso, .useAdditionalCode, .note,
      ])
    #expect(entry.allNotes.last?.level == "chapter 19")
    #expect(entry.allNotes.last?.note.references.map(\.description) == ["T20-T32"])
    #expect(table.allDivisions.map(\.title) == ["Injury", "Injuries"])
    #expect(entry.divisions == [1, 0])
    #expect(entry.line == 5)
  }

  @Test("A 7th character that an ancestor defines makes the complete codes, filled up with X")
  func seventhCharacters() throws {
    let table = try Self.table(
      """
      <diag><name>S10</name><desc>Neck</desc>\(Self.threeCharacters)
        <diag><name>S10.0</name><desc>Throat</desc></diag>
        <diag><name>S10.1</name><desc>Nape</desc>
          <diag><name>S10.11</name><desc>Skin</desc></diag>
          <diag><name>S10.121</name><desc>Right</desc></diag>
        </diag>
      </diag>
      """)
    let billable = (0..<table.count).filter { table.flags(at: $0).contains(.billable) }
    #expect(
      billable.map { table[$0].printed } == [
        "S10.0XXA", "S10.0XXD", "S10.0XXS", "S10.11XA", "S10.11XD", "S10.11XS", "S10.121A",
        "S10.121D", "S10.121S",
      ])
    let code = try #require(table.entry(of: Codebooks.code("S10.0XXD")))
    #expect(code.title == "Throat, later")
    #expect(code.flags == [.billable, .generated])
    #expect(code.parent?.printed == "S10.0")
    #expect(code.seventhCharacters.map(\.level) == ["S10", "S10", "S10"])
  }

  @Test("A nearer definition replaces the one above it")
  func nearer() throws {
    let table = try Self.table(
      """
      <diag><name>S10</name><desc>Neck</desc>\(Self.threeCharacters)
        <diag><name>S10.0</name><desc>Throat</desc>
          <sevenChrDef><extension char="B">open</extension></sevenChrDef></diag>
        <diag><name>S10.1</name><desc>Nape</desc></diag>
      </diag>
      """)
    let below = table.positions(below: try Codebooks.code("S10.0")).map { table[$0].printed }
    #expect(below == ["S10.0", "S10.0XXB"])
    #expect(table.positions(below: try Codebooks.code("S10.1")).count == 4)
  }

  @Test("Codes that the note of S06 excludes are not made")
  func exception() throws {
    let table = try Self.table(
      """
      <diag><name>S06</name><desc>Head</desc>
        <notes><note>7th characters D and S do not apply to codes in category S06 with 6th character 7 - \
      death due to brain injury, or 8 - death due to other cause</note></notes>
        \(Self.threeCharacters)
        <diag><name>S06.0X6</name><desc>Six</desc></diag>
        <diag><name>S06.0X7</name><desc>Seven</desc></diag>
        <diag><name>S06.0X8</name><desc>Eight</desc></diag>
        <diag><name>S06.30</name><desc>Short</desc></diag>
      </diag>
      """)
    let generated = (0..<table.count).filter { table.flags(at: $0).contains(.generated) }
    #expect(
      generated.map { table[$0].printed } == [
        "S06.0X6A", "S06.0X6D", "S06.0X6S", "S06.0X7A", "S06.0X8A", "S06.30XA", "S06.30XD",
        "S06.30XS",
      ])
  }

  @Test(
    "What is wrong fails the whole file, at its line",
    arguments: [
      ("<diag><name>S10</name></diag>", ["import.row 5", "import.empty 1"]),
      ("<diag><desc>No name</desc></diag>", ["import.row 5", "import.empty 1"]),
      ("<diag><name>S10</name><desc></desc></diag>", ["import.row 5", "import.empty 1"]),
      ("<diag><name>S1</name><desc>Short</desc></diag>", ["import.row 5", "import.empty 1"]),
      ("<diag><name>S 10_1</name><desc>Odd</desc></diag>", ["import.row 5", "import.empty 1"]),
      (
        "<diag><name>S10</name><desc>a</desc></diag>\n<diag><name>S10</name><desc>b</desc></diag>",
        ["import.duplicate 6"]
      ),
      (
        "<diag><name>S10</name><desc>a</desc></diag>\n<diag><name>S11</name></diag>\n<diag/>",
        ["import.row 6", "import.row 7"]
      ),
      ("", ["import.empty 1"]),
    ])
  func faults(categories: String, expected: [String]) throws {
    let failure = #expect(throws: ImportFailure.self) {
      try Self.draft(Self.chapter(categories))
    }
    let found = failure?.findings.map { finding in
      guard case .text(let line, _) = finding.place else { return finding.rule }
      return "\(finding.rule) \(line)"
    }
    #expect(found == expected)
  }

  @Test("A chapter or section whose range cannot be read fails the file")
  func ranges() {
    #expect(throws: ImportFailure.self) {
      try Self.draft(Self.chapter("<diag><name>S10</name><desc>a</desc></diag>", range: "none"))
    }
  }

  @Test("The edition's year is that of the file's version")
  func year() throws {
    let draft = try Self.draft(Self.chapter("<diag><name>S10</name><desc>a</desc></diag>"))
    #expect(draft.year == 2026)
    #expect(draft.rows == 1)
    #expect(draft.component == .tabular)
  }
}

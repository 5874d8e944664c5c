// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

/// The index, the definitions and the keys of ICD-10-PCS, made up in the publisher's shape.
@Suite("Terms of ICD-10-PCS")
struct ProcedureTermsTests {
  static let index = """
    <?xml version="1.0"?>
    <ICD10PCS.index><version>2031</version><title>x</title>
    <letter><title>A</title>
    <mainTerm><title>Abla</title>
    <term level="1"><see>Removal, Made Up<tab>0QB</tab></see></term>
    <term level="1"><use>Wire in<tab>0JH</tab></use></term></mainTerm>
    <mainTerm><title>Abort</title><term level="1"><title>Part</title><codes>10A0</codes>
    <term level="2"><title>Deep</title><code>10A07ZX</code></term></term></mainTerm>
    <mainTerm><title>Abra</title><see>Removal</see></mainTerm>
    </letter></ICD10PCS.index>

    """

  private func index() throws -> TermTreeBuilder {
    try #require(try Importing.draft(Importing.file("index.xml", Self.index)).terms)
  }

  @Test("The index keeps its tree, codes, tables and references")
  func terms() throws {
    let file = Importing.file("index.xml", Self.index)
    #expect(Importing.formats(of: file) == ["icd10pcs-index"])
    let draft = try Importing.draft(file)
    #expect(draft.year == 2031 && draft.rows == 7)
    let tree = try TermTree(Importing.codebook(draft))
    #expect(tree.children(of: nil).map { tree[$0].title } == ["Abla", "Abort", "Abra"])
    #expect(tree[1].see == "Removal, Made Up" && tree[1].code == "0QB" && tree[1].title.isEmpty)
    #expect(tree[2].use == "Wire in" && tree[2].code == "0JH")
    #expect(tree.path(to: 5).map { tree[$0].title } == ["Abort", "Part", "Deep"])
    #expect(tree[5].code == "10A07ZX" && tree[4].code == "10A0")
    #expect(TermTreeBuilder(tree).terms == draft.terms?.terms)
  }

  static let brokenIndexes: [(String, String, String)] = [
    ("level=\"2\"", "level=\"3\"", "import.markup 8 level"),
    ("10A07ZX", "10A07Z", "import.row 8 code"),
    ("<see>Removal</see>", "", "import.row 9 term"),
    ("<see>Removal</see>", "<seen>Removal</seen>", "import.markup 9 element"),
    ("<code>10A07ZX</code>", "<code>10A07ZX</code><code>10A07ZW</code>", "import.row 8 code"),
    ("ICD10PCS.index>", "ICD10PCS.index2>", "import.header 2 "),
  ]

  @Test("A broken index is refused with the line", arguments: brokenIndexes)
  func refusesIndex(_ good: String, _ bad: String, _ fault: String) {
    let text = Self.index.split(separator: good, omittingEmptySubsequences: false)
      .joined(separator: bad)
    #expect(Importing.faults(Importing.file("index.xml", text)).first == fault)
  }

  static let addenda = """


    Lttr             A
    Main Add         Abbey use Made Up Value
    Main             Abort
         Delete        Part 10A0
         Add           Quick see Removal, Made Up 0QB
    Main Delete      Abra see Removal


    Lttr             Z
    Main Add         Zed
         Add           Alpha XW0

    """

  @Test("Index addenda add and delete terms in their places")
  func addenda() throws {
    let file = Importing.file("index_addenda_2031.txt", Self.addenda)
    #expect(Importing.formats(of: file) == ["icd10pcs-index-addenda"])
    let draft = try Importing.draft(file)
    #expect(draft.component == .indexAddenda && draft.year == 2031 && draft.rows == 6)
    let addenda = try #require(draft.terms)
    let (applied, findings) = try index().applying(addenda)
    #expect(findings.isEmpty)
    #expect(
      applied.terms.map { "\($0.level) \($0.title)" } == [
        "0 Abbey", "0 Abla", "1 ", "1 ", "0 Abort", "1 Quick", "0 Zed", "1 Alpha",
      ])
    #expect(applied.terms[0].use == "Made Up Value")
    #expect(applied.terms[5].see == "Removal, Made Up" && applied.terms[5].code == "0QB")
    #expect(applied.terms.allSatisfy { $0.cells.isEmpty })
    let again = applied.applying(addenda)
    #expect(again.findings.count == 6)
    #expect(again.findings.allSatisfy { $0.rule == "index.addenda" && $0.severity == .warns })
    #expect(again.index.terms == applied.terms)
  }

  static let brokenAddenda: [(String, String, String)] = [
    ("     Delete        Part", "     Remove        Part", "import.row 6 layout"),
    ("  Part", "   Part", "import.row 6 layout"),
    ("  Alpha", "      Alpha", "import.row 13 layout"),
    ("Main Add         Zed", "Mane Add         Zed", "import.row 12 layout"),
  ]

  @Test("Broken index addenda are refused with the line", arguments: brokenAddenda)
  func refusesAddenda(_ good: String, _ bad: String, _ fault: String) {
    let text = Self.addenda.split(separator: good, omittingEmptySubsequences: false)
      .joined(separator: bad)
    #expect(Importing.faults(Importing.file("index_addenda.txt", text)).first == fault)
  }

  static let definitions = """
    <?xml version="1.0"?>
    <ICD10PCS.definitions><version>2031</version><title>x</title>
    <section code="0"><title>Medical</title><axis pos="3"><title>Operation</title>
    <terms><title>Bypass</title><definition>Altering</definition>
    <includes>Made up</includes></terms></axis>
    <axis pos="4"><title>Body Part</title>
    <terms><title>Toe, Left</title><title>Toe, Right</title><includes>Hallux</includes></terms>
    </axis></section>
    <deviceAggregation><aggregate><device>Special Wire</device><operation>All</operation>
    <bodySys>Heart</bodySys><parent value="D">Wire</parent></aggregate></deviceAggregation>
    </ICD10PCS.definitions>

    """

  @Test("Definitions keep section, axis, term and their texts; devices their aggregation")
  func definitionTerms() throws {
    let file = Importing.file("definitions.xml", Self.definitions)
    #expect(Importing.formats(of: file) == ["icd10pcs-definitions"])
    let draft = try Importing.draft(file)
    #expect(draft.year == 2031 && draft.rows == 2)
    let tree = try TermTree(Importing.codebook(draft))
    let all = (0..<tree.count).map { tree[$0] }
    #expect(
      all.map { "\($0.level) \($0.code) \($0.title)" } == [
        "0 0 Medical", "1 3 Operation", "2  Bypass", "1 4 Body Part", "2  Toe, Left",
        "2  Toe, Right", "0  Device Aggregation", "1 D Special Wire",
      ])
    #expect(all[2].cells == [IndexTerm.Cell(2, "Altering"), IndexTerm.Cell(4, "Made up")])
    #expect(all[5].cells == [IndexTerm.Cell(4, "Hallux")])
    #expect(all[7].use == "Wire" && all[7].cells.map(\.column) == [5, 6])
  }

  static let definitionsAddenda = """
    Section 0               Medical
    Axis 4                  Body Part
    Row         \("")
    Term                    Toe, Left
    Includes    Add         Big toe
    Includes    Delete      Hallux
     \("")
    Row         Add         \("")
    Term        Add         Finger
    Definition  Add         Made up

    """

  @Test("Definitions addenda keep what is added and deleted")
  func definitionChanges() throws {
    let file = Importing.file("definitions_addenda_2031.txt", Self.definitionsAddenda)
    #expect(Importing.formats(of: file) == ["icd10pcs-definitions-addenda"])
    let draft = try Importing.draft(file)
    #expect(draft.rows == 4 && draft.year == 2031)
    let terms = try #require(draft.terms).terms
    #expect(terms.map(\.title) == ["Medical", "Body Part", "Toe, Left", "Finger"])
    #expect(terms[2].cells == [IndexTerm.Cell(4, "Big toe"), IndexTerm.Cell(7, "Hallux")])
    #expect(terms[3].cells == [IndexTerm.Cell(8, "add"), IndexTerm.Cell(2, "Made up")])
    let definitions = try #require(
      try Importing.draft(Importing.file("definitions.xml", Self.definitions)).terms)
    let (applied, findings) = definitions.applyingDefinitions(try #require(draft.terms))
    #expect(findings.isEmpty)
    #expect(applied.terms[4].title == "Finger" && applied.terms.count == 9)
    #expect(applied.terms[5].cells == [IndexTerm.Cell(4, "Big toe")])
    let again = applied.applyingDefinitions(try #require(draft.terms))
    #expect(again.findings.compactMap { $0.fact("reason") } == ["absent", "present"])
    #expect(again.findings.allSatisfy { $0.rule == "definitions.addenda" })
    #expect(again.findings.map(\.place) == [.text(line: 4, byte: nil), .text(line: 9, byte: nil)])
    let broken = Self.definitionsAddenda.split(separator: "Includes    Delete")
      .joined(separator: "Includes    Removed")
    #expect(
      Importing.faults(Importing.file("definitions_addenda.txt", broken)) == [
        "import.row 6 layout"
      ])
  }

  static func key(_ name: String, count: Int, _ data: String) -> String {
    "{\"name\": \"ICD-10-PCS \(name) (x)\", \"version\": \"2031-08-09\", "
      + "\"count_terms\": \(count), \"data\": {\(data)}}"
  }

  @Test("The keys keep one value on the term and several below it")
  func keys() throws {
    let data = "\"Hallux\": [\"Toe, Left\", \"Toe, Right\"], \"Zygoma\": [\"Bone\"]"
    let file = Importing.file("key.json", Self.key("Body Part Key", count: 2, data))
    #expect(Importing.formats(of: file) == ["icd10pcs-body-part-key"])
    let draft = try Importing.draft(file)
    #expect(draft.component == .bodyPartKey && draft.year == 2031 && draft.rows == 2)
    let tree = try TermTree(Importing.codebook(draft))
    #expect(tree.children(of: nil).map { tree[$0].use } == ["", "Bone"])
    #expect(tree.children(of: 0).map { tree[$0].use } == ["Toe, Left", "Toe, Right"])
    let device = Importing.file("key.json", Self.key("Device Key", count: 2, data))
    #expect(Importing.formats(of: device) == ["icd10pcs-device-key"])
  }

  static let brokenKeys: [(String, String)] = [
    (key("Device Key", count: 2, "\"a\": [\"b\"]"), "import.row-count 1 terms"),
    (key("Device Key", count: 1, "\"a\": []"), "import.row 1 values"),
    (key("Device Key", count: 1, "\"a\": [1]"), "import.row 1 values"),
    (key("Device Key", count: 2, "\"a\": [\"b\"], \"a\": [\"c\"]"), "import.duplicate 1 term"),
    (
      key("Device Key", count: 1, "\"a\": [\"b\"") + "\n",
      "import.row 1 a character that cannot stand here"
    ),
    (key("Device Key", count: 0, ""), "import.empty 1 empty"),
  ]

  @Test("A broken key is refused", arguments: brokenKeys)
  func refusesKey(_ text: String, _ fault: String) {
    #expect(Importing.faults(Importing.file("key.json", text)).first == fault)
  }
}

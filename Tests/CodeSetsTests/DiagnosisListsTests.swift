// SPDX-License-Identifier: Apache-2.0

import Storage
import Testing
import Values

@testable import CodeSets

@Suite struct DiagnosisListsTests {
  private static func index(_ xml: String) throws -> [ReleaseDraft] {
    let file = Importing.file("index.xml", "<ICD10CM.index>\(xml)</ICD10CM.index>")
    return try DiagnosisIndexReader.read(MarkupReader.root(of: file.bytes, path: file.name), file)
  }

  @Test("Main terms, subterms, modifiers, second codes and directions are read")
  func terms() throws {
    let draft = try #require(
      Self.index(
        """
        <version>2026</version><title>INDEX</title><letter><title>A</title>
        <mainTerm><title>Ache <nemod>(dull)</nemod></title><code>R52</code>
          <term level="1"><title>eye</title><code>H57.1-</code><manif>G99</manif>
            <term level="2"><title>left</title><see>Pain, eye</see></term></term>
          <term level="1"><title>head</title><seeAlso>Headache</seeAlso></term></mainTerm>
        </letter>
        """
      ).first)
    #expect(draft.component == .index)
    #expect(draft.year == 2026)
    let terms = try #require(draft.terms?.terms)
    #expect(terms.map(\.title) == ["Ache", "eye", "left", "head"])
    #expect(terms.map(\.level) == [0, 1, 2, 1])
    #expect(terms.map(\.nonessential) == ["(dull)", "", "", ""])
    #expect(terms.map(\.code) == ["R52", "H57.1-", "", ""])
    #expect(terms[1].manifestation == "G99")
    #expect(terms[2].see == "Pain, eye")
    #expect(terms[3].seeAlso == "Headache")
    let tree = try TermTree(Importing.codebook(draft))
    #expect(tree.children(of: 0) == [1, 3])
    #expect(tree.path(to: 2) == [0, 1, 2])
  }

  @Test(
    "The columns tell the tables apart",
    arguments: [
      ("<indexHeading><head col=\"1\">Malignant Primary</head></indexHeading>", Component.neoplasm),
      ("<indexHeading><head col=\"2\">Poisoning</head></indexHeading>", .drugs),
      ("<title>ICD-10-CM EXTERNAL CAUSE OF INJURIES INDEX</title>", .externalCause),
      ("<title>ICD-10-CM INDEX TO DISEASES</title>", .index),
    ])
  func kinds(head: String, expected: Component) throws {
    let xml = """
      \(head)<letter><mainTerm><title>x</title><cell col="2">C1</cell></mainTerm></letter>
      """
    let draft = try #require(Self.index(xml).first)
    #expect(draft.component == expected)
    #expect(draft.terms?.terms.first?.cells == [IndexTerm.Cell(2, "C1")])
  }

  @Test(
    "A term without a title, a wrong level and an empty index fail the file",
    arguments: [
      "<letter><mainTerm><code>R52</code></mainTerm></letter>",
      "<letter><mainTerm><title>a</title><term level=\"2\"><title>b</title></term></mainTerm></letter>",
      "<letter><title>A</title></letter>", "",
    ])
  func faults(xml: String) {
    #expect(throws: ImportFailure.self) { try Self.index(xml) }
  }

  private static let header = "Order26\tPOAexemptCode\tDescription\n"

  @Test("The list of codes exempt from POA reporting is read, titles without their quotes")
  func exempt() throws {
    let file = Importing.file(
      "POAexemptCodesFY26.txt", Self.header + "1\tB90.0\t\"Sequelae, x\"\r\n2\tB90.1\tOther\r\n\r\n"
    )
    #expect(POAExemptReader.recognises(file))
    let draft = try #require(POAExemptReader.read(file).first)
    #expect(draft.year == 2026)
    #expect(draft.codes?.rows.map(\.code.description) == ["B900", "B901"])
    #expect(draft.codes?.rows.map(\.title) == ["Sequelae, x", "Other"])
  }

  @Test(
    "A row that is not as published fails the list",
    arguments: [
      ("1\tB90.0\n", "import.row"), ("x\tB90.0\tT\n", "import.row"), ("1\t\tT\n", "import.row"),
      ("1\tB90.0\tT\textra\n", "import.row"), ("1\tB9*0\tT\n", "import.row"), ("", "import.empty"),
      ("1\tB90.0\tT\n2\tB90.0\tT\n", "import.duplicate"),
    ])
  func exemptFaults(rows: String, rule: String) {
    let failure = #expect(throws: ImportFailure.self) {
      try POAExemptReader.read(Importing.file("poa.txt", Self.header + rows))
    }
    #expect(failure?.findings.map(\.rule) == [rule])
  }

  @Test("A list of complete codes is recognised by its codes, not taken for one of HCPCS")
  func codeList() throws {
    let good = Importing.file("icd10cm_codes_2026.txt", "A000\nA001\nA0100\nS020XXA\nZ99\n")
    #expect(CodeListReader.recognises(good))
    let draft = try #require(CodeListReader.read(good).first)
    #expect(draft.rows == 5)
    #expect(draft.year == 2026)
    #expect(draft.component == .list)
    for text in [
      "A0001\nA0002\nA0003\nA0004\nA0005\n", "A000 Cholera\nA001\nA0100\nB0\n", "", "A000\n",
    ] {
      #expect(!CodeListReader.recognises(Importing.file("x.txt", text)), "\(text)")
    }
  }

  @Test(
    "A line that is no diagnosis and a code that stands twice fail the list",
    arguments: [
      ("A000\nA00\nA0000001\n", "import.row", 3), ("A000\nnot a code\n", "import.row", 2),
      ("A000\nA001\nA00.0\n", "import.duplicate", 3),
    ])
  func codeListFaults(text: String, rule: String, line: Int) {
    let failure = #expect(throws: ImportFailure.self) {
      try CodeListReader.read(Importing.file("icd10cm_codes_2026.txt", text))
    }
    #expect(failure?.findings.first?.rule == rule)
    #expect(failure?.findings.first?.place == .text(line: line, byte: nil))
  }
}

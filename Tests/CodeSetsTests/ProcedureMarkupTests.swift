// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

/// The XML, JSON and text documents of ICD-10-PCS, made up in the publisher's shape.
@Suite("Documents of ICD-10-PCS")
struct ProcedureMarkupTests {
  static func axis(_ position: Int, _ title: String, _ values: [String], count: Int? = nil)
    -> String
  {
    let labels = values.map { "<label code=\"\($0.prefix(1))\">\($0.dropFirst(2))</label>" }
    return "<axis pos=\"\(position)\" values=\"\(count ?? values.count)\"><title>\(title)</title>\n"
      + labels.joined() + "</axis>"
  }

  static let head =
    axis(1, "Section", ["0 Medical"]) + axis(2, "Body System", ["0 Nerves"])
    + axis(3, "Operation", ["1 Bypass"])
  static let row =
    "<pcsRow codes=\"4\">" + axis(4, "Body Part", ["6 Ventricle"])
    + axis(5, "Approach", ["0 Open", "3 Percutaneous"])
    + axis(6, "Device", ["7 Graft", "J Synthetic"]) + axis(7, "Qualifier", ["Z None"]) + "</pcsRow>"

  static func tables(_ inside: String, version: String = "2031") -> String {
    "<?xml version=\"1.0\"?>\n<ICD10PCS.tabular>\n<version>\(version)</version>\n<pcsTable>\n"
      + "\(inside)\n</pcsTable>\n</ICD10PCS.tabular>\n"
  }

  @Test("Tables give rows from which codes are built step by step")
  func buildsCodes() throws {
    let file = Importing.file("tables.xml", Self.tables(Self.head + Self.row))
    #expect(Importing.formats(of: file) == ["icd10pcs-tables"])
    let draft = try Importing.draft(file)
    #expect(draft.year == 2031 && draft.rows == 1)
    let tables = ProcedureTables(try Importing.codebook(draft))
    #expect(
      tables.allCodes().map(\.description) == ["001607Z", "00160JZ", "001637Z", "00163JZ"])
    #expect(tables.step(after: "0016")?.values.map(\.label) == ["Open", "Percutaneous"])
    #expect(tables.step(after: "0017") == nil && tables.step(after: "") != nil)
    #expect(tables.labels(of: "00160JZ").last?.value.label == "None")
  }

  static let brokenTables: [(String, String, String)] = [
    ("pos=\"5\"", "pos=\"6\"", "import.markup 8 axes"),
    ("codes=\"4\"", "codes=\"5\"", "import.row-count 8 codes"),
    ("values=\"2\"", "values=\"3\"", "import.row-count 9 values"),
    ("code=\"J\"", "code=\"7\"", "import.row-count 10 values"),
    ("code=\"J\"", "code=\"O\"", "import.row-count 10 values"),
    ("<title>Approach</title>", "", "import.row-count 9 values"),
    ("<version>2031</version>", "", "import.edition 2 "),
  ]

  @Test("Broken tables are refused", arguments: brokenTables)
  func refusesTables(_ good: String, _ bad: String, _ fault: String) {
    let text = Self.tables(Self.head + Self.row)
    let parts = text.split(separator: good, maxSplits: 1, omittingEmptySubsequences: false)
    let file = Importing.file("tables.xml", parts.joined(separator: bad))
    #expect(Importing.faults(file).first == fault)
  }

  static let addenda = """
    FY2031: table 0 0 1
      First character (Section) is value 0: Medical
      Second character (Body System) is value 0: Nerves
      Third character (Operation) is value 1: Bypass: Altering: the route

    FY2031: First panel of table 0 0 1
      Fourth character (Body Part) is value 6: Ventricle
      Fifth character (Approach) has 2 choices.
        First choice is value 0: Open
        Second choice is value 3: Percutaneous
      Sixth character (Device) is value K: Kelp: dried
      Seventh character (Qualifier) is value Z: None

    """

  @Test("Tables addenda replace the tables that they print")
  func tablesAddenda() throws {
    let file = Importing.file("tables_addenda.txt", Self.addenda)
    #expect(Importing.formats(of: file) == ["icd10pcs-tables-addenda"])
    let draft = try Importing.draft(file)
    #expect(draft.year == 2031 && draft.rows == 1 && draft.component == .tablesAddenda)
    let addenda = try #require(draft.tables)
    #expect(addenda.rows[0].table[2].label == "Bypass")
    #expect(addenda.rows[0].axes[2][0].label == "Kelp: dried")
    let text = Self.tables(Self.head + Self.row)
    let base = try #require(try Importing.draft(Importing.file("t.xml", text)).tables)
    #expect(base.applying(addenda).rows == addenda.rows)
    #expect(ProcedureTablesBuilder().applying(addenda).rows == addenda.rows)
  }

  static let brokenAddenda: [(String, String, String)] = [
    ("First panel", "Second panel", "import.row 6 panel"),
    ("has 2 choices", "has 3 choices", "import.row 11 layout"),
    ("Second choice", "Third choice", "import.row 10 layout"),
    ("Sixth character", "Seventh character", "import.row 11 layout"),
    ("panel of table 0 0 1", "panel of table 0 0 2", "import.row 6 table"),
    ("  Seventh character (Qualifier) is value Z: None\n", "", "import.row-count 6 values"),
    ("value K:", "value I:", "import.row 11 layout"),
  ]

  @Test("Broken tables addenda are refused with the line", arguments: brokenAddenda)
  func refusesAddenda(_ good: String, _ bad: String, _ fault: String) {
    let parts = Self.addenda.split(separator: good, maxSplits: 1, omittingEmptySubsequences: false)
    let file = Importing.file("addenda.txt", parts.joined(separator: bad))
    #expect(Importing.faults(file).first == fault)
  }

  static let ordinals: [(Int, String)] = [
    (1, "First"), (12, "Twelfth"), (20, "Twentieth"), (21, "Twenty-first"), (43, "Forty-third"),
    (90, "Ninetieth"), (100, "One hundredth"), (101, "One hundred First"),
    (132, "One hundred Thirty-second"), (200, "Two hundredth"),
  ]

  @Test("Ordinal numbers are spelled as the addenda spell them", arguments: ordinals)
  func ordinal(_ number: Int, _ words: String) { #expect(EnglishOrdinal.words(number) == words) }
}

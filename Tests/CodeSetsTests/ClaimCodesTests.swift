// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Testing
import Values

/// The code lists of claims and remittances, with made-up rows.
@Suite struct ClaimCodesTests {
  private static let adjustments =
    "adj_code,adj_type,adj_description,adj_usage,adj_notes,adj_start_date,adj_last_modified,"
    + "adj_end_date\n"

  @Test func adjustmentCodesBecomeThreeDrafts() throws {
    let text =
      Self.adjustments + "ZZ,Group,Invented group,,,,,\n"
      + "901,CARC,\"Invented, ended\",Only so.,,1999-01-01,2001-02-03,2004-05-06\n"
      + "Z901,RARC,\"Invented remark\",,See note,2000-01-01,,\n"
    let drafts = try ServiceImport.drafts(text, named: "carc_rarc_2031-03.csv")
    #expect(drafts.map(\.set.description) == ["carc", "rarc", "adjustment-group"])
    #expect(drafts.map(\.rows) == [1, 1, 1])
    let reason = try #require(drafts[0]["901"])
    #expect(reason.title == "Invented, ended" && reason.line == 3)
    #expect(reason["usage"] == "Only so." && reason["last-modified"] == "2001-02-03")
    #expect(reason.period?.termination == CalendarDate("2004-05-06"))
    #expect(drafts[1]["Z901"]?["notes"] == "See note")
    #expect(drafts[1]["Z901"]?.period?.termination == nil)
    #expect(drafts[2]["ZZ"]?.period == nil)
    #expect(drafts[0].period?.effective == CalendarDate("2031-03-01"))
    #expect(try ServiceImport.drafts(text, named: "codes.csv")[0].period == nil)
  }

  @Test(arguments: [
    ("901,CARC,Invented,,,1999-01-01,", "import.row 2"),
    ("901,CRC,Invented,,,1999-01-01,,", "import.row 2"),
    ("9-1,CARC,Invented,,,1999-01-01,,", "import.row 2"),
    ("901,CARC,,,,1999-01-01,,", "import.row 2"),
    ("901,CARC,Invented,,,01/01/1999,,", "import.row 2"),
    ("901,CARC,Invented,,,1999-01-01,,1998-12-31", "import.row 2"),
    ("901,CARC,Invented,,,,,1998-12-31", "import.row 2"),
    ("901,CARC,A,,,1999-01-01,,\n901,CARC,B,,,1999-01-01,,", "import.duplicate 3"),
    ("", "import.empty 1"),
  ])
  func adjustmentFaultsAreReportedAtTheirLine(rows: String, expected: String) {
    let faults = ServiceImport.faults {
      try ServiceImport.drafts(Self.adjustments + rows, named: "x.csv")
    }
    #expect(faults == [expected])
  }

  @Test func adjustmentHeaderIsStrict() {
    let faults = ServiceImport.faults {
      try ServiceImport.drafts("adj_code,adj_type,description\n", named: "x.csv")
    }
    #expect(faults == Array(repeating: "import.header 1", count: 6))
  }

  private static func places(_ codes: String) -> String {
    "{\n  \"description\": \"Place of Service\",\n  \"codes\": {\n\(codes)\n  }\n}\n"
  }

  @Test func placesOfServiceHaveARate() throws {
    let text = Self.places(
      "    \"91\": {\"name\": \"Moon\", \"facility\": \"N\"},\n"
        + "    \"92\": {\"name\": \"Mars\", \"facility\": \"F\"}")
    let draft = try #require(try ServiceImport.drafts(text, named: "pos.json").first)
    #expect(draft.rows == 2 && draft.set.description == "pos")
    #expect(draft["92"]?["rate"] == "facility" && draft["92"]?.line == 5)
  }

  @Test(arguments: [
    ("    \"91\": {\"name\": \"Moon\", \"facility\": \"X\"}", "import.row 4"),
    ("    \"91\": {\"name\": \"\", \"facility\": \"N\"}", "import.row 4"),
    ("    \"9\": {\"name\": \"Moon\", \"facility\": \"N\"}", "import.row 4"),
    ("    \"91\": {\"name\": \"Moon\", \"facility\": \"N\"", "import.markup 7"),
  ])
  func placeFaultsAreReportedAtTheirLine(codes: String, expected: String) {
    #expect(
      ServiceImport.faults { try ServiceImport.drafts(Self.places(codes), named: "x") }
        == [expected])
  }

  private static func lists(_ body: String) -> String {
    "<?xml version=\"1.0\"?>\n<codesets>\n<codeset>\n\(body)\n</codeset>\n</codesets>\n"
  }

  @Test func transactionListsHaveCodesWithoutTitles() throws {
    let text = Self.lists(
      "<id>claim_status</id><version>\n<code>901</code>\n<code>902</code>\n<code>901</code></version>"
    )
    let draft = try #require(try ServiceImport.drafts(text, named: "codes.xml").first)
    #expect(draft.set.description == "claim-status" && draft.component == .list)
    #expect(draft.rows == 2 && draft["901"]?.title == "")
    #expect(draft.remarks.map(\.rule) == ["import.repeated"])
    #expect(draft.remarks.first?.place == .text(line: 7, byte: nil))
  }

  @Test(arguments: [
    ("<id>unknown</id><version><code>1</code></version>", "import.header 3"),
    ("<id>pos</id><version><code>1*</code></version>", "import.row 4"),
    ("<id>pos</id><version><kode>1</kode></version>", "import.markup 4"),
    ("<id>pos</id><version></version>", "import.empty 3"),
    ("<id>pos</id><version><code>1</version>", "import.markup 0"),
  ])
  func transactionListFaultsAreReportedAtTheirLine(body: String, expected: String) {
    let faults = ServiceImport.faults {
      try ServiceImport.drafts(Self.lists(body), named: "codes.xml")
    }
    #expect(faults.first == expected)
  }

  private static let taxonomy =
    "Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\r\n"

  @Test func taxonomyRowsMaySpanLinesAndBeWindows1252() throws {
    let text = Self.taxonomy + "999Z00000X,Group,Class,,\"Two\r\nlines\",,Zibbler?,Individual\r\n"
    let bytes = Array(text.utf8).map { $0 == UInt8(ascii: "?") ? 0x99 : $0 }
    let file = PublishedFile(name: "nucc_taxonomy_310.csv", bytes: bytes, sha256: "")
    let draft = try #require(try ServiceImport.drafts(file).first)
    #expect(draft["999Z00000X"]?.title == "Zibbler\u{2122}")
    #expect(draft["999Z00000X"]?["definition"] == "Two\r\nlines")
    #expect(draft["999Z00000X"]?["section"] == "Individual")
    #expect(draft.period?.effective == CalendarDate("2031-04-01"))
  }

  @Test(arguments: [
    ("999Z0000X,G,C,,,,Zibbler,Individual", "import.row 2"),
    ("999Z000000,G,C,,,,Zibbler,Individual", "import.row 2"),
    ("999Z00000X,G,C,,,,,Individual", "import.row 2"), ("999Z00000X,G,C", "import.row 2"),
    ("999Z00000X,,,,,,A,I\n999Z00000X,,,,,,B,I", "import.duplicate 3"), ("", "import.empty 1"),
  ])
  func taxonomyFaultsAreReportedAtTheirLine(rows: String, expected: String) {
    let faults = ServiceImport.faults {
      try ServiceImport.drafts(Self.taxonomy + rows, named: "x.csv")
    }
    #expect(faults == [expected])
  }

  @Test func crosswalkLeavesFootnotesOut() throws {
    let text =
      "MEDICARE SPECIALTY CODE,MEDICARE PROVIDER/SUPPLIER TYPE DESCRIPTION,PROVIDER TAXONOMY CODE,"
      + "\"PROVIDER TAXONOMY DESCRIPTION:  TYPE, CLASSIFICATION, SPECIALIZATION\"\n"
      + "Z1[7],Invented,999Z00000X\u{A0} ,Text\nZ2,None,,\n"
    let draft = try #require(
      try ServiceImport.drafts(text, named: "crosswalk_march_2031.csv").first)
    guard case .map(let map) = draft.content else { return #expect(Bool(false), "not a map") }
    #expect(map.pairs.map { "\($0.source)" } == ["Z1", "Z2"])
    #expect(map.pairs.map(\.hasNoMap) == [false, true])
    #expect(draft.target == .taxonomy && draft.component == .crosswalk)
    #expect(draft.period?.effective == CalendarDate("2031-03-01"))
    let faults = ServiceImport.faults {
      try ServiceImport.drafts(text + "Z,None,,\nZ3,None,999Z,\n", named: "x.csv")
    }
    #expect(faults == ["import.row 4", "import.row 5"])
  }

  private static func system(_ rules: String) -> String {
    "CodeSystem: CLM_TYPE_CD\nTitle: \"Invented types\"\nId: CLM-TYPE-CD\n* ^status = #active\n\n"
      + rules
  }

  @Test func codeSystemHasDisplaysDefinitionsPropertiesAndParents() throws {
    let text = Self.system(
      """
      // a comment
      * #91 "An \\"odd\\" type" "What it means"
      * #91 #92 "Below it"
      * #91 ^property[0].valueString = "of the first"
      * #93 "RESERVED FOR NATIONAL ASSIGNMENT"
      * #~ "NO DESCRIPTION AVAILABLE"
      * #"9 4" "With a blank"
      """)
    let draft = try #require(try ServiceImport.drafts(text, named: "x.fsh").first)
    #expect(draft.set.description == "claim-type" && draft.title == "Invented types")
    #expect(draft.rows == 3)
    #expect(draft["91"]?.title == "An \"odd\" type")
    #expect(draft["91"]?["definition"] == "What it means")
    #expect(draft["91"]?["property[0].valueString"] == "of the first")
    #expect(draft["92"]?.parent == PackedCode("91") && draft["91"]?.flags == .billable)
    #expect(draft["93"]?.flags == [])
    #expect(draft.remarks.map { $0.fact("code") } == ["~", "9 4"])
  }

  @Test(arguments: [
    ("* #91 \"A\"\n* #91 \"B\"", "import.duplicate 7"), ("* #91", "import.row 6"),
    ("* #91 \"never closed", "import.row 6"), ("* #91 \"A\" \"B\" \"C\"", "import.row 6"),
    ("* include codes from system X", "import.row 6"), ("* #91 ^property = #x", "import.row 6"),
    ("", "import.empty 1"),
  ])
  func codeSystemFaultsAreReportedAtTheirLine(rules: String, expected: String) {
    #expect(
      ServiceImport.faults { try ServiceImport.drafts(Self.system(rules), named: "x.fsh") }
        == [expected])
  }

  @Test func aCodeSystemOfAnotherKindIsNotRecognised() {
    let text = Self.system("* #1 \"A\"").replacing("CLM-TYPE-CD", with: "CLM-OTHER-CD")
    #expect(
      ServiceImport.faults { try ServiceImport.drafts(text, named: "x.fsh") }
        == ["import.unrecognised 1"])
  }
}

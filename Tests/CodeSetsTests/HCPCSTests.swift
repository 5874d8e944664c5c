// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Testing
import Values

/// HCPCS in CMS's layouts, with made-up rows.
@Suite struct HCPCSTests {
  private static let headings =
    "HCPC SEQNUM RECID LONG_DESCRIPTION SHORT_DESCRIPTION PRICE1 PRICE2 PRICE3 PRICE4 MULT_PI CIM1 CIM2 "
    + "CIM3 MCM1 MCM2 MCM3 STATUTE LABCERT1 LABCERT2 LABCERT3 LABCERT4 LABCERT5 LABCERT6 LABCERT7 "
    + "LABCERT8 XREF1 XREF2 XREF3 XREF4 XREF5 COV ASC_GRP ASC_DT OPPS OPPS_PI OPPS_DT PROCNOTE "
    + "BETOS TOS1 TOS2 TOS3 TOS4 TOS5 ANEST_BU ADD_DT ACT_EFF_DT TERM_DT ACTION_CD"

  private static let header: [String] = headings.split(separator: " ").map { heading in
    let text = String(heading).replacing("_DESCRIPTION", with: " DESCRIPTION")
    let spaced = ["ADD_DT", "ACT_EFF_DT", "TERM_DT", "ACTION_CD"].contains(text)
    return spaced ? text.replacing("_", with: " ") : text
  }

  /// A row of the workbook: the named columns, all others empty.
  private static func row(_ values: KeyValuePairs<String, String>) -> [String] {
    var cells = Array(repeating: "", count: header.count)
    cells[1] = "0010"
    cells[2] = "3"
    cells[44] = "20200101"
    for (name, value) in values {
      if let column = header.firstIndex(of: name) { cells[column] = value }
    }
    return cells
  }

  private static func sheet(_ rows: [[String]]) -> [PublisherFormat.WorksheetRow] {
    rows.enumerated().map { PublisherFormat.WorksheetRow(number: $0 + 1, cells: $1) }
  }

  private static let good = row([
    "HCPC": "Z0001", "LONG DESCRIPTION": "Invented splint, left", "SHORT DESCRIPTION": "Inv splint",
    "PRICE1": "38", "PRICE2": "21", "COV": "C", "TOS1": "P", "TOS2": "F", "ANEST_BU": "  0",
    "XREF1": "Z0009", "ASC_DT": "20210101", "TERM DT": "20231231", "ACT EFF DT": "20240101",
    "ACTION CD": "D",
  ])

  @Test func workbookKeepsEveryColumnByName() throws {
    let modifier = Self.row([
      "HCPC": "   ZZ", "RECID": "7", "LONG DESCRIPTION": "Invented modifier",
      "SHORT DESCRIPTION": "Inv mod",
    ])
    let draft = try #require(
      try ServiceImport.drafts(
        rows: Self.sheet([["A note"], Self.header, Self.good, modifier]),
        named: "HCPC2031_JUL_ANWEB.xlsx"
      ).first)
    #expect(draft.rows == 2 && draft.year == 2031)
    #expect(draft.period?.effective == CalendarDate("2031-07-01"))
    #expect(draft.period?.termination == CalendarDate("2031-09-30"))
    let row = try #require(draft["Z0001"])
    #expect(row.title == "Invented splint, left" && row.shortTitle == "Inv splint")
    #expect(row.flags == .billable && row.line == 3)
    #expect(row.period?.effective == CalendarDate("2020-01-01"))
    #expect(row.period?.termination == CalendarDate("2023-12-31"))
    #expect(
      row.attributes.map { "\($0.name)=\($0.value)" } == [
        "pricing-indicator=38", "pricing-indicator-2=21", "cross-reference=Z0009", "coverage=C",
        "asc-effective=2021-01-01", "type-of-service=P", "type-of-service-2=F",
        "anesthesia-base-units=0", "action-effective=2024-01-01", "action=D",
      ])
    #expect(draft["ZZ"]?.flags == [.billable, .modifier])
  }

  @Test func workbookJoinsContinuedDescriptions() throws {
    let more = Self.row([
      "HCPC": "Z0001", "SEQNUM": "0020", "RECID": "4", "LONG DESCRIPTION": "with strap",
    ])
    let draft = try ServiceImport.drafts(
      rows: Self.sheet([Self.header, Self.good, more]), named: "x.xlsx")
    #expect(draft.first?["Z0001"]?.title == "Invented splint, left with strap")
    #expect(draft.first?.period == nil && draft.first?.rows == 1)
  }

  @Test(
    arguments: [
      (["HCPC": "Z001"], ["import.row 3"]), (["HCPC": "z0002"], ["import.row 3"]),
      (["HCPC": "   Z2"], ["import.row 3"]), (["RECID": "5"], ["import.row 3"]),
      (["SEQNUM": "x"], ["import.row 3"]), (["RECID": "4"], ["import.row 3"]),
      (["LONG DESCRIPTION": ""], ["import.row 3"]), (["SHORT DESCRIPTION": ""], ["import.row 3"]),
      (["ADD DT": ""], ["import.row 3"]),
      (["ADD DT": "20210230"], ["import.row 3", "import.row 3"]),
      (["TERM DT": "20191231"], ["import.row 3"]), (["HCPC": "Z0001"], ["import.duplicate 3"]),
    ] as [([String: String], [String])])
  func workbookReportsEachFaultAtItsRow(change: [String: String], expected: [String]) {
    var bad = Self.good
    bad[0] = "Z0002"
    for (name, value) in change { Self.header.firstIndex(of: name).map { bad[$0] = value } }
    let faults = ServiceImport.faults {
      try ServiceImport.drafts(rows: Self.sheet([Self.header, Self.good, bad]), named: "x.xlsx")
    }
    #expect(faults == expected)
  }

  @Test func workbookRefusesAnotherHeader() {
    var header = Self.header
    header[30] = "COVERAGE"
    let faults = ServiceImport.faults {
      try ServiceImport.drafts(rows: Self.sheet([header, Self.good]), named: "x.xlsx")
    }
    #expect(faults == ["import.header 1"])
    #expect(
      ServiceImport.faults {
        try ServiceImport.drafts(rows: Self.sheet([Self.header]), named: "x.xlsx")
      } == ["import.empty 1"])
    #expect(
      ServiceImport.faults {
        try ServiceImport.drafts(rows: Self.sheet([Self.header, Self.good + ["more"]]), named: "x")
      } == ["import.row 2"])
  }

  @Test func manyFaultsAreCountedAndAHundredListed() {
    let bad = Array(repeating: Self.row(["HCPC": "Q"]), count: 250)
    do {
      _ = try ServiceImport.drafts(rows: Self.sheet([Self.header] + bad), named: "x.xlsx")
      Issue.record("imported")
    } catch {
      let findings = (error as? ImportFailure)?.findings ?? []
      #expect(findings.count == 100)
      #expect(findings.last?.fact("faults") == "250")
    }
  }

  private static let notice = "Note about indicators\n\n"

  /// The first record of the text: 293 columns that say something, filled to 320.
  private static func record(
    _ code: String, _ kind: String, _ title: String, add: String = "20200101", term: String = ""
  ) -> String {
    let pad = { (text: String, width: Int) in text.padding(to: width) }
    return pad(code, 5) + "00100" + kind + pad(title, 80) + pad("Short", 28) + pad("38", 110)
      + "C" + pad("", 26) + "D1A " + pad("P", 5) + "  0" + add + "20210101" + pad(term, 8) + "N"
      + pad("", 27)
  }

  @Test func textReadsRecordsByColumn() throws {
    let text =
      Self.notice + Self.record("   ZZ", "7", "Invented modifier") + "\r\n"
      + Self.record("Z0001", "3", "Invented splint", term: "20231231") + "\r\n"
      + "Z0001002004" + "with strap".padding(to: 80) + "\r\n" + "Z0001003004and buckle\r\n"
    let draft = try #require(
      try ServiceImport.drafts(text, named: "HCPC2030_ANWEB.txt")
        .first)
    #expect(draft.rows == 2)
    #expect(draft.period?.effective == CalendarDate("2030-01-01"))
    #expect(draft["Z0001"]?.title == "Invented splint with strap and buckle")
    #expect(draft["Z0001"]?.period?.termination == CalendarDate("2023-12-31"))
    #expect(draft["Z0001"]?["betos"] == "D1A" && draft["Z0001"]?["type-of-service"] == "P")
    #expect(draft["ZZ"]?.flags == [.billable, .modifier] && draft["ZZ"]?["coverage"] == "C")
  }

  @Test(arguments: [
    ("a line that is no record", "import.row 4"),
    (String(record("Z0002", "3", "Cut").prefix(280)), "import.row 4"),
    (record("Z0002", "3", "Wide") + "x", "import.row 4"),
    (record("Z0001", "3", "Again"), "import.duplicate 4"),
    ("Z0002002004of another code", "import.row 4"), ("Z0001001004not later", "import.row 4"),
    ("Z0001002008of a modifier", "import.row 4"),
    (record("Z0002", "3", "Day", add: "20201301"), "import.row 4"),
  ])
  func textReportsEachFaultAtItsLine(line: String, expected: String) {
    let text = Self.notice + Self.record("Z0001", "3", "Splint") + "\n" + line + "\n"
    #expect(ServiceImport.faults { try ServiceImport.drafts(text, named: "x") }.first == expected)
  }

  @Test func textWithADamagedFirstRecordIsNotReadPastIt() {
    let damaged = "?" + Self.record("Z0001", "3", "Splint").dropFirst()
    let text = Self.notice + damaged + "\n" + Self.record("Z0002", "3", "Splint")
    #expect(
      ServiceImport.faults { try ServiceImport.drafts(text, named: "x") } == ["import.row 3"])
  }

  @Test(arguments: [
    ("Z0001\nZ0002\n", "hcpcs_level2_2031q4.txt", [String]()),
    ("Z0001\nZ0001\n", "x", ["import.duplicate 2"]),
    ("Z0001\n99999\n", "x", ["import.unrecognised 1"]),
    ("", "x", ["import.unrecognised 1"]),
    (String(repeating: "Z0001\n", count: 1000) + "oops\n", "x", ["import.row 1001"]),
  ])
  func listHasOneCodeALine(text: String, name: String, expected: [String]) {
    #expect(
      ServiceImport.faults { try ServiceImport.drafts(text, named: name) }.prefix(1)
        == expected.prefix(1))
  }

  @Test func listTakesItsQuarterFromItsName() throws {
    let draft = try ServiceImport.drafts("Z0001\n", named: "hcpcs_level2_2031q4.txt.gz").first
    #expect(draft?.period?.effective == CalendarDate("2031-10-01"))
    #expect(draft?.period?.termination == CalendarDate("2031-12-31"))
    #expect(try ServiceImport.drafts("Z0001\n", named: "codes.txt").first?.period == nil)
  }
}

extension String {
  /// The text with blanks after it up to a width.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}

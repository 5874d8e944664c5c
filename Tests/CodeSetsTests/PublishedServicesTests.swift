// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Testing
import Values

/// The publishers' own files of services and claim codes: counts, and rows copied by hand.
@Suite struct PublishedServicesTests {
  private static let workbook = "hcpcs/HCPC2025_OCT_ANWEB.xlsx"
  private static let text = "hcpcs/2020-Alpha-Numeric-HCPCS-File.zip"
  private static let list = "hcpcs/hcpcs_level2_2026q3.txt.gz"
  private static let adjustments = "x12-codes/carc_rarc_2024-06.csv"
  private static let places = "x12-codes/pos_codes.json"
  private static let pyx12 = "x12-codes/pyx12-codes.xml"
  private static let taxonomy = "taxonomy/nucc_taxonomy_251.csv"
  private static let crosswalk =
    "taxonomy/Y2025_1_medicare_provider_and_supplier_taxonomy_crosswalk_october_2025.csv"
  private static let systems = "x12-codes/cms-bfd"

  @Test(
    "HCPCS of October 2025: 8,463 codes and 383 modifiers",
    .enabled(if: ServiceFiles.exist(workbook)))
  func hcpcsWorkbook() throws {
    let drafts = try ServiceImport.drafts(
      rows: ServiceFiles.rows(Self.workbook), named: Self.workbook)
    let draft = try #require(drafts.first)
    #expect(draft.set == .hcpcs && draft.component == .titles && draft.year == 2025)
    #expect(draft.rows == 8846)
    #expect(draft.codeRows.count { $0.flags.contains(.modifier) } == 383)
    #expect(draft.codeRows.count { $0.flags == .billable } == 8463)
    #expect(draft.period?.effective == CalendarDate("2025-10-01"))
    #expect(draft.period?.termination == CalendarDate("2025-12-31"))
    #expect(draft["A1"]?.title == "Dressing for one wound")
    #expect(draft["A0382"]?.shortTitle == "Basic support routine suppls")
    #expect(draft["A0021"]?["cross-reference"] == "A0030")
    #expect(draft["V5364"]?["statute"] == "1862(a)(7)")
    #expect(draft["V5364"]?["type-of-service-2"] == "W")
    #expect(draft["G2089"]?.period?.termination == CalendarDate("2020-12-31"))
    #expect(draft["C9088"]?.period?.effective == CalendarDate("2022-01-01"))
    #expect(draft["99213"] == nil)
    try roundTrip(draft)
  }

  @Test(
    "HCPCS of 2020, fixed width: continuations joined, modifiers in place",
    .enabled(if: ServiceFiles.exist(text)))
  func hcpcsText() throws {
    let member = "HCPC2020_ANWEB_w_disclaimer.txt"
    let file = try ServiceFiles.file("\(Self.text)!\(member)")
    let draft = try #require(try ServiceImport.drafts(file).first)
    #expect(ServiceImport.format(of: file)?.name == "hcpcs-text")
    #expect(draft.rows == 7079)
    #expect(draft.codeRows.count { $0.flags.contains(.modifier) } == 369)
    #expect(draft.period?.effective == CalendarDate("2020-01-01"))
    #expect(draft.period?.termination == CalendarDate("2020-03-31"))
    #expect(
      draft["A0432"]?.title
        == "Paramedic intercept (pi), rural area, transport furnished by a volunteer "
        + "ambulance company which is prohibited by state law from billing third party payers")
    #expect(draft["A4320"]?["carriers-manual"] == "2130")
    #expect(draft["A0431"]?["betos"] == "O1A" && draft["A0431"]?["type-of-service"] == "D")
    #expect(draft["A0431"]?["anesthesia-base-units"] == "0")
    #expect(draft["QT"]?.period?.effective == CalendarDate("1989-01-01"))
    #expect(draft["QT"]?["action-effective"] == "1997-01-01" && draft["QT"]?["action"] == "N")
    try roundTrip(draft)
  }

  @Test("HCPCS codes of July 2026: 8,725 without titles", .enabled(if: ServiceFiles.exist(list)))
  func hcpcsList() throws {
    let file = try ServiceFiles.file(Self.list)
    let draft = try #require(try ServiceImport.drafts(file).first)
    #expect(draft.rows == 8725 && draft.component == .list)
    #expect(draft.period?.effective == CalendarDate("2026-07-01"))
    #expect(draft["A0021"] != nil && draft["V5364"] != nil && draft["A0020"] == nil)
  }

  @Test(
    "CARC 405 of which 110 ended, RARC 1,171, five groups",
    .enabled(if: ServiceFiles.exist(adjustments)))
  func adjustmentCodes() throws {
    let drafts = try ServiceImport.drafts(ServiceFiles.file(Self.adjustments))
    #expect(drafts.map(\.set.description) == ["carc", "rarc", "adjustment-group"])
    #expect(drafts.map(\.rows) == [405, 1171, 5])
    #expect(drafts[0].codeRows.count { $0.period?.termination != nil } == 110)
    #expect(drafts[0]["15"]?.period?.termination == CalendarDate("2018-05-01"))
    #expect(drafts[0]["4"]?["last-modified"] == "2020-03-01")
    #expect(drafts[0]["1"]?.title == "Deductible Amount")
    #expect(drafts[2]["CO"]?.period == nil)
    #expect(drafts[0].period?.effective == CalendarDate("2024-06-01"))
    #expect(drafts[0].period?.termination == nil)
    for draft in drafts { try roundTrip(draft) }
  }

  @Test("Place of service: 49 with their rate", .enabled(if: ServiceFiles.exist(places)))
  func placeOfService() throws {
    let draft = try #require(try ServiceImport.drafts(ServiceFiles.file(Self.places)).first)
    #expect(draft.component == .dictionary && draft.rows == 49)
    #expect(draft["11"]?["rate"] == "non-facility" && draft["02"]?["rate"] == "facility")
    #expect(draft["11"]?.line == 16)
    #expect(draft.codeRows.count { $0["rate"] == "facility" } == 18)
  }

  @Test("Code lists of pyx12", .enabled(if: ServiceFiles.exist(pyx12)))
  func transactionCodeLists() throws {
    let drafts = try ServiceImport.drafts(ServiceFiles.file(Self.pyx12))
    let counts = Dictionary(uniqueKeysWithValues: drafts.map { ($0.set.description, $0.rows) })
    #expect(
      counts == [
        "claim-status-category": 48, "claim-status": 759, "rarc": 998, "entity": 218,
        "service-type": 219, "pos": 52, "state": 73, "country": 239, "currency": 156,
      ])
    #expect(drafts.allSatisfy { $0.component == ($0.set == .remark ? .dictionary : .list) })
    let remarks = drafts.flatMap(\.remarks)
    #expect(remarks.map { $0.fact("code") } == ["7", "B1"])
    #expect(remarks.allSatisfy { $0.rule == "import.repeated" && $0.severity == .informs })
  }

  @Test("Provider taxonomy 25.1: 883", .enabled(if: ServiceFiles.exist(taxonomy)))
  func providerTaxonomy() throws {
    let draft = try #require(try ServiceImport.drafts(ServiceFiles.file(Self.taxonomy)).first)
    #expect(draft.rows == 883 && draft.year == 2025)
    #expect(draft.period?.effective == CalendarDate("2025-10-01"))
    #expect(draft["207K00000X"]?["classification"] == "Allergy & Immunology")
    #expect(draft["193200000X"]?.title == "Multi-Specialty Group")
    #expect(draft["193200000X"]?["notes"] == "[7/1/2003: new]")
    #expect(draft["193200000X"]?["specialization"] == nil)
    #expect(draft["0000000000"] == nil)
    try roundTrip(draft)
  }

  @Test("Specialty to taxonomy: 565 pairs", .enabled(if: ServiceFiles.exist(crosswalk)))
  func taxonomyCrosswalk() throws {
    let draft = try #require(try ServiceImport.drafts(ServiceFiles.file(Self.crosswalk)).first)
    guard case .map(let map) = draft.content else {
      Issue.record("not a map")
      return
    }
    #expect(draft.rows == 565 && map.pairs.count == 565)
    #expect(draft.period?.effective == CalendarDate("2025-10-01"))
    #expect(map.pairs.count { $0.hasNoMap } == 4)
    #expect(map.pairs.contains { "\($0.source)" == "A0" && $0.target == PackedCode("282N00000X") })
  }

  @Test(
    "CMS code systems: every code held or remarked on", .enabled(if: ServiceFiles.exist(systems)),
    arguments: [
      ("ANSI-GRP-CD", "adjustment-group", 5, 0), ("ANSI-RSN-CD", "carc", 407, 0),
      ("BENE-PTNT-STUS-CD", "discharge-status", 101, 1),
      ("CLM-ADMSN-SRC-CD", "admission-source", 36, 1),
      ("CLM-ADMSN-TYPE-CD", "admission-type", 10, 0),
      ("CLM-BILL-CLSFCTN-CD", "bill-type-class", 82, 1),
      ("CLM-BILL-FAC-TYPE-CD", "bill-type-facility", 10, 1),
      ("CLM-BILL-FREQ-CD", "bill-type-frequency", 1939, 1),
      ("CLM-CARR-PMT-DNL-CD", "payment-denial", 64, 13), ("CLM-CNTRCTR-NUM", "mac", 150, 1),
      ("CLM-MDCR-NPMT-RSN-CD", "nonpayment-reason", 50, 13), ("CLM-POS-CD", "pos", 101, 1),
      ("CLM-PRVDR-SPCLTY-CD", "specialty", 152, 1), ("CLM-REV-CNTR-CD", "revenue", 539, 0),
      ("CLM-RLT-COND-CD", "condition", 1036, 1), ("CLM-TYPE-CD", "claim-type", 124, 0),
    ] as [(String, String, Int, Int)])
  func codeSystem(id: String, set: String, published: Int, notHeld: Int) throws {
    let file = try ServiceFiles.file("\(Self.systems)/CodeSystem-\(id).fsh")
    let draft = try #require(try ServiceImport.drafts(file).first)
    #expect(draft.set.description == set)
    let isDictionary = ["carc", "adjustment-group"].contains(set)
    #expect(draft.component == (isDictionary ? .dictionary : .titles))
    #expect(draft.rows + draft.remarks.count == published)
    #expect(draft.remarks.count == notHeld)
    #expect(draft.remarks.allSatisfy { $0.rule == "import.code-not-held" })
    try roundTrip(draft)
  }

  @Test(
    "CMS code systems: titles and reserved codes", .enabled(if: ServiceFiles.exist(systems)),
    arguments: [
      ("CLM-REV-CNTR-CD", "0001", "TOTAL CHARGE", true),
      ("CLM-RLT-COND-CD", "01", "MILITARY SERVICE RELATED", true),
      ("CLM-POS-CD", "00", "UNASSIGNED", false),
      ("CLM-ADMSN-TYPE-CD", "6", "Reserved", false),
      ("CLM-BILL-CLSFCTN-CD", "29", "SNF-RESERVED FOR NATIONAL ASSIGNMENT", false),
      ("CLM-BILL-FAC-TYPE-CD", "1", "HOSPITAL", true),
      ("CLM-ADMSN-SRC-CD", "A", "RESERVED FOR NATIONAL ASSIGNMENT (NON-NEWBORN)", false),
      (
        "CLM-CNTRCTR-NUM", "00234",
        "\"ARKANSAS, LOUISIANA, AND MISSISSIPPI (PART A ROLL UP NUMBER)\"", true
      ),
    ] as [(String, String, String, Bool)])
  func codeSystemRow(id: String, code: String, title: String, isBillable: Bool) throws {
    let file = try ServiceFiles.file("\(Self.systems)/CodeSystem-\(id).fsh")
    let row = try #require(try ServiceImport.drafts(file).first?[code])
    #expect(row.title == title)
    #expect(row.flags.contains(.billable) == isBillable)
  }

  @Test("No other publisher's file is taken for one of these", .enabled(if: ServiceFiles.exist("")))
  func foreignFiles() throws {
    let ours: Set<String> = ["hcpcs", "x12-codes", "taxonomy"]
    for path in try ServiceFiles.plainFiles() {
      let file = try ServiceFiles.file(path)
      let formats = ServiceImport.formats(of: file).map(\.name)
      let topic = String(path.prefix { $0 != "/" })
      #expect(formats.count <= 1, "\(path): \(formats)")
      #expect(
        ours.contains(topic) || !formats.contains { ServiceImport.names.contains($0) },
        "\(path): \(formats)")
    }
  }

  /// The codebook file made from a draft gives every row back.
  private func roundTrip(_ draft: ReleaseDraft) throws {
    let day = try #require(CalendarDate("2026-01-01"))
    let period = try #require(
      draft.period ?? EffectivePeriod(effective: day, termination: nil))
    let release = draft.release(Edition("test", period), sources: [])
    let book = try Codebook(CodebookBytes(copying: draft.codebook(for: release)))
    let table = try CodeTable(book)
    #expect(table.count == draft.rows)
    for row in draft.codeRows {
      let entry = try #require(table.entry(of: row.code))
      let isSame =
        entry.title == row.title && entry.shortTitle == row.shortTitle && entry.flags == row.flags
        && entry.attributes == row.attributes && entry.line == row.line
        && entry.effective == (row.period ?? period).effective
        && entry.termination == (row.period ?? period).termination
      #expect(isSame, "\(row.code)")
    }
  }
}

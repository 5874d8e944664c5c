// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the relative value file of the physician fee schedule as CMS publishes it four times a year: as
/// comma-separated text, as a workbook, and as records of fixed width.
///
/// Releases A, B, C and D are those of January, April, July and October; each holds for its quarter.
///
/// Source: CMS, RVU25D, record layout of PPRRVU.
enum PhysicianFeeReader {
  static let csv = PublisherFormat(
    "mpfs-rvu", "Physician fee schedule, relative value file (PPRRVU), CSV",
    .bytes(
      recognises: { $0.head.uppercased().contains("PHYSICIAN FEE SCHEDULE RELATIVE VALUE FILE") },
      read: { file throws(ImportFailure) in
        var rows = CSVReader.rows(file.bytes).map { ($0.line, $0.fields) }
        while rows.last?.1.allSatisfy(\.isEmpty) == true { rows.removeLast() }
        return try read(rows, file)
      }))
  static let workbook = PublisherFormat(
    "mpfs-rvu-workbook", "Physician fee schedule, relative value file (PPRRVU), workbook",
    .worksheet(
      recognises: { rows in
        rows.prefix(6).contains { row in
          row.cells.contains { $0.uppercased().contains("FEE SCHEDULE RELATIVE VALUE FILE") }
        }
      },
      read: { rows, file throws(ImportFailure) in
        try read(rows.map { ($0.number, $0.cells) }, file)
      }))
  static let fixed = PublisherFormat(
    "mpfs-rvu-text", "Physician fee schedule, relative value file (PPRRVU), fixed width",
    .bytes(
      recognises: { $0.head.hasPrefix("HDR") && $0.baseName.contains("rvu") }, read: readFixed))

  private static let header = [
    "HCPCS", "MOD", "DESCRIPTION", "CODE", "PAYMENT", "RVU", "PE RVU", "INDICATOR", "PE RVU",
    "INDICATOR", "RVU", "TOTAL", "TOTAL", "IND", "DAYS", "OP", "OP", "OP", "PROC", "SURG", "SURG",
    "SURG", "SURG", "BASE", "FACTOR", "PROCEDURES", "FLAG", "INDICATOR", "AMOUNT", "AMOUNT",
    "AMOUNT",
  ]

  /// The columns of the fixed layout, from 0, in the order of the comma-separated one.
  private static let columns: [(Int, Int)] = [
    (0, 5), (5, 7), (7, 57), (57, 58), (58, 59), (59, 65), (66, 72), (72, 74), (75, 81), (81, 83),
    (84, 89), (90, 96), (96, 102), (102, 103), (103, 106), (106, 109), (109, 112), (112, 115),
    (115, 116), (116, 117), (117, 118), (118, 119), (119, 120), (127, 132), (132, 140),
    (141, 143), (143, 144), (145, 147), (151, 157), (158, 164), (165, 171),
  ]

  private static func read(
    _ rows: [(line: Int, fields: [String])], _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    guard
      let start = rows.prefix(20).firstIndex(where: {
        PublishedText.trimmed($0.fields.first ?? "") == "HCPCS"
      })
    else {
      throw ImportFailure("import.header", line: 1, facts: [.init("expected", "a column HCPCS")])
    }
    let found = rows[start].fields.map(PublishedText.trimmed)
    _ = faults.checkHeader(found, is: header, line: rows[start].line)
    let titles = rows[..<start].flatMap(\.fields)
    return [
      try draft(
        rows[(start + 1)...].map { ($0.line, $0.fields.map(PublishedText.trimmed)) },
        period: period(titles, file, &faults), &faults)
    ]
  }

  @Sendable private static func readFixed(
    _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    let lines = PublishedText(file.bytes).lines
    var faults = ImportFaults()
    faults.checkEnd(of: file, lines: lines.count)
    let rows = lines.filter { !$0.text.hasPrefix("HDR") && !$0.text.isEmpty }.map { line in
      (line.number, columns.map { line.column($0, $1) })
    }
    return [try draft(rows, period: period([], file, &faults), &faults)]
  }

  /// The quarter that the title or, where there is none, the name of the file states.
  private static func period(
    _ titles: [String], _ file: PublishedFile, _ faults: inout ImportFaults
  ) -> EffectivePeriod? {
    let title = titles.first { $0.uppercased().contains("RELATIVE VALUE FILE") }?.lowercased()
    let text = title ?? file.baseName.replacing("_", with: " ")
    let months = ["jan", "apr", "jul", "oct"]
    let words = text.split { !$0.isLetter }
    let quarter = words.compactMap { word in months.firstIndex { word.hasPrefix($0) } }.first
    let year = PublishedFile.year(in: text) ?? shortYear(text)
    if let quarter, let year, let period = EditionName.quarter(quarter + 1, of: year) {
      return period
    }
    faults.add(
      "import.header", line: 1, "release", found: title,
      expected: "a year and January, April, July or October Release")
    return nil
  }

  /// The year of `pprrvu25`.
  private static func shortYear(_ text: String) -> Int? {
    guard let range = text.firstRange(of: "rvu") else { return nil }
    return Int(text[range.upperBound...].prefix(2)).map { 2000 + $0 }
  }

  private static func draft(
    _ rows: [(line: Int, fields: [String])], period: EffectivePeriod?, _ faults: inout ImportFaults
  ) throws(ImportFailure) -> ReleaseDraft {
    var services: [PhysicianService] = []
    services.reserveCapacity(rows.count)
    for row in rows {
      guard row.fields.count == header.count else {
        faults.add(
          "import.row", line: row.line, "columns", found: "\(row.fields.count)",
          expected: "\(header.count)")
        continue
      }
      var columns = PublishedColumns(line: row.line, faults)
      services.append(PhysicianService(row.fields, &columns))
      faults = columns.faults
    }
    let section = PhysicianFeeTable.section(services, &faults) {
      "\($0.code)\($0.modifier.isEmpty ? "" : "-" + $0.modifier)"
    }
    try faults.check()
    return ReleaseDraft(
      .physicianFees, .fees, title: "Physician fee schedule, relative values", publisher: "CMS",
      year: period?.effective.parts.year, period: period, rows: services.count,
      content: .compiled([section]))
  }
}

extension PhysicianService {
  /// Reads the 31 columns of a row.
  init(_ fields: [String], _ columns: inout PublishedColumns) {
    func value(_ index: Int, _ name: String) -> Int32 {
      Int32(columns.scaled(fields[index], 2, name, below: 100_000))
    }
    func mark(_ index: Int, _ allowed: String, _ name: String) -> Indicator {
      Indicator(mark: columns.mark(fields[index], allowed, name))
    }
    func flag(_ index: Int, _ text: String, _ bit: UInt8, _ name: String) -> UInt8 {
      columns.choice(fields[index], ["", text], name) * bit
    }
    major = columns.code(fields[0], "HCPCS")
    minor = UInt64(columns.pair(fields[1], "MOD"))
    statusMark = columns.mark(fields[3], "ABCEIJMNPRTX", "STATUS CODE")
    work = value(5, "WORK RVU")
    nonfacilityExpense = value(6, "NON-FAC PE RVU")
    facilityExpense = value(8, "FACILITY PE RVU")
    malpractice = value(10, "MP RVU")
    flags =
      flag(4, "+", Self.notUsed, "NOT USED FOR MEDICARE PAYMENT")
      | flag(7, "NA", Self.nonfacilityNA, "NON-FAC NA INDICATOR")
      | flag(9, "NA", Self.facilityNA, "FACILITY NA INDICATOR")
    component = mark(13, "0123456789", "PCTC IND")
    globalIndex = columns.choice(fields[14], GlobalDays.texts, "GLOB DAYS")
    preoperative = UInt8(columns.scaled(fields[15], 2, "PRE OP", below: 101))
    intraoperative = UInt8(columns.scaled(fields[16], 2, "INTRA OP", below: 101))
    postoperative = UInt8(columns.scaled(fields[17], 2, "POST OP", below: 101))
    multiple = mark(18, "012345679", "MULT PROC")
    bilateral = mark(19, "01239", "BILAT SURG")
    assistant = mark(20, "0129", "ASST SURG")
    coSurgeons = mark(21, "0129", "CO-SURG")
    team = mark(22, "0129", "TEAM SURG")
    endoscopicBase = columns.code(fields[23], "ENDO BASE", mayBeEmpty: true)
    conversionFactor = Int32(columns.scaled(fields[24], 4, "CONV FACTOR", below: 10_000_000))
    supervision = columns.pair(fields[25], "PHYSICIAN SUPERVISION", mayBeEmpty: false)
    _ = columns.choice(fields[26], ["0", "1", ""], "CALCULATION FLAG")
    imagingFamily = columns.pair(fields[27], "DIAGNOSTIC IMAGING FAMILY", mayBeEmpty: false)
    cappedNonfacilityExpense = value(28, "NON-FACILITY PE USED FOR OPPS")
    cappedFacilityExpense = value(29, "FACILITY PE USED FOR OPPS")
    cappedMalpractice = value(30, "MP USED FOR OPPS")
    row = UInt32(columns.line)
    for (index, name, expense) in [
      (11, "NON-FACILITY TOTAL", nonfacilityExpense), (12, "FACILITY TOTAL", facilityExpense),
    ] where value(index, name) != work + expense + malpractice {
      columns.bad(name, found: fields[index], "the sum of work, practice expense and malpractice")
    }
    let parts = Int(preoperative) + Int(intraoperative) + Int(postoperative)
    if parts != 0, parts != 100 {
      columns.bad("PRE OP, INTRA OP, POST OP", found: "\(parts) percent", "100 percent together")
    }
  }
}

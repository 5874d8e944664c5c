// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Reads the files of the physician fee schedule that have a row a locality.
///
/// Source: CMS, RVU25D: GPCI2025, ANES2025, 25LOCCO.
enum LocalityReaders {
  static let indices = PublisherFormat(
    "mpfs-gpci", "Physician fee schedule, geographic practice cost indices, CSV or fixed width",
    .bytes(
      recognises: {
        $0.head.uppercased().contains("GEOGRAPHIC PRACTICE COST INDICES")
      }, read: readIndices))
  static let factors = PublisherFormat(
    "mpfs-anesthesia-factors", "Anaesthesia conversion factors by locality, CSV",
    .bytes(
      recognises: { $0.head.hasPrefix("Contractor,Locality,Locality Name,National Anes CF") },
      read: readFactors))
  static let units = PublisherFormat(
    "mpfs-anesthesia-units", "Anaesthesia base units, tab-separated",
    .bytes(
      recognises: {
        let head = $0.head.filter { !$0.isWhitespace }
        return head.hasPrefix("CODE2") && head.dropFirst(8).hasPrefix("BASEUNIT")
      }, read: readUnits))

  @Sendable private static func readIndices(
    _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    let isFixed = !file.head.contains(",,")
    let rows = isFixed ? fixed(file) : CSVReader.rows(file.bytes).map { ($0.line, $0.fields) }
    guard
      let start = rows.prefix(6).firstIndex(where: { $0.1.contains { $0.contains("PW GPCI") } })
    else {
      throw ImportFailure("import.header", line: 1, facts: [.init("expected", "a column PW GPCI")])
    }
    let year = PublishedFile.year(in: rows[..<start].flatMap(\.1).joined(separator: " "))
    let period = Self.year(year, &faults)
    var names: [UInt8] = []
    var records: [GeographicIndices] = []
    var hasEnded = false
    for (line, fields) in rows[(start + 1)...] {
      let cells = fields.map(trimmed)
      // Footnotes follow the rows.
      if cells.dropFirst().allSatisfy(\.isEmpty) {
        hasEnded = !(cells.first ?? "").isEmpty; continue
      }
      guard cells.count == 7, !hasEnded else {
        faults.add(
          "import.row", line: line, "columns", found: "\(cells.count)", expected: "7")
        continue
      }
      var columns = PublishedColumns(line: line, faults)
      let name = cells[3].replacing("*", with: "")
      let locality = locality(cells[0], cells[2], &columns)
      records.append(
        GeographicIndices(
          major: locality.word, row: UInt32(line),
          work: Int32(columns.scaled(cells[4], 3, "PW GPCI", below: 10_000)),
          expense: Int32(columns.scaled(cells[5], 3, "PE GPCI", below: 10_000)),
          malpractice: Int32(columns.scaled(cells[6], 3, "MP GPCI", below: 10_000)),
          state: columns.pair(cells[1], "State", mayBeEmpty: false),
          nameLength: UInt16(name.utf8.count), nameOffset: UInt32(names.count)))
      names += Array(name.utf8)
      faults = columns.faults
    }
    let section = KeyedTable<GeographicIndices>.section(records, &faults) {
      $0.locality.description
    }
    try faults.check()
    return [
      ReleaseDraft(
        .physicianFees, .geographicIndices, title: "Geographic practice cost indices",
        publisher: "CMS", year: year, period: period, rows: records.count,
        content: .compiled([section, CodebookSection("names", names)]))
    ]
  }

  /// The rows of the layout of fixed width as those of the other.
  private static func fixed(_ file: PublishedFile) -> [(Int, [String])] {
    PublishedText(file.bytes).lines.filter { !trimmed($0.text).isEmpty }.map { line in
      let isRow = line.text.utf8.prefix(5).allSatisfy { (0x30...0x39).contains($0) }
      guard isRow else { return (line.number, [line.text]) }
      let values = line.column(119).split(separator: " ").map(String.init)
      return (
        line.number,
        [line.column(0, 5), line.column(16, 18), line.column(24, 26), line.column(29, 119)] + values
      )
    }
  }

  @Sendable private static func readFactors(
    _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    let rows = CSVReader.rows(file.bytes)
    // The file has no year but in its name: ANES2025.csv.
    let year = file.namedYear
    let period = Self.year(year, &faults)
    var records: [AnesthesiaFactor] = []
    for row in rows.dropFirst() where !row.fields.allSatisfy({ trimmed($0).isEmpty }) {
      let cells = row.fields.map(trimmed)
      guard cells.count == 4 else {
        faults.add("import.row", line: row.line, "columns", found: "\(cells.count)", expected: "4")
        continue
      }
      var columns = PublishedColumns(line: row.line, faults)
      records.append(
        AnesthesiaFactor(
          major: locality(cells[0], cells[1], &columns).word, row: UInt32(row.line),
          factor: Int32(columns.scaled(cells[3], 2, "Anes CF", below: 100_000))))
      faults = columns.faults
    }
    let section = KeyedTable<AnesthesiaFactor>.section(records, &faults) {
      PaymentLocality(contractor: UInt32($0.major / 100), number: UInt8($0.major % 100)).description
    }
    try faults.check()
    return [
      ReleaseDraft(
        .physicianFees, .anesthesiaFactors, title: "Anaesthesia conversion factors",
        publisher: "CMS", year: year, period: period, rows: records.count,
        content: .compiled([section]))
    ]
  }

  @Sendable private static func readUnits(
    _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    let lines = PublishedText(file.bytes).lines
    faults.checkEnd(of: file, lines: lines.count)
    let year = lines.first.flatMap { PublishedFile.year(in: $0.text) }
    var records: [AnesthesiaUnits] = []
    for line in lines.dropFirst(3) where !line.text.isEmpty {
      let fields = line.tabbed
      guard fields.count == 2 else {
        faults.add(
          "import.row", line: line.number, "columns", found: "\(fields.count)", expected: "2")
        continue
      }
      var columns = PublishedColumns(line: line.number, faults)
      records.append(
        AnesthesiaUnits(
          major: columns.code(trimmed(fields[0]), "CODE"), row: UInt32(line.number),
          units: Int32(columns.scaled(trimmed(fields[1]), 0, "BASE UNIT", below: 100))))
      faults = columns.faults
    }
    let section = KeyedTable<AnesthesiaUnits>.section(records, &faults) {
      PackedCode(bits: $0.major).description
    }
    // The units change seldom: a file holds from its year on, until a later one is there.
    let first = year.flatMap { CalendarDate(year: $0, month: 1, day: 1) }
    if first == nil { faults.add("import.header", line: 1, "year", expected: "a year") }
    try faults.check()
    return [
      ReleaseDraft(
        .physicianFees, .anesthesiaUnits, title: "Anaesthesia base units", publisher: "CMS",
        year: year, period: first.map { EffectivePeriod(from: $0) }, rows: records.count,
        content: .compiled([section]))
    ]
  }

  static func locality(
    _ contractor: String, _ number: String, _ columns: inout PublishedColumns
  ) -> PaymentLocality {
    PaymentLocality(
      contractor: columns.digits(contractor, 5, "Contractor"),
      number: UInt8(columns.digits(number, 2, "Locality")))
  }

  static func year(_ year: Int?, _ faults: inout ImportFaults) -> EffectivePeriod? {
    guard let year, let first = CalendarDate(year: year, month: 1, day: 1) else {
      faults.add("import.header", line: 1, "year", expected: "a calendar year")
      return nil
    }
    return EffectivePeriod(
      effective: first, termination: CalendarDate(year: year, month: 12, day: 31))
  }

  static func trimmed(_ text: String) -> String { PublishedText.trimmed(text) }
}

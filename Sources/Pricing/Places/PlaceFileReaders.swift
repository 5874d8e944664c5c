// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Reads the ZIP code file, the outpatient cap and the counties of localities.
///
/// Source: CMS, ZIP5lyout; RVU25D: OPPSCAP, 25LOCCO.
enum PlaceFileReaders {
  static let zips = PublisherFormat(
    "mpfs-zip", "ZIP code to carrier and locality, fixed width of 80 columns",
    .bytes(
      recognises: { file in
        let lines = file.bytes.prefix(246).split(separator: 0x0A).prefix(3)
        return !lines.isEmpty
          && lines.allSatisfy { line in
            let bytes = Array(line.last == 0x0D ? line.dropLast() : line)
            return bytes.count == 80
              && (bytes[2..<14] + bytes[75..<80]).allSatisfy { (0x30...0x39).contains($0) }
          }
      }, read: readZips))
  static let caps = PublisherFormat(
    "mpfs-cap", "Outpatient cap of imaging by locality (OPPSCAP), CSV",
    .bytes(
      recognises: { $0.head.hasPrefix("HCPCS,MOD,PROCSTAT,CARRIER,LOCALITY") }, read: readCaps))
  static let counties = PublisherFormat(
    "mpfs-counties", "Counties of localities (LOCCO), CSV",
    .bytes(recognises: { $0.head.contains("COUNTIES INCLUDED IN") }, read: readCounties))

  @Sendable private static func readZips(
    _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    let lines = PublishedText(file.bytes).lines
    var faults = ImportFaults()
    faults.checkEnd(of: file, lines: lines.count)
    let quarter = lines.first.map { $0.column(75, 80) } ?? ""
    let period = Int(quarter).flatMap { EditionName.quarter($0 % 10, of: $0 / 10) }
    if period == nil {
      faults.add("import.header", line: 1, "quarter", found: quarter, expected: "YYYYQ")
    }
    var records: [PostalLocality] = []
    records.reserveCapacity(lines.count)
    for line in lines {
      var columns = PublishedColumns(line: line.number, faults)
      if line.text.utf8.count != 80 {
        columns.bad("record", found: "\(line.text.utf8.count) columns", "80 columns")
      }
      if line.column(75, 80) != quarter {
        columns.bad("Year/Quarter", found: line.column(75, 80), quarter)
      }
      let locality = LocalityReaders.locality(
        line.column(7, 12), line.column(12, 14), &columns)
      records.append(
        PostalLocality(
          major: UInt64(columns.digits(line.column(2, 7), 5, "Zip Code")), minor: locality.word,
          row: UInt32(line.number),
          state: columns.pair(line.column(0, 2), "State", mayBeEmpty: false),
          rural: [0x20, 0x52, 0x42][
            Int(columns.choice(line.column(14, 15), ["", "R", "B"], "Rural Indicator"))],
          hasExtension: columns.choice(line.column(20, 21), ["0", "1"], "Plus Four Flag")))
      faults = columns.faults
    }
    let section = KeyedTable<PostalLocality>.section(records, &faults) { "\($0.major)" }
    try faults.check()
    return [
      ReleaseDraft(
        .physicianFees, .localities, title: "ZIP codes of localities", publisher: "CMS",
        year: period?.effective.parts.year, period: period, rows: records.count,
        content: .compiled([section]))
    ]
  }

  @Sendable private static func readCaps(
    _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    let rows = CSVReader.rows(file.bytes)
    let header = [
      "HCPCS", "MOD", "PROCSTAT", "CARRIER", "LOCALITY", "FACILITY PRICE", "NON-FACILTY PRICE",
    ]
    if let first = rows.first { _ = faults.checkHeader(first.fields, is: header, line: first.line) }
    var records: [OutpatientCap] = []
    for row in rows.dropFirst() where !row.fields.allSatisfy(\.isEmpty) {
      guard row.fields.count == 7 else {
        faults.add(
          "import.row", line: row.line, "columns", found: "\(row.fields.count)", expected: "7")
        continue
      }
      var columns = PublishedColumns(line: row.line, faults)
      let fields = row.fields.map(PublishedText.trimmed)
      let locality = LocalityReaders.locality(fields[3], fields[4], &columns)
      records.append(
        OutpatientCap(
          major: columns.code(fields[0], "HCPCS"),
          minor: UInt64(columns.pair(fields[1], "MOD")) << 32 | locality.word,
          row: UInt32(row.line),
          facility: Int32(columns.scaled(fields[5], 2, "FACILITY PRICE", below: 1 << 31)),
          nonfacility: Int32(columns.scaled(fields[6], 2, "NON-FACILITY PRICE", below: 1 << 31)),
          status: columns.mark(fields[2], "ACRT", "PROCSTAT")))
      faults = columns.faults
    }
    let section = KeyedTable<OutpatientCap>.section(records, &faults) {
      PackedCode(bits: $0.major).description
    }
    // The published name has the month alone: then the release has no days, unless they are given at the import.
    let period = PublishedQuarter.period([], file)
    try faults.check()
    return [
      ReleaseDraft(
        .physicianFees, .outpatientCap, title: "Outpatient cap of imaging", publisher: "CMS",
        year: period?.effective.parts.year, period: period, rows: records.count,
        content: .compiled([section]))
    ]
  }

  @Sendable private static func readCounties(
    _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    let rows = CSVReader.rows(file.bytes)
    let year = rows.first?.fields.first.flatMap { PublishedFile.year(in: $0) }
    let period = LocalityReaders.year(year, &faults)
    var texts: [UInt8] = []
    var records: [LocalityCounties] = []
    for row in rows.dropFirst() {
      let fields = row.fields.map(PublishedText.trimmed)
      let isHeader = fields.first?.hasPrefix("Medicare") == true
      if isHeader || fields.dropFirst().allSatisfy(\.isEmpty) { continue }
      guard fields.count == 5 else {
        faults.add("import.row", line: row.line, "columns", found: "\(fields.count)", expected: "5")
        continue
      }
      var columns = PublishedColumns(line: row.line, faults)
      let contractor = columns.scaled(
        fields[0], 0, "Medicare Administrative Contractor", below: 100_000)
      let number = columns.scaled(fields[1], 0, "Locality Number", below: 100)
      let text = "\(fields[3].replacing("*", with: ""))\t\(fields[4])"
      records.append(
        LocalityCounties(
          major: UInt64(contractor) * 100 + UInt64(number), row: UInt32(row.line),
          length: UInt32(text.utf8.count), offset: UInt64(texts.count)))
      texts += Array(text.utf8)
      faults = columns.faults
    }
    let section = KeyedTable<LocalityCounties>.section(records, &faults) { "\($0.major)" }
    try faults.check()
    return [
      ReleaseDraft(
        .physicianFees, .counties, title: "Counties of localities", publisher: "CMS", year: year,
        period: period, rows: records.count,
        content: .compiled([section, CodebookSection("texts", texts)]))
    ]
  }
}

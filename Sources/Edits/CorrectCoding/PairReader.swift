// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// Reads the tables of procedure-to-procedure edits.
///
/// CMS publishes a quarter as text with tabs or as a workbook, in parts: title rows, a header over several rows,
/// then column 1, column 2, `*` for pairs from before 1996, the first and the last day (`*` for none), the
/// indicator, the rationale. Which setting a file is for only its name says (`ccipra`, `ccioph`).
///
/// Source: CMS, Medicare NCCI Procedure to Procedure (PTP) Edits, file layout.
enum PairReader {
  static let formats: [PublisherFormat] = [
    PublisherFormat(
      "ncci-pairs", "NCCI procedure-to-procedure edits of a quarter, text with tabs",
      .bytes(
        recognises: { file in
          isHeader(file.head) && file.head.contains("\t")
        }, read: { file throws(ImportFailure) in try read(file, separator: 0x09) })),
    PublisherFormat(
      "ncci-pairs-sheet", "NCCI procedure-to-procedure edits of a quarter, workbook",
      .worksheet(
        recognises: { rows in
          isHeader(rows.prefix(12).flatMap(\.cells).joined(separator: " "))
        }, read: { rows, file throws(ImportFailure) in try read(rows, file) })),
    PublisherFormat(
      "ncci-pairs-csv", "NCCI procedure-to-procedure edits, comma-separated with a header",
      .bytes(
        recognises: { $0.head.hasPrefix(csvHeader) },
        read: { file throws(ImportFailure) in try readCSV(file) })),
  ]

  private static let csvHeader =
    "column1,column2,deletion_date,modifier_indicator,ptp_edit_rationale"

  private static func isHeader(_ text: String) -> Bool {
    text.contains("Column 1") && text.contains("Column 2") && text.contains("Modifier")
      && text.contains("Deletion")
  }

  /// A file that is being read.
  private struct Reading {
    var builder = PairTableBuilder()
    var faults = ImportFaults()
    var lines = 0

    /// Takes a row of seven columns; what comes before the first pair of codes is the header.
    mutating func take(_ row: TextRow) {
      lines = row.line
      let isPair = row.count >= 6 && row.code(0) != nil && row.code(1) != nil
      if !isPair, builder.rows.isEmpty { return }
      guard isPair, let first = row.code(0), let second = row.code(1) else {
        let fields = (0..<row.count).map(row.text)
        if fields.allSatisfy(\.isEmpty) { return }
        faults.add(
          "import.row", line: row.line, "not a pair of codes", found: fields.first,
          expected: "two codes of five characters")
        return
      }
      let effective = day(row, 3, none: nil)
      let deletion = day(row, 4, none: ShortDay.never)
      take(
        first, second, effective, deletion, row.text(5), row.count > 6 ? row.text(6) : "", row.line)
    }

    /// A day of a row; `none` where the field says that there is none.
    private mutating func day(_ row: TextRow, _ field: Int, none: UInt16?) -> UInt16? {
      let text = row.text(field)
      if let none, text == "*" || text.isEmpty { return none }
      if let day = CalendarDate(text), let packed = ShortDay.packed(day) { return packed }
      faults.add("import.row", line: row.line, "not a date", found: text, expected: "yyyymmdd")
      return nil
    }

    mutating func take(
      _ first: PackedCode, _ second: PackedCode, _ effective: UInt16?, _ deletion: UInt16?,
      _ indicator: String, _ rationale: String, _ line: Int
    ) {
      guard let value = UInt8(indicator), PairTable.Indicator(rawValue: value) != nil else {
        faults.add(
          "import.row", line: line, "not a modifier indicator", found: indicator,
          expected: "0, 1 or 9")
        return
      }
      guard let reason = builder.reason(rationale) else {
        faults.add("import.row", line: line, "too many reasons", found: rationale)
        return
      }
      guard let effective, let deletion else { return }
      guard effective <= deletion else {
        faults.add("import.row", line: line, "ends before it begins")
        return
      }
      builder.append(
        PairTableBuilder.Row(
          column1: first, column2: second,
          facts: PairTable.Facts(
            effective: effective, deletion: deletion, indicator: value, rationale: reason),
          line: UInt32(line)))
    }
  }

  private static func read(
    _ file: PublishedFile, separator: UInt8
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var reading = Reading()
    TextRow.forEach(file.bytes, separator: separator) { reading.take($0) }
    return [try draft(&reading, file)]
  }

  private static func read(
    _ rows: [PublisherFormat.WorksheetRow], _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var reading = Reading()
    for row in rows {
      // A sheet's row is read as a line of text would be; a date is a number of eight digits.
      let line = Array(row.cells.joined(separator: "\t").utf8)
      TextRow.forEach(line, separator: 0x09) { fields in
        reading.take(fields.numbered(row.number))
      }
    }
    return [try draft(&reading, file)]
  }

  private static func readCSV(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var reading = Reading()
    TextRow.forEach(file.bytes, separator: 0x2C) { row in
      reading.lines = row.line
      guard row.line > 1 else { return }
      guard row.count == 5, let first = row.code(0), let second = row.code(1) else {
        reading.faults.add(
          "import.row", line: row.line, "not a pair of codes", found: row.text(0),
          expected: "two codes of five characters and three columns more")
        return
      }
      let text = row.text(2)
      let deletion = text.isEmpty ? ShortDay.never : row.day(2).flatMap(ShortDay.packed)
      if deletion == nil {
        reading.faults.add(
          "import.row", line: row.line, "not a date", found: text, expected: "yyyy-mm-dd")
      }
      // The file does not say since when a pair counts: 0, before every day.
      reading.take(first, second, 0, deletion, row.text(3), row.text(4), row.line)
    }
    return [try draft(&reading, file)]
  }

  private static func draft(
    _ reading: inout Reading, _ file: PublishedFile
  ) throws(ImportFailure) -> ReleaseDraft {
    if reading.builder.rows.isEmpty, reading.faults.isEmpty {
      reading.faults.add("import.empty", line: 1, "empty")
    }
    if reading.builder.codes.count > CodeIndex.limit {
      reading.faults.add("import.row", line: 1, "too many codes")
    }
    let setting = QuarterName.setting(of: file)
    if setting == nil {
      reading.faults.add(
        "import.header", line: 1, "setting", found: file.baseName,
        expected: "a name with practitioner or ccipra, hospital or ccioph")
    }
    reading.builder.sort(&reading.faults)
    try reading.faults.check()
    let isHospital = setting == .outpatient
    return ReleaseDraft(
      QuarterName.program(of: file), isHospital ? .pairsHospital : .pairsPractitioner,
      title:
        "NCCI procedure-to-procedure edits, \(isHospital ? "outpatient hospital" : "practitioner")",
      publisher: "CMS", period: QuarterName.period(of: file), rows: reading.builder.rows.count,
      content: .compiled(reading.builder.sections()))
  }
}

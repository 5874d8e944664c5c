// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads HCPCS Level II from CMS's workbook: 48 columns, a record a row.
///
/// The edition is in the file's name alone: `HCPC2025_OCT_ANWEB` is the quarter from October 2025; a
/// name without a month is the annual file of January.
enum HCPCSWorkbook {
  static let format = PublisherFormat(
    "hcpcs-workbook", "HCPCS Level II, CMS alpha-numeric workbook (48 columns)",
    .worksheet(recognises: recognises, read: read))

  @Sendable static func recognises(_ rows: [PublisherFormat.WorksheetRow]) -> Bool {
    header(rows).map { rows[$0].cells.contains("SEQNUM") && rows[$0].cells.contains("RECID") }
      ?? false
  }

  @Sendable static func read(
    _ rows: [PublisherFormat.WorksheetRow], _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    guard let header = header(rows) else { throw ImportFailure("import.header", line: 1) }
    let found = rows[header].cells.map { $0.replacing("_DT", with: " DT") }
    let expected = HCPCSColumn.headings.map { $0.replacing("_DT", with: " DT") }
    _ = faults.checkHeader(found, is: expected, line: rows[header].number)
    try faults.check()
    var assembler = HCPCSAssembler()
    for row in rows[(header + 1)...] where row.cells.contains(where: { !$0.isEmpty }) {
      let cells = row.cells.map(PublishedText.trimmed)
      if cells.count < 4 || cells.dropFirst(expected.count).contains(where: { !$0.isEmpty }) {
        assembler.refuse(line: row.number, "not \(expected.count) columns")
        continue
      }
      var values = cells.prefix(expected.count)[...]
      // The text has a blank column between BETOS and the types of service.
      if values.count > blank { values.insert("", at: blank) }
      assembler.take(HCPCSRecord(line: row.number, values: Array(values)))
    }
    return [try assembler.draft(year: HCPCSEdition.year(file), period: HCPCSEdition.period(file))]
  }

  private static let blank = HCPCSColumn.all.firstIndex { $0.heading.isEmpty } ?? 0

  /// Notes may stand above the header.
  private static func header(_ rows: [PublisherFormat.WorksheetRow]) -> Int? {
    rows.prefix(20).firstIndex { $0.cells.first.map(PublishedText.trimmed) == "HCPC" }
  }
}

/// What the name of a HCPCS file says of its edition.
enum HCPCSEdition {
  /// The year in a name like `HCPC2025_OCT_ANWEB`.
  static func year(_ file: PublishedFile) -> Int? {
    guard let first = EditionName.parts(file).first, first.hasPrefix("hcpc") else { return nil }
    return EditionName.year(first.dropFirst(4))
  }

  /// The quarter in a name like `HCPC2025_OCT_ANWEB`.
  static func period(_ file: PublishedFile) -> EffectivePeriod? {
    let months = ["jan", "apr", "jul", "oct"]
    let month = EditionName.parts(file).lazy.compactMap { part in
      part.allSatisfy(\.isLetter) ? months.firstIndex { part.hasPrefix($0) } : nil
    }.first
    return year(file).flatMap { EditionName.quarter((month ?? 0) + 1, of: $0) }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the conversion table of ICD-10-PCS: which code was used before a new one, and which is used for
/// a deleted one.
///
/// Tab-separated with a header. Rows of new codes leave the column `Comment` out.
///
/// Source: CMS, icd10pcsConversionTable.pdf.
enum ConversionTableReader {
  static let format = PublisherFormat(
    "icd10pcs-conversion", "ICD-10-PCS conversion table: predecessors of codes by date",
    .bytes(
      recognises: { file in
        guard let first = file.firstLines.first else { return false }
        return first.tabbed.prefix(6) == header.prefix(6)
      },
      read: { (file) throws(ImportFailure) in try read(file) }))

  private static let header = [
    "Current code(s) assignment", "Code title", "Effective year", "Previous code(s) assignment",
    "Predecessor code title", "Change type", "Comment", "Effective month/day [MM.DD]",
  ]

  private static let changes: [String: CodePair.Change] = [
    "New": .new, "Deleted": .deleted, "Revised": .revised,
  ]

  static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let rows = CSVReader.rows(file.bytes, separator: 0x09)
    guard rows.first?.fields == header else { throw ImportFailure("import.header", line: 1) }
    var faults = ImportFaults()
    faults.checkEnd(of: file, lines: rows.last?.line ?? 1)
    var map = CodeMapBuilder()
    for row in rows.dropFirst() {
      if let pair = pair(row) {
        map.pairs.append(pair)
      } else {
        faults.add("import.row", line: row.line, "layout", found: row.fields.first)
      }
    }
    if map.pairs.isEmpty { faults.add("import.empty", line: 1, "empty") }
    try faults.check()
    let year = map.pairs.compactMap(\.effective).max().map { last in
      last.parts.month >= 10 ? last.parts.year + 1 : last.parts.year
    }
    return [
      ReleaseDraft(
        .icd10pcs, .conversion, target: .icd10pcs, title: "ICD-10-PCS Conversion Table",
        publisher: PublishedFile.cms, year: year, rows: map.pairs.count, content: .map(map))
    ]
  }

  private static func pair(_ row: CSVReader.Row) -> CodePair? {
    let fields = row.fields
    guard fields.count == 8 || fields.count == 7, let change = changes[fields[5]],
      fields.count == 8 || change == .new, let date = date(year: fields[2], day: fields.last)
    else { return nil }
    let (current, previous) = (fields[0], fields[3])
    guard let target = code(current), let source = code(previous),
      target.bits != 0 || source.bits != 0
    else { return nil }
    return CodePair(
      source, target.bits == 0 ? nil : target, approximate: false, noMap: target.bits == 0,
      combination: false, scenario: 0, choiceList: 0, line: row.line, effective: date,
      change: change)
  }

  /// The code; the empty one for `NoPCS`.
  private static func code(_ text: String) -> PackedCode? {
    if text == "NoPCS" { return PackedCode(bits: 0) }
    return CodeForm.icd10pcs.matches(text) ? PackedCode(text) : nil
  }

  /// The year is that of the calendar: the codes of October 2025 have 2025 and `10.01`.
  private static func date(year: String, day: String?) -> CalendarDate? {
    guard let parts = day?.split(separator: "."), parts.count == 2,
      parts.allSatisfy({ $0.utf8.count == 2 }), year.utf8.count == 4
    else { return nil }
    return CalendarDate("\(year)-\(parts[0])-\(parts[1])")
  }
}

// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads claim adjustment reason, remark and group codes from one table of comma-separated values.
///
/// Each code is in force from its start date to its end date, both included. Attributes: `usage` (when
/// the code may be used), `notes`, `last-modified`. The edition is the month in the file's name, as in
/// `carc_rarc_2024-06.csv`, with an open end.
enum AdjustmentCodes {
  static let format = PublisherFormat(
    "adjustment-codes", "CARC, RARC and adjustment group codes, comma-separated",
    .bytes(recognises: recognises, read: read))

  private static let header = [
    "adj_code", "adj_type", "adj_description", "adj_usage", "adj_notes", "adj_start_date",
    "adj_last_modified", "adj_end_date",
  ]

  private static let documents: [(type: String, set: CodeSetID, title: String, by: String)] = [
    ("CARC", .adjustmentReason, "Claim Adjustment Reason Codes", "X12"),
    ("RARC", .remark, "Remittance Advice Remark Codes", "CMS"),
    ("Group", .adjustmentGroup, "Claim Adjustment Group Codes", "X12"),
  ]

  @Sendable static func recognises(_ file: PublishedFile) -> Bool {
    file.head.hasPrefix("adj_code,adj_type,")
  }

  @Sendable static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let rows = CSVReader.rows(file.bytes)
    var faults = ImportFaults()
    _ = faults.checkHeader(rows.first?.fields ?? [], is: header, line: rows.first?.line ?? 1)
    try faults.check()
    var builders = Dictionary(
      uniqueKeysWithValues: documents.map { ($0.type, CodeTableBuilder()) })
    for row in rows.dropFirst() {
      guard row.fields.count == header.count else {
        faults.add(
          "import.row", line: row.line, "columns", found: String(row.fields.count),
          expected: String(header.count))
        continue
      }
      guard builders[row.fields[1]] != nil else {
        faults.add("import.row", line: row.line, "not a type of code", found: row.fields[1])
        continue
      }
      if let code = code(row, &faults) { builders[row.fields[1]]?.rows.append(code) }
    }
    for document in documents {
      builders[document.type].map { faults.addDuplicates(of: $0) }
    }
    try faults.check()
    let drafts = documents.compactMap { document in
      builders[document.type].flatMap { builder in
        builder.rows.isEmpty
          ? nil
          : ReleaseDraft(
            document.set, .titles, title: document.title, publisher: document.by,
            period: EditionName.openFromMonth(file), rows: builder.rows.count,
            content: .codes(builder))
      }
    }
    guard !drafts.isEmpty else { throw ImportFailure("import.empty", line: 1) }
    return drafts
  }

  private static func code(_ row: CSVReader.Row, _ faults: inout ImportFaults) -> CodeRow? {
    let fields = row.fields.map(PublishedText.trimmed)
    guard let code = faults.code(fields[0], column: "adj_code", line: row.line) else { return nil }
    if fields[2].isEmpty {
      faults.add("import.row", line: row.line, "empty", expected: "adj_description")
    }
    var result = CodeRow(code, fields[2], flags: .billable, line: row.line)
    let start = faults.date(fields[5], column: "adj_start_date", line: row.line)
    let modified = faults.date(fields[6], column: "adj_last_modified", line: row.line)
    let end = faults.date(fields[7], column: "adj_end_date", line: row.line)
    result.period = faults.period(from: start, to: end, line: row.line)
    if start == nil, end != nil {
      faults.add("import.row", line: row.line, "ends but does not begin")
    }
    for (name, value) in [
      ("usage", fields[3]), ("notes", fields[4]), ("last-modified", modified?.description ?? ""),
    ] where !value.isEmpty {
      result.attributes.append(.init(name, value))
    }
    return result
  }
}

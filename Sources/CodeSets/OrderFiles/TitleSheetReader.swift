// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads a comma-separated sheet without a header: the code and its full title.
///
/// Source: the files `icd_10_pcs.csv` and `icd_10_cm.csv` of the data package `drg` 1.0.0, which carry
/// the rows of the publisher's codes file.
struct TitleSheetReader: Sendable {
  let form: CodeForm

  /// The format under a name such as `icd10pcs-titles-csv`.
  var format: PublisherFormat {
    PublisherFormat(
      "\(form.set)-titles-csv", "\(form.title) codes and full titles, comma-separated",
      .bytes(
        recognises: { recognises($0) },
        read: { (file) throws(ImportFailure) in try read(file) }))
  }

  func recognises(_ file: PublishedFile) -> Bool {
    guard let first = file.firstLines.first,
      let fields = CSVReader.rows(Array(first.text.utf8)).first?.fields, fields.count == 2
    else { return false }
    return form.matches(fields[0]) && fields[1].contains(" ")
      && (form != .icd10pcs || fields[0].first?.isNumber == true)
  }

  /// Reads the file.
  func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let rows = CSVReader.rows(file.bytes)
    var faults = ImportFaults()
    faults.checkEnd(of: file, lines: rows.last?.line ?? 1)
    var table = CodeTableBuilder()
    for row in rows {
      guard row.fields.count == 2, form.matches(row.fields[0]), !row.fields[1].isEmpty,
        let code = PackedCode(row.fields[0])
      else {
        faults.add("import.row", line: row.line, "layout", found: row.fields.first)
        continue
      }
      table.rows.append(CodeRow(code, row.fields[1], flags: .billable, line: row.line))
    }
    faults.addDuplicates(of: table)
    if rows.isEmpty { faults.add("import.empty", line: 1, "empty") }
    try faults.check()
    return [
      ReleaseDraft(
        form.set, .titles, title: "\(form.title) Codes and Titles", publisher: PublishedFile.cms,
        year: file.namedYear, rows: table.rows.count, content: .codes(table))
    ]
  }
}

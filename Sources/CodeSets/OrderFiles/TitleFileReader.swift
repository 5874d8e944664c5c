// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads a list of valid codes with their full titles: the code, one blank, the title.
///
/// Source: CMS, icd10cmCodesFile.pdf and icd10pcsCodesFile.pdf.
struct TitleFileReader: Sendable {
  let form: CodeForm

  /// The format under a name such as `icd10pcs-codes`.
  var format: PublisherFormat {
    PublisherFormat(
      "\(form.set)-codes", "\(form.title) codes file: valid codes with full titles",
      .bytes(
        recognises: { recognises($0) },
        read: { (file) throws(ImportFailure) in try read(file) }))
  }

  /// The first row decides, as in an order file. A row of a General Equivalence Mapping has codes in
  /// the same place, and five digits at its end.
  func recognises(_ file: PublishedFile) -> Bool {
    for line in file.firstLines.prefix(5) where MapRow(line.text) == nil {
      if let row = row(line) { return (row.code.first?.isNumber == true) == (form == .icd10pcs) }
      let other = TitleFileReader(form: form == .icd10pcs ? .icd10cm : .icd10pcs)
      if other.row(line) != nil { return false }
    }
    return false
  }

  /// The code and the title of a line that has both in their columns.
  func row(_ line: PublishedText.Line) -> (code: String, title: String)? {
    let columns = FixedColumns(line.text)
    guard columns.isBlank(form.width), columns.isFilled(form.width + 1) else { return nil }
    let code = columns[0..<form.width]
    return form.matches(code) ? (code, columns[(form.width + 1)...]) : nil
  }

  /// Reads the file.
  func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let table = try table(of: file)
    return [
      ReleaseDraft(
        form.set, .titles, title: "\(form.title) Codes File", publisher: PublishedFile.cms,
        year: file.namedYear, rows: table.rows.count, content: .codes(table))
    ]
  }

  /// Reads the rows; every one is a valid code.
  func table(of file: PublishedFile) throws(ImportFailure) -> CodeTableBuilder {
    let lines = PublishedText(file.bytes).lines
    var faults = ImportFaults()
    faults.checkEnd(of: file, lines: lines.count)
    var table = CodeTableBuilder()
    table.rows.reserveCapacity(lines.count)
    for line in lines {
      guard let row = row(line), let code = PackedCode(row.code) else {
        faults.add("import.row", line: line.number, "layout")
        continue
      }
      table.rows.append(CodeRow(code, row.title, flags: .billable, line: line.number))
    }
    faults.addDuplicates(of: table)
    if lines.isEmpty { faults.add("import.empty", line: 1, "empty") }
    try faults.check()
    return table
  }
}

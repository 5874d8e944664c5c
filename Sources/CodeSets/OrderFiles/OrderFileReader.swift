// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads an order file: every header and code of a set, numbered in the order of the tabular list, with
/// both titles.
///
/// Columns, counted from 1: 1 to 5 number, 7 to 13 code, 15 whether the code is valid, 17 to 76
/// abbreviated title, from 78 full title.
///
/// Source: CMS, icd10OrderFiles.pdf and icd10pcsOrderFile.pdf.
struct OrderFileReader: Sendable {
  let form: CodeForm

  /// The format under a name such as `icd10pcs-order`.
  var format: PublisherFormat {
    PublisherFormat(
      "\(form.set)-order", "\(form.title) order file: headers and codes, both titles",
      .bytes(
        recognises: { recognises($0) },
        read: { (file) throws(ImportFailure) in try read(file) }))
  }

  /// The first row decides: ICD-10-PCS begins with a section that is a digit, ICD-10-CM with `A00`.
  func recognises(_ file: PublishedFile) -> Bool {
    guard let row = file.firstLines.prefix(5).lazy.compactMap({ Row($0) }).first else {
      return false
    }
    return (row.code.first?.isNumber == true) == (form == .icd10pcs)
      && (row.isValid ? form.matches(row.code) : form.matchesHeader(row.code))
  }

  /// One row, as far as its columns are where they should be.
  struct Row {
    let number: Int
    let code: String
    let isValid: Bool
    let shortTitle: String
    let title: String

    init?(_ line: PublishedText.Line) {
      let columns = FixedColumns(line.text)
      let flag = columns[14..<15]
      guard columns.count > 77, [5, 13, 15, 76].allSatisfy(columns.isBlank),
        columns[0..<5].utf8.count == 5, let number = Int(columns[0..<5]),
        flag == "0" || flag == "1", columns.isFilled(16), columns.isFilled(77)
      else { return nil }
      self.number = number
      code = columns[6..<13]
      isValid = flag == "1"
      shortTitle = columns[16..<76]
      title = columns[77...]
    }
  }

  /// Reads the file.
  ///
  /// The numbers ascend by one, and in ICD-10-PCS each code stands below the header of its table.
  func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let lines = PublishedText(file.bytes).lines
    var faults = ImportFaults()
    faults.checkEnd(of: file, lines: lines.count)
    var table = CodeTableBuilder()
    table.nestsByPrefix = true
    table.rows.reserveCapacity(lines.count)
    var header = ""
    for line in lines {
      guard let row = Row(line) else {
        faults.add("import.row", line: line.number, "layout")
        continue
      }
      if row.number != line.number {
        faults.add(
          "import.row", line: line.number, "number", found: String(row.number),
          expected: String(line.number))
      }
      let matches = row.isValid ? form.matches(row.code) : form.matchesHeader(row.code)
      guard matches, let code = PackedCode(row.code) else {
        faults.add("import.row", line: line.number, "code", found: row.code)
        continue
      }
      if !row.isValid { header = row.code }
      if form == .icd10pcs, !row.code.hasPrefix(header) || header.isEmpty {
        faults.add("import.row", line: line.number, "header", found: row.code, expected: header)
      }
      var entry = CodeRow(
        code, row.title, flags: row.isValid ? .billable : [], line: line.number)
      if row.shortTitle != row.title { entry.shortTitle = row.shortTitle }
      table.rows.append(entry)
    }
    faults.addDuplicates(of: table)
    if lines.isEmpty { faults.add("import.empty", line: 1, "empty") }
    try faults.check()
    return [
      ReleaseDraft(
        form.set, .order, title: "\(form.title) Order File", publisher: PublishedFile.cms,
        year: file.namedYear, rows: table.rows.count, content: .codes(table))
    ]
  }
}

// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the changes of codes from one edition to the next: `Add:`, `Delete:`, `Revise from:` and
/// `Revise to:`, then counts.
///
/// The addenda of a codes file have full titles; those of an order file have headers and both titles,
/// and for ICD-10-CM the digit that tells codes from headers. Each code becomes a row with the attribute
/// `action` (`add`, `delete` or `revise`; two where a code gives way to a header of the same
/// characters) and, where revised, `old-title` and `old-short-title`. A deleted code keeps its title.
///
/// Source: CMS, icd10OrderFiles.pdf and icd10pcsOrderFile.pdf.
enum CodeAddendaReader {
  static let format = PublisherFormat(
    "icd10-addenda", "ICD-10 codes or order file addenda: codes added, deleted, revised",
    .bytes(
      recognises: { recognises($0) },
      read: { (file) throws(ImportFailure) in try read(file) }))

  static func recognises(_ file: PublishedFile) -> Bool {
    guard let first = file.firstLines.first?.text else { return false }
    return Action.allCases.contains { first.hasPrefix($0.rawValue) }
      || (CodeAddendaCounts.headings.contains(first) && file.head.contains(" in icd10"))
  }

  /// What a line says of a code.
  enum Action: String, CaseIterable {
    case add = "Add:         "
    case delete = "Delete:      "
    case reviseFrom = "Revise from: "
    case reviseTo = "Revise to:   "
  }

  static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let lines = PublishedText(file.bytes).lines
    var faults = ImportFaults()
    faults.checkEnd(of: file, lines: lines.count)
    let end = lines.firstIndex { CodeAddendaCounts.headings.contains($0.text) } ?? lines.count
    let counts = CodeAddendaCounts(lines[end...], &faults)
    guard let form = counts.form else {
      faults.add("import.row-count", line: lines.count, "trailer")
      try faults.check()
      return []
    }
    let layout = CodeAddendaLayout(form: form, isOrder: counts.hasHeaders)
    var collector = CodeAddendaCollector()
    for line in lines[..<end] where !line.text.isEmpty {
      guard let action = Action.allCases.first(where: { line.text.hasPrefix($0.rawValue) }),
        let row = layout.row(line)
      else {
        faults.add("import.row", line: line.number, "layout")
        continue
      }
      collector.take(action, row, &faults)
    }
    collector.close(at: end, &faults)
    counts.check(against: collector, &faults)
    try faults.check()
    return [
      ReleaseDraft(
        form.set, counts.hasHeaders ? .orderAddenda : .addenda,
        title: "\(form.title) \(counts.hasHeaders ? "Order" : "Codes") Addenda",
        publisher: PublishedFile.cms, year: counts.year ?? file.namedYear,
        rows: collector.changes, content: .codes(collector.table))
    ]
  }
}

/// Where the columns of an addenda line are.
struct CodeAddendaLayout {
  let form: CodeForm
  let isOrder: Bool

  /// The row of a line; its title is full, its flags say code or header.
  func row(_ line: PublishedText.Line) -> CodeRow? {
    let columns = FixedColumns(line.text)
    let flagged = isOrder && form == .icd10cm
    let start = flagged ? 15 : 13
    let text = columns[start..<start + 7]
    let isHeader = flagged ? columns[13..<14] == "0" : !form.matches(text)
    guard isHeader ? form.matchesHeader(text) : form.matches(text), let code = PackedCode(text),
      columns.isBlank(start + 7), columns.isFilled(start + 8),
      !flagged || isHeader || columns[13..<14] == "1"
    else { return nil }
    var row = CodeRow(code, "", flags: isHeader ? [] : .billable, line: line.number)
    if isOrder {
      guard columns.isBlank(start + 68), columns.isFilled(start + 69) else { return nil }
      row.shortTitle = columns[(start + 8)..<(start + 68)]
      row.title = columns[(start + 69)...]
    } else {
      row.title = columns[(start + 8)...]
    }
    return row
  }
}

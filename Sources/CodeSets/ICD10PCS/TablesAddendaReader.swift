// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the changes of the ICD-10-PCS tables: each table that changed, in words, with all its rows.
///
///     FY2026: Third panel of table 0 D D
///       Fourth character (Body Part) has 2 choices.
///         First choice is value U: Omentum
///
/// Source: CMS, ICD-10-PCS addenda, tables_addenda text file.
struct TablesAddendaReader {
  static let format = PublisherFormat(
    "icd10pcs-tables-addenda", "ICD-10-PCS tables addenda, text",
    .bytes(
      recognises: { file in
        guard let heading = file.firstLines.first.flatMap({ Heading($0.text) }) else {
          return false
        }
        return heading.panel == nil
      },
      read: { (file) throws(ImportFailure) in
        var reader = TablesAddendaReader()
        return try reader.read(file)
      }))

  /// The line above a table or a panel.
  struct Heading {
    let year: Int?
    /// The ordinal of the panel in words; nothing above a table.
    let panel: String?
    let table: String

    init?(_ text: String) {
      guard let colon = text.firstIndex(of: ":"), !text.hasPrefix(" ") else { return nil }
      let change = text[..<colon]
      year = PublishedFile.year(in: change.dropFirst(2))
      guard change == "No change" || (change.hasPrefix("FY") && year != nil) else { return nil }
      let words = text[colon...].dropFirst().split(separator: " ")
      guard words.count >= 4, words[words.count - 4] == "table" else { return nil }
      table = words.suffix(3).joined()
      if words.count == 4 {
        panel = nil
      } else {
        guard words.count > 6, words.dropLast(4).suffix(2) == ["panel", "of"] else { return nil }
        panel = words.dropLast(6).joined(separator: " ")
      }
    }
  }

  private var faults = ImportFaults()
  private var tables = ProcedureTablesBuilder()
  private var year: Int?
  /// The table that is being read: its first three axes, and how many panels it had so far.
  private var head: [Axis] = []
  private var panels = 0
  /// The axes of the block that is being read, and how many values are still to come.
  private var axes: [Axis] = []
  private var missing = 0
  private var heading: (Heading, line: Int)?

  private struct Axis {
    let title: String
    var values: [AxisValue]
  }

  private mutating func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let lines = PublishedText(file.bytes).lines
    faults.checkEnd(of: file, lines: lines.count)
    for line in lines {
      if line.text.allSatisfy(\.isWhitespace) {
        close()
      } else if let next = Heading(line.text) {
        close()
        open(next, line.number)
      } else if heading == nil || !take(line) {
        faults.add("import.row", line: line.number, "layout")
      }
    }
    close()
    if tables.rows.isEmpty { faults.add("import.empty", line: 1, "empty") }
    try faults.check()
    return [
      ReleaseDraft(
        .icd10pcs, .tablesAddenda, title: "ICD-10-PCS Tables Addenda",
        publisher: PublishedFile.cms, year: year ?? file.namedYear, rows: tables.rows.count,
        content: .tables(tables))
    ]
  }

  private mutating func open(_ next: Heading, _ line: Int) {
    heading = (next, line)
    year = next.year ?? year
    guard let panel = next.panel else {
      head = []
      panels = 0
      return
    }
    panels += 1
    let expected = EnglishOrdinal.words(panels)
    if panel != expected {
      faults.add("import.row", line: line, "panel", found: panel, expected: expected)
    }
  }

  /// Takes a line of an axis or of a value; false where it is neither.
  private mutating func take(_ line: PublishedText.Line) -> Bool {
    let indent = line.text.prefix { $0 == " " }.count
    if indent == 2, missing == 0 {
      return takeAxis(String(line.text.dropFirst(2)))
    }
    guard indent == 4, missing > 0, var axis = axes.popLast() else { return false }
    let ordinal = EnglishOrdinal.words(axis.values.count + 1)
    let start = "    \(ordinal) choice is "
    guard line.text.hasPrefix(start), let value = value(line.text.dropFirst(start.count)) else {
      axes.append(axis)
      return false
    }
    axis.values.append(value)
    axes.append(axis)
    missing -= 1
    return true
  }

  private mutating func takeAxis(_ text: String) -> Bool {
    let position = axes.count + (heading?.0.panel == nil ? 1 : 4)
    let start = "\(EnglishOrdinal.words(position)) character ("
    guard text.hasPrefix(start), let end = text.firstIndex(of: ")") else { return false }
    let title = String(text[..<end].dropFirst(start.count))
    let rest = text[end...].dropFirst()
    if rest.hasPrefix(" is "), let value = value(rest.dropFirst(4)) {
      axes.append(Axis(title: title, values: [value]))
      return true
    }
    guard rest.hasPrefix(" has "), rest.hasSuffix(" choices."),
      let count = Int(rest.dropFirst(5).dropLast(9)), count > 1
    else { return false }
    axes.append(Axis(title: title, values: []))
    missing = count
    return true
  }

  /// `value 3: Percutaneous`; an operation is followed by its definition after another colon.
  private func value(_ text: Substring) -> AxisValue? {
    let bytes = Array(text.utf8)
    guard text.hasPrefix("value "), bytes.count > 9, bytes[7] == 0x3A, bytes[8] == 0x20,
      CodeForm.isProcedureValue(bytes[6]), let character = text.dropFirst(6).first
    else { return nil }
    let isOperation = heading?.0.panel == nil && axes.count == 2
    let label = String(text.dropFirst(9))
    return AxisValue(
      character, isOperation ? String(label.prefix { $0 != ":" }) : label)
  }

  /// Ends a block: the head of a table, or a panel, which becomes a row.
  private mutating func close() {
    guard let (open, line) = heading else { return }
    defer {
      heading = nil
      axes = []
      missing = 0
    }
    let count = open.panel == nil ? 3 : 4
    guard axes.count == count, missing == 0 else {
      faults.add("import.row-count", line: line, "values", found: open.table)
      return
    }
    if open.panel == nil {
      head = axes
      return
    }
    let table = head.flatMap(\.values)
    guard table.count == 3, String(table.map(\.character)) == open.table else {
      faults.add("import.row", line: line, "table", found: open.table)
      return
    }
    tables.rows.append(
      ProcedureTableRow(
        table: table, axes: axes.map(\.values), axisTitles: (head + axes).map(\.title),
        line: line))
  }
}

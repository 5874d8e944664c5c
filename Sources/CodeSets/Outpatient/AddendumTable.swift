// SPDX-License-Identifier: Apache-2.0

import Values

/// An addendum of the outpatient rule as CMS publishes it as text: title rows, a header, a row a line,
/// tabs between columns, quotation marks around what holds some, empty rows at the end.
///
/// The files are not all of one encoding, and bullets and hard blanks came out of their conversion as
/// other characters; blanks are taken off both ends of every value, and such a character with them.
package struct AddendumTable {
  /// A column by its name in the header, without blanks around; `YYYY` stands for the year.
  package struct Column: Sendable {
    let name: String
    let isOptional: Bool

    /// Names a column.
    package init(_ name: String, isOptional: Bool = false) {
      self.name = name
      self.isOptional = isOptional
    }
  }

  /// A row: its line and its values in the order of the columns that were asked for.
  package struct Row {
    package let line: Int
    package let values: [String]
  }

  package private(set) var rows: [Row] = []
  package private(set) var year: Int?

  /// Reads a file; what is wrong with its header or the width of a row becomes a fault.
  package init(
    _ file: PublishedFile, _ columns: [Column], _ faults: inout ImportFaults
  ) throws(ImportFailure) {
    let all = CSVReader.rows(file.bytes, separator: 0x09).map { row in
      CSVReader.Row(line: row.line, fields: row.fields.map(Self.trimmed))
    }
    let first = columns.first?.name ?? ""
    guard
      let header = all.prefix(12).firstIndex(where: {
        $0.fields.map(Self.withoutYear).contains(first)
      })
    else {
      throw ImportFailure("import.header", line: 1, facts: [.init("expected", "a column \(first)")])
    }
    let titles = all[...header].flatMap(\.fields)
    year =
      titles.lazy.filter { !$0.contains("copyright") }
      .compactMap { PublishedFile.year(in: $0) }.first
    if year == nil {
      faults.add("import.header", line: 1, "year", expected: "the calendar year in the title")
    }
    let places = Self.places(
      of: columns, in: all[header].fields.map(Self.withoutYear), line: all[header].line, &faults)
    let width = all[header].fields.count
    for row in all[(header + 1)...] where !row.fields.allSatisfy(\.isEmpty) {
      guard row.fields.count >= width, row.fields[width...].allSatisfy(\.isEmpty) else {
        faults.add(
          "import.row", line: row.line, "columns", found: "\(row.fields.count)",
          expected: "\(width)")
        continue
      }
      rows.append(
        Row(line: row.line, values: places.map { $0.map { row.fields[$0] } ?? "" }))
    }
    if let last = file.bytes.last, last != 0x0A {
      faults.add("import.row", line: all.last?.line ?? 1, "unterminated")
    }
    if rows.isEmpty, faults.isEmpty { faults.add("import.empty", line: 1, "empty") }
  }

  private static func places(
    of columns: [Column], in header: [String], line: Int, _ faults: inout ImportFaults
  ) -> [Int?] {
    for (index, name) in header.enumerated()
    where !name.isEmpty && !columns.contains(where: { $0.name == name }) {
      faults.add("import.header", line: line, "column \(index + 1)", found: name)
    }
    return columns.map { column in
      let place = header.firstIndex(of: column.name)
      if place == nil, !column.isOptional {
        faults.add("import.header", line: line, "a column is missing", expected: column.name)
      }
      return place
    }
  }

  private static func withoutYear(_ name: String) -> String {
    guard let year = PublishedFile.year(in: name) else { return name }
    return name.replacing("\(year)", with: "YYYY")
  }

  /// Takes blanks off both ends, those that a conversion damaged too.
  package static func trimmed(_ text: String) -> String {
    func isBlank(_ character: Character) -> Bool {
      character.isWhitespace || character == "\u{FF}"
    }
    var part = text[...]
    while let first = part.first, isBlank(first) { part.removeFirst() }
    while let last = part.last, isBlank(last) { part.removeLast() }
    return String(part.map { $0 == "\u{FF}" ? " " : $0 })
  }
}

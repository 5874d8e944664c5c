// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// A published table of risk adjustment: comma-separated, one header, every row of the same width.
///
/// All of the table is read before it is refused.
struct RiskTable {
  static let publisher = "CMS"

  /// The rows after the header.
  let rows: ArraySlice<CSVReader.Row>
  private var faults = ImportFaults()

  /// Tells whether a file begins with a header.
  static func recognises(_ file: PublishedFile, _ header: [String]) -> Bool {
    let first = file.head.split(whereSeparator: \.isNewline).first ?? ""
    return first == header.joined(separator: ",")
  }

  init(_ file: PublishedFile, _ header: [String]) {
    let all = CSVReader.rows(file.bytes)
    rows = all.dropFirst()
    if all.first?.fields != header {
      note(
        "import.header", line: 1, "columns", found: all.first?.fields.joined(separator: ","),
        expected: header.joined(separator: ","))
    }
    if rows.isEmpty { note("import.empty", line: 1, "empty") }
    for row in rows where row.fields.count != header.count {
      note(
        "import.row", line: row.line, "layout", found: "\(row.fields.count) columns",
        expected: "\(header.count) columns")
    }
  }

  /// Notes a fault at a line.
  mutating func note(
    _ rule: String, line: Int, _ reason: String, found: String? = nil, expected: String? = nil
  ) { faults.add(rule, line: line, reason, found: found, expected: expected) }

  /// Notes a row that says again what another row says.
  mutating func noteRepeated(_ code: PackedCode, line: Int, first: Int) {
    faults.addDuplicate(code.description, line: line, first: first)
  }

  /// Refuses the file if anything is wrong with it.
  func check() throws(ImportFailure) { try faults.check() }

  /// A diagnosis or service: three to seven upper-case letters and digits; a fault where it is none.
  mutating func code(_ text: String, line: Int) -> PackedCode? {
    if let code = PackedCode(text), code.description == text, (3...7).contains(code.count) {
      return code
    }
    note("import.row", line: line, "not a code", found: text)
    return nil
  }

  /// A category: a number from 1 to 511, with a prefix where the table writes one.
  mutating func category(_ text: String, prefixes: [String] = [""], line: Int) -> UInt16? {
    for prefix in prefixes where text.hasPrefix(prefix) {
      let digits = text.dropFirst(prefix.utf8.count)
      if let number = UInt16(digits), "\(number)" == digits, (1..<512).contains(number) {
        return number
      }
    }
    note("import.row", line: line, "not a category", found: text)
    return nil
  }

  /// A whole number, or nothing where the field is empty; a fault where it is another text.
  mutating func number(_ text: String, line: Int) -> Int16? {
    if text.isEmpty { return nil }
    if let number = Int16(text), number >= 0 { return number }
    note("import.row", line: line, "not a number", found: text)
    return nil
  }

  /// The days of the payment year that a file's name states.
  static func year(of file: PublishedFile) -> (year: Int, period: EffectivePeriod)? {
    let parts = file.baseName.split { "_.- ".contains($0) }
    guard
      let year = parts.lazy.filter({ $0.utf8.count == 4 && $0.hasPrefix("20") })
        .compactMap({ Int($0) }).first,
      let first = CalendarDate(year: year, month: 1, day: 1),
      let last = CalendarDate(year: year, month: 12, day: 31),
      let period = EffectivePeriod(effective: first, termination: last)
    else { return nil }
    return (year, period)
  }

  /// A draft of one of the tables of a payment year; undated where the file's name states none.
  static func draft(
    _ component: Component, _ title: String, of file: PublishedFile, rows: Int,
    _ sections: [CodebookSection]
  ) -> ReleaseDraft {
    let year = year(of: file)
    return ReleaseDraft(
      .hcc, component, title: title, publisher: publisher, year: year?.year, period: year?.period,
      rows: rows, content: .compiled(sections))
  }
}

/// The names that rows of a section stand for, as lines of text in a section of their own.
struct RiskNames {
  private(set) var names: [String] = []
  private var numbers: [String: UInt16] = [:]

  /// The number of a name, which is added where it is new.
  mutating func number(of name: String) -> UInt16 {
    if let number = numbers[name] { return number }
    let number = UInt16(names.count)
    names.append(name)
    numbers[name] = number
    return number
  }

  /// The section of the names.
  var section: CodebookSection {
    CodebookSection("names", Array(names.joined(separator: "\n").utf8))
  }

  /// The names in a codebook, by number.
  static func names(in book: Codebook) -> [String] {
    String(decoding: book.section("names"), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}

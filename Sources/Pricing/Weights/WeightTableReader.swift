// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Reads IPPS Table 5 as CMS publishes it as text: tabs between columns, title rows before the header, a
/// row a DRG, an empty row at the end.
///
/// Since fiscal year 2023 there are two columns of weights: before the cap on a weight's fall to 90
/// percent of the year before, and after it. A file with one column has no cap.
///
/// Source: CMS, IPPS final rule, Table 5: list of MS-DRGs, relative weighting factors, and geometric and
/// arithmetic mean length of stay.
enum WeightTableReader {
  static let format = PublisherFormat(
    "ipps-weights", "IPPS Table 5: MS-DRG weights and mean lengths of stay, tab-separated",
    .bytes(recognises: recognises, read: read))

  private struct Layout {
    let hasCap: Bool
    let year: Int
    var columns: [String] {
      let weights =
        hasCap
        ? ["Weights - Before Cap", "Weights - 10% Cap Applied"] : ["Weights"]
      return ["MS-DRG", "Post-Acute DRG", "Special Pay DRG", "MDC", "TYPE", "MS-DRG Title"]
        + weights + ["Geometric mean LOS", "Arithmetic mean LOS"]
    }
  }

  @Sendable static func recognises(_ file: PublishedFile) -> Bool {
    let head = file.head.uppercased()
    return head.contains("TABLE 5") && head.contains("MS-DRG")
      && head.contains("GEOMETRIC MEAN LOS")
  }

  @Sendable static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let lines = PublishedText(file.bytes).lines
    guard
      let header = lines.prefix(8).firstIndex(where: {
        trimmed($0.tabbed.first ?? "") == "MS-DRG"
      })
    else {
      throw ImportFailure("import.header", line: 1, facts: [.init("expected", "a column MS-DRG")])
    }
    var faults = ImportFaults()
    let layout = layout(lines[header], titles: lines[..<header], &faults)
    var rows: [WeightRow] = []
    for line in lines[(header + 1)...] where !line.tabbed.allSatisfy({ trimmed($0).isEmpty }) {
      if let row = WeightRow(line, hasCap: layout.hasCap, &faults) { rows.append(row) }
    }
    faults.checkEnd(of: file, lines: lines.count)
    addDuplicates(of: rows, to: &faults)
    if rows.isEmpty, faults.isEmpty { faults.add("import.empty", line: 1, "empty") }
    try faults.check()
    return [draft(rows, year: layout.year)]
  }

  private static func layout(
    _ line: PublishedText.Line, titles: ArraySlice<PublishedText.Line>,
    _ faults: inout ImportFaults
  ) -> Layout {
    let found = line.tabbed.map(trimmed)
    let years = Set((titles.map(\.text) + found).flatMap(fiscalYears))
    let year = years.first ?? 0
    if years.count != 1 {
      faults.add(
        "import.header", line: line.number, "fiscal year",
        found: years.isEmpty ? nil : years.sorted().map(String.init).joined(separator: ", "),
        expected: "one fiscal year, such as FY 2026")
    }
    let layout = Layout(hasCap: found.contains { $0.contains("Cap") }, year: year)
    for column in 0..<max(found.count, layout.columns.count) {
      let name = column < found.count ? found[column] : ""
      let expected = column < layout.columns.count ? layout.columns[column] : ""
      // The flags of a year carry its name: `FY 2026 Final Post-Acute DRG`.
      let isFlag = (1...2).contains(column)
      guard name != expected, !(isFlag && name.hasPrefix("FY") && name.hasSuffix(expected)) else {
        continue
      }
      faults.add(
        "import.header", line: line.number, "column \(column + 1)", found: name, expected: expected)
    }
    return layout
  }

  /// Notes DRGs that are given twice.
  private static func addDuplicates(of rows: [WeightRow], to faults: inout ImportFaults) {
    var first: [UInt16: Int] = [:]
    for row in rows {
      if let line = first[row.record.drg] {
        faults.addDuplicate("DRG \(row.record.drg)", line: row.line, first: line)
      } else {
        first[row.record.drg] = row.line
      }
    }
  }

  /// The years that stand behind `FY` in a text.
  private static func fiscalYears(_ text: String) -> [Int] {
    let words = text.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    var years: [Int] = []
    for (index, word) in words.enumerated() where word.hasSuffix("FY") && index + 1 < words.count {
      if let year = Int(words[index + 1]), (2000...2099).contains(year) { years.append(year) }
    }
    return years
  }

  private static func draft(_ rows: [WeightRow], year: Int) -> ReleaseDraft {
    var titles: [UInt8] = []
    let records = rows.sorted { $0.record.drg < $1.record.drg }.map { row in
      var record = row.record
      record.titleOffset = UInt32(titles.count)
      titles += Array(row.title.utf8)
      return record
    }
    var period: EffectivePeriod?
    if let first = CalendarDate(year: year - 1, month: 10, day: 1) {
      period = EffectivePeriod(
        effective: first, termination: CalendarDate(year: year, month: 9, day: 30))
    }
    return ReleaseDraft(
      .ipps, .weights, title: "IPPS Table 5, MS-DRG weights and lengths of stay", publisher: "CMS",
      year: year, period: period, rows: rows.count,
      content: .compiled([
        CodebookSection("drgs", records: records), CodebookSection("titles", titles),
      ]))
  }

  static func trimmed(_ text: String) -> String {
    var part = text[...]
    while part.first?.isWhitespace == true { part.removeFirst() }
    while part.last?.isWhitespace == true { part.removeLast() }
    return String(part)
  }
}

// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Reads Addendum D1 and D2 and the exclusions of Addendum J: texts that run over several rows.
///
/// A row without an indicator belongs to the indicator above it. Bullets came out of the conversion of
/// the files as question marks or other signs; they are kept as published.
enum IndicatorReader {
  /// How the rows of a file are told apart.
  enum Layout {
    /// An indicator, what it means, what is paid.
    case indicators(header: String)
    /// A row each, after a title.
    case rows
  }

  static func read(
    _ file: PublishedFile, _ layout: Layout, _ component: Component, title: String
  ) throws(ImportFailure) -> [ReleaseDraft] {
    let rows = CSVReader.rows(file.bytes, separator: 0x09).map {
      (line: $0.line, fields: $0.fields.map(AddendumTable.trimmed))
    }
    var faults = ImportFaults()
    var start = 1
    if case .indicators(let header) = layout {
      guard let at = rows.prefix(8).firstIndex(where: { $0.fields.first == header }) else {
        throw ImportFailure(
          "import.header", line: 1, facts: [.init("expected", "a column \(header)")])
      }
      start = at + 1
    }
    let year = rows.prefix(start).flatMap(\.fields).compactMap(Self.year).first
    if year == nil { faults.add("import.header", line: 1, "year", expected: "the calendar year") }
    var notes: [(key: UInt64, line: Int, meaning: [String], payment: [String])] = []
    for row in rows[min(start, rows.count)...] where !row.fields.allSatisfy(\.isEmpty) {
      let first = row.fields[0]
      switch layout {
      case .rows: notes.append((UInt64(notes.count + 1), row.line, [first], []))
      case .indicators where first.isEmpty && notes.isEmpty:
        faults.add("import.row", line: row.line, "a row without its indicator")
      case .indicators where first.isEmpty:
        notes[notes.count - 1].meaning += row.fields.dropFirst().prefix(1)
        notes[notes.count - 1].payment += row.fields.dropFirst(2).prefix(1)
      case .indicators:
        guard let code = PackedCode(first), code.count <= 2 else {
          faults.add("import.row", line: row.line, "not an indicator", found: first)
          continue
        }
        if let known = notes.first(where: { $0.key == code.bits }) {
          faults.addDuplicate(first, line: row.line, first: known.line)
        }
        notes.append(
          (
            code.bits, row.line, Array(row.fields.dropFirst().prefix(1)),
            Array(row.fields.dropFirst(2).prefix(1))
          ))
      }
    }
    if notes.isEmpty, faults.isEmpty { faults.add("import.empty", line: 1, "empty") }
    if let last = file.bytes.last, last != 0x0A {
      faults.add("import.row", line: rows.last?.line ?? 1, "unterminated")
    }
    try faults.check()
    var texts = StringTableBuilder()
    let records = notes.sorted { $0.key < $1.key }.map { note in
      PublishedNote(
        key: note.key, line: UInt32(note.line), meaning: texts.offset(of: joined(note.meaning)),
        payment: texts.offset(of: joined(note.payment)))
    }
    return [
      ReleaseDraft(
        .opps, component, title: "OPPS \(title)", publisher: "CMS", year: year,
        rows: records.count,
        content: .compiled([
          CodebookSection("rows", records: records), CodebookSection("texts", texts.bytes),
        ]))
    ]
  }

  private static func joined(_ parts: [String]) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func year(_ text: String) -> Int? {
    text.split { !$0.isNumber }.compactMap { Int($0) }.first { (2000...2099).contains($0) }
  }
}

extension PublisherFormat {
  static let statusIndicators = notes(
    "opps-d1", "Addendum D1, payment status indicators", .statusIndicators,
    marks: ["ADDENDUM D1", "STATUS INDICATOR"], .indicators(header: "Status Indicator"))

  static let commentIndicators = notes(
    "opps-d2", "Addendum D2, comment indicators", .commentIndicators,
    marks: ["ADDENDUM D2", "COMMENT INDICATOR"], .indicators(header: "Comment Indicator"))

  static let comprehensiveExclusions = notes(
    "opps-j-exclusions", "Addendum J, what comprehensive groups do not pay for",
    .comprehensiveExclusions, marks: ["COMPREHENSIVE APC PAYMENT POLICY EXCLUSIONS\r\n"], .rows)

  private static func notes(
    _ name: String, _ title: String, _ component: Component, marks: [String],
    _ layout: IndicatorReader.Layout
  ) -> PublisherFormat {
    PublisherFormat(
      name, "OPPS \(title), tab-separated",
      .bytes(
        recognises: { file in
          let head = file.head.uppercased()
          return marks.allSatisfy(head.contains)
        },
        read: { file throws(ImportFailure) in
          try IndicatorReader.read(file, layout, component, title: title)
        }))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Storage
import Values

/// A part of a document that is printed from a page of its own: as text, or drawn.
struct Sheet {
  /// A piece of it.
  enum Block {
    case title(String)
    case heading(String)
    case paragraph(String)
    case lines([String])
    case pairs([(String, String)])
    case table([String], [[String]])
  }

  /// What it is.
  let name: String
  private(set) var blocks: [Block] = []

  /// Starts one.
  init(_ name: String) { self.name = name }

  mutating func title(_ text: String) { blocks.append(.title(text)) }
  mutating func heading(_ text: String) { blocks.append(.heading(text)) }
  mutating func paragraph(_ text: String) { blocks.append(.paragraph(text)) }
  mutating func lines(_ texts: [String]) { blocks.append(.lines(texts)) }
  mutating func pairs(_ rows: [(String, String)]) { blocks.append(.pairs(rows)) }
  mutating func table(_ titles: [String], _ rows: [[String]]) {
    blocks.append(.table(titles, rows))
  }

  /// The sheet as text of so many columns.
  func text(columns: Int = 78) -> String {
    var parts: [String] = []
    for block in blocks {
      switch block {
      case .title(let text): parts.append(text.uppercased())
      case .heading(let text): parts.append("\(text):")
      case .paragraph(let text): parts.append(Self.wrapped(text, columns))
      case .lines(let texts): parts.append(texts.joined(separator: "\n"))
      case .pairs(let rows):
        let width = (rows.map(\.0.count).max() ?? 0) + 1
        parts.append(
          rows.map { name, value in
            "\(name):\(String(repeating: " ", count: width - name.count))\(value)"
          }.joined(separator: "\n"))
      case .table(let titles, let rows):
        let widths = titles.indices.map { column in
          ([titles] + rows).map { $0[column].count }.max() ?? 0
        }
        parts.append(
          ([titles] + rows).map { row in
            var line = row.enumerated().map { column, cell in
              cell + String(repeating: " ", count: widths[column] - cell.count)
            }.joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line
          }.joined(separator: "\n"))
      }
    }
    return parts.joined(separator: "\n\n")
  }

  private static func wrapped(_ text: String, _ columns: Int) -> String {
    var lines: [String] = [""]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + 1 + word.count <= columns {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Every text of the sheet.
  var texts: [String] {
    blocks.flatMap { block -> [String] in
      switch block {
      case .title(let text), .heading(let text), .paragraph(let text): [text]
      case .lines(let texts): texts
      case .pairs(let rows): rows.flatMap { [$0.0, $0.1] }
      case .table(let titles, let rows): titles + rows.flatMap { $0 }
      }
    }
  }
}

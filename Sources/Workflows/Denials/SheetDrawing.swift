// SPDX-License-Identifier: Apache-2.0

import Storage
import Values

/// Draws sheets as a PDF, each from a page of its own, over as many pages as it needs.
struct SheetDrawing {
  private let page: PrintedPage
  private let left = 60.0
  private let size = 10.5
  private var y = 64.0
  private var bottom: Double { page.height - 64 }
  private var width: Double { page.width - 2 * left }

  /// Draws sheets.
  ///
  /// - Parameter day: The day that the document names as that of its making.
  /// - Throws: ``WorkflowFailure``: `appeals.characters` with what the font cannot draw.
  static func bytes(
    of sheets: [Sheet], title: String, on day: CalendarDate
  ) throws(WorkflowFailure) -> [UInt8] {
    try asWorkflow {
      var drawing = SheetDrawing(
        page: try PrintedPage(title: title, created: day.description))
      try drawing.check(sheets)
      drawing.page.tagged(.document) {}
      for (number, sheet) in sheets.enumerated() {
        if number > 0 { drawing.turn() }
        for block in sheet.blocks { drawing.draw(block) }
      }
      return try drawing.page.finished()
    }
  }

  private init(page: PrintedPage) { self.page = page }

  private func check(_ sheets: [Sheet]) throws(WorkflowFailure) {
    var missing: [Character] = []
    for character in Set(sheets.flatMap(\.texts).joined()).sorted()
    where !page.missing(in: String(character)).isEmpty {
      missing.append(character)
    }
    guard !missing.isEmpty else { return }
    let names = missing.flatMap(\.unicodeScalars).map {
      "U+\(String($0.value, radix: 16, uppercase: true))"
    }
    throw WorkflowFailure(
      "appeals.characters", .rejected, ("characters", names.joined(separator: ", ")))
  }

  private mutating func turn() {
    page.turn()
    y = 64
  }

  private mutating func room(_ height: Double) {
    if y + height > bottom { turn() }
  }

  private mutating func draw(_ block: Sheet.Block) {
    switch block {
    case .title(let text): put(text, .title, size: 14, isBold: true)
    case .heading(let text): put(text, .heading, size: 11.5, isBold: true)
    case .paragraph(let text): put(text, .paragraph, size: size, isBold: false)
    case .lines(let texts):
      for text in texts { line(text, .paragraph, x: left, size: size) }
      y += 8
    case .pairs(let rows):
      for (name, value) in rows {
        let parts = wrapped(value, width - 120, size)
        room(14 * Double(parts.count))
        page.tagged(.paragraph) {
          page.text(name, x: left, y: y, size: size, isBold: true)
          for (number, part) in parts.enumerated() {
            page.text(part, x: left + 120, y: y + 14 * Double(number), size: size)
          }
        }
        y += 14 * Double(max(1, parts.count))
      }
      y += 8
    case .table(let titles, let rows): draw(titles, rows)
    }
  }

  private mutating func put(
    _ text: String, _ tag: PrintedPage.Tag, size: Double, isBold: Bool
  ) {
    for part in wrapped(text, width, size, isBold) {
      line(part, tag, x: left, size: size, isBold: isBold)
    }
    y += 8
  }

  private mutating func line(
    _ text: String, _ tag: PrintedPage.Tag, x: Double, size: Double, isBold: Bool = false
  ) {
    room(size + 3.5)
    page.tagged(tag) { page.text(text, x: x, y: y, size: size, isBold: isBold) }
    y += size + 3.5
  }

  /// A table whose columns share the width by what stands in them.
  private mutating func draw(_ titles: [String], _ rows: [[String]]) {
    let needs = titles.indices.map { column in
      ([titles] + rows).map { page.width(of: $0[column], size: 9, isBold: true) }.max() ?? 0
    }
    let sum = needs.reduce(0, +)
    let space = width - 6 * Double(titles.count)
    let widths = needs.map { sum > space ? max(30, $0 * space / sum) : $0 + 6 }
    page.tagged(.table) {}
    for (index, row) in ([titles] + rows).enumerated() {
      let cells = row.enumerated().map { wrapped($1, widths[$0], 9, index == 0) }
      let height = 12 * Double(cells.map(\.count).max() ?? 1)
      room(height)
      page.tagged(.row) {
        var x = left
        for (column, parts) in cells.enumerated() {
          page.tagged(index == 0 ? .columnHeading : .cell) {
            for (number, part) in parts.enumerated() {
              page.text(part, x: x, y: y + 12 * Double(number), size: 9, isBold: index == 0)
            }
          }
          x += widths[column] + 6
        }
      }
      y += height
      if index == 0 { page.line(from: (left, y - 8), to: (left + width, y - 8)) }
    }
    y += 10
  }

  /// Breaks a text into lines at blanks; a word longer than a line is broken where the line ends.
  private func wrapped(
    _ text: String, _ width: Double, _ size: Double, _ isBold: Bool = false
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    func fits(_ text: String) -> Bool {
      page.width(of: text, size: size, isBold: isBold) <= width
    }
    for word in text.split(separator: " ") {
      let longer = line.isEmpty ? String(word) : "\(line) \(word)"
      if fits(longer) {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = String(word)
      while !fits(line), line.count > 1 {
        var piece = line
        while !fits(piece), piece.count > 1 { piece.removeLast() }
        lines.append(piece)
        line = String(line.dropFirst(piece.count))
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}

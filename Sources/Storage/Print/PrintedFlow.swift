// SPDX-License-Identifier: Apache-2.0

/// A document whose parts follow each other over as many pages as they need, each with a line at its foot.
///
///     let bytes = try PrintedFlow.document(title: "Statement", created: "2026-03-05", foot: foot) { flow in
///       flow.paragraph("Hello.", tag: .title, size: 20, isBold: true)
///     }
public final class PrintedFlow {
  /// A text with its weight.
  public typealias Run = (text: String, isBold: Bool)

  /// Where the columns of text begin and end.
  public let left = 54.0
  /// The right end.
  public let right = 558.0
  /// Where the next part begins.
  public var y = 54.0
  /// The page that is drawn on.
  public let page: PrintedPage
  /// The number of the page, from 1.
  public private(set) var number = 1
  private let bottom = 738.0
  private let foot: (Int) -> String

  private init(_ page: PrintedPage, _ foot: @escaping (Int) -> String) {
    self.page = page
    self.foot = foot
  }

  /// Draws a document; the parts are laid out twice, the first time to count the pages.
  ///
  /// - Parameters:
  ///   - created: The day that the file names as that of its making.
  ///   - foot: The line at the foot of a page, from its number and that of all pages.
  ///   - body: Draws the parts.
  public static func document(
    title: String, created: String, foot: @escaping (Int, Int) -> String,
    _ body: (PrintedFlow) -> Void
  ) throws(FileFailure) -> [UInt8] {
    let (_, pages) = try drawn(title, created, { foot($0, $0) }, body)
    return DocumentCatalog.completed(
      try drawn(title, created, { foot($0, pages) }, body).bytes, language: "en-US")
  }

  private static func drawn(
    _ title: String, _ created: String, _ foot: @escaping (Int) -> String,
    _ body: (PrintedFlow) -> Void
  ) throws(FileFailure) -> (bytes: [UInt8], pages: Int) {
    let page = try PrintedPage(title: title, created: created)
    let flow = PrintedFlow(page, foot)
    page.begin(.document)
    body(flow)
    flow.drawFoot()
    page.end(.document)
    return (try page.finished(), flow.number)
  }

  /// Begins a new page where less than a height is left.
  public func need(_ height: Double) {
    if y + height > bottom { startPage() }
  }

  /// Begins a new page.
  public func startPage() {
    drawFoot()
    page.nextPage()
    number += 1
    y = 54
  }

  private func drawFoot() {
    let text = foot(number)
    page.tagged(.paragraph) {
      page.text(text, x: right - page.width(of: text, size: 9), y: 764, size: 9)
    }
  }

  /// Writes a paragraph and moves below it; it goes over to the next page where it has no room.
  public func paragraph(
    _ text: String, tag: PrintedPage.Tag = .paragraph, size: Double = 11, isBold: Bool = false,
    indent: Double = 0, width: Double? = nil, after: Double = 5
  ) {
    let room = width ?? (right - left - indent)
    let lines = wrapped([(text, isBold)], width: room, size: size)
    let step = size * 1.3
    need(min(step * Double(lines.count), bottom - 54))
    page.tagged(tag) {
      for (index, line) in lines.enumerated() {
        put(line, x: left + indent, y: y + size + step * Double(index), size: size)
      }
    }
    y += step * Double(lines.count) + after
  }

  /// Writes a row of a table: words on the left, an amount on the right.
  public func row(
    _ words: String, _ amount: String, tag: PrintedPage.Tag = .cell, size: Double = 11,
    isBold: Bool = false, indent: Double = 0
  ) {
    let lines = wrapped([(words, isBold)], width: right - left - indent - 96, size: size)
    let step = size * 1.3
    need(step * Double(lines.count) + 2)
    page.tagged(.row) {
      page.tagged(tag) {
        for (index, line) in lines.enumerated() {
          put(line, x: left + indent, y: y + size + step * Double(index), size: size)
        }
      }
      page.tagged(.cell) {
        let width = page.width(of: amount, size: size, isBold: isBold)
        page.text(amount, x: right - width, y: y + size, size: size, isBold: isBold)
      }
    }
    y += step * Double(lines.count) + 2
  }

  /// Writes a row of a table in columns of given places; amounts are aligned at the right.
  ///
  /// - Parameter columns: Where each begins and ends, and whether it holds amounts.
  public func columns(
    _ cells: [String], _ columns: [(from: Double, to: Double, isAmount: Bool)],
    tag: PrintedPage.Tag = .cell, size: Double = 10, isBold: Bool = false
  ) {
    let texts = zip(cells, columns).map { cell, column in
      wrapped([(cell, isBold)], width: column.to - column.from, size: size)
    }
    let step = size * 1.3
    let height = step * Double(texts.map(\.count).max() ?? 1)
    need(height + 3)
    page.tagged(.row) {
      for (lines, column) in zip(texts, columns) {
        page.tagged(tag) {
          for (index, line) in lines.enumerated() {
            let text = line.map(\.text).joined()
            let width = page.width(of: text, size: size, isBold: isBold)
            page.text(
              text, x: column.isAmount ? column.to - width : column.from,
              y: y + size + step * Double(index), size: size, isBold: isBold)
          }
        }
      }
    }
    y += height + 3
  }

  /// Draws a line across and moves below it.
  public func rule(after: Double = 5) {
    page.line(from: (left, y), to: (right, y), width: 0.6)
    y += after
  }

  private func put(_ line: [Run], x: Double, y: Double, size: Double) {
    var x = x
    for run in line {
      page.text(run.text, x: x, y: y, size: size, isBold: run.isBold)
      x += page.width(of: run.text, size: size, isBold: run.isBold)
    }
  }

  private func wrapped(_ runs: [Run], width: Double, size: Double) -> [[Run]] {
    page.wrapped(runs, width: width, size: size)
  }
}

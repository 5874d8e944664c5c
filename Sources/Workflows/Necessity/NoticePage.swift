// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Storage
import Values

/// Lays an Advance Beneficiary Notice of Non-coverage out on one page.
///
/// The text is that of Form CMS-R-131, a work of the United States government, used as published; it lies in
/// `Data/coverage/notice.tsv`. The layout is this program's. Where CMS asks for the official form unaltered,
/// that form has to be used: this page then shows what goes into its blanks.
///
/// Source: Pub. 100-04, chapter 30, section 50; Form CMS-R-131 and its instructions.
struct NoticePage {
  private typealias Run = PrintedPage.Run

  /// What the notice lacks room or characters for.
  private(set) var findings: [Finding] = []
  private let page: PrintedPage
  private let notice: Notice
  private let texts: [String: String]
  private let left = 40.0
  private let right = 572.0
  private var y = 44.0

  init(_ notice: Notice) throws(FileFailure) {
    self.notice = notice
    var texts: [String: String] = [:]
    for line in PublishedText(Assets.bytes("coverage/notice.tsv")).lines
    where !line.text.hasPrefix("#") {
      let fields = line.tabbed
      if fields.count == 3 { texts[fields[0]] = fields[1] }
    }
    self.texts = texts
    page = try PrintedPage(
      title: texts["title"] ?? "", created: notice.prepared?.description)
  }

  /// Draws the page.
  ///
  /// - Returns: The file; nothing where something is wrong, which ``findings`` say.
  mutating func draw() throws(FileFailure) -> [UInt8]? {
    checkCharacters()
    page.tagged(.document) {}
    head()
    items()
    instructions()
    options()
    foot()
    if y > page.height - 20 {
      findings.append(
        Finding(
          "necessity.notice-space", .rejects, at: .claim,
          facts: [.init("points", "\(Int(y - page.height + 20))")]))
    }
    let bytes = try page.finished()
    return findings.isEmpty ? bytes : nil
  }

  private mutating func checkCharacters() {
    var texts =
      notice.notifier + [notice.patient, notice.number, notice.service, notice.additional]
    texts += notice.items.flatMap { [$0.item, $0.reason] }
    var missing: [Character] = []
    for character in texts.flatMap({ page.missing(in: $0) }) where !missing.contains(character) {
      missing.append(character)
    }
    guard !missing.isEmpty else { return }
    let names = missing.map { character in
      character.unicodeScalars.map { "U+\(String($0.value, radix: 16, uppercase: true))" }
        .joined(separator: " ")
    }
    findings.append(
      Finding(
        "necessity.notice-characters", .rejects, at: .claim,
        facts: [.init("characters", names.joined(separator: ", "))]))
  }

  private func fixed(_ name: String) -> String {
    (texts[name] ?? "").replacing("{service}", with: notice.service)
  }

  private mutating func head() {
    let lines = notice.notifier
    block(.paragraph, [(fixed("notifier") + " ", true), (lines.joined(separator: ", "), false)])
    block(.paragraph, [(fixed("patient") + " ", true), (notice.patient, false)])
    block(.paragraph, [(fixed("number") + " ", true), (notice.number, false)])
    y += 8
    let title = fixed("title")
    page.tagged(.title) {
      let width = page.width(of: title, size: 16, isBold: true)
      page.text(title, x: (page.width - width) / 2, y: y + 6, size: 16, isBold: true)
    }
    y += 24
    block(.paragraph, [(fixed("note"), true)])
    block(.paragraph, [(fixed("expect"), false)])
    y += 2
  }

  /// The table of blanks D, E and F.
  private mutating func items() {
    let columns = [left, left + 190, left + 430, right]
    let headings = [
      "\(fixed("column-service")) \(notice.service)", fixed("column-reason"), fixed("column-cost"),
    ]
    var rows: [[String]] = [headings]
    rows += notice.items.map { [$0.item, $0.reason, "$\($0.cost)"] }
    let top = y
    page.tagged(.table) {}
    for (index, row) in rows.enumerated() {
      let isHeading = index == 0
      let cells = row.enumerated().map { column, text in
        let width = columns[column + 1] - columns[column] - 10
        return page.wrapped([(text, isHeading)], width: width, size: 10.5)
      }
      let height = Double(cells.map(\.count).max() ?? 1) * 13 + 7
      page.tagged(.row) {
        for (column, lines) in cells.enumerated() {
          page.tagged(isHeading ? .columnHeading : .cell) {
            for (number, line) in lines.enumerated() {
              put(line, x: columns[column] + 5, y: y + 13 + 13 * Double(number), size: 10.5)
            }
          }
        }
      }
      page.line(from: (left, y), to: (right, y))
      y += height
    }
    page.line(from: (left, y), to: (right, y))
    for x in columns { page.line(from: (x, top), to: (x, y)) }
    y += 14
  }

  private mutating func instructions() {
    block(.heading, [(fixed("do-heading"), true)])
    for name in ["do-1", "do-2", "do-3"] {
      block(.paragraph, [("\u{2022} ", true), (fixed(name), false)], indent: 12)
    }
    block(.paragraph, [(fixed("do-note"), false)], indent: 20)
    y += 2
  }

  private mutating func options() {
    let top = y - 10
    y += 5
    block(.heading, [(fixed("options"), true)], indent: 6)
    for name in ["option-1", "option-2", "option-3"] {
      let text = fixed(name)
      let bold = text.prefix { $0 != "." } + "."
      page.box(x: left + 6, y: y - 8.5, width: 9, height: 9)
      block(
        .paragraph, [(String(bold), true), (String(text.dropFirst(bold.count)), false)], indent: 22)
    }
    page.box(x: left, y: top, width: right - left, height: y - top - 6)
    y += 10
  }

  private mutating func foot() {
    let additional = notice.additional.isEmpty ? [] : [(notice.additional, false)]
    block(.paragraph, [(fixed("additional") + " ", true)] + additional)
    y += 4
    block(.paragraph, [(fixed("opinion"), true)])
    block(.paragraph, [(fixed("signing"), false)])
    let top = y - 8
    for (name, x) in [("signature", left), ("date", left + 350)] {
      page.tagged(.paragraph) {
        page.text(fixed(name), x: x + 5, y: top + 13, size: 10.5, isBold: true)
      }
    }
    page.box(x: left, y: top, width: right - left, height: 32)
    page.line(from: (left + 350, top), to: (left + 350, top + 32))
    y = top + 46
    block(.paragraph, [(fixed("rights"), false)], size: 8.5)
    block(.paragraph, [(fixed("disclosure"), false)], size: 6.8)
    let expires = notice.expires.map { " (Exp. \($0))" } ?? ""
    page.tagged(.paragraph) {
      page.text(fixed("form") + expires, x: left, y: y + 2, size: 8.5, isBold: true)
      let approval = fixed("approval")
      let width = page.width(of: approval, size: 8.5)
      page.text(approval, x: right - width, y: y + 2, size: 8.5)
    }
    y += 4
  }

  /// Writes a paragraph and moves below it.
  private mutating func block(
    _ tag: PrintedPage.Tag, _ runs: [Run], indent: Double = 0, size: Double = 10.5
  ) {
    let lines = page.wrapped(runs, width: right - left - indent - 6, size: size)
    let step = size * 1.2
    page.tagged(tag) {
      for (number, line) in lines.enumerated() {
        put(line, x: left + indent, y: y + step * Double(number), size: size)
      }
    }
    y += step * Double(lines.count) + 3
  }

  private func put(_ line: [Run], x: Double, y: Double, size: Double) {
    var x = x
    for run in line {
      page.text(run.text, x: x, y: y, size: size, isBold: run.isBold)
      x += page.width(of: run.text, size: size, isBold: run.isBold)
    }
  }
}

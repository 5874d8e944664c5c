// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the text of the ICD-10-CM Official Guidelines for Coding and Reporting, as it is taken out of the
/// publisher's document: a head with the fiscal year, a table of contents, the sections, page lines between.
///
/// Sections I to IV and Appendix I must be there and their numbering without a gap; a heading that goes
/// over the end of a line is put together.
struct GuidelinesReader {
  static let format = PublisherFormat(
    "icd10cm-guidelines", "ICD-10-CM Official Guidelines for Coding and Reporting, as text",
    .bytes(recognises: recognises, read: read))

  static let fewest = 400
  private static let running = "ICD-10-CM Official Guidelines for Coding and Reporting"

  private var builder = GuidelinesBuilder()
  private var numbering = GuidelineNumbering()
  private var faults = ImportFaults()
  private var open: (label: String, title: String, level: Int, line: Int)?
  private var text: [String] = []

  static func recognises(_ file: PublishedFile) -> Bool {
    let lines = PublishedText(file.bytes.prefix(400).map { $0 }).lines.map(\.text)
    return lines.first == running && lines.dropFirst().first?.hasPrefix("FY ") == true
  }

  static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let lines = PublishedText(file.bytes).lines
    var reader = GuidelinesReader()
    guard let period = period(in: lines.prefix(5).map(\.text)) else {
      throw ImportFailure("import.edition", line: 3, facts: [.init("set", "icd10cm")])
    }
    reader.readBody(lines)
    reader.checkWhole(lastLine: lines.count)
    try reader.faults.check()
    return [
      ReleaseDraft(
        .icd10cm, .guidelines, title: running, publisher: "CMS and NCHS", period: period,
        rows: reader.builder.sections.count, content: .guidelines(reader.builder))
    ]
  }

  /// The days in force, from `(October 1, 2025 - September 30, 2026)`.
  private static func period(in head: [String]) -> EffectivePeriod? {
    for line in head where line.hasPrefix("(") && line.hasSuffix(")") {
      let ends = line.dropFirst().dropLast().split(separator: " - ")
      guard ends.count == 2, let first = EnglishDate.date(ends[0]),
        let last = EnglishDate.date(ends[1])
      else { continue }
      return EffectivePeriod(effective: first, termination: last)
    }
    return nil
  }

  private mutating func readBody(_ lines: [PublishedText.Line]) {
    let body = Self.withoutPages(lines)
    let first = body.firstIndex { $0.text.hasPrefix("Section I. ") && !$0.text.contains("....") }
    guard let first else { return faults.add("import.row", line: lines.count, "no sections") }
    var at = first
    while at < body.count {
      let line = body[at]
      at += 1
      if line.text == "Appendix I" {
        close()
        open = (line.text, at < body.count ? body[at].text : "", 0, line.number)
        at += 1
      } else if let heading = open?.label == "Appendix I"
        ? nil : GuidelineNumbering.heading(line.text)
      {
        guard let (label, level) = numbering.take(heading) else {
          faults.add("import.row", line: line.number, "out of sequence", found: line.text)
          continue
        }
        close()
        var title = heading.words
        while at < body.count, Self.goesOn(title, body[at].text) {
          title += title.hasSuffix("-") ? body[at].text : " " + body[at].text
          at += 1
        }
        open = (label, title, level, line.number)
      } else {
        text.append(line.text)
      }
    }
    close()
  }

  private mutating func close() {
    if let open {
      builder.sections.append(
        GuidelineSection(
          open.label, open.title, text: text.joined(separator: "\n"), level: open.level,
          line: open.line))
    }
    text = []
  }

  /// Tells whether a heading goes on in the line below it.
  private static func goesOn(_ title: String, _ next: String) -> Bool {
    guard let first = next.first, !title.hasSuffix(")"), !title.hasSuffix("."),
      next != "Appendix I"
    else { return false }
    if first == "(" { return next.hasSuffix(")") }
    if GuidelineNumbering.heading(next) != nil || next.hasPrefix("See ") { return false }
    if first.isLowercase || title.hasSuffix("-") || title.hasSuffix(",") { return true }
    let last = title.split(separator: " ").last ?? ""
    if ["and", "of", "for", "with", "non-"].contains(last) { return true }
    // Headings are set in short lines: a full line with a short one below it is broken in two.
    return title.count >= 48 && next.count <= 48 && !next.hasSuffix(".")
      && !next.hasPrefix("Reserved")
  }

  /// The lines without the three that stand at the foot of each page.
  private static func withoutPages(_ lines: [PublishedText.Line]) -> [PublishedText.Line] {
    lines.enumerated().filter { index, line in
      let next = index + 1 < lines.count ? lines[index + 1].text : ""
      return !line.text.isEmpty && !isFoot(line.text)
        && !(line.text == running && next.hasPrefix("FY "))
    }.map(\.element)
  }

  private static func isFoot(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    if words.count == 2, words[0] == "FY" { return Int(words[1]) != nil }
    return words.count == 4 && words[0] == "Page" && words[2] == "of" && Int(words[1]) != nil
  }

  private mutating func checkWhole(lastLine: Int) {
    let labels = builder.sections.filter { $0.level == 0 }.map(\.label)
    let expected = ["I", "II", "III", "IV", "Appendix I"]
    if labels != expected {
      faults.add(
        "import.row", line: lastLine, "sections missing", found: labels.joined(separator: " "),
        expected: expected.joined(separator: " "))
    }
    if builder.sections.count < Self.fewest {
      faults.add(
        "import.row-count", line: lastLine, "sections", found: "\(builder.sections.count)",
        expected: "at least \(Self.fewest)")
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the descriptor files of CPT, which the user holds under a licence of the AMA.
///
/// Long and medium descriptors (`LONGULT.txt`, `MEDU.txt`) are lines of a code, a tab and the text;
/// short ones (`SHORTU.txt`) a code of five columns, a blank, and up to 28 columns. Lines of notice stand
/// before the first code. Which of the three a file is follows from its form: short descriptors have
/// at most 28 characters, medium ones at most 48, both without a lower-case letter.
enum CPTDescriptors {
  static let tabbed = PublisherFormat(
    "cpt-tabbed", "CPT descriptors, AMA tab-delimited text (licensed)",
    .bytes(
      recognises: { recognises($0, separator: "\t") },
      read: { (file) throws(ImportFailure) in try read(file, separator: "\t") }))

  static let short = PublisherFormat(
    "cpt-short", "CPT short descriptors, AMA fixed-width text (licensed)",
    .bytes(
      recognises: { recognises($0, separator: " ") },
      read: { (file) throws(ImportFailure) in try read(file, separator: " ") }))

  private static let shortWidth = 28
  private static let mediumWidth = 48

  /// A file whose notice names CPT and of whose lines after it nine in ten are descriptors; short
  /// descriptors may come without notice, then all of their lines have to be.
  private static func recognises(_ file: PublishedFile, separator: Character) -> Bool {
    let head = 32_768
    let lines = PublishedText(Array(file.bytes.prefix(head))).lines
    let whole = (file.bytes.count > head ? lines.dropLast() : lines[...]).filter {
      !PublishedText.trimmed($0.text).isEmpty
    }
    guard let first = whole.firstIndex(where: { split($0.text, separator) != nil }) else {
      return false
    }
    let rows = whole[first...].map { split($0.text, separator)?.text.count }
    if first == 0, separator == " " {
      return rows.allSatisfy { $0.map { $0 <= shortWidth } ?? false }
    }
    let notice = whole[..<first].map(\.text).joined(separator: " ")
    return (notice.contains("CPT") || notice.contains("American Medical Association"))
      && rows.count { $0 != nil } * 10 >= rows.count * 9
  }

  private static func read(
    _ file: PublishedFile, separator: Character
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    var builder = CodeTableBuilder()
    var notice = ""
    for line in PublishedText(file.bytes).lines where !PublishedText.trimmed(line.text).isEmpty {
      if let (code, text) = split(line.text, separator) {
        builder.rows.append(CodeRow(code, text, flags: .billable, line: line.number))
        if separator == " ", text.count > shortWidth {
          faults.add("import.row", line: line.number, "longer than 28 characters")
        }
      } else if builder.rows.isEmpty {
        notice += " " + line.text
      } else {
        faults.add("import.row", line: line.number, "not a code and its descriptor")
      }
    }
    faults.addDuplicates(of: builder)
    try faults.check()
    guard !builder.rows.isEmpty else { throw ImportFailure("import.empty", line: 1) }
    let (component, kind) = component(of: builder.rows)
    if component != .titles {
      for index in builder.rows.indices {
        builder.rows[index].shortTitle = builder.rows[index].title
        builder.rows[index].title = ""
      }
    }
    return [
      ReleaseDraft(
        .cpt, component, title: "CPT \(kind) descriptors (licensed from the AMA)",
        publisher: "American Medical Association", year: year(notice), rows: builder.rows.count,
        content: .codes(builder))
    ]
  }

  private static func component(of rows: [CodeRow]) -> (Component, String) {
    let longest = rows.map(\.title.count).max() ?? 0
    let isUpper = !rows.contains { $0.title.contains(where: \.isLowercase) }
    if isUpper, longest <= shortWidth { return (.shortTitles, "short") }
    if isUpper, longest <= mediumWidth { return (.mediumTitles, "medium") }
    return (.titles, "long")
  }

  /// A code of four digits and a digit or letter, and its text.
  private static func split(
    _ line: String, _ separator: Character
  ) -> (code: PackedCode, text: String)? {
    guard let end = line.firstIndex(of: separator) else { return nil }
    let head = line[..<end]
    let rest = line[line.index(after: end)...]
    let text = PublishedText.trimmed(String(rest))
    guard head.utf8.count == 5, head.prefix(4).allSatisfy({ ("0"..."9").contains($0) }),
      !text.isEmpty, !rest.contains("\t")
    else { return nil }
    return PackedCode(exactly: String(head)).map { ($0, text) }
  }

  /// The year that stands beside the name in the notice: `CPT 2026`, `2026 CPT`.
  private static func year(_ notice: String) -> Int? {
    let words = notice.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    for (first, second) in zip(words, words.dropFirst()) {
      if first == "CPT", let year = EditionName.year(second) { return year }
      if second == "CPT", let year = EditionName.year(first) { return year }
    }
    return nil
  }
}

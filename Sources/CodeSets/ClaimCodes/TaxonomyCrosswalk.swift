// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads CMS's crosswalk from Medicare specialty codes to provider taxonomy codes.
///
/// A specialty may carry the number of a footnote (`A0[7]`), which is left out. A row without a taxonomy
/// code says that there is none: it becomes a pair without a target. The edition is the month in the
/// file's name.
enum TaxonomyCrosswalk {
  static let format = PublisherFormat(
    "taxonomy-crosswalk", "Medicare specialty to provider taxonomy, CMS comma-separated",
    .bytes(recognises: recognises, read: read))

  private static let header = [
    "MEDICARE SPECIALTY CODE", "MEDICARE PROVIDER/SUPPLIER TYPE DESCRIPTION",
    "PROVIDER TAXONOMY CODE",
    "PROVIDER TAXONOMY DESCRIPTION:  TYPE, CLASSIFICATION, SPECIALIZATION",
  ]

  @Sendable static func recognises(_ file: PublishedFile) -> Bool {
    PublishedText(Array(file.bytes.prefix(512))).lines.first?.text
      .hasPrefix("MEDICARE SPECIALTY CODE,") ?? false
  }

  @Sendable static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let rows = CSVReader.rows(file.bytes)
    var faults = ImportFaults()
    _ = faults.checkHeader(rows.first?.fields ?? [], is: header, line: rows.first?.line ?? 1)
    try faults.check()
    var builder = CodeMapBuilder()
    for row in rows.dropFirst() {
      guard row.fields.count == header.count else {
        faults.add(
          "import.row", line: row.line, "columns", found: String(row.fields.count),
          expected: String(header.count))
        continue
      }
      let specialty = withoutFootnote(PublishedText.trimmed(row.fields[0]))
      let taxonomy = PublishedText.trimmed(row.fields[2])
      guard specialty.utf8.count == 2, let source = PackedCode(exactly: specialty),
        taxonomy.isEmpty || taxonomy.utf8.count == 10 && PackedCode(exactly: taxonomy) != nil
      else {
        faults.add("import.row", line: row.line, "not two codes", found: "\(specialty) \(taxonomy)")
        continue
      }
      builder.pairs.append(
        CodePair(
          source, PackedCode(taxonomy), approximate: false, noMap: taxonomy.isEmpty,
          combination: false, scenario: 0, choiceList: 0, line: row.line))
    }
    try faults.check()
    guard !builder.pairs.isEmpty else { throw ImportFailure("import.empty", line: 1) }
    let period = period(file)
    return [
      ReleaseDraft(
        .specialty, .crosswalk, target: .taxonomy,
        title: "Medicare provider and supplier taxonomy crosswalk", publisher: "CMS",
        year: period?.effective.parts.year, period: period, rows: builder.pairs.count,
        content: .map(builder))
    ]
  }

  /// `A0[7]` is `A0` with a footnote.
  private static func withoutFootnote(_ text: String) -> String {
    guard text.hasSuffix("]"), let start = text.firstIndex(of: "["),
      text[start...].dropFirst().dropLast().allSatisfy(\.isNumber)
    else { return text }
    return String(text[..<start])
  }

  /// The month and year at the end of a name like `…_october_2025.csv`.
  private static func period(_ file: PublishedFile) -> EffectivePeriod? {
    let parts = EditionName.parts(file)
    for (name, number) in zip(parts, parts.dropFirst()) {
      guard let month = EnglishDate.months.firstIndex(of: String(name)),
        let year = EditionName.year(number),
        let day = CalendarDate(year: year, month: month + 1, day: 1)
      else { continue }
      return EffectivePeriod(effective: day, termination: nil)
    }
    return nil
  }
}

// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the Health Care Provider Taxonomy from the NUCC's comma-separated values.
///
/// The title is the display name; grouping, classification, specialization, definition, notes and
/// section (individual or not) are attributes. The version is in the file's name: `nucc_taxonomy_251`
/// is 25.1. Version .0 is published in January and takes effect on 1 April, version .1 in July and
/// on 1 October.
///
/// Source: NUCC, About the code set: publication and effective dates.
enum ProviderTaxonomy {
  static let format = PublisherFormat(
    "nucc-taxonomy", "Health Care Provider Taxonomy, NUCC comma-separated",
    .bytes(recognises: recognises, read: read))

  private static let header = [
    "Code", "Grouping", "Classification", "Specialization", "Definition", "Notes", "Display Name",
    "Section",
  ]

  @Sendable static func recognises(_ file: PublishedFile) -> Bool {
    PublishedText(Array(file.bytes.prefix(512))).lines.first?.text
      .hasPrefix("Code,Grouping,Classification,") ?? false
  }

  @Sendable static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let rows = CSVReader.rows(file.bytes)
    var faults = ImportFaults()
    _ = faults.checkHeader(rows.first?.fields ?? [], is: header, line: rows.first?.line ?? 1)
    try faults.check()
    var builder = CodeTableBuilder()
    for row in rows.dropFirst() {
      guard row.fields.count == header.count else {
        faults.add(
          "import.row", line: row.line, "columns", found: String(row.fields.count),
          expected: String(header.count))
        continue
      }
      let fields = row.fields.map(PublishedText.trimmed)
      guard fields[0].utf8.count == 10, fields[0].hasSuffix("X"), !fields[6].isEmpty,
        let code = PackedCode(exactly: fields[0])
      else {
        faults.add(
          "import.row", line: row.line, "no code or display name", found: fields[0])
        continue
      }
      var result = CodeRow(code, fields[6], flags: .billable, line: row.line)
      result.attributes = [1, 2, 3, 4, 5, 7].compactMap {
        fields[$0].isEmpty ? nil : .init(header[$0].lowercased(), fields[$0])
      }
      builder.rows.append(result)
    }
    faults.addDuplicates(of: builder)
    try faults.check()
    guard !builder.rows.isEmpty else { throw ImportFailure("import.empty", line: 1) }
    let version = version(file)
    return [
      ReleaseDraft(
        .taxonomy, .titles, title: "Health Care Provider Taxonomy", publisher: "NUCC",
        year: version?.year, period: version?.period, rows: builder.rows.count,
        content: .codes(builder))
    ]
  }

  private static func version(_ file: PublishedFile) -> (year: Int, period: EffectivePeriod)? {
    for part in EditionName.parts(file) where part.utf8.count == 3 {
      guard let number = Int(part), number % 10 < 2 else { continue }
      let year = 2000 + number / 10
      guard let day = CalendarDate(year: year, month: number % 10 == 0 ? 4 : 10, day: 1),
        let period = EffectivePeriod(effective: day, termination: nil)
      else { continue }
      return (year, period)
    }
    return nil
  }
}

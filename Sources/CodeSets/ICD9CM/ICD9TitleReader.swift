// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the titles of ICD-9-CM as CMS published them: one file each of full and abbreviated titles, of
/// diagnoses and procedures.
///
/// The four files have one layout: the code, padded to five characters (diagnoses) or four (procedures),
/// one blank, the title. An abbreviated title has at most 24 characters.
///
/// Source: CMS, ICD-9-CM version 32, full and abbreviated code titles, effective October 1, 2014.
struct ICD9TitleReader: Sendable {
  static let longestShortTitle = 24

  static let format = PublisherFormat(
    "icd9-titles", "ICD-9-CM code titles, full or abbreviated, diagnoses or procedures",
    .bytes(
      recognises: { form(of: $0) != nil },
      read: { (file) throws(ImportFailure) in try read(file) }))

  /// The set that the first lines are of: the title begins one place later for a diagnosis.
  static func form(of file: PublishedFile) -> CodeForm? {
    let lines = file.firstLines.prefix(3)
    guard !lines.isEmpty else { return nil }
    return [CodeForm.icd9cm, .icd9proc].first { form in
      lines.allSatisfy {
        TitleFileReader(form: form).row($0) != nil && MapRow($0.text) == nil
          && OrderFileReader.Row($0) == nil
      }
    }
  }

  /// Reads the file; version 32 is the last one and was in force until ICD-10.
  static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    guard let form = form(of: file) else { throw ImportFailure("import.unrecognised", line: 1) }
    var table = try TitleFileReader(form: form).table(of: file)
    let longest = table.rows.map(\.title.unicodeScalars.count).max() ?? 0
    let isShort = longest <= longestShortTitle && !file.baseName.contains("long")
    if isShort {
      table.rows = table.rows.map {
        var row = $0
        row.shortTitle = row.title
        row.title = ""
        return row
      }
    }
    return [
      ReleaseDraft(
        form.set, isShort ? .shortTitles : .titles,
        title: "\(form.title), \(isShort ? "Abbreviated" : "Full") Titles",
        publisher: PublishedFile.cms, year: 2015, period: period, rows: table.rows.count,
        content: .codes(table))
    ]
  }

  /// Fiscal year 2015.
  private static let period: EffectivePeriod? = CalendarDate(year: 2014, month: 10, day: 1)
    .flatMap { EffectivePeriod(effective: $0, termination: CodeSetID.lastDayOfICD9) }
}

// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the list of diagnoses that are exempt from reporting presence on admission.
///
/// The file is tab-separated: an order number, the code as printed, the title. Its first line names the
/// columns; the order column's name carries the fiscal year.
///
/// Source: CMS, POA exempt list; Official Guidelines, Appendix I.
enum POAExemptReader {
  static func recognises(_ file: PublishedFile) -> Bool {
    let first = file.head.prefix { !$0.isNewline }
    return first.hasPrefix("Or") && first.contains("\tPOAexemptCode\tDescription")
      && !first.contains("Action") && !isAddenda(file)
  }

  /// The additions are laid out as the whole list is; only their name tells them apart.
  private static func isAddenda(_ file: PublishedFile) -> Bool {
    ["addcodes", "deletecodes", "revisecodes"].contains { file.baseName.contains($0) }
  }

  static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var builder = CodeTableBuilder()
    var faults = ImportFaults()
    let lines = PublishedText(file.bytes).lines
    for line in lines.dropFirst() where !line.text.isEmpty {
      let fields = line.tabbed
      guard fields.count == 3, Int(fields[0]) != nil, let code = PackedCode(fields[1]),
        code.count >= 3
      else {
        faults.add("import.row", line: line.number, "layout", found: "\(fields.count) columns")
        continue
      }
      var title = fields[2]
      if title.hasPrefix("\""), title.hasSuffix("\""), title.count > 1 {
        title = String(title.dropFirst().dropLast())
      }
      builder.rows.append(CodeRow(code, title, flags: .billable, line: line.number))
    }
    faults.addDuplicates(of: builder)
    // The list runs through all chapters in order: one that ends earlier was cut off.
    if let last = builder.rows.last, !last.code.description.hasPrefix("Z"), lines.count > 1000 {
      faults.add("import.row-count", line: last.line, "ends early", found: last.code.description)
    }
    if builder.rows.isEmpty, faults.isEmpty { faults.add("import.empty", line: 1, "empty") }
    try faults.check()
    let digits = lines.first?.text.prefix { $0 != "\t" }.filter(\.isNumber).suffix(2)
    let year = digits.flatMap { Int($0) }.map { 2000 + $0 }
    return [
      ReleaseDraft(
        .icd10cm, .poaExempt, title: "ICD-10-CM codes exempt from POA reporting",
        publisher: "CMS", year: year, period: year.flatMap(fiscalYear), rows: builder.rows.count,
        content: .codes(builder))
    ]
  }

  /// The days of a fiscal year: the list is published once for all of it, also where codes change in April.
  private static func fiscalYear(_ year: Int) -> EffectivePeriod? {
    guard let first = CalendarDate(year: year - 1, month: 10, day: 1) else { return nil }
    return EffectivePeriod(
      effective: first, termination: CalendarDate(year: year, month: 9, day: 30))
  }
}

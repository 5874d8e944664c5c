// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the Alphabetic Index in a flattened form: one row a term, with its level.
///
/// The columns are `RowID,Letter,Level,Term,See,SeeAlso,NonEssModif,Code`. The form carries no second
/// (manifestation) codes.
enum FlattenedIndexReader {
  static let header = ["RowID", "Letter", "Level", "Term", "See", "SeeAlso", "NonEssModif", "Code"]

  static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var builder = TermTreeBuilder()
    var faults = ImportFaults()
    var level = -1
    for row in CSVReader.rows(file.bytes).dropFirst() {
      guard row.fields.count == header.count, let depth = Int(row.fields[2]),
        (0...level + 1).contains(depth)
      else {
        faults.add("import.row", line: row.line, "columns or level", found: "\(row.fields.count)")
        continue
      }
      level = depth
      var term = IndexTerm(level: depth, row.fields[3], line: row.line)
      term.see = row.fields[4]
      term.seeAlso = row.fields[5]
      term.nonessential = row.fields[6]
      term.code = row.fields[7]
      builder.terms.append(term)
    }
    if builder.terms.isEmpty, faults.isEmpty { faults.add("import.empty", line: 1, "empty") }
    try faults.check()
    return [
      ReleaseDraft(
        .icd10cm, .index, title: "ICD-10-CM Alphabetic Index (flattened)", publisher: "NCHS",
        year: file.namedYear, rows: builder.terms.count, content: .terms(builder))
    ]
  }
}

// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the changes of the ICD-10-PCS definitions.
///
///     Section X               New Technology
///     Axis 6                  Device / Substance / Technology
///     Row         Add
///     Term        Add         Treosulfan
///     Includes    Add         GRAFAPEX(tm)
///
/// The result has sections, axes and terms as the definitions have, with columns for what is added and
/// what is deleted, and one for what happens to the term itself.
///
/// Source: CMS, ICD-10-PCS addenda, definitions_addenda text file.
struct DefinitionsAddendaReader {
  static let columns = [
    "Term", "Add Definition", "Add Explanation", "Add Includes", "Delete Definition",
    "Delete Explanation", "Delete Includes", "Change",
  ]

  /// The column of what happens to the term itself.
  static let change = 8

  static let format = PublisherFormat(
    "icd10pcs-definitions-addenda", "ICD-10-PCS definitions addenda, text",
    .bytes(
      recognises: { file in
        let lines = file.firstLines.map(\.text)
        return lines.first?.hasPrefix("Section ") == true
          && lines.dropFirst().first?.hasPrefix("Axis ") == true
      },
      read: { (file) throws(ImportFailure) in
        var reader = DefinitionsAddendaReader()
        return try reader.read(file)
      }))

  private static let parts = ["Definition": 2, "Explanation": 3, "Includes": 4]

  private var tree = TermTreeBuilder()
  private var changes = 0

  private mutating func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let lines = PublishedText(file.bytes).lines
    var faults = ImportFaults()
    faults.checkEnd(of: file, lines: lines.count)
    tree.columns = Self.columns
    for line in lines where !line.text.allSatisfy(\.isWhitespace) {
      if !take(line) { faults.add("import.row", line: line.number, "layout") }
    }
    if changes == 0 { faults.add("import.empty", line: 1, "empty") }
    try faults.check()
    return [
      ReleaseDraft(
        .icd10pcs, .definitionsAddenda, title: "ICD-10-PCS Definitions Addenda",
        publisher: PublishedFile.cms, year: file.namedYear, rows: changes, content: .terms(tree))
    ]
  }

  /// Takes a line: what it is, what happens, the text; false where it does not follow from the last.
  private mutating func take(_ line: PublishedText.Line) -> Bool {
    let columns = FixedColumns(line.text)
    let (kind, action, text) = (columns[0..<12], columns[12..<24], columns[24...])
    guard ["", "Add", "Delete"].contains(action) else { return false }
    let words = kind.split(separator: " ")
    switch (words.first, words.count) {
    case ("Section", 2): return open(0, text, words[1], line)
    case ("Axis", 2): return open(1, text, words[1], line)
    case ("Row", 1): return text.isEmpty
    case ("Term", 1):
      guard open(2, text, "", line), !tree.terms.isEmpty else { return false }
      if !action.isEmpty {
        changes += 1
        tree.terms[tree.terms.count - 1].cells = [IndexTerm.Cell(Self.change, action.lowercased())]
      }
      return true
    case (let part?, 1):
      guard let column = Self.parts[String(part)], !action.isEmpty, !text.isEmpty,
        tree.terms.last?.level == 2
      else { return false }
      changes += 1
      tree.terms[tree.terms.count - 1].cells.append(
        IndexTerm.Cell(action == "Add" ? column : column + 3, text))
      return true
    default: return false
    }
  }

  private mutating func open(
    _ level: Int, _ title: String, _ code: Substring, _ line: PublishedText.Line
  ) -> Bool {
    guard !title.isEmpty, level <= (tree.terms.last?.level ?? -1) + 1 else { return false }
    var term = IndexTerm(level: level, title, line: line.number)
    term.code = String(code)
    tree.terms.append(term)
    return true
  }
}

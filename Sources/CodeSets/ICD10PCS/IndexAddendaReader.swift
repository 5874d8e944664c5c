// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the changes of the ICD-10-PCS index.
///
///     Main             Cardiac Lead
///                        Defibrillator
///          Add             Septum, Ventricular 02HM3KZ
///
/// The result is a tree like the index, of the terms that change and those above them, with a second
/// column: `add`, `delete`, or nothing for a term that only says where. Text from ` see ` or ` use `
/// on, and a code at the end, are taken off the title.
///
/// Source: CMS, ICD-10-PCS addenda, index_addenda text file.
enum IndexAddendaReader {
  static let columns = ["Term", "Change"]
  private static let textColumn = 17

  static let format = PublisherFormat(
    "icd10pcs-index-addenda", "ICD-10-PCS index addenda, text",
    .bytes(
      recognises: { file in
        let lines = file.firstLines.map(\.text)
        return lines.first?.hasPrefix("Lttr   ") == true
          && lines.dropFirst().first?.hasPrefix("Main") == true
      },
      read: { (file) throws(ImportFailure) in try read(file) }))

  static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let lines = PublishedText(file.bytes).lines
    var faults = ImportFaults()
    faults.checkEnd(of: file, lines: lines.count)
    var tree = TermTreeBuilder()
    tree.columns = columns
    for line in lines where !line.text.isEmpty && !line.text.hasPrefix("Lttr") {
      guard let term = term(line), term.level <= (tree.terms.last?.level ?? -1) + 1 else {
        faults.add("import.row", line: line.number, "layout")
        continue
      }
      tree.terms.append(term)
    }
    let changes = tree.terms.count { !$0.cells.isEmpty }
    if changes == 0 { faults.add("import.empty", line: 1, "empty") }
    try faults.check()
    return [
      ReleaseDraft(
        .icd10pcs, .indexAddenda, title: "ICD-10-PCS Index Addenda", publisher: PublishedFile.cms,
        year: file.namedYear, rows: changes, content: .terms(tree))
    ]
  }

  private static func term(_ line: PublishedText.Line) -> IndexTerm? {
    let columns = FixedColumns(line.text)
    let (kind, action) = (columns[0..<5], columns[5..<12])
    let text = columns[textColumn...]
    let indent = text.prefix { $0 == " " }.count
    guard kind.isEmpty ? indent > 0 : kind == "Main" && indent == 0, indent % 2 == 0,
      ["", "Add", "Delete"].contains(action), columns[12..<textColumn].isEmpty, !text.isEmpty
    else { return nil }
    var term = split(text.dropFirst(indent), level: indent / 2, line: line.number)
    if !action.isEmpty { term.cells = [IndexTerm.Cell(2, action.lowercased())] }
    return term
  }

  /// Takes code and reference off the words of a term.
  private static func split(_ text: Substring, level: Int, line: Int) -> IndexTerm {
    var words = text.split(separator: " ")
    var term = IndexTerm(level: level, "", line: line)
    if words.count > 1, let last = words.last, isCode(last) {
      term.code = String(last)
      words.removeLast()
    }
    if let place = words.firstIndex(where: { $0 == "see" || $0 == "use" }) {
      let rest = words[(place + 1)...].joined(separator: " ")
      if words[place] == "see" { term.see = rest } else { term.use = rest }
      words = Array(words[..<place])
    }
    term.title = words.joined(separator: " ")
    return term
  }

  /// Tells whether a word is a code or the beginning of one: a table has a digit or a New Technology X.
  private static func isCode(_ word: Substring) -> Bool {
    (3...7).contains(word.utf8.count) && word.utf8.allSatisfy(CodeForm.isProcedureValue)
      && word.contains(where: \.isNumber)
  }
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText
public import CodeSets
import Values

extension ConceptTableBuilder {
  /// Adds the paths of an index: the words from a main term down to a subterm mean its code; a term that says `see` has
  /// the code of what it points to.
  ///
  /// Source: ICD-10-CM Official Guidelines, I.A.15 and I.A.16.
  ///
  /// - Complexity: O(*n*) in the number of terms.
  public mutating func add(index tree: TermTree) {
    let mains = Dictionary(
      tree.children(of: nil).map { (Self.plain(tree[$0].title), $0) },
      uniquingKeysWith: { first, _ in first })
    var path: [(level: Int, text: String)] = []
    for position in 0..<tree.count {
      let term = tree[position]
      while let last = path.last, last.level >= term.level { path.removeLast() }
      path.append((term.level, term.level == 0 ? Self.mainTerm(term.title) : term.title))
      let written = term.code.isEmpty ? Self.code(seenAt: term.see, tree, mains) : term.code
      guard let code = PackedCode(written), let target = nearest(code) else { continue }
      // Deep paths name combinations that a note does not word so; `complicating` and drugs likewise.
      guard path.count <= 5 else { continue }
      let analysis = analysis(of: path.map(\.text).joined(separator: " "))
      if analysis.isResidual { continue }
      add(analysis, to: target, .index, row: term.line)
    }
  }

  /// The first of the spellings that a main term gives: `Diabetes, diabetic`, `Tear, torn`.
  private static func mainTerm(_ title: String) -> String {
    let parts = title.split(separator: ",")
    guard let first = parts.first, parts.count > 1 else { return title }
    let stem = first.lowercased().prefix(3)
    return parts.dropFirst().allSatisfy {
      $0.drop(while: { $0 == " " }).lowercased().hasPrefix(stem)
    } ? String(first) : title
  }

  /// Adds the Table of Neoplasms: the wording of a column and the words of a site mean the code of the cell.
  ///
  /// - Parameters:
  ///   - tree: The table.
  ///   - columns: `Data/coding/columns.tsv`: column, wording, origin.
  /// - Throws: ``ConceptTableError`` with the line of the columns that is not as it should be.
  /// - Complexity: O(*n*) in the number of cells.
  public mutating func add(
    neoplasms tree: TermTree, columns: [UInt8]
  ) throws(ConceptTableError) {
    var wordings: [Int: String] = [:]
    for row in ConceptRow.rows(in: columns) {
      guard row.cells.count >= 2, let column = Int(row.text(0)) else {
        throw ConceptTableError(line: row.line)
      }
      wordings[column] = row.text(1)
    }
    var path: [(level: Int, text: String)] = []
    for position in 0..<tree.count {
      let term = tree[position]
      while let last = path.last, last.level >= term.level { path.removeLast() }
      // The main term is `Neoplasm` itself, which the wording of the column has.
      if term.level == 0 { continue }
      path.append((term.level, Self.mainTerm(term.title)))
      guard path.count <= 3 else { continue }
      let site = path.map(\.text).joined(separator: " ")
      for cell in term.cells {
        let written = cell.code.prefix { $0 != "-" }
        guard let wording = wordings[cell.column],
          let code = PackedCode(written.last == "." ? written.dropLast() : written),
          let target = nearest(code)
        else { continue }
        let analysis = analysis(of: "\(wording) \(site)")
        if !analysis.isResidual { add(analysis, to: target, .index, row: term.line) }
      }
    }
  }

  /// The code of the term that a reference names, level by level with commas between them; empty where there is none.
  private static func code(seenAt reference: String, _ tree: TermTree, _ mains: [String: Int])
    -> String
  {
    let parts = reference.split(separator: ",").map { plain($0) }
    guard let first = parts.first, var at = mains[first] else { return "" }
    for part in parts.dropFirst() {
      guard let next = tree.children(of: at).first(where: { plain(tree[$0].title) == part }) else {
        return ""
      }
      at = next
    }
    return tree[at].code
  }

  /// The first word or words of a title, without what stands in parentheses, in small letters.
  private static func plain(_ title: some StringProtocol) -> String {
    let text = title.prefix { $0 != "(" && $0 != "," }.drop { $0 == " " }
    return String(text.lastIndex { $0 != " " }.map { text[...$0] } ?? "").lowercased()
  }
}

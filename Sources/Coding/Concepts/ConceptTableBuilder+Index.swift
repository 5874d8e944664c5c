// SPDX-License-Identifier: Apache-2.0

import ClinicalText
public import CodeSets
import Values

extension ConceptTableBuilder {
  /// Adds the paths of the Alphabetic Index: the words from a main term down to a subterm mean its code.
  ///
  /// - Complexity: O(*n*) in the number of terms.
  public mutating func add(index tree: TermTree) {
    var path: [(level: Int, text: String)] = []
    for position in 0..<tree.count {
      let term = tree[position]
      while let last = path.last, last.level >= term.level { path.removeLast() }
      path.append((term.level, term.level == 0 ? Self.mainTerm(term.title) : term.title))
      guard let code = PackedCode(term.code), let target = nearest(code) else { continue }
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
}

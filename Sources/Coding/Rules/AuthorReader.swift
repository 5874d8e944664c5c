// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Values

/// Tells which parts of a note someone wrote who makes no diagnoses, by `Data/coding/authors.tsv`.
///
/// Source: ICD-10-CM Official Guidelines, I.B.14.
public struct AuthorReader: Sendable {
  private var authors = PhraseFinder()
  private var free: [CodePattern] = []
  /// How many tokens a label may have.
  private static let longest = 6

  /// Reads the table: phrase, kind, origin.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) {
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 3 else { throw ConceptTableError(line: row.line) }
      switch row.text(1) {
      case "author": authors.add(row.text(0), row: 0)
      case "provider": authors.add(row.text(0), row: 1)
      case "code":
        guard let form = CodingRule.form(row.text(0)) else {
          throw ConceptTableError(line: row.line)
        }
        free += form.patterns
      default: throw ConceptTableError(line: row.line)
      }
    }
  }

  /// Every part is the provider's.
  public init() {}

  /// Tells whether a code counts whoever documents it.
  func isFree(_ code: PackedCode) -> Bool { free.contains { $0.matches(code) } }

  /// The tokens that are not the provider's: from such a label to the next one.
  func others(in note: ClinicalNote) -> [Range<Int>] {
    var others: [Range<Int>] = []
    var begin: Int?
    for (start, colon) in labels(of: note) {
      if let first = begin { others.append(first..<start) }
      let rows = authors.hits(in: start..<colon, note.tokens).flatMap(\.rows)
      begin = rows.isEmpty || rows.contains(1) ? nil : start
    }
    if let first = begin { others.append(first..<note.tokens.tokens.count) }
    return others
  }

  /// The labels at the beginnings of lines, each with its colon.
  private func labels(of note: ClinicalNote) -> [(start: Int, colon: Int)] {
    let tokens = note.tokens.tokens
    return tokens.indices.lazy.filter { $0 == 0 || tokens[$0 - 1].kind == .lineEnd }
      .compactMap { start in
        for at in start..<min(tokens.count, start + Self.longest + 1) {
          if tokens[at].kind == .lineEnd { return nil }
          if tokens[at].kind == .mark, note.tokens.text[Int(tokens[at].start)] == 0x3A {
            return at > start ? (start, at) : nil
          }
        }
        return nil
      }
  }
}

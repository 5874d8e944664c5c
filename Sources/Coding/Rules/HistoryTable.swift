// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Which code a disease has that is over, by `Data/coding/history.tsv`.
///
/// Source: ICD-10-CM Official Guidelines, I.C.21.c.4, I.C.2.m, I.C.9.d.3.
public struct HistoryTable: Sendable {
  private struct Row: Sendable {
    let patterns: [CodePattern]
    let code: PackedCode
    let isSaid: Bool
    let section: String
  }

  /// The rows by the first character of the codes.
  private var rows: [UInt8: [Row]] = [:]

  /// Reads the table: codes, history code, when, section.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) {
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 4, let form = CodingRule.form(row.text(0)),
        let code = PackedCode(row.text(1)), ["past", "said"].contains(row.text(2)),
        let first = PackedCode(String(row.text(0).prefix(1)))
      else { throw ConceptTableError(line: row.line) }
      rows[first[0], default: []].append(
        Row(
          patterns: form.patterns, code: code, isSaid: row.text(2) == "said", section: row.text(3)))
    }
  }

  /// No disease is ever over.
  public init() {}

  /// The history code of a code; nothing where a disease stays what it is.
  ///
  /// - Parameter isSaid: A word says that it is over, not the section alone.
  func past(_ code: PackedCode, isSaid: Bool) -> (code: PackedCode, section: String)? {
    guard
      let found = rows[code[0]]?.first(where: { row in
        (isSaid || !row.isSaid) && row.patterns.contains { $0.matches(code) }
      })
    else { return nil }
    return (found.code, found.section)
  }
}

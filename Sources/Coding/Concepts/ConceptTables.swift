// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// The tables of our own from which concepts are compiled, as they lie in `Data/`.
public struct ConceptTables: Sendable {
  /// `lexicon/roles.tsv`: word, role, reason.
  public var roles: [UInt8] = []
  /// `coding/axes.tsv`: word, axis, reason.
  public var axes: [UInt8] = []
  /// `coding/ordinary.tsv`: word, rule, reason.
  public var ordinary: [UInt8] = []
  /// `clinical/words.tsv`: word, canonical word, origin.
  public var words: [UInt8] = []
  /// `coding/rewrites.tsv` and `lexicon/synonyms.tsv`: phrase, meaning, kind, origin, weight.
  public var rewrites: [[UInt8]] = []
  /// `coding/quiet.tsv`: phrase, reason.
  public var quiet: [UInt8] = []
  /// `coding/ambiguous.tsv`: abbreviation, sense, code, favored words, prior, origin.
  public var ambiguous: [UInt8] = []
  /// `coding/terms-*.tsv`: phrase, code, kind, origin, note.
  public var terms: [[UInt8]] = []
  /// `lexicon/prior.tsv`: code, count, origin.
  public var prior: [UInt8] = []

  /// No tables.
  public init() {}
}

/// A row of a table of ours that cannot be read.
public struct ConceptTableError: Error, Hashable, Sendable {
  /// The line, counted from 1.
  public let line: Int
}

/// A row of a tab-separated table with remarks.
struct ConceptRow {
  let line: Int
  let cells: [ArraySlice<UInt8>]

  static func rows(in table: [UInt8]) -> [ConceptRow] {
    var rows: [ConceptRow] = []
    var line = 0
    for text in table.split(separator: 0x0A, omittingEmptySubsequences: false) {
      line += 1
      guard let first = text.first, first != 0x23 else { continue }
      rows.append(
        ConceptRow(line: line, cells: text.split(separator: 0x09, omittingEmptySubsequences: false))
      )
    }
    return rows
  }

  func text(_ cell: Int) -> String { String(decoding: cells[cell], as: UTF8.self) }
}

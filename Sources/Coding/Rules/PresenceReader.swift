// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// Proposes whether the conditions of a stay were present on admission, by `Data/coding/presence.tsv`.
///
/// A condition that nothing is said of is taken to have been present; whoever confirms it knows better. A combination is
/// present only if all of it was.
///
/// Source: ICD-10-CM Official Guidelines, Appendix I.
public struct PresenceReader: Sendable {
  private struct Row: Sendable {
    let words: [UInt64]
    let presence: Presence
    /// The codes that the row is for; nothing for all.
    let form: CodingRule.CodeForm?
  }

  private let rows: [Row]

  /// Reads the table: phrase, indicator, section, codes.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) {
    var rows: [Row] = []
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 4, let presence = Presence(rawValue: row.text(1)) else {
        throw ConceptTableError(line: row.line)
      }
      rows.append(
        Row(
          words: CodingRule.words(row.text(0)), presence: presence,
          form: CodingRule.form(row.text(3))))
    }
    self.rows = rows
  }

  /// Everything was present.
  public init() { rows = [] }

  /// Proposes the indicators of an answer.
  ///
  /// - Parameters:
  ///   - places: The bytes of each place where a phrase stands.
  ///   - sentence: The sentence that a byte lies in.
  func apply(
    to answer: inout CodedNote, places: ([UInt64]) -> [Range<Int>], sentence: (Int) -> Int
  ) {
    // What each sentence says, in the order of the rows.
    var said: [Int: [Row]] = [:]
    for row in rows {
      for place in places(row.words) { said[sentence(place.lowerBound), default: []].append(row) }
    }
    if said.isEmpty {
      for index in answer.suggestions.indices { answer.suggestions[index].presence = .yes }
      return
    }
    for index in answer.suggestions.indices {
      let suggestion = answer.suggestions[index]
      let found = suggestion.evidence.compactMap { span in
        said[sentence(span.lowerBound)]?.first {
          $0.form.map { $0.match(suggestion) != nil } ?? true
        }
      }.map(\.presence)
      answer.suggestions[index].presence =
        [Presence.undetermined, .unknown, .no].first(where: found.contains) ?? .yes
    }
  }
}

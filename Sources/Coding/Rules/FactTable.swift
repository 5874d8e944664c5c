// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// Facts that rules ask for and that no code says: who the note is of, why the patient came, by `Data/coding/facts.tsv`.
public struct FactTable: Sendable {
  private struct Row: Sendable {
    let name: String
    let mustBeSaid: Bool
    let phrases: [[UInt64]]
    let unless: [[UInt64]]
    let unlessFacts: [String]
  }

  private let rows: [Row]

  /// Reads the table: fact, how, phrases, unless.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) {
    var rows: [Row] = []
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 4, ["said", "stands"].contains(row.text(1)) else {
        throw ConceptTableError(line: row.line)
      }
      let bars = row.text(3).split(separator: "|").map(String.init)
      rows.append(
        Row(
          name: row.text(0), mustBeSaid: row.text(1) == "said",
          phrases: CodingRule.phrases(row.text(2)),
          unless: bars.filter { $0.first != "#" }.map(CodingRule.words),
          unlessFacts: bars.filter { $0.first == "#" }.map { String($0.dropFirst()) }))
    }
    self.rows = rows
  }

  /// No facts.
  public init() { rows = [] }

  /// The phrases that tell of a fact.
  func phrases(of name: String) -> [[UInt64]] {
    rows.filter { $0.name == name }.flatMap(\.phrases)
  }

  /// The facts of a note, each with the bytes that tell it.
  ///
  /// - Parameters:
  ///   - said: The bytes of a phrase that is said of the patient and of now.
  ///   - place: The bytes of a phrase that stands in the note.
  func facts(
    said: ([UInt64]) -> Range<Int>?, place: ([UInt64]) -> Range<Int>?
  ) -> [String: Range<Int>] {
    var facts: [String: Range<Int>] = [:]
    for row in rows where facts[row.name] == nil {
      let found = first(row.phrases, row.mustBeSaid ? said : place)
      guard let found, !row.unlessFacts.contains(where: { facts[$0] != nil }),
        !row.unless.contains(where: { place($0) != nil })
      else { continue }
      facts[row.name] = found
    }
    return facts
  }

  /// The first of some phrases that there is.
  private func first(
    _ phrases: [[UInt64]], _ find: ([UInt64]) -> Range<Int>?
  ) -> Range<Int>? {
    for phrase in phrases {
      if let found = find(phrase) { return found }
    }
    return nil
  }
}

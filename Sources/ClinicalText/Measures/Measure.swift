// SPDX-License-Identifier: Apache-2.0

/// A word of `Data/clinical/measures.tsv`: a unit, a month, a word for a sex.
struct Measure: Sendable {
  enum Kind: String, Sendable {
    /// A unit; the value is how it is written plainly.
    case unit
    /// A month; the value is its number.
    case month
    /// A female or male person; the value is `female` or `male`.
    case sex
    /// A title or pronoun that tells the sex of who is spoken of.
    case pronoun
    /// Of age: `year-old`; the value is the unit.
    case age
    /// Of gestation: `weeks pregnant`.
    case gestation
    /// A trimester; the value is its number.
    case trimester
  }

  let kind: Kind
  let value: String

  init?(_ table: GrammarTable, _ row: GrammarTable.Row) {
    guard let kind = Kind(rawValue: table.text(row, 1)), !row.cells[2].isEmpty else { return nil }
    (self.kind, value) = (kind, table.text(row, 2))
  }
}

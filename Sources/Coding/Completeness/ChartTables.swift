// SPDX-License-Identifier: Apache-2.0

/// The tables of our own that say what a chart is asked about, as they lie in `Data/coding/`.
public struct ChartTables: Sendable {
  /// `indicators.tsv`: kind, phrase, test, unit, plausible, topic.
  public var indicators: [UInt8] = []
  /// `queries.tsv`: topic, question, choices, when, documented, said.
  public var queries: [UInt8] = []
  /// `query-forms.tsv`: form, title, question.
  public var forms: [UInt8] = []
  /// `elements.tsv`: element, setting, sections, words, question.
  public var elements: [UInt8] = []
  /// `conflicts.tsv`: id, one, other, choices.
  public var conflicts: [UInt8] = []
  /// `support.tsv`: id, codes, words.
  public var support: [UInt8] = []
  /// `copied.tsv`: kind, phrase.
  public var copied: [UInt8] = []

  /// No tables.
  public init() {}
}

/// Reads the cells of our tables.
enum ChartCells {
  /// The rows of a table of so many columns or more.
  static func rows(
    _ table: [UInt8], columns: Int
  ) throws(ConceptTableError) -> [ConceptRow] {
    let rows = ConceptRow.rows(in: table)
    for row in rows where row.cells.count < columns { throw ConceptTableError(line: row.line) }
    return rows
  }

  /// Alternatives with `|`.
  static func alternatives(_ text: String) -> [String] {
    text.split(separator: "|").map(String.init)
  }

  /// Code forms, alternatives with `|`.
  static func patterns(_ row: ConceptRow, _ cell: Int) throws(ConceptTableError) -> [CodePattern] {
    var patterns: [CodePattern] = []
    for text in alternatives(row.text(cell)) {
      guard let pattern = CodePattern(text) else { throw ConceptTableError(line: row.line) }
      patterns.append(pattern)
    }
    return patterns
  }
}

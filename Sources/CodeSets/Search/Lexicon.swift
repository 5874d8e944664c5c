// SPDX-License-Identifier: Apache-2.0

public import Values

/// What people type, in the words of the classifications; how often codes are met; words with a role.
///
/// The three tables of `Data/lexicon/` are compiled into each search index, so that an edition's answers
/// stay what they were when it was made.
public struct Lexicon: Sendable {
  /// One meaning of one phrase.
  public struct Synonym: Hashable, Sendable {
    /// As it is typed.
    public let phrase: String
    /// In the words of the classification.
    public let means: String
    /// What sort of phrase it is: `abbreviation`, `lay`, `procedure`, `supply`, ...
    public let kind: String
    /// How surely the phrase means this, 1 to 100.
    public let weight: Int

    /// Makes a synonym.
    public init(_ phrase: String, means: String, kind: String, weight: Int) {
      self.phrase = phrase
      self.means = means
      self.kind = kind
      self.weight = weight
    }
  }

  /// The synonyms.
  public var synonyms: [Synonym] = []
  /// How often a code of a set is met, on any scale.
  public var prior: [CodeSetID: [PackedCode: Int]] = [:]
  /// The words that have a role.
  public var roles = WordRoles()

  /// A lexicon without entries.
  public init() {}

  /// Reads the tables of `Data/lexicon/`.
  ///
  /// - Parameters:
  ///   - synonymTables: phrase, means, kind, origin, weight.
  ///   - priorTable: code, count, origin.
  ///   - roleTable: word, role, reason.
  /// - Throws: ``LexiconError`` with the line that is not as it should be.
  public init(
    synonyms synonymTables: [[UInt8]], prior priorTable: [UInt8], roles roleTable: [UInt8]
  ) throws(LexiconError) {
    for row in synonymTables.flatMap(LexiconRow.rows(in:)) {
      guard row.cells.count >= 5, let weight = Int(row.cells[4]), (1...100).contains(weight) else {
        throw LexiconError(line: row.line)
      }
      synonyms.append(
        Synonym(row.cells[0], means: row.cells[1], kind: row.cells[2], weight: weight))
    }
    for row in LexiconRow.rows(in: priorTable) {
      guard row.cells.count >= 2, let code = PackedCode(row.cells[0]), let count = Int(row.cells[1])
      else { throw LexiconError(line: row.line) }
      prior[.icd10cm, default: [:]][code, default: 0] += count
    }
    roles = try WordRoles(roleTable)
  }

  /// Carries what is known of ICD-10-CM over to another set: a code is met as often as those that map
  /// to it.
  public mutating func addPrior(of set: CodeSetID, through map: CodeMap) {
    for (code, count) in prior[.icd10cm] ?? [:] {
      for pair in map[code] {
        if let target = pair.target { prior[set, default: [:]][target, default: 0] += count }
      }
    }
  }

  /// The weight of a synonym in a set: words for procedures and supplies speak of their own sets.
  static func weight(of synonym: Synonym, in set: CodeSetID) -> Int {
    let home: [CodeSetID] =
      switch synonym.kind {
      case "procedure": [.icd10pcs, .icd9proc]
      case "supply": [.hcpcs, .cpt]
      default: [.icd10cm, .icd9cm]
      }
    if home.contains(set) { return synonym.weight }
    switch synonym.kind {
    case "procedure", "supply": return 0
    default: return synonym.weight * 7 / 10
    }
  }
}

/// A row of a lexicon table that cannot be read.
public struct LexiconError: Error, Hashable, Sendable {
  /// The line, counted from 1.
  public let line: Int
}

/// A row of a tab-separated table with remarks.
struct LexiconRow {
  let line: Int
  let cells: [String]

  static func rows(in table: [UInt8]) -> [LexiconRow] {
    var rows: [LexiconRow] = []
    for (index, line) in table.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      guard let first = line.first, first != 0x23 else { continue }
      let cells = line.split(separator: 0x09, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      rows.append(LexiconRow(line: index + 1, cells: cells))
    }
    return rows
  }
}

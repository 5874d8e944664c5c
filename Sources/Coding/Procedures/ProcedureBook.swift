// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Values

/// What procedures are read with: the tables of ICD-10-PCS, what words mean, and the titles of codes.
public final class ProcedureBook: Sendable {
  /// The publisher's documents and our own tables.
  public struct Sources {
    /// The tables, or the names of values alone.
    public var grid: ProcedureGrid
    /// The titles of whole codes.
    public var titles: CodeTable?
    /// The body part key and the device key, where they are installed.
    public var keys: [TermTree] = []
    /// `Data/coding/operations.tsv`.
    public var operations: [UInt8] = []
    /// `Data/coding/procedure-words.tsv`.
    public var words: [UInt8] = []
    /// `Data/coding/procedure-integral.tsv`.
    public var integral: [UInt8] = []

    /// Begins with what can be built.
    public init(grid: ProcedureGrid) { self.grid = grid }
  }

  /// A body part of a table.
  struct Place: Hashable {
    let table: UInt32
    let number: UInt8
  }

  let grid: ProcedureGrid
  let titles: CodeTable?
  let vocabulary: ProcedureVocabulary
  let operations: OperationTable
  let integral: [IntegralRule]
  /// For the name of a body part, where it stands in the tables of section 0.
  let places: [UInt32: [Place]]
  /// The number of the name of a value.
  let nameOf: [ProcedureGrid.Value: UInt32]

  /// Reads the tables.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ sources: Sources) throws(ConceptTableError) {
    grid = sources.grid
    titles = sources.titles
    var vocabulary = ProcedureVocabulary()
    vocabulary.add(namesOf: grid)
    for key in sources.keys { vocabulary.add(key: key) }
    try vocabulary.add(words: sources.words)
    operations = try OperationTable(sources.operations, &vocabulary)
    integral = try IntegralRule.rules(sources.integral)
    var places: [UInt32: [Place]] = [:]
    var nameOf: [ProcedureGrid.Value: UInt32] = [:]
    for (value, label) in grid.labels {
      let name = vocabulary.number(of: label.name)
      nameOf[value] = name
      guard value.axis == 0, value.table >> 16 == 1 else { continue }
      places[name, default: []].append(Place(table: value.table, number: value.number))
    }
    self.places = places.mapValues { $0.sorted { ($0.table, $0.number) < ($1.table, $1.number) } }
    self.nameOf = nameOf
    self.vocabulary = vocabulary
  }

  /// The patterns of `operations.tsv` from which no code can be built, by their lines.
  public var unbuildable: [Int] {
    operations.operations.filter { operation in
      operation.codes.contains { pattern in
        !pattern.isGeneric
          && grid.rows(of: ProcedureGrid.key(pattern.table), within: pattern.axes).isEmpty
      }
    }.map(\.line)
  }

  /// How many procedures have words.
  public var count: Int { operations.operations.count }
}

/// A procedure that is part of another one and not coded beside it.
///
/// Source: ICD-10-PCS Official Guidelines, B3.1b (components), B3.11a (inspection).
struct IntegralRule: Sendable {
  let part: [UInt8]
  let wholes: [[UInt8]]
  let needsSameApproach: Bool
  let section: String

  /// Reads `procedure-integral.tsv`: part, whole, when, section, origin.
  static func rules(_ table: [UInt8]) throws(ConceptTableError) -> [IntegralRule] {
    var rules: [IntegralRule] = []
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 4, ["any", "same-approach"].contains(row.text(2)) else {
        throw ConceptTableError(line: row.line)
      }
      rules.append(
        IntegralRule(
          part: Array(row.cells[0]), wholes: row.cells[1].split(separator: 0x2C).map(Array.init),
          needsSameApproach: row.text(2) == "same-approach", section: row.text(3)))
    }
    return rules
  }

  /// Tells whether a code begins with a pattern; a point stands for any character.
  static func begins(_ code: [UInt8], _ pattern: [UInt8]) -> Bool {
    pattern.count <= code.count && zip(code, pattern).allSatisfy { $1 == 0x2E || $0 == $1 }
  }
}

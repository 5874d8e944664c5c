// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Values

/// The tables of ICD-10-PCS as sets of values: what may be built, and what each value is called.
///
/// Source: ICD-10-PCS Official Guidelines, A1 to A9: a code is built from one row of one table.
public struct ProcedureGrid: Sendable {
  /// A value of an axis of a table.
  struct Value: Hashable {
    let table: UInt32
    let axis: UInt8
    let number: UInt8
  }

  /// What a value is called, apart from its side.
  struct Label: Hashable {
    /// The name as printed, with its side.
    let full: String
    var name: String
    let side: Side
  }

  /// The release that says what can be built.
  public let release: Release
  private(set) var rows: [UInt32: [AxisSets]] = [:]
  private(set) var lines: [UInt32: [Int]] = [:]
  private(set) var labels: [Value: Label] = [:]
  private(set) var axisTitles: [UInt32: [String]] = [:]
  private(set) var tableLabels: [UInt32: [String]] = [:]
  /// The names parted so far: each stands in many tables.
  private var known: [String: Label] = [:]

  /// Takes the published tables.
  public init(_ tables: ProcedureTables) {
    release = tables.book.release
    for row in tables.rows {
      guard let key = take(labelsOf: row) else { continue }
      let sets = row.axes.map { axis in
        axis.reduce(UInt64(0)) { set, value in
          set | (value.character.asciiValue.flatMap(AxisSet.number).map(AxisSet.bit) ?? 0)
        }
      }
      rows[key, default: []].append(AxisSets(sets[0], sets[1], sets[2], sets[3]))
      lines[key, default: []].append(row.line)
    }
  }

  /// Takes the names of values, where the tables are not installed, and a list of valid codes in their place.
  ///
  /// - Complexity: O(*n*) in the number of codes.
  public init(labels names: ProcedureTables, codes: CodeTable) {
    release = codes.release
    for row in names.rows { _ = take(labelsOf: row) }
    var position = 0
    while position < codes.count {
      let first = codes.code(at: position)
      let key = Self.key([first[0], first[1], first[2]])
      var found: [AxisSets] = []
      while position < codes.count {
        let code = codes.code(at: position)
        guard Self.key([code[0], code[1], code[2]]) == key else { break }
        if code.count == 7, codes.flags(at: position).contains(.billable) {
          let bits = (3..<7).map { AxisSet.bit(code[$0]) }
          found.append(AxisSets(bits[0], bits[1], bits[2], bits[3]))
        }
        position += 1
      }
      rows[key] = Self.joined(found)
    }
  }

  /// Adds names of values and axes where the publisher's are not installed: `axis-names.tsv`.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public mutating func add(names: [UInt8]) throws(ConceptTableError) {
    for row in ConceptRow.rows(in: names) {
      guard row.cells.count >= 5, let place = Int(row.text(1)), (4...7).contains(place) else {
        throw ConceptTableError(line: row.line)
      }
      let table = row.cells[0].compactMap { AxisSet.number(of: $0) }
      guard table.count == 3 else { throw ConceptTableError(line: row.line) }
      let key = Self.key(table)
      guard rows[key] != nil else { continue }
      var titles = axisTitles[key] ?? ["", "", "", ""]
      if titles[place - 4].isEmpty { titles[place - 4] = row.text(2) }
      axisTitles[key] = titles
      guard let number = row.cells[3].first.flatMap({ AxisSet.number(of: $0) }) else { continue }
      let value = Value(table: key, axis: UInt8(place - 4), number: number)
      if labels[value] == nil { labels[value] = Side.split(row.text(4)) }
    }
  }

  /// Makes rows of codes: codes that differ in the last place only become one row, and rows that differ in
  /// the body part only.
  private static func joined(_ codes: [AxisSets]) -> [AxisSets] {
    var joined = codes
    for axis in [3, 0, 2, 1] {
      var places: [AxisSets: Int] = [:]
      var rows: [AxisSets] = []
      for row in joined {
        var key = row
        key[axis] = 0
        if let at = places[key] {
          rows[at][axis] |= row[axis]
        } else {
          places[key] = rows.count
          rows.append(row)
        }
      }
      joined = rows
    }
    return joined
  }

  private mutating func take(labelsOf row: ProcedureTableRow) -> UInt32? {
    let numbers = row.table.compactMap { $0.character.asciiValue.flatMap(AxisSet.number) }
    guard numbers.count == 3 else { return nil }
    let key = Self.key(numbers)
    axisTitles[key] = Array(row.axisTitles.dropFirst(3))
    tableLabels[key] = row.table.map(\.label)
    for (axis, values) in row.axes.enumerated() {
      for value in values {
        guard let number = value.character.asciiValue.flatMap(AxisSet.number) else { continue }
        let place = Value(table: key, axis: UInt8(axis), number: number)
        if labels[place] == nil { labels[place] = parted(value.label) }
      }
    }
    joinPlurals(key)
    return key
  }

  private mutating func parted(_ name: String) -> Label {
    if let label = known[name] { return label }
    let label = Side.split(name)
    known[name] = label
    return label
  }

  /// Gives values for both sides the name of those for one: `Ovaries` that of `Ovary`.
  private mutating func joinPlurals(_ key: UInt32) {
    let ours = (1...36).map { Value(table: key, axis: 0, number: $0) }.filter { labels[$0] != nil }
    let names = Set(ours.compactMap { labels[$0]?.side == .right ? labels[$0]?.name : nil })
    for value in ours {
      guard let label = labels[value], label.side == .both, !names.contains(label.name) else {
        continue
      }
      let endings = [("ies", "y"), ("es", "is"), ("s", "")]
      for (plural, singular) in endings where label.name.hasSuffix(plural) {
        let name = String(label.name.dropLast(plural.count)) + singular
        if names.contains(name) { labels[value]?.name = name }
      }
    }
  }

  static func key(_ table: [UInt8]) -> UInt32 {
    UInt32(table[0]) << 16 | UInt32(table[1]) << 8 | UInt32(table[2])
  }

  /// The rows of a table with what a pattern leaves of them.
  func rows(of table: UInt32, within sets: AxisSets) -> [AxisSets] {
    (rows[table] ?? []).map { $0 & sets }.filter(\.isBuildable)
  }

  /// The line of the publisher's file that a code is built from.
  func line(of table: UInt32, _ code: AxisSets) -> Int? {
    guard let lines = lines[table], let rows = rows[table] else { return nil }
    return zip(rows, lines).first { ($0.0 & code).isBuildable }?.1
  }

  func label(_ table: UInt32, _ axis: Int, _ number: UInt8) -> Label? {
    labels[Value(table: table, axis: UInt8(axis), number: number)]
  }

  func fullLabel(_ table: UInt32, _ axis: Int, _ number: UInt8) -> String {
    label(table, axis, number)?.full ?? ""
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Values

/// One value of an axis: its character and its label.
public struct AxisValue: Hashable, Sendable {
  /// The character, a digit or a letter other than I and O.
  public let character: Character
  /// What the value stands for, such as `Percutaneous`.
  public let label: String

  /// Makes a value.
  public init(_ character: Character, _ label: String) {
    self.character = character
    self.label = label
  }
}

/// One row of an ICD-10-PCS table: any value of each of its four axes may follow any other.
public struct ProcedureTableRow: Hashable, Sendable {
  /// The three characters of the table: section, body system, operation.
  public let table: [AxisValue]
  /// The values of the fourth to the seventh character.
  public let axes: [[AxisValue]]
  /// The names of the seven axes, such as `Body Part`.
  public let axisTitles: [String]
  /// The line of the source file, counted from 1.
  public let line: Int

  /// Makes a row.
  ///
  /// - Precondition: Three values of the table, four axes with at least one value each, seven titles.
  public init(table: [AxisValue], axes: [[AxisValue]], axisTitles: [String], line: Int) {
    precondition(table.count == 3 && axes.count == 4 && axisTitles.count == 7)
    self.table = table
    self.axes = axes
    self.axisTitles = axisTitles
    self.line = line
  }

  /// How many codes the row builds.
  public var codeCount: Int { axes.reduce(1) { $0 * $1.count } }
}

/// Collects the tables of ICD-10-PCS and lays them out for a codebook file.
public struct ProcedureTablesBuilder: Sendable {
  /// The rows in the order of print.
  public var rows: [ProcedureTableRow] = []

  /// Starts without rows.
  public init() {}

  /// Writes the codebook file of a release.
  public func codebook(for release: Release) -> [UInt8] {
    var texts = StringTableBuilder()
    var records: [UInt32] = []
    func lay(_ values: [AxisValue]) {
      records.append(UInt32(values.count))
      for value in values {
        records.append(UInt32(value.character.asciiValue ?? 0))
        records.append(texts.offset(of: value.label))
      }
    }
    for row in rows {
      records.append(UInt32(row.line))
      for title in row.axisTitles { records.append(texts.offset(of: title)) }
      lay(row.table)
      for axis in row.axes { lay(axis) }
    }
    var writer = CodebookWriter(release)
    writer.add("rows", records: records)
    writer.add("texts", texts.bytes)
    return writer.finished()
  }
}

/// The tables of ICD-10-PCS, from which codes are built character by character.
public struct ProcedureTables: Sendable {
  /// The codebook that holds the tables.
  public let book: Codebook
  /// All rows in the order of print.
  public let rows: [ProcedureTableRow]
  /// The positions of the rows of a table, by its three characters.
  private let places: [String: [Int]]

  /// Takes the tables out of a codebook.
  ///
  /// - Complexity: O(*n*) in the number of rows: some thousands.
  public init(_ book: Codebook) {
    self.book = book
    let texts = StringTable(book)
    let records = book.records("rows", of: UInt32.self)
    var at = 0
    func next() -> UInt32 {
      defer { at += 1 }
      return records[at]
    }
    func values() -> [AxisValue] {
      (0..<Int(next())).map { _ in
        let character = Character(Unicode.Scalar(UInt8(truncatingIfNeeded: next())))
        return AxisValue(character, texts[next()])
      }
    }
    var rows: [ProcedureTableRow] = []
    while at < records.count {
      let line = Int(next())
      let titles = (0..<7).map { _ in texts[next()] }
      let table = values()
      let axes = (0..<4).map { _ in values() }
      rows.append(ProcedureTableRow(table: table, axes: axes, axisTitles: titles, line: line))
    }
    self.rows = rows
    places = Dictionary(grouping: rows.indices) { rows[$0].name }
  }

  /// The rows from which codes with some first characters can be built.
  private func rows(allowing chosen: [Character]) -> [ProcedureTableRow] {
    guard chosen.count >= 3 else { return rows.filter { $0.allows(chosen) } }
    return places[String(chosen.prefix(3)), default: []].map { rows[$0] }
      .filter { $0.allows(chosen) }
  }

  /// What may follow the characters chosen so far.
  public struct Step: Hashable, Sendable {
    /// The name of the axis that comes next, such as `Approach`; several where tables differ.
    public let axis: String
    /// The values that lead to a code, in order.
    public let values: [AxisValue]
  }

  /// The values that may come next after some first characters of a code.
  ///
  /// - Parameter chosen: None to six characters.
  /// - Returns: Nothing where no code begins so, or where seven characters were given.
  /// - Complexity: O(*n*) in the number of rows; of the table, from three characters on.
  public func step(after chosen: String) -> Step? {
    let places = Array(chosen.uppercased())
    guard places.count < 7 else { return nil }
    var titles: [String] = []
    var labels: [Character: String] = [:]
    for row in rows(allowing: places) {
      let axis = places.count < 3 ? [row.table[places.count]] : row.axes[places.count - 3]
      let title = row.axisTitles[places.count]
      if !titles.contains(title) { titles.append(title) }
      for value in axis where labels[value.character] == nil {
        labels[value.character] = value.label
      }
    }
    guard !labels.isEmpty else { return nil }
    return Step(
      axis: titles.joined(separator: " / "),
      values: labels.sorted { $0.key < $1.key }.map { AxisValue($0.key, $0.value) })
  }

  /// The labels of the characters of a code, as far as the tables have them; empty for no code.
  public func labels(of code: String) -> [(axis: String, value: AxisValue)] {
    let places = Array(code.uppercased())
    guard let row = rows(allowing: places).first else { return [] }
    return places.indices.compactMap { place in
      let axis = place < 3 ? [row.table[place]] : row.axes[place - 3]
      return axis.first { $0.character == places[place] }.map { (row.axisTitles[place], $0) }
    }
  }

  /// Every code that the tables build, each once, in order.
  ///
  /// - Complexity: O(*n* log *n*) in the number of codes.
  public func allCodes() -> [PackedCode] {
    var codes: Set<PackedCode> = []
    for row in rows {
      var prefixes = [String(row.table.map(\.character))]
      for axis in row.axes {
        prefixes = prefixes.flatMap { prefix in axis.map { prefix + String($0.character) } }
      }
      for prefix in prefixes { if let code = PackedCode(prefix) { codes.insert(code) } }
    }
    return codes.sorted()
  }
}

extension ProcedureTableRow {
  /// Tells whether some first characters of a code can be built from this row.
  func allows(_ places: [Character]) -> Bool {
    for (place, character) in places.enumerated() {
      let axis = place < 3 ? [table[place]] : axes[place - 3]
      guard axis.contains(where: { $0.character == character }) else { return false }
    }
    return true
  }
}

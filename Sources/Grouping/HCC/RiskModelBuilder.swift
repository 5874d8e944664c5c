// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Lays a model out from the releases of a year and from our own tables.
struct RiskModelBuilder {
  let model: RiskRules.Model
  let year: Int
  let reading: RiskRules.Reading
  let books: [Component: Codebook]
  let mapping: RiskMappingTable
  let edits: RiskEditTable
  var dropped: [DroppedCategory] = []
  var chronic = CategorySet.zero
  var maskNumber = [UInt16](repeating: 0, count: 512)
  var masks: [CategorySet] = [.zero]
  var groups: [CategorySet] = []
  var groupNames: [String] = []
  var segments: [RiskSegment] = []
  var variables: [RiskVariable] = []
  var coefficients: [Int32] = []
  var coefficientLines: [UInt32] = []
  var columns: RiskColumns
  var hierarchyRows: [HierarchyRow] = []
  var labels: [UInt16: String] = [:]
  let cells: RiskCells
  private var columnNames: [String]
  private var columnsByName: [String: [Int]] = [:]

  /// Lays a model out; nothing where the mapping or the coefficients of the year do not have it.
  ///
  /// - Precondition: Our own tables are as they should be.
  init?(
    _ model: RiskRules.Model, year: Int, _ reading: RiskRules.Reading, _ rules: RiskRules,
    _ books: [Component: Codebook]
  ) {
    guard let book = books[.mapping],
      let mapping = RiskMappingTable(book, model: model.mapping), books[.weights] != nil
    else { return nil }
    guard let cells = RiskCells(rules.bands) else { preconditionFailure("hcc/bands.tsv") }
    self.model = model
    self.year = year
    self.reading = reading
    self.books = books
    self.mapping = mapping
    self.cells = cells
    edits = RiskEditTable(Self.rows(.ageSexEdits, model.mapping, books, \EditRow.model))
    columnNames = (0..<RiskColumns.firstCell).map { "\($0)" } + cells.names
    columns = RiskColumns([])
    readNames()
    readHierarchies()
    for row in rules.dropped where row[0] == model.short {
      var unless = CategorySet.zero
      for word in row[2].split(separator: " ") { unless.insert(Int(word) ?? 0) }
      dropped.append(DroppedCategory(category: Int(row[1]) ?? 0, unless: unless))
    }
    addGroups(rules)
    for row in rules.segments where row[0] == model.family && applies(row[4]) {
      segments.append(RiskSegment(prefix: row[2], condition: condition(row[3], in: "segments")))
    }
    for row in rules.variables where (row[0] == "*" || row[0] == model.short) && applies(row[6]) {
      addVariable(row)
    }
    columns = RiskColumns(columnNames)
    guard fillCoefficients() else { return nil }
  }

  /// The rows of a component that belong to one name.
  private static func rows<Row: BitwiseCopyable>(
    _ component: Component, _ name: String, _ books: [Component: Codebook],
    _ model: KeyPath<Row, UInt16>
  ) -> [Row] {
    guard let book = books[component],
      let number = RiskNames.names(in: book).firstIndex(of: name)
    else { return [] }
    return book.records("rows", of: Row.self).filter { $0[keyPath: model] == UInt16(number) }
  }

  private func applies(_ readings: String) -> Bool {
    readings == "both" || readings == reading.rawValue
  }

  private mutating func readNames() {
    for row in Self.rows(.chronic, model.chronic, books, \ChronicRow.model)
    where row.isChronic == 1 { chronic.insert(Int(row.category)) }
    guard let book = books[.labels] else { return }
    let texts = book.section("texts")
    for row in Self.rows(.labels, model.labels, books, \LabelRow.model) {
      let start = Int(row.offset)
      labels[row.category] = String(
        decoding: texts[start..<start + Int(row.length)], as: UTF8.self)
    }
  }

  private mutating func readHierarchies() {
    guard applies(model.hierarchyReadings) else { return }
    for (index, name) in model.hierarchies.split(separator: " ").enumerated()
    where index == 0 || (reading == .cms && hierarchyRows.isEmpty) {
      hierarchyRows = Self.rows(.hierarchies, String(name), books, \HierarchyRow.model)
    }
    for row in hierarchyRows {
      if maskNumber[Int(row.parent)] == 0 {
        maskNumber[Int(row.parent)] = UInt16(masks.count)
        masks.append(.zero)
      }
      masks[Int(maskNumber[Int(row.parent)])].insert(Int(row.child))
    }
  }

  private mutating func addGroups(_ rules: RiskRules) {
    for row in rules.groups where row[0] == model.short {
      var members = CategorySet.zero
      for word in row[2].split(separator: " ") { members.insert(Int(word) ?? 0) }
      groupNames.append(row[1])
      groups.append(members)
    }
  }

  /// A condition of our own tables; a single category in it becomes a group of its own.
  private mutating func condition(_ text: String, in table: String) -> RiskCondition {
    for part in text.split(whereSeparator: { $0 == "&" || $0 == " " }) {
      guard part.hasPrefix("HCC"), let category = Int(part.dropFirst(3)),
        !groupNames.contains(String(part))
      else { continue }
      var members = CategorySet.zero
      members.insert(category)
      groupNames.append(String(part))
      groups.append(members)
    }
    precondition(groups.count <= 64, "hcc/groups.tsv: too many groups for \(model.short)")
    guard
      let condition = RiskCondition(text, group: { name in groupNames.firstIndex(of: name) })
    else { preconditionFailure("hcc/\(table).tsv: \(text)") }
    return condition
  }

  private mutating func addVariable(_ row: [String]) {
    let name = row[1]
    let pattern: RiskVariable.Pattern =
      name.hasSuffix("{cell}") ? .cell : name.hasSuffix("}") ? .newCell : .none
    let shown =
      row[5].isEmpty ? condition(row[2], in: "variables") : condition(row[5], in: "variables")
    variables.append(
      RiskVariable(
        condition: condition(row[2], in: "variables"), shown: shown,
        isShownAtZero: !row[5].isEmpty, isDemographic: row[4] == "demographic",
        standsAlone: row[3] == "alone", pattern: pattern, column: Int32(columnNames.count)))
    let stem = String(name.prefix { $0 != "{" })
    switch pattern {
    case .none: columnNames.append(name)
    case .cell: columnNames += cells.names.map { stem + $0 }
    case .newCell where name.hasSuffix("{newBand}"):
      columnNames += cells.newBandNames.map { stem + $0 }
    case .newCell: columnNames += cells.names.map { stem + $0 }
    }
  }

  /// Puts each coefficient of the model into its places; nothing where the release has none of it.
  private mutating func fillCoefficients() -> Bool {
    guard let book = books[.weights] else { return false }
    let width = columnNames.count
    coefficients = [Int32](repeating: RiskModel.absent, count: width * (segments.count + 1))
    coefficientLines = [UInt32](repeating: 0, count: coefficients.count)
    let prefix = model.prefix.lowercased()
    for (column, name) in columnNames.enumerated().dropFirst() {
      let key = column < RiskColumns.firstCell ? prefix + name : name.lowercased()
      columnsByName[key, default: []].append(column)
    }
    let texts = book.section("texts")
    let prefixes = segments.map { $0.prefix.lowercased() } + [""]
    let rows = Self.rows(.weights, model.coefficients, books, \CoefficientRow.model)
    for row in rows {
      let start = Int(row.offset)
      let name = String(decoding: texts[start..<start + Int(row.length)], as: UTF8.self)
      for (segment, prefix) in prefixes.enumerated() where name.hasPrefix(prefix) {
        for column in columnsByName[String(name.dropFirst(prefix.utf8.count))] ?? [] {
          coefficients[segment * width + column] = row.value
          coefficientLines[segment * width + column] = row.line
        }
      }
    }
    return !rows.isEmpty
  }
}

// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Compiles the tables of guideline rules: names of sets and patterns of codes become places.
struct GuidelineCompiler {
  /// The sets in the order of their places.
  private(set) var sets: [CodePatternSet] = []
  private var places: [CodePatternSet: Int] = [:]
  private var named: [String: CodePatternSet] = [:]

  /// Reads the named sets, of three columns: name, codes, note. A set may use those above it.
  init(sets table: [UInt8]) throws(GuidelineTableError) {
    for line in PublishedText(table).lines where GuidelineTable.isRow(line) {
      let cells = line.tabbed
      guard cells.count == 3 else { throw GuidelineTableError(line: line.number, text: line.text) }
      named[cells[0]] = try set(cells[1], line.number)
    }
  }

  /// Compiles the rules of the table.
  mutating func compile(_ table: GuidelineTable) throws(GuidelineTableError) -> [GuidelineRule] {
    var rules: [GuidelineRule] = []
    for row in table.rows {
      guard let relation = GuidelineRule.Relation(rawValue: row.relation),
        (relation == .stands) == row.named.isEmpty
      else { throw GuidelineTableError(line: row.line, text: row.relation) }
      rules.append(
        GuidelineRule(
          name: row.name, finding: row.finding, severity: row.severity, source: row.source,
          years: row.years, relation: relation, at: try place(row.at, row.line),
          named: row.named.isEmpty ? nil : try place(row.named, row.line),
          conditions: try conditions(row.conditions, row.line)))
    }
    return rules
  }

  /// Compiles symptoms that are part of a disease: of its four columns the second names the disease and the
  /// third its symptoms, codes with `*` for all below, alternatives between bars.
  ///
  /// Only signs and symptoms of chapter 18 are taken: whether another condition is part of a disease, only
  /// the record can tell.
  mutating func compile(integral table: [UInt8]) throws(GuidelineTableError) -> [GuidelineRule] {
    var rules: [GuidelineRule] = []
    for line in PublishedText(table).lines where GuidelineTable.isRow(line) {
      let cells = line.tabbed
      guard cells.count == 4 else { throw GuidelineTableError(line: line.number, text: line.text) }
      let symptoms = Self.patterns(cells[2]).filter { $0.hasPrefix("R") }
      guard !symptoms.isEmpty else { continue }
      rules.append(
        GuidelineRule(
          name: cells[0], finding: "icd10cm.symptom-with-diagnosis", severity: .informs,
          source: guideline("I.B.5"), years: 2016...9999, relation: .with,
          at: try place(symptoms.joined(separator: " "), line.number),
          named: try place(Self.patterns(cells[1]).joined(separator: " "), line.number),
          conditions: GuidelineConditions()))
    }
    return rules
  }

  private static func patterns(_ cell: String) -> [String] {
    cell.split(separator: "|").map { $0.hasSuffix("*") ? String($0.dropLast()) : String($0) }
  }

  private func set(_ text: String, _ line: Int) throws(GuidelineTableError) -> CodePatternSet {
    var set = CodePatternSet()
    for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
      let isExcluded = word.hasPrefix("!")
      let bare = isExcluded ? word.dropFirst() : word
      if bare.hasPrefix("@") {
        guard !isExcluded, let other = named[String(bare.dropFirst())] else {
          throw GuidelineTableError(line: line, text: String(word))
        }
        set.included += other.included
        set.excluded += other.excluded
      } else if let pattern = CodePattern(bare) {
        if isExcluded { set.excluded.append(pattern) } else { set.included.append(pattern) }
      } else {
        throw GuidelineTableError(line: line, text: String(word))
      }
    }
    guard !set.included.isEmpty else { throw GuidelineTableError(line: line, text: text) }
    return set
  }

  private mutating func place(_ text: String, _ line: Int) throws(GuidelineTableError) -> Int {
    let set = try set(text, line)
    if let known = places[set] { return known }
    places[set] = sets.count
    sets.append(set)
    return sets.count - 1
  }

  private mutating func conditions(
    _ text: String, _ line: Int
  ) throws(GuidelineTableError) -> GuidelineConditions {
    var read = GuidelineConditions()
    for word in text.split(separator: " ") {
      if let trait = GuidelineTraits.names.first(where: { $0.0 == word })?.1 {
        read.traits.insert(trait)
        continue
      }
      let sides = word.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else { throw GuidelineTableError(line: line, text: String(word)) }
      let value = String(sides[1])
      switch sides[0] {
      case "also": read.also.append(try place(value, line))
      case "unless": read.unless.append(try place(value, line))
      case "lead": read.lead = try place(value, line)
      case "not-lead": read.notLead = try place(value, line)
      case "procedure": read.procedure = try place(value, line)
      case "years": read.years = try range(value, line)
      case "days": read.days = try range(value, line)
      case "same": read.shared = try range(value, line).lowerBound
      case "differ": read.differing = try range(value, line).lowerBound
      case "only-differ": read.onlyDiffering = try range(value, line).lowerBound
      default: throw GuidelineTableError(line: line, text: String(word))
      }
    }
    return read
  }

  /// Reads `6`, `0-17` or `18-`.
  private func range(_ text: String, _ line: Int) throws(GuidelineTableError) -> ClosedRange<Int> {
    let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard let low = Int(ends[0]) else { throw GuidelineTableError(line: line, text: text) }
    guard ends.count == 2 else { return low...low }
    guard let high = ends[1].isEmpty ? 100_000 : Int(ends[1]), low <= high else {
      throw GuidelineTableError(line: line, text: text)
    }
    return low...high
  }
}

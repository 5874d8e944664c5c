// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Reads the tables of guideline rules.
///
/// `rules.tsv` has the columns id, severity, section, at, relation, named, where, title, message, advice.
/// Rows of one id are alternatives. `sets.tsv` has name, codes, note; `@name` stands for the codes.
struct GuidelineTableReader {
  /// The sets in the order of their places.
  private(set) var sets: [CodePatternSet] = []
  private var places: [CodePatternSet: Int] = [:]
  private var named: [String: CodePatternSet] = [:]

  /// Reads the named sets; a set may use those above it.
  init(sets table: [UInt8]) throws(GuidelineTableError) {
    for line in PublishedText(table).lines where Self.isRow(line) {
      let cells = line.tabbed
      guard cells.count == 3 else { throw GuidelineTableError(line: line.number, text: line.text) }
      named[cells[0]] = try set(cells[1], line.number)
    }
  }

  /// Reads the rules.
  mutating func read(_ table: [UInt8]) throws(GuidelineTableError) -> [GuidelineRule] {
    var rules: [GuidelineRule] = []
    for line in PublishedText(table).lines where Self.isRow(line) {
      let cells = line.tabbed
      guard cells.count == 10, let severity = Finding.Severity(rawValue: cells[1]),
        let relation = GuidelineRule.Relation(rawValue: cells[4]),
        (relation == .stands) == cells[5].isEmpty
      else { throw GuidelineTableError(line: line.number, text: line.text) }
      rules.append(
        GuidelineRule(
          id: cells[0], severity: severity, source: Self.source(cells[2]), relation: relation,
          at: try place(cells[3], line.number),
          named: cells[5].isEmpty ? nil : try place(cells[5], line.number),
          conditions: try conditions(cells[6], line.number)))
    }
    return rules
  }

  private static func isRow(_ line: PublishedText.Line) -> Bool {
    !line.text.isEmpty && !line.text.hasPrefix("#")
  }

  /// A section is one of the Official Guidelines unless it says `Tabular List`.
  private static func source(_ section: String) -> RuleSource {
    section.hasPrefix("Tabular List, ")
      ? RuleSource(document: "ICD-10-CM Tabular List", locator: String(section.dropFirst(14)))
      : guideline(section)
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

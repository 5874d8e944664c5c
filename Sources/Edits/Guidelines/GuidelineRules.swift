// SPDX-License-Identifier: Apache-2.0

public import Values

/// The rules of the Official Guidelines that the codes of a claim decide, compiled from our own table.
///
/// Made once and used for any number of encounters: codes become places among sorted ranges, sets become
/// bits, and no text is looked at while a claim is judged.
///
/// Source: ICD-10-CM Official Guidelines for Coding and Reporting FY 2026; `Data/conventions/rules.tsv`
/// names the section of each rule.
public struct GuidelineRules: Sendable {
  let membership: CodeMembership
  /// The sets by place, for tests and for codes of procedures.
  let sets: [CodePatternSet]
  let rules: [GuidelineRule]
  /// For each set the rules that are at it, by place.
  let rulesAt: [[Int]]
  /// The sets that some rule is at, as bits.
  let anchors: [UInt64]

  /// No rules.
  public static let none = GuidelineRules(rules: [], sets: [])

  init(rules: [GuidelineRule], sets: [CodePatternSet]) {
    self.rules = rules
    self.sets = sets
    membership = CodeMembership(sets)
    var rulesAt = [[Int]](repeating: [], count: sets.count)
    var anchors = [UInt64](repeating: 0, count: membership.words)
    for (place, rule) in rules.enumerated() {
      rulesAt[rule.at].append(place)
      anchors[rule.at / 64] |= 1 << UInt64(rule.at % 64)
    }
    self.rulesAt = rulesAt
    self.anchors = anchors
  }

  /// Compiles the tables of our own.
  ///
  /// - Parameters:
  ///   - rules: The bytes of `Data/conventions/rules.tsv`.
  ///   - sets: The bytes of `Data/conventions/sets.tsv`.
  /// - Throws: ``GuidelineTableError`` at the first row that cannot be read.
  public init(rules: [UInt8], sets: [UInt8]) throws(GuidelineTableError) {
    var reader = try GuidelineTableReader(sets: sets)
    let compiled = try reader.read(rules)
    self.init(rules: compiled, sets: reader.sets)
  }

  /// The ids of the rules, each once, in the order of the table.
  public var ids: [String] {
    var ids: [String] = []
    for rule in rules where ids.last != rule.id { ids.append(rule.id) }
    return ids
  }

  /// The patterns of codes that the rules name, as first and last code, with the line of the table: a test
  /// holds them against an edition.
  public var ranges: [(first: PackedCode, last: PackedCode)] {
    sets.flatMap { $0.included + $0.excluded }.map { ($0.first, $0.last) }
  }
}

/// A row of the tables of guideline rules that cannot be read.
public struct GuidelineTableError: Error, Hashable, Sendable {
  /// The line, counted from 1.
  public let line: Int
  /// What cannot be read.
  public let text: String
}

// SPDX-License-Identifier: Apache-2.0

public import Values

/// The rules of the Official Guidelines that the codes of a claim decide, compiled from our own tables.
///
/// Made once and used for any number of encounters: codes become places among sorted ranges, sets become
/// bits, and no text is looked at while a claim is judged.
///
/// Source: ICD-10-CM Official Guidelines for Coding and Reporting FY 2026; `Data/conventions/guidelines.tsv`
/// names the section of each rule.
public final class GuidelineRules: Sendable {
  let membership: CodeMembership
  /// The sets by place, for codes of procedures.
  let sets: [CodePatternSet]
  let rules: [GuidelineRule]
  /// For each set the rules that are at it, by place.
  let rulesAt: [[Int]]
  /// The sets that some rule is at, as bits.
  let anchors: [UInt64]

  /// No rules.
  public static let none = GuidelineRules(compiled: [], sets: [])

  init(compiled rules: [GuidelineRule], sets: [CodePatternSet]) {
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

  /// Compiles tables.
  ///
  /// - Parameters:
  ///   - table: The rules: `Data/conventions/guidelines.tsv`.
  ///   - sets: The bytes of `Data/conventions/sets.tsv`, the sets of codes that rules name as `@name`.
  ///   - integral: The bytes of `Data/coding/integral.tsv`: symptoms that are part of a disease; each row is
  ///     one rule more.
  /// - Throws: ``GuidelineTableError`` at the first row that cannot be read.
  public convenience init(
    _ table: GuidelineTable, sets: [UInt8], integral: [UInt8] = []
  ) throws(GuidelineTableError) {
    var compiler = try GuidelineCompiler(sets: sets)
    var compiled = try compiler.compile(table)
    compiled += try compiler.compile(integral: integral)
    self.init(compiled: compiled, sets: compiler.sets)
  }

  /// The ranges of codes that the rules name, as first and last code: a test holds them against an edition.
  public var ranges: [(first: PackedCode, last: PackedCode)] {
    sets.flatMap { $0.included + $0.excluded }.map { ($0.first, $0.last) }
  }
}

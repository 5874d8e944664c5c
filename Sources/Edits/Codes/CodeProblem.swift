// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Why a code may not stand on a claim: the rule, its facts and what it rests on.
struct CodeProblem {
  let rule: String
  let facts: [Finding.Fact]
  let source: RuleSource?

  /// Makes a problem from its rule and what is known at once.
  init(_ rule: String, code: String, set: CodeSetID, day: CalendarDate? = nil) {
    self.rule = rule
    facts =
      [Finding.Fact("code", code), Finding.Fact("set", set.description)]
      + (day.map { [Finding.Fact("on", $0.description)] } ?? [])
    source = nil
  }

  /// A code of a set that does not apply on a day.
  ///
  /// Source: 45 CFR 162.1002(b) and (c): ICD-9-CM up to 2015-09-30, ICD-10 from 2015-10-01.
  static func wrongSet(_ code: PackedCode, in id: CodeSetID, on day: CalendarDate) -> CodeProblem {
    CodeProblem(
      rule: "code.wrong-set-for-date",
      facts: [
        Finding.Fact("code", id.printed(code)), Finding.Fact("set", id.description),
        Finding.Fact("on", day.description),
      ],
      source: RuleSource(document: "45 CFR 162.1002", locator: "(b) and (c)"))
  }

  private init(rule: String, facts: [Finding.Fact], source: RuleSource?) {
    self.rule = rule
    self.facts = facts
    self.source = source
  }

  /// Finds out why a code is not valid on a day that an edition covers.
  init(of code: PackedCode, in set: DayOfCodeSet) {
    let answer = set.codes.fullAnswer(code, on: set.day)
    var nearest = answer.nearest.map(\.code)
    let header = Self.header(code, in: set)
    var rule = Self.rules[answer.reason ?? .unknown] ?? "code.unknown"
    if let header {
      let asksSeventh = header.children.contains { $0.flags.contains(.generated) }
      rule = asksSeventh ? "icd10cm.seventh-character-missing" : "icd10cm.not-billable"
      if nearest.isEmpty || !answer.isFound { nearest = Self.completions(of: header, in: set) }
    }
    var facts = [
      Finding.Fact("code", set.id.printed(code)), Finding.Fact("set", set.id.description),
      Finding.Fact("on", set.day.description),
      Finding.Fact("edition", set.release?.edition ?? ""),
    ]
    if let period = answer.period, !answer.isFound {
      facts.append(Finding.Fact("effective", period.effective.description))
      if let end = period.termination {
        facts.append(Finding.Fact("termination", end.description))
      }
    }
    facts.append(
      Finding.Fact(
        "nearest", nearest.isEmpty ? "none" : nearest.joined(separator: ", ")))
    let line = answer.entry.map { ", line \($0.line)" } ?? ""
    self.init(
      rule: rule, facts: facts, source: set.release?.source(set.id.printed(code) + line))
  }

  /// The header that a code is, in the edition that describes it.
  private static func header(_ code: PackedCode, in set: DayOfCodeSet) -> CodeEntry? {
    if let position = set.position(of: code) {
      return set.deciding.map { $0[position] }
    }
    guard let found = set.description(of: code) else { return nil }
    let entry = set.tables[found.table][found.position]
    return entry.isBillable ? nil : entry
  }

  private static func completions(of header: CodeEntry, in set: DayOfCodeSet) -> [String] {
    header.table.positions(below: header.code).lazy
      .filter { header.table.flags(at: $0).contains(.billable) }
      .map { header.table.code(at: $0) }
      .filter { set.position(of: $0) != nil }
      .prefix(8).map { set.id.printed($0) }
  }

  private static let rules: [CodeAnswer.Reason: String] = [
    .noEdition: "code.no-edition", .terminated: "code.terminated",
    .notYetEffective: "code.not-yet-effective",
    .seventhCharacterMissing: "icd10cm.seventh-character-missing",
    .seventhCharacterInvalid: "icd10cm.seventh-character-invalid",
    .placeholderMissing: "icd10cm.placeholder-missing",
  ]
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

/// The rules of our own tables, applied to what a note supports until nothing changes any more.
public struct RuleBook: Sendable {
  private let rules: [CodingRule]

  /// Reads `Data/coding/rules.tsv`.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) { rules = try CodingRule.rules(table) }

  /// No rules.
  public init() { rules = [] }

  /// The names of the rules with the sections that they rest on.
  public var names: [(id: String, section: String)] { rules.map { ($0.id, $0.section) } }

  /// What rules look at.
  struct Circumstances {
    let codes: CodeTable
    let setting: CodingSetting
    /// The tokens of a phrase that is said of the patient; nothing where it is not.
    let tokens: ([UInt64]) -> Range<Int>?
    /// The bytes of some tokens.
    let bytes: (Range<Int>) -> Range<Int>
  }

  /// Applies the rules.
  ///
  /// - Complexity: O(*r* · *s*²) for *r* rules and *s* suggestions; each rule fires at most once a suggestion.
  func apply(_ circumstances: Circumstances, to answer: inout CodedNote) {
    for rule in rules {
      var rounds = 0
      while rounds < 8, fire(rule, circumstances, &answer) { rounds += 1 }
    }
  }

  private func fire(
    _ rule: CodingRule, _ circumstances: Circumstances, _ answer: inout CodedNote
  ) -> Bool {
    for pattern in rule.unless
    where answer.suggestions.contains(where: { pattern.match($0.code) != nil }) { return false }
    var found: [Int?] = []
    var filling: [UInt8] = []
    var phrases: [Range<Int>] = []
    for condition in rule.conditions {
      switch condition {
      case .setting(let setting):
        guard setting == circumstances.setting else { return false }
        found.append(nil)
      case .words(let words):
        guard let range = words.lazy.compactMap({ circumstances.tokens($0) }).first else {
          return false
        }
        phrases.append(circumstances.bytes(range))
        found.append(nil)
      case .code(let patterns):
        var match: (index: Int, filling: [UInt8])?
        for (index, suggestion) in answer.suggestions.enumerated() where !found.contains(index) {
          if let filling = patterns.lazy.compactMap({ $0.match(suggestion.code) }).first {
            match = (index, filling)
            break
          }
        }
        guard let match else { return false }
        found.append(match.index)
        if filling.isEmpty { filling = match.filling }
      }
    }
    return report(rule, found, filling, phrases, circumstances, &answer)
  }

  private func report(
    _ rule: CodingRule, _ found: [Int?], _ filling: [UInt8], _ phrases: [Range<Int>],
    _ circumstances: Circumstances, _ answer: inout CodedNote
  ) -> Bool {
    var kept: Set<Int> = []
    var made: [Suggestion] = []
    let sources = found.compactMap { $0 }.map { answer.suggestions[$0] }
    for result in rule.results {
      switch result {
      case .kept(let number): if let index = found[number - 1] { kept.insert(index) }
      case .code(let pattern):
        guard let code = pattern.code(filling),
          let position = circumstances.codes.position(of: code),
          circumstances.codes.flags(at: position).contains(.billable)
        else { return false }
        if answer.suggestions.contains(where: { $0.code == code }) { continue }
        made.append(
          Suggestion(
            code: code, position: position,
            confidence: sources.map(\.confidence).min() ?? 900,
            evidence: Self.merged(sources.flatMap(\.evidence) + phrases),
            path: (sources.first?.path ?? [])
              + [PathStep("rule", code, source: "\(rule.id) (\(rule.section))")],
            role: .secondary, features: [],
            order: sources.map(\.order).min() ?? phrases.first?.lowerBound ?? 0))
      }
    }
    let gone = found.compactMap { $0 }.filter { !kept.contains($0) }
    guard !made.isEmpty || !gone.isEmpty else { return false }
    for index in gone.sorted(by: >) {
      var suggestion = answer.suggestions.remove(at: index)
      suggestion.role = .leftOut
      suggestion.reason = rule.id
      answer.leftOut.append(suggestion)
    }
    let place = min(gone.min() ?? answer.suggestions.count, answer.suggestions.count)
    answer.suggestions.insert(contentsOf: made, at: place)
    return true
  }

  /// Stretches in order, those that touch made one.
  static func merged(_ spans: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for span in spans.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    ) {
      if let last = merged.last, span.lowerBound <= last.upperBound {
        merged[merged.count - 1] =
          last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        merged.append(span)
      }
    }
    return merged
  }
}

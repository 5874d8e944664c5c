// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
public import Values

/// The rules of our own tables, applied to what a note supports until nothing changes any more.
public struct RuleBook: Sendable {
  private let rules: [CodingRule]

  /// Reads `Data/coding/rules.tsv`.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) { rules = try CodingRule.rules(table) }

  /// Reads the rules of several tables, one after the other.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ tables: [[UInt8]]) throws(ConceptTableError) {
    var rules: [CodingRule] = []
    for table in tables { rules += try CodingRule.rules(table) }
    self.rules = rules
  }

  /// No rules.
  public init() { rules = [] }

  /// The names of the rules with the sections that they rest on.
  public var names: [(id: String, section: String)] { rules.map { ($0.id, $0.section) } }

  /// The codes that rules put in the place of a code, beside whatever else they ask for.
  public func codes(madeOf code: PackedCode) -> [PackedCode] {
    rules.flatMap { $0.codes(madeOf: code) }
  }

  /// What rules look at.
  struct Circumstances {
    let codes: CodeTable
    let setting: CodingSetting
    /// The bytes of a phrase that is said of the patient; nothing where it is not.
    let said: ([UInt64]) -> Range<Int>?
    /// Tells whether a phrase stands in the note, whatever is said of it.
    let stands: ([UInt64]) -> Bool
    /// The bytes of a phrase that stands in the note, whatever is said of it.
    let place: ([UInt64]) -> Range<Int>?
    /// The sentence that a byte lies in.
    let sentence: (Int) -> Int
    /// The bytes that tell of a fact; nothing where it is none.
    let fact: (String) -> Range<Int>?
    /// The trimester of a pregnancy, where it is known.
    let trimester: Int?
    /// A code with the 7th character of the note's episode of care.
    let completed: (Int) -> Int?
  }

  /// What the conditions of a rule found.
  private struct Match {
    /// The suggestion that each condition found; nothing for one that looks for no code.
    var found: [Int?] = []
    var filling: [UInt8] = []
    var phrases: [Range<Int>] = []
    /// What was named and left out, by the place of the condition.
    var named: [Int: Int] = [:]
  }

  /// Applies the rules.
  ///
  /// - Complexity: O(*r* · *s*²) for *r* rules and *s* suggestions; each rule fires at most once a suggestion.
  func apply(_ circumstances: Circumstances, to answer: inout CodedNote) {
    var codes = answer.suggestions.map(\.code)
    for rule in rules where rule.isPossible(among: codes) {
      var rounds = 0
      while rounds < 8, fire(rule, circumstances, &answer) { rounds += 1 }
      if rounds > 0 { codes = answer.suggestions.map(\.code) }
    }
  }

  private func fire(
    _ rule: CodingRule, _ circumstances: Circumstances, _ answer: inout CodedNote
  ) -> Bool {
    for bar in rule.unless {
      switch bar {
      case .setting(let setting): if setting == circumstances.setting { return false }
      case .words(let phrases): if phrases.contains(where: circumstances.stands) { return false }
      case .code(let form):
        if answer.suggestions.contains(where: { form.match($0) != nil }) { return false }
      case .stands(let phrases): if phrases.contains(where: circumstances.stands) { return false }
      case .fact(let name): if circumstances.fact(name) != nil { return false }
      case .named(let form):
        if (answer.suggestions + answer.leftOut).contains(where: { form.match($0) != nil }) {
          return false
        }
      case .linked: return false
      }
    }
    var match = Match()
    return complete(&match, rule, circumstances, answer)
      && report(rule, match, circumstances, &answer)
  }

  /// Meets the conditions from the next one on, going back where a choice leads nowhere.
  private func complete(
    _ match: inout Match, _ rule: CodingRule, _ circumstances: Circumstances, _ answer: CodedNote
  ) -> Bool {
    guard match.found.count < rule.conditions.count else {
      return changes(rule, match, circumstances, answer)
    }
    switch rule.conditions[match.found.count] {
    case .setting(let setting):
      guard setting == circumstances.setting else { return false }
      match.found.append(nil)
      return complete(&match, rule, circumstances, answer)
    case .stands(let phrases):
      guard let range = phrases.lazy.compactMap({ circumstances.place($0) }).first else {
        return false
      }
      match.phrases.append(range)
      match.found.append(nil)
      return complete(&match, rule, circumstances, answer)
    case .fact(let name):
      guard let range = circumstances.fact(name) else { return false }
      match.phrases.append(range)
      match.found.append(nil)
      return complete(&match, rule, circumstances, answer)
    case .named(let form):
      if complete(form, &match, rule, circumstances, answer) { return true }
      for (index, suggestion) in answer.leftOut.enumerated()
      where suggestion.reason == "confidence" {
        guard let filling = form.match(suggestion) else { continue }
        var next = match
        next.named[next.found.count] = index
        next.found.append(nil)
        if next.filling.isEmpty { next.filling = filling }
        if complete(&next, rule, circumstances, answer) {
          match = next
          return true
        }
      }
      return false
    case .linked:
      guard areLinked(match, circumstances, answer) else { return false }
      match.found.append(nil)
      return complete(&match, rule, circumstances, answer)
    case .words(let words):
      guard let range = words.lazy.compactMap({ circumstances.said($0) }).first else {
        return false
      }
      match.phrases.append(range)
      match.found.append(nil)
      return complete(&match, rule, circumstances, answer)
    case .code(let form): return complete(form, &match, rule, circumstances, answer)
    }
  }

  /// Meets a condition that asks for a code, with each suggestion of that form in turn.
  private func complete(
    _ form: CodingRule.CodeForm, _ match: inout Match, _ rule: CodingRule,
    _ circumstances: Circumstances, _ answer: CodedNote
  ) -> Bool {
    for (index, suggestion) in answer.suggestions.enumerated() where !match.found.contains(index) {
      guard let filling = form.match(suggestion) else { continue }
      var next = match
      next.found.append(index)
      if next.filling.isEmpty { next.filling = filling }
      if complete(&next, rule, circumstances, answer) {
        match = next
        return true
      }
    }
    return false
  }

  /// Tells whether an answer would be another one by a rule.
  private func changes(
    _ rule: CodingRule, _ match: Match, _ circumstances: Circumstances, _ answer: CodedNote
  ) -> Bool {
    var kept: Set<Int> = []
    for result in rule.results {
      if case .kept(let number) = result {
        if match.named[number - 1] != nil { return true }
        if let index = match.found[number - 1] { kept.insert(index) }
      } else {
        guard let code = code(of: result, match, circumstances) else { return false }
        guard let index = answer.suggestions.firstIndex(where: { $0.code == code }) else {
          return true
        }
        kept.insert(index)
      }
    }
    return match.found.contains { $0.map { !kept.contains($0) } ?? false }
  }

  /// The billable code that a result stands for.
  private func code(
    of result: CodingRule.Result, _ match: Match, _ circumstances: Circumstances
  ) -> PackedCode? {
    for pattern in result.patterns(in: circumstances.trimester) {
      guard let code = pattern.code(match.filling),
        let position = circumstances.codes.position(of: code)
      else { continue }
      if circumstances.codes.flags(at: position).contains(.billable) { return code }
      return circumstances.completed(position).map { circumstances.codes.code(at: $0) }
    }
    return nil
  }

  /// Tells whether one sentence names everything that was found.
  private func areLinked(
    _ match: Match, _ circumstances: Circumstances, _ answer: CodedNote
  ) -> Bool {
    let places =
      match.found.compactMap { $0 }.map { index in
        Set(answer.suggestions[index].evidence.map { circumstances.sentence($0.lowerBound) })
      } + match.phrases.map { [circumstances.sentence($0.lowerBound)] }
    guard let first = places.first else { return true }
    return !places.dropFirst().reduce(first) { $0.intersection($1) }.isEmpty
  }

  private func report(
    _ rule: CodingRule, _ match: Match, _ circumstances: Circumstances, _ answer: inout CodedNote
  ) -> Bool {
    var kept: Set<Int> = []
    var made: [Suggestion] = []
    var raised: [Int] = []
    let sources =
      match.found.compactMap { $0 }.map { answer.suggestions[$0] }
      + match.named.values.sorted().map { answer.leftOut[$0] }
    for result in rule.results {
      if case .kept(let number) = result {
        if let index = match.found[number - 1] { kept.insert(index) }
        if let index = match.named[number - 1] { raised.append(index) }
        continue
      }
      guard let code = code(of: result, match, circumstances),
        let position = circumstances.codes.position(of: code)
      else { return false }
      if let index = answer.suggestions.firstIndex(where: { $0.code == code }) {
        kept.insert(index)
        continue
      }
      made.append(
        Suggestion(
          code: code, position: position,
          confidence: sources.map(\.confidence).min() ?? 900,
          evidence: Self.merged(sources.flatMap(\.evidence) + match.phrases),
          path: (sources.first?.path ?? [])
            + [PathStep("rule", code, source: "\(rule.id) (\(rule.section))")],
          role: .secondary, features: [],
          order: sources.map(\.order).min() ?? match.phrases.first?.lowerBound ?? 0))
    }
    for index in raised.sorted(by: >) {
      var suggestion = answer.leftOut.remove(at: index)
      suggestion.reason = nil
      suggestion.role = .secondary
      suggestion.path.append(
        PathStep("rule", suggestion.code, source: "\(rule.id) (\(rule.section))"))
      made.append(suggestion)
    }
    let gone = match.found.compactMap { $0 }.filter { !kept.contains($0) }
    guard !made.isEmpty || !gone.isEmpty else { return false }
    // What is reported in its place.
    let stands = made.first?.code ?? kept.min().map { answer.suggestions[$0].code }
    for index in gone.sorted(by: >) {
      var suggestion = answer.suggestions.remove(at: index)
      suggestion.role = .leftOut
      suggestion.reason = rule.id
      if let stands { suggestion.path.append(PathStep("rule", stands, source: rule.id)) }
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

// SPDX-License-Identifier: Apache-2.0

import Values

/// What is wrong with the text of a condition, and where.
struct RuleSyntaxError: Error, Hashable {
  /// The character, counted from 1.
  let column: Int
  /// What stands there.
  let found: String
  /// What should.
  let expected: String
}

/// Reads a condition: comparisons joined by `and`, `or`, `not` and parentheses.
///
///     line.code in ('99202'..'99205', 'G0463') and not line.modifiers has any ('95', '93')
///     claim.diagnoses has 'O*' and patient.sex = 'M'
///     line.units > 3 or line.charge >= 1000.00 or line.place is missing
struct RuleParser {
  private let words: [RuleWord]
  private var next = 0
  private let end: Int

  /// Reads a whole text.
  ///
  /// - Throws: The first place where the text is no condition.
  static func expression(_ text: String) throws(RuleSyntaxError) -> RuleExpression {
    var parser = RuleParser(
      words: try RuleWord.words(of: text), end: text.unicodeScalars.count + 1)
    let expression = try parser.alternatives()
    if parser.next < parser.words.count { throw parser.unexpected("and, or, or the end") }
    return expression
  }

  private init(words: [RuleWord], end: Int) {
    self.words = words
    self.end = end
  }

  private mutating func alternatives() throws(RuleSyntaxError) -> RuleExpression {
    var parts = [try conjunction()]
    while take("or") { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .some(parts)
  }

  private mutating func conjunction() throws(RuleSyntaxError) -> RuleExpression {
    var parts = [try condition()]
    while take("and") { parts.append(try condition()) }
    return parts.count == 1 ? parts[0] : .every(parts)
  }

  private mutating func condition() throws(RuleSyntaxError) -> RuleExpression {
    if take("not") { return .not(try condition()) }
    if take("(") {
      let inner = try alternatives()
      guard take(")") else { throw unexpected(")") }
      return inner
    }
    let field = try field()
    if take("is") {
      if take("missing") { return .not(.isGiven(field)) }
      guard take("given") else { throw unexpected("given or missing") }
      return .isGiven(field)
    }
    if field.kind == .texts { return try membership(of: field) }
    if take("not") {
      guard take("in") else { throw unexpected("in") }
      return .not(.isIn(field, try patterns(for: field)))
    }
    if take("in") { return .isIn(field, try patterns(for: field)) }
    return try comparison(of: field)
  }

  /// `has 'A'`, `has any (…)`, `has all (…)`, `lacks 'A'`, `lacks any (…)`.
  private mutating func membership(of field: RuleField) throws(RuleSyntaxError) -> RuleExpression {
    let isLacking = take("lacks")
    guard isLacking || take("has") else { throw unexpected("has, lacks, is given or is missing") }
    let isAll = take("all")
    let expression: RuleExpression
    if isAll || take("any") {
      expression = .has(field, try list(), all: isAll)
    } else {
      expression = .has(field, [try pattern()], all: false)
    }
    return isLacking ? .not(expression) : expression
  }

  private mutating func comparison(of field: RuleField) throws(RuleSyntaxError) -> RuleExpression {
    guard next < words.count,
      let comparison = RuleExpression.Comparison(rawValue: words[next].text),
      words[next].kind == .sign
    else { throw unexpected("=, !=, <, <=, >, >=, in or is") }
    next += 1
    let start = next
    if next < words.count, words[next].kind == .name, let other = RuleField.all[words[next].text] {
      next += 1
      guard other.kind == field.kind else { throw unexpected(field.kind.rawValue, at: start) }
      return .compare(field, comparison, .field(other))
    }
    guard let value = literal(), value.kind == field.kind else {
      throw unexpected("a \(field.kind.rawValue)", at: start)
    }
    return .compare(field, comparison, .value(value.value))
  }

  private mutating func literal() -> (value: RuleValue, kind: RuleValue.Kind)? {
    guard next < words.count else { return nil }
    let word = words[next]
    next += 1
    switch word.kind {
    case .text: return (.text(word.text), .text)
    case .number: return RuleWord.thousandths(word.text).map { (.number($0), .number) }
    case .day: return CalendarDate(word.text).map { (.day($0), .day) }
    case .name, .sign: return nil
    }
  }

  private mutating func patterns(
    for field: RuleField
  ) throws(RuleSyntaxError) -> [RulePattern] {
    guard field.kind == .text else { throw unexpected("a comparison: \(field.name) is no text") }
    return try list()
  }

  private mutating func list() throws(RuleSyntaxError) -> [RulePattern] {
    guard take("(") else { throw unexpected("(") }
    var patterns = [try pattern()]
    while take(",") { patterns.append(try pattern()) }
    guard take(")") else { throw unexpected(", or )") }
    return patterns
  }

  private mutating func pattern() throws(RuleSyntaxError) -> RulePattern {
    guard next < words.count, words[next].kind == .text else {
      throw unexpected("a text in quotes")
    }
    let text = words[next].text
    next += 1
    guard take("..") else {
      return text.hasSuffix("*") ? .beginning(String(text.dropLast())) : .exactly(text)
    }
    guard next < words.count, words[next].kind == .text,
      words[next].text.utf8.count == text.utf8.count, text <= words[next].text
    else { throw unexpected("a later text of the same length") }
    next += 1
    return .range(text, words[next - 1].text)
  }

  private mutating func field() throws(RuleSyntaxError) -> RuleField {
    guard next < words.count, words[next].kind == .name, let field = RuleField.all[words[next].text]
    else { throw unexpected("a field: \(RuleField.all.keys.sorted().joined(separator: ", "))") }
    next += 1
    return field
  }

  private mutating func take(_ word: String) -> Bool {
    guard next < words.count, words[next].kind != .text, words[next].text == word else {
      return false
    }
    next += 1
    return true
  }

  private func unexpected(_ expected: String, at index: Int? = nil) -> RuleSyntaxError {
    let index = index ?? next
    return RuleSyntaxError(
      column: index < words.count ? words[index].column : end,
      found: index < words.count ? words[index].text : "the end", expected: expected)
  }
}

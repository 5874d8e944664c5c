// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// A condition over the fields of a claim.
indirect enum RuleExpression: Hashable, Sendable {
  enum Comparison: String, Hashable, Sendable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
  }

  case every([RuleExpression])
  case some([RuleExpression])
  case not(RuleExpression)
  /// A field beside a value or another field; a missing value makes it false.
  case compare(RuleField, Comparison, Operand)
  /// A text that matches one of several patterns.
  case isIn(RuleField, [RulePattern])
  /// Several texts of which one, or one for each, matches.
  case has(RuleField, [RulePattern], all: Bool)
  /// The claim says something.
  case isGiven(RuleField)

  enum Operand: Hashable, Sendable {
    case value(RuleValue)
    case field(RuleField)
  }

  /// Tells whether the condition holds for a claim, or for a line of it.
  func holds(_ claim: ServiceRecord, _ line: ServiceRecord.Line?) -> Bool {
    switch self {
    case .every(let parts): parts.allSatisfy { $0.holds(claim, line) }
    case .some(let parts): parts.contains { $0.holds(claim, line) }
    case .not(let part): !part.holds(claim, line)
    case .compare(let field, let comparison, let operand):
      Self.compare(
        field.value(claim, line), comparison,
        { () -> RuleValue in
          switch operand {
          case .value(let value): value
          case .field(let other): other.value(claim, line)
          }
        }())
    case .isIn(let field, let patterns):
      if case .text(let text) = field.value(claim, line) {
        patterns.contains { $0.matches(text) }
      } else {
        false
      }
    case .has(let field, let patterns, let all):
      if case .texts(let texts) = field.value(claim, line) {
        all
          ? patterns.allSatisfy { pattern in texts.contains { pattern.matches($0) } }
          : texts.contains { text in patterns.contains { $0.matches(text) } }
      } else {
        false
      }
    case .isGiven(let field):
      switch field.value(claim, line) {
      case .missing: false
      case .texts(let texts): !texts.isEmpty
      default: true
      }
    }
  }

  /// Tells whether the condition looks at lines.
  var looksAtLines: Bool {
    switch self {
    case .every(let parts), .some(let parts): parts.contains(where: \.looksAtLines)
    case .not(let part): part.looksAtLines
    case .compare(let field, _, let operand):
      if case .field(let other) = operand, other.scope == .line {
        true
      } else {
        field.scope == .line
      }
    case .isIn(let field, _), .has(let field, _, _), .isGiven(let field): field.scope == .line
    }
  }

  private static func compare(_ a: RuleValue, _ comparison: Comparison, _ b: RuleValue) -> Bool {
    switch (a, b) {
    case (.text(let a), .text(let b)): comparison.holds(a, b)
    case (.number(let a), .number(let b)): comparison.holds(a, b)
    case (.day(let a), .day(let b)): comparison.holds(a, b)
    default: false
    }
  }
}

extension RuleExpression.Comparison {
  func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool {
    switch self {
    case .equal: a == b
    case .unequal: a != b
    case .less: a < b
    case .atMost: a <= b
    case .greater: a > b
    case .atLeast: a >= b
    }
  }
}

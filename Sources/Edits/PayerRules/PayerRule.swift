// SPDX-License-Identifier: Apache-2.0

import Claims
public import Values

/// A rule of a payer or of the practice over the fields of a claim.
public struct PayerRule: Hashable, Sendable {
  /// A claim that shows what the rule does.
  public struct Case: Hashable, Sendable {
    /// Whether the rule is to fire on it.
    public let fires: Bool
    /// The claim, as a record of services.
    public let claim: JSON
    /// The line of the file.
    public let line: Int?
  }

  /// The name of the rule, unique in its file.
  public let id: String
  /// Whether claims are judged by it; one that was learned is off until a person switches it on.
  public let isEnabled: Bool
  /// The counts that a learned rule rests on, as the file has them.
  public let learned: JSON?
  /// What the rule is about, in a few words.
  public let title: String
  /// What it does: a rule that rejects holds the claim.
  public let severity: Finding.Severity
  /// The days of service for which it holds; nothing for all of its file.
  public let period: EffectivePeriod?
  /// What is wrong, for the person who reads the finding.
  public let message: String
  /// What to do about it.
  public let advice: String
  /// Where the payer says so.
  public let source: String
  /// What the rule changes, where it says that it changes something.
  public let changes: [RuleChange]
  /// The claims that show what it does.
  public let cases: [Case]
  /// The line of the file.
  public let line: Int?

  let condition: RuleExpression
  let scope: RuleField.Scope
}

extension PayerRule {
  /// The numbers of the lines for which the rule fires; 0 for the claim as a whole.
  func fires(on claim: ServiceRecord) -> [Int] {
    guard scope == .line else { return condition.holds(claim, nil) ? [0] : [] }
    return claim.lines.filter { condition.holds(claim, $0) }.map(\.number)
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// A file of rules: whose claims they are for, in which version, from when to when.
public struct PayerRuleBook: Hashable, Sendable {
  /// The name of the file's rules.
  public let name: String
  /// The version, as the file says.
  public let version: String
  /// The identifiers of the payers; empty for every payer.
  public let payers: [String]
  /// The claim filing indicators; empty for every one.
  public let filings: [String]
  /// The days of service for which the file holds.
  public let period: EffectivePeriod
  /// The rules in the order of the file.
  public let rules: [PayerRule]
  /// The SHA-256 of the file in hexadecimal.
  public let sha256: String

  /// Tells whether the rules are for a claim: its payer, its kind of coverage, its first day.
  public func applies(to claim: ServiceRecord) -> Bool {
    guard let day = claim.lines.map(\.from).min(), period.contains(day) else { return false }
    guard payers.isEmpty || claim.payer.map(payers.contains) ?? false else { return false }
    return filings.isEmpty || claim.claimFiling.map(filings.contains) ?? false
  }

  /// Tells whether a rule fires on a claim, by its condition and days alone: for which payer the book is does
  /// not matter.
  public func fires(_ rule: PayerRule, on claim: ServiceRecord) -> Bool {
    if let period = rule.period, let day = claim.lines.map(\.from).min(), !period.contains(day) {
      return false
    }
    return !rule.fires(on: claim).isEmpty
  }

  /// Judges a claim by every rule that is on, and changes it where a rule says so.
  ///
  /// Rules are taken in the order of the file: what one has changed the next one sees. A change is a finding
  /// of its own, with what the line had before.
  public func judge(_ claim: inout ServiceRecord, _ findings: inout [Finding]) {
    guard applies(to: claim), let day = claim.lines.map(\.from).min() else { return }
    for rule in rules where rule.isEnabled && rule.period.map({ $0.contains(day) }) ?? true {
      for number in rule.fires(on: claim) {
        let place: Place = number == 0 ? .claim : .serviceLine(number)
        if rule.changes.isEmpty {
          findings.append(finding(rule, at: place))
        } else {
          change(&claim, number, rule, at: place, &findings)
        }
      }
    }
  }

  private func change(
    _ claim: inout ServiceRecord, _ number: Int, _ rule: PayerRule, at place: Place,
    _ findings: inout [Finding]
  ) {
    for index in claim.lines.indices where number == 0 || claim.lines[index].number == number {
      for change in rule.changes where change.apply(to: &claim.lines[index]) {
        findings.append(
          Finding(
            "payer-rule.changed", .informs, at: .serviceLine(claim.lines[index].number),
            facts: facts(rule) + [.init("change", change.description)], source: source(rule)))
      }
    }
  }

  private func finding(_ rule: PayerRule, at place: Place) -> Finding {
    let id =
      switch rule.severity {
      case .rejects: "payer-rule.holds"
      case .warns: "payer-rule.warns"
      case .informs: "payer-rule.informs"
      }
    return Finding(id, rule.severity, at: place, facts: facts(rule), source: source(rule))
  }

  private func facts(_ rule: PayerRule) -> [Finding.Fact] {
    [
      .init("rule", rule.id), .init("book", name), .init("version", version),
      .init("message", rule.message), .init("advice", rule.advice),
    ]
  }

  private func source(_ rule: PayerRule) -> RuleSource {
    let line = rule.line.map { ", line \($0)" } ?? ""
    return RuleSource(
      document: "\(name) \(version)",
      locator: rule.source.isEmpty ? "\(rule.id)\(line)" : "\(rule.id)\(line): \(rule.source)",
      sha256: sha256)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Glibc
import Storage
public import Values

/// Findings that people have answered for, so that they hold a claim no more.
///
///     try Overrides(installation).add(claim: "A-1", rule: "ncci.procedure-pair", …)
public struct Overrides {
  private let installation: Installation
  private let today: CalendarDate

  /// Takes an installation.
  ///
  /// - Parameter today: The day that tells which still count; the machine's, in UTC, unless it is given.
  public init(_ installation: Installation, today: CalendarDate? = nil) {
    self.installation = installation
    self.today = today ?? CalendarDate(daysSinceEpoch: Int32(Glibc.time(nil) / 86_400))
  }

  /// Adds an override.
  ///
  /// - Returns: The override with its `number`.
  /// - Throws: ``WorkflowFailure`` with everything that is wrong: `override.unknown-rule`, `override.missing`,
  ///   `override.expired`.
  public func add(
    claim: String, rule: String, line: Int?, reason: String, user: String, until: CalendarDate
  ) throws(WorkflowFailure) -> JSON {
    var findings: [Finding] = []
    if !FindingWords.standard.rules.contains(rule) {
      findings.append(
        Finding(
          "override.unknown-rule", .rejects, at: .field("rule"), facts: [.init("rule", rule)]))
    }
    for (name, text) in [("claim", claim), ("reason", reason), ("user", user)]
    where text.allSatisfy(\.isWhitespace) {
      findings.append(
        Finding(
          "override.missing", .rejects, at: .field(name), facts: [.init("member", name)]))
    }
    if until < today {
      findings.append(
        Finding(
          "override.expired", .rejects, at: .field("until"),
          facts: [.init("until", until.description)]))
    }
    guard findings.isEmpty else { throw WorkflowFailure(findings, .rejected) }
    return try asWorkflow {
      try Files.makeFolder(installation.home)
      let trail = try OverrideTrail(folder: installation.home)
      let number = try trail.append(
        .init(claim: claim, rule: rule, line: line, reason: reason, user: user, until: until))
      return try trail.overrides().first { $0.number == number }.map(json) ?? .null
    }
  }

  /// Takes an override back.
  ///
  /// - Throws: ``WorkflowFailure``: `override.unknown` where none of that number stands.
  public func revoke(
    _ number: Int, by user: String, because reason: String
  ) throws(WorkflowFailure) {
    let isDone = try asWorkflow {
      try Files.exists(OverrideTrail.path(in: installation.home))
        && OverrideTrail(folder: installation.home).revoke(number, by: user, because: reason)
    }
    if !isDone { throw WorkflowFailure("override.unknown", .rejected, ("number", "\(number)")) }
  }

  /// Every override, oldest first, with its `state`: `active`, `expired` or `revoked`.
  public func report() throws(WorkflowFailure) -> JSON {
    .array(try all().map(json))
  }

  /// The overrides that count today.
  func active() throws(WorkflowFailure) -> [OverrideTrail.Override] {
    try all().filter { state(of: $0) == "active" }
  }

  private func all() throws(WorkflowFailure) -> [OverrideTrail.Override] {
    guard Files.exists(OverrideTrail.path(in: installation.home)) else { return [] }
    return try asWorkflow { try OverrideTrail(folder: installation.home).overrides() }
  }

  private func state(of override: OverrideTrail.Override) -> String {
    override.revoked != nil ? "revoked" : override.until < today ? "expired" : "active"
  }

  private func json(_ override: OverrideTrail.Override) -> JSON {
    .members(
      ("number", .int(override.number)), ("state", .string(state(of: override))),
      ("claim", .string(override.claim)), ("rule", .string(override.rule)),
      ("line", override.line.map(JSON.int)), ("reason", .string(override.reason)),
      ("user", .string(override.user)), ("until", .date(override.until)),
      ("made_at", .string(override.madeAt)), ("revoked", override.revoked.map(JSON.string)))
  }
}

extension OverrideTrail.Override {
  /// Tells whether it answers for a finding of a claim.
  func covers(_ finding: Finding, of claim: String) -> Bool {
    guard rule == finding.rule, self.claim == claim else { return false }
    return line.map { finding.place == .serviceLine($0) } ?? true
  }

  /// Who, why and until when, for a finding.
  var answer: JSON {
    .members(
      ("number", .int(number)), ("user", .string(user)), ("reason", .string(reason)),
      ("until", .date(until)))
  }
}

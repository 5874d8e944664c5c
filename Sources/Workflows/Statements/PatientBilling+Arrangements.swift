// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

extension PatientBilling {
  /// Keeps a guarantor, or one claim, from being asked for money.
  ///
  /// - Parameters:
  ///   - reason: One of the reasons of ``StatementHold``.
  ///   - user: Who places it.
  ///   - note: What was asked or said.
  public func hold(
    _ guarantor: String, claim: String?, reason: String, on given: CalendarDate?,
    until: CalendarDate?, by user: String, note: String
  ) throws(WorkflowFailure) -> JSON {
    let who = try Self.guarantor(guarantor)
    let claim: SubjectID<Subject.Claim>? = try claim.map { text throws(WorkflowFailure) in
      try Self.id(text, "claim")
    }
    guard let reason = StatementHold(rawValue: reason) else {
      throw WorkflowFailure(
        "statement.bad-reason", .usage,
        ("reasons", StatementHold.allCases.map(\.rawValue).joined(separator: ", ")))
    }
    try Self.check(user)
    try check(who)
    let day = Self.day(given)
    return try asWorkflow {
      let number = try store.addHold(
        who, claim, reason, on: day, until: until, by: user, note: note)
      return .members(
        ("hold", .int(number)), ("guarantor", .string(guarantor)),
        ("claim", claim.map { .string($0.description) }), ("reason", .string(reason.rawValue)),
        ("on", .date(day)), ("until", until.map { .date($0) }))
    }
  }

  /// Releases a hold, or answers a dispute.
  public func release(
    hold number: Int, on given: CalendarDate?, by user: String, outcome: String
  ) throws(WorkflowFailure) -> JSON {
    try Self.check(user)
    let day = Self.day(given)
    let released = try asWorkflow {
      try store.release(hold: number, on: day, by: user, outcome: outcome)
    }
    guard released else {
      throw WorkflowFailure("statement.no-hold", .rejected, ("number", "\(number)"))
    }
    return .members(("hold", .int(number)), ("released", .date(day)))
  }

  /// The holds and disputes, of a guarantor or of all, released ones too.
  public func holds(of guarantor: String?) throws(WorkflowFailure) -> JSON {
    let one = try guarantor.map { text throws(WorkflowFailure) in try Self.guarantor(text) }
    return try asWorkflow {
      let holds = try store.holds(of: one).map { hold in
        JSON.members(
          ("hold", .int(hold.number)), ("guarantor", .string(hold.guarantor.description)),
          ("claim", hold.claim.map { .string($0.description) }),
          ("reason", .string(hold.reason.rawValue)), ("on", .date(hold.placed)),
          ("until", hold.until.map { .date($0) }), ("by", .string(hold.placedBy)),
          ("note", .string(hold.note)), ("released", hold.released.map { .date($0) }),
          ("released_by", hold.released.map { _ in .string(hold.releasedBy) }),
          ("outcome", hold.released.map { _ in .string(hold.outcome) }))
      }
      return .members(("holds", .array(holds)))
    }
  }

  /// Agrees on a payment plan for all that a guarantor owes now and is not on hold.
  ///
  /// - Throws: ``WorkflowFailure``: `statement.no-balance`, `statement.bad-instalment`.
  public func plan(
    _ guarantor: String, instalment: Money, first: CalendarDate, on given: CalendarDate?,
    by user: String
  ) throws(WorkflowFailure) -> JSON {
    let who = try Self.guarantor(guarantor)
    try Self.check(user)
    let day = Self.day(given)
    return try asWorkflow {
      try store.transaction {
        let claims = try account(of: who, on: day).claims.filter {
          $0.claim != nil && $0.hold == nil && $0.total.due > .zero
        }
        let amount = claims.reduce(Money.zero) { $0 + $1.total.due }
        guard amount > .zero else { throw WorkflowFailure("statement.no-balance", .rejected) }
        guard instalment > .zero, instalment <= amount, instalment.times(60) >= amount else {
          throw WorkflowFailure(
            "statement.bad-instalment", .rejected, ("balance", amount.description))
        }
        let number = try store.addPlan(
          who, amount: amount, instalment: instalment, first: first,
          claims: claims.compactMap(\.claim), on: day, by: user)
        let terms = PaymentPlan(
          number: number, amount: amount, instalment: instalment, first: first, remaining: amount)
        return .members(
          ("plan", .int(number)), ("guarantor", .string(guarantor)), ("amount", .money(amount)),
          (
            "instalments",
            .array(
              (0..<terms.count).map { index in
                let before = instalment.times(index)
                return .members(
                  ("due", .date(terms.day(of: index))),
                  ("amount", .money(min(instalment, amount - before))))
              })
          ))
      }
    }
  }

  /// Ends a guarantor's payment plan: the whole balance is asked for again.
  public func endPlan(_ guarantor: String, on given: CalendarDate?) throws(WorkflowFailure) -> JSON
  {
    let who = try Self.guarantor(guarantor)
    let day = Self.day(given)
    let ended = try asWorkflow {
      try store.transaction { try store.endPlan(of: who, on: day) }
    }
    guard ended else { throw WorkflowFailure("statement.no-plan", .rejected) }
    return .members(("guarantor", .string(guarantor)), ("ended", .date(day)))
  }

  /// Grants aid: a share of what a guarantor owes, now and until a day, is given up as charity.
  ///
  /// - Parameter document: The application: its hash is what the write-offs rest on.
  public func hardship(
    _ guarantor: String, percent: Int, on given: CalendarDate?, until: CalendarDate,
    approvedBy user: String, document: String
  ) throws(WorkflowFailure) -> JSON {
    let who = try Self.guarantor(guarantor)
    try Self.check(user)
    try check(who)
    let day = Self.day(given)
    guard (1...100).contains(percent), until >= day else {
      throw WorkflowFailure("statement.bad-grant", .usage)
    }
    return try asWorkflow {
      guard let source = Digest(hexadecimal: try SHA256.hexadecimal(ofFile: document)) else {
        preconditionFailure("a hash has 32 bytes")
      }
      return try store.transaction {
        let number = try store.addHardship(
          who, percent: percent, on: day, until: until, by: user, document: source)
        let given = try discount(who, on: day)
        return .members(
          ("grant", .int(number)), ("guarantor", .string(guarantor)), ("percent", .int(percent)),
          ("until", .date(until)), ("written_off", .money(given)))
      }
    }
  }

  /// Writes off the granted share of each claim that a grant has not lowered yet.
  ///
  /// - Returns: How much.
  @discardableResult
  func discount(
    _ guarantor: SubjectID<Subject.Guarantor>, on day: CalendarDate
  ) throws -> Money {
    let grants = try store.hardships(of: guarantor).filter { $0.granted <= day && day <= $0.until }
    guard let grant = grants.last, let charity = Account(4220) else { return .zero }
    let items = try store.ledger.items(ofGuarantor: guarantor, in: store.practice)
      .filter { $0.key.account == .patientReceivable && $0.balance > .zero }
    var (entries, sum): ([JournalEntry], Money) = ([], .zero)
    for item in items {
      guard let claim = item.key.subject.claim,
        let key = SourceKey("hardship/\(grant.number)/\(claim)")
      else { continue }
      let written = try store.ledger.lines(ofClaim: claim, in: store.practice).contains {
        $0.memo?.description == "hardship:\(grant.number)"
      }
      if written { continue }
      let amount = Money(cents: (item.balance.cents * Int64(grant.percent) + 50) / 100)
      var draft = EntryDraft(
        .writeOff, in: store.practice, key: key, effective: day, posted: Instant.now,
        source: grant.document, memo: MemoCode("hardship:\(grant.number)"))
      draft.reduce(amount, by: charity, item.key.subject)
      guard !draft.isEmpty else { continue }
      entries.append(try draft.entry())
      sum += amount
    }
    try store.ledger.append(entries, to: store.practice)
    return sum
  }

  static func check(_ user: String) throws(WorkflowFailure) {
    guard !user.allSatisfy(\.isWhitespace) else {
      throw WorkflowFailure("ledger.bad-text", .usage, ("member", "user"))
    }
  }
}

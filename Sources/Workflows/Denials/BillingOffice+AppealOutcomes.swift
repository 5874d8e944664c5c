// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
public import Values

extension BillingOffice {
  /// Outcomes that a payer's decision may have.
  public static let appealOutcomes = ["overturned", "partly-overturned", "upheld", "dismissed"]

  /// Records what the payer has decided on an appeal; money comes with its remittance.
  ///
  /// What is upheld is due for the next level, where there is one; the claim is denied again.
  ///
  /// - Parameters:
  ///   - outcome: One of ``appealOutcomes``.
  ///   - day: The date of the decision.
  /// - Throws: ``WorkflowFailure``: `appeals.unknown`, `appeals.stands`, `billing.bad-text`.
  public func decideAppeal(
    _ number: Int, _ outcome: String, on day: CalendarDate, words: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let words = try Self.text(words, "reason")
    guard Self.appealOutcomes.contains(outcome) else {
      throw WorkflowFailure("billing.bad-text", .usage, ("member", "outcome"))
    }
    return try asWorkflow {
      try store.transaction {
        var appeal = try knownAppeal(number, in: ["sent"])
        appeal.state = "decided"
        appeal.outcome = outcome
        appeal.decided = day
        try store.update(appeal)
        try store.add(
          OfficeEvent(
            .appeal, number, at: moment, by: user, "decide", value: outcome, words: words))
        let isLost = outcome == "upheld" || outcome == "dismissed"
        guard let kept = try store.claims([appeal.claim]).first else { return try json(appeal) }
        let coverage = try coverage(of: kept, payer: appeal.payer)
        let next = levels.level(appeal.level + 1, payer: appeal.payer, coverage: coverage)
        for var item in try store.work(ofAppeal: number) where item.state != "closed" {
          // What was granted waits for its remittance.
          item.state = isLost ? "open" : "waiting"
          if isLost { item.deadline = next?.due(after: day) }
          try store.update(item)
          try store.add(
            OfficeEvent(
              .work, item.number, at: moment, by: user, "appeal-\(outcome)", value: "\(number)",
              words: words))
        }
        if isLost, kept.claim.state == .appealed {
          try end(appeal, of: kept, reason: "appeal \(number) \(outcome)", by: user)
        }
        return try json(appeal)
      }
    }
  }

  /// Lets a claim stand where it stood before its appeal: denied, or closed where its payer owes nothing by the books.
  private func end(
    _ appeal: KeptAppeal, of kept: KeptClaim, reason: String, by user: String
  ) throws {
    let isOwed = try books.store.items(ofClaim: kept.claim.id, in: books.practice).contains {
      $0.key.account == .payerReceivable && $0.balance > .zero
        && $0.key.subject.payer?.description == appeal.payer
    }
    try move(kept, isOwed ? .deny : .settle, reason: reason, by: user)
  }

  /// Takes an appeal back that was drafted or sent.
  public func withdrawAppeal(
    _ number: Int, words: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let words = try Self.text(words, "reason")
    return try asWorkflow {
      try store.transaction {
        var appeal = try knownAppeal(number, in: ["drafted", "sent"])
        let wasSent = appeal.state == "sent"
        appeal.state = "withdrawn"
        try store.update(appeal)
        try store.add(
          OfficeEvent(.appeal, number, at: moment, by: user, "withdraw", words: words))
        for var item in try store.work(ofAppeal: number) where item.state == "waiting" {
          item.state = "open"
          try store.update(item)
        }
        if wasSent, let kept = try store.claims([appeal.claim]).first,
          kept.claim.state == .appealed
        {
          try end(appeal, of: kept, reason: "appeal \(number) withdrawn", by: user)
        }
        return try json(appeal)
      }
    }
  }

  /// The appeals in a state, those that are due first before the others.
  ///
  /// - Parameter state: `drafted`, `sent`, `decided` or `withdrawn`.
  public func appeals(in state: String, limit: Int) throws(WorkflowFailure) -> JSON {
    guard ["drafted", "sent", "decided", "withdrawn"].contains(state) else {
      throw WorkflowFailure("billing.bad-text", .usage, ("member", "state"))
    }
    return try asWorkflow {
      .members(
        ("state", .string(state)),
        ("appeals", .array(try store.appeals(in: state, limit: limit).map(json))))
    }
  }

  /// An appeal with its denials and everything that was done.
  public func appeal(_ number: Int) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let appeal = try knownAppeal(number)
      return .object(
        try json(appeal).members + [
          .init("denials", .array(try store.work(ofAppeal: number).map { json($0) })),
          .init("log", .array(try store.events(of: .appeal, number).map(json))),
        ])
    }
  }

  /// The levels that a claim's payer allows, with the days by which each has to be asked for after a decision.
  public func appealLevels(
    payer: String, coverage: String?, after day: CalendarDate
  ) -> JSON {
    .members(
      ("payer", .string(payer)), ("coverage", .text(coverage)), ("decision", .date(day)),
      (
        "levels",
        .array(
          levels.levels(payer: payer, coverage: coverage).map { level in
            .members(
              ("level", .int(level.number)), ("name", .string(level.name)),
              ("rule", .string(level.rule)), ("to", .string(level.decider)),
              ("days", .int(level.days)), ("receipt", .int(level.receipt)),
              ("last", .date(level.last(after: day))), ("due", .date(level.due(after: day))),
              ("source", .string(level.source)))
          })
      ))
  }

  func json(_ appeal: KeptAppeal) throws -> JSON {
    let paid = try recovered(by: appeal)
    var outcome = appeal.outcome
    if outcome == "answered" {
      outcome =
        paid >= appeal.amount ? "overturned" : paid > .zero ? "partly-overturned" : "upheld"
    }
    return .members(
      ("appeal", .int(appeal.number)), ("state", .string(appeal.state)),
      ("claim", .string(appeal.claim)), ("payer", .string(appeal.payer)),
      ("level", .int(appeal.level)), ("rule", .string(appeal.rule)),
      ("letter", .string(appeal.letter)), ("amount", .money(appeal.amount)),
      ("notice", .date(appeal.notice)), ("due", .date(appeal.due)),
      ("sent", appeal.sent.map { .date($0) }),
      ("decide_by", appeal.decideBy.map { .date($0) }),
      ("decided", appeal.decided.map { .date($0) }),
      ("outcome", outcome.isEmpty ? nil : .string(outcome)),
      ("paid_since", appeal.sent == nil ? nil : .money(paid)),
      ("reference", appeal.reference.isEmpty ? nil : .string(appeal.reference)),
      ("document", appeal.document.map { .string($0.description) }))
  }

  /// What the payer has paid on the claim by remittances that came after the appeal was sent.
  private func recovered(by appeal: KeptAppeal) throws -> Money {
    guard let sent = appeal.sent else { return .zero }
    let refused = try store.work(ofAppeal: appeal.number).compactMap(\.remittance).max() ?? 0
    var paid = Money.zero
    for answer in try store.answers(to: [appeal.claim])
    where answer.status == .posted && !answer.isTakenBack && answer.remittance > refused {
      guard let remittance = try store.remittance(answer.remittance), remittance.paidOn >= sent
      else { continue }
      paid += answer.paid
    }
    return paid
  }
}

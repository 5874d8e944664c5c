// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

extension BillingOffice {
  /// How many claims stand where, and what waits for a person.
  public func overview() throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      _ = try books.store.head(of: books.practice)
      return .members(
        (
          "claims",
          .array(
            try store.states().map { state, claims, charge in
              .members(
                ("state", .string(state.rawValue)), ("claims", .int(claims)),
                ("charge", .money(charge)))
            })
        ),
        (
          "work",
          .array(
            try store.workTotals().map { kind, items, amount in
              .members(
                ("kind", .string(kind.rawValue)), ("items", .int(items)),
                ("amount", .money(amount)))
            })
        ))
    }
  }

  /// Claims in a state, those that are due first before the others.
  public func claims(in state: String, limit: Int) throws(WorkflowFailure) -> JSON {
    guard let state = ClaimState(rawValue: state) else {
      throw WorkflowFailure("billing.bad-text", .usage, ("member", "state"))
    }
    return try asWorkflow {
      let claims = try store.claims(in: state, limit: limit)
      return .members(("state", .string(state.rawValue)), ("claims", .array(claims.map(brief))))
    }
  }

  /// Everything that is known of a claim: lines, payers, what is open, what happened, what was answered.
  ///
  /// - Throws: ``WorkflowFailure``: `claims.unknown`.
  public func claim(_ name: String) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      guard let kept = try store.claims([name]).first else {
        throw WorkflowFailure("claims.unknown", .rejected, ("claim", name))
      }
      let claim = kept.claim
      let items = try books.store.items(ofClaim: claim.id, in: books.practice)
      let members: [JSON.Member] = [
        .init("lines", .array(claim.lines.map(json))),
        .init(
          "payers",
          .array(
            claim.payers.enumerated().map { rank, payer in
              .members(
                ("rank", .int(rank + 1)), ("payer", .string(payer.payer.description)),
                (
                  "open",
                  .money(
                    Self.sum(items, .payerReceivable) { $0.key.subject.payer == payer.payer })
                ))
            })),
        .init("patient_owes", .money(Self.sum(items, .patientReceivable) { _ in true })),
        .init("choices", .array(life.choices(in: claim.state).map { .string($0.rawValue) })),
        .init("events", .array(try store.events(of: name).map(json))),
        .init(
          "acknowledgements", .array(try store.acknowledgements(of: name).map(json))),
        .init("answers", .array(try store.answers(to: [name]).map(json))),
        .init("work", .array(try store.work(on: name).map(json))),
        .init("postings", .array(try postings(of: claim))),
      ]
      return .object(brief(kept).members + members)
    }
  }

  /// The remittances, latest first.
  ///
  /// - Parameter undeposited: Whether only those whose payment the bank has not shown as announced.
  public func remittances(
    undeposited: Bool = false, limit: Int
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let kept = try undeposited ? store.undeposited() : store.remittances(limit: limit)
      return .members(("remittances", .array(kept.map(json))))
    }
  }

  /// A remittance with its answers, what stands beside the claims, and the work that it has opened.
  ///
  /// - Throws: ``WorkflowFailure``: `remittances.unknown`.
  public func remittance(_ number: Int) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let kept = try known(number)
      return .object(
        json(kept).members + [
          .init("answers", .array(try store.answers(of: number).map(json))),
          .init(
            "provider_adjustments",
            .array(
              try store.providerAdjustments(of: number).map { row in
                .members(
                  ("reason", .string(row.reason)), ("reference", .string(row.reference)),
                  ("amount", .money(row.amount)), ("status", .string(row.status.rawValue)),
                  ("entry", row.entry.map(JSON.int)))
              })),
          .init("work", .array(try store.work(of: number).map(json))),
        ])
    }
  }

  /// What waits for a person, of a kind.
  public func work(_ kind: String, limit: Int) throws(WorkflowFailure) -> JSON {
    guard let kind = WorkItem.Kind(rawValue: kind) else {
      throw WorkflowFailure("billing.bad-text", .usage, ("member", "kind"))
    }
    return try asWorkflow {
      .members(
        ("kind", .string(kind.rawValue)),
        ("work", .array(try store.openWork(kind, limit: limit).map(json))))
    }
  }

  private static func sum(
    _ items: [OpenItem], _ account: Account, _ test: (OpenItem) -> Bool
  ) -> Money {
    items.reduce(.zero) { $1.key.account == account && test($1) ? $0 + $1.balance : $0 }
  }

  func brief(_ kept: KeptClaim) -> JSON {
    let claim = kept.claim
    return .members(
      ("claim", .string(claim.id.description)), ("kind", .string(kept.kind)),
      ("state", .string(claim.state.rawValue)), ("since", .string(kept.since.description)),
      ("payer", claim.payer(claim.rank).map { .string($0.description) }),
      ("rank", .int(claim.rank + 1)), ("patient", .string(claim.patient.description)),
      ("guarantor", .string(claim.guarantor.description)), ("charge", .money(claim.charge)),
      ("from", claim.from.map { .date($0) }), ("through", claim.through.map { .date($0) }),
      ("deadline", kept.deadline.map { .date($0) }),
      ("payer_numbers", .array(claim.payerNumbers.map(JSON.string))),
      ("origin", kept.origin.isEmpty ? nil : .string(kept.origin)))
  }

  private func json(_ line: FiledClaim.Line) -> JSON {
    .members(
      ("line", .int(line.number)), ("code", .string(line.code)),
      ("modifiers", .array(line.modifiers.map(JSON.string))),
      ("revenue_code", line.revenueCode.isEmpty ? nil : .string(line.revenueCode)),
      ("charge", .money(line.charge)), ("from", line.from.map { .date($0) }),
      ("through", line.through.map { .date($0) }))
  }

  private func json(_ event: ClaimEvent) -> JSON {
    .members(
      ("at", .string(event.at.description)), ("by", .string(event.actor)),
      ("move", .string(event.move)), ("from", .string(event.before.rawValue)),
      ("to", .string(event.after.rawValue)),
      ("reason", event.reason.isEmpty ? nil : .string(event.reason)),
      ("document", event.document.map { .string($0.description) }))
  }

  private func json(_ answer: KeptAnswer) -> JSON {
    .members(
      ("remittance", .int(answer.remittance)), ("place", .int(answer.place)),
      ("status", .string(answer.status.rawValue)),
      ("claim", answer.claim.isEmpty ? nil : .string(answer.claim)),
      ("basis", answer.basis.isEmpty ? nil : .string(answer.basis)),
      ("rank", .int(answer.rank + 1)),
      ("payer_number", answer.payerNumber.isEmpty ? nil : .string(answer.payerNumber)),
      ("charge", .money(answer.charge)), ("paid", .money(answer.paid)),
      ("taken_back", answer.isTakenBack ? .bool(true) : nil),
      ("entry", answer.entry.map(JSON.int)))
  }

  private func json(_ kept: KeptRemittance) -> JSON {
    .members(
      ("remittance", .int(kept.number)), ("issuer", .string(kept.issuer)),
      ("payer", .string(kept.payerName)), ("trace", .string(kept.trace)),
      ("method", .string(kept.method)), ("paid_on", .date(kept.paidOn)),
      ("amount", .money(kept.amount)), ("deposited", .money(kept.deposited)),
      ("expected", .money(kept.expected)), ("received", .string(kept.received.description)),
      ("by", .string(kept.actor)))
  }

  func json(_ item: WorkItem) -> JSON {
    .members(
      ("work", .int(item.number)), ("kind", .string(item.kind.rawValue)),
      ("state", .string(item.state)), ("claim", item.claim.isEmpty ? nil : .string(item.claim)),
      ("payer", .string(item.payer)), ("remittance", item.remittance.map(JSON.int)),
      ("line", item.line.map(JSON.int)),
      ("group", item.group.isEmpty ? nil : .string(item.group)),
      ("reason", item.reason.isEmpty ? nil : .string(item.reason)),
      ("remarks", item.remarks.isEmpty ? nil : .array(item.remarks.map(JSON.string))),
      ("category", item.category.isEmpty ? nil : .string(item.category)),
      ("amount", .money(item.amount)), ("opened", .date(item.opened)),
      ("deadline", item.deadline.map { .date($0) }),
      ("owner", item.owner.isEmpty ? nil : .string(item.owner)),
      ("closed", item.closed.map { .date($0) }),
      ("outcome", item.outcome.isEmpty ? nil : .string(item.outcome)))
  }

  private func postings(of claim: FiledClaim) throws -> [JSON] {
    try books.store.lines(ofClaim: claim.id, in: books.practice).map { line in
      .members(
        ("entry", .int(line.sequence)), ("kind", .string(line.kind.rawValue)),
        ("effective", .date(line.effective)), ("account", .int(line.posting.account.number)),
        ("amount", .money(line.posting.amount)),
        ("payer", line.posting.subject.payer.map { .string($0.description) }),
        ("line", line.posting.subject.line.map(JSON.int)))
    }
  }
}

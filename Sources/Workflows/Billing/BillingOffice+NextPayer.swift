// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import TransactionSets
public import Values

extension BillingOffice {
  /// Why no claim to the next payer can be written, as a finding.
  struct CannotWrite: Error {
    let finding: Finding

    init(_ rule: String, _ claim: String, _ facts: (String, String)...) {
      finding = Finding(
        rule, .rejects, at: .claim,
        facts: [.init("claim", claim)] + facts.map { Finding.Fact($0.0, $0.1) })
    }
  }

  /// Writes the claim to the next payer, out of what was sent and what the payers before have answered.
  ///
  /// A claim whose payer has refused or left open something goes on with what is open.
  ///
  /// - Parameter medicareReason: Why Medicare is not first: SBR05, where the claim does not say it.
  /// - Returns: The claim as it stands.
  /// - Throws: ``WorkflowFailure``: `claims.unknown`, `claims.no-such-move`, `claims.no-next-payer`, and why the claim
  ///   cannot be written.
  public func next(
    _ name: String, medicareReason: String? = nil, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    var reason: MedicareSecondaryReason?
    if let medicareReason {
      guard let known = MedicareSecondaryReason(rawValue: medicareReason) else {
        throw WorkflowFailure("billing.bad-text", .usage, ("member", "medicare-reason"))
      }
      reason = known
    }
    return try asWorkflow {
      try store.transaction {
        var kept = try known(claim: name)
        let written = try store.submission(kept.submission, of: name)?.rank ?? 0
        let waits = [.ready, .held].contains(kept.claim.state) && written < kept.claim.rank
        if !waits { kept = try goOn(kept, by: user) }
        do {
          kept = try writeNext(kept, medicareReason: reason, by: user)
        } catch let error as CannotWrite {
          throw WorkflowFailure([error.finding], .rejected)
        }
        if kept.claim.state == .held {
          kept = try move(kept, .release, reason: "written", at: moment, user)
        }
        return brief(kept)
      }
    }
  }

  /// Writes what waits for a next payer; what cannot be written is held.
  func writeNextClaims(_ names: [String]?, by user: String) throws -> [Finding] {
    var findings: [Finding] = []
    var last = ""
    while true {
      let waiting = try store.waitingForNextPayer(limit: 500, after: last)
      guard let end = waiting.last else { return findings }
      last = end
      for name in waiting where names?.contains(name) ?? true {
        try store.transaction {
          let kept = try known(claim: name)
          do {
            try writeNext(kept, medicareReason: nil, by: user)
          } catch let error as CannotWrite {
            findings.append(error.finding)
            try move(kept, .hold, reason: error.finding.rule, at: moment, user)
          }
        }
      }
    }
  }

  /// Takes a claim to its next payer by a person's word, with what is open with the one before.
  private func goOn(_ kept: KeptClaim, by user: String) throws -> KeptClaim {
    var kept = kept
    let (claim, before, moment) = (kept.claim, kept.claim.state, moment)
    guard let payer = claim.payer(claim.rank + 1) else {
      throw WorkflowFailure(
        "claims.no-next-payer", .rejected, ("claim", claim.id.description))
    }
    kept.claim.state = try next(kept, .nextPayer)
    let open = owed(
      try openLines(of: claim).filter {
        $0.key.payer == claim.payer(claim.rank) && $0.key.account == .payerReceivable
      })
    guard let source = try lastDocument(of: claim) else {
      throw WorkflowFailure("claims.unreadable", .unusable)
    }
    var draft = try draft(
      .transfer, "next/\(claim.id)/\(claim.rank + 1)/\(kept.events)", source, at: moment)
    for (key, amount) in open {
      draft.move(
        amount, debit: .payerReceivable, credit: .payerReceivable,
        claim.subject(of: claim.rank + 1, line: key.line),
        creditOf: claim.subject(of: claim.rank, line: key.line))
    }
    if !draft.isEmpty { try books.store.append([try draft.entry()], to: books.practice) }
    kept.claim.rank += 1
    let event = ClaimEvent(
      claim.id, at: moment, by: user, ClaimMove.nextPayer.rawValue, from: before,
      to: kept.claim.state, reason: payer.description)
    return try store.write([BillingStore.Change(kept, events: [event])])[0]
  }

  /// Writes the submission of a claim to the payer that is to be asked.
  @discardableResult
  private func writeNext(
    _ kept: KeptClaim, medicareReason: MedicareSecondaryReason?, by user: String
  ) throws -> KeptClaim {
    var kept = kept
    let (name, moment) = (kept.claim.id.description, moment)
    let submissions = try store.submissions(of: name)
    guard
      let base = submissions.last(where: { $0.rank < kept.claim.rank && $0.purpose != .void })
    else { throw DatabaseError(.damaged, reason: "answer") }
    var claim = try ClaimText.claim(base.content)
    var paidOn: CalendarDate?
    for rank in base.rank..<kept.claim.rank {
      let (answer, day) = try answer(of: rank, to: name)
      claim = try Self.claim(claim, after: answer, on: day, name, rank)
      paidOn = day
    }
    if claim.coverage.claimFiling?.isMedicare == true, claim.coverage.responsibility != .primary {
      claim.coverage.medicareSecondaryReason =
        medicareReason ?? claim.coverage.medicareSecondaryReason
      guard claim.coverage.medicareSecondaryReason != nil else {
        throw CannotWrite("claims.no-medicare-reason", name)
      }
    }
    let submission = Submission(
      claim: kept.claim.id, number: (submissions.last?.number ?? 0) + 1, purpose: .next,
      rank: kept.claim.rank, controlNumber: kept.claim.controlNumber,
      content: try ClaimText.bytes(of: claim), batch: nil)
    try store.add(
      submission, payer: kept.claim.payer(kept.claim.rank)?.description ?? "", at: moment)
    kept.submission = submission.number
    let event = ClaimEvent(
      kept.claim.id, at: moment, by: user, "write", from: kept.claim.state, to: kept.claim.state,
      reason: "for payer \(kept.claim.rank + 1)")
    kept = try store.write([BillingStore.Change(kept, events: [event])])[0]
    let deadline = BillingTables.laterLimits.deadline(
      .secondary, claim.coverage.claimFiling?.rawValue,
      service: kept.claim.through ?? kept.claim.from, remittance: paidOn,
      else: BillingTables.limits)
    try store.setDeadline(deadline ?? kept.deadline, of: name)
    return try known(claim: name)
  }

  /// The claim to the payer after the one that has answered.
  private static func claim(
    _ sent: Claim, after answer: RemittanceClaim, on day: CalendarDate, _ name: String, _ rank: Int
  ) throws -> Claim {
    var sent = sent
    let order = PayerResponsibility.allCases
    func place(_ payer: OtherPayer) -> Int {
      payer.coverage.responsibility.flatMap { order.firstIndex(of: $0) } ?? order.count
    }
    sent.otherPayers = sent.otherPayers.enumerated().sorted {
      (place($0.element), $0.offset) < (place($1.element), $1.offset)
    }.map(\.element)
    guard let decision = ClaimAdjudication(answer, of: sent, on: day) else {
      throw CannotWrite("claims.answer-lines", name, ("payer", "\(rank + 1)"))
    }
    do throws(ClaimChangeError) {
      return try sent.secondary(after: decision)
    } catch {
      switch error {
      case .imbalance(let wrong):
        throw CannotWrite(
          "claims.answer-unbalanced", name, ("payer", "\(rank + 1)"),
          ("off", wrong.first?.difference.description ?? ""))
      default: throw CannotWrite("claims.no-next-payer", name)
      }
    }
  }

  /// What a payer has answered to a claim and not taken back: where it came in parts, all of them as one.
  private func answer(
    of rank: Int, to name: String
  ) throws -> (answer: RemittanceClaim, day: CalendarDate) {
    let answers = try store.answers(to: [name]).filter {
      $0.status == .posted && !$0.isTakenBack && $0.rank == rank && $0.charge >= .zero
    }
    var whole: RemittanceClaim?
    var day: CalendarDate?
    for answer in answers {
      guard let json = try? JSON(parsing: store.content(of: answer)),
        let claim = try? RemittanceClaim(json: json)
      else { throw DatabaseError(.damaged, reason: "answer") }
      day = try store.remittance(answer.remittance)?.paidOn ?? day
      whole = whole.map { $0.adding(claim) } ?? claim
    }
    guard let whole, let day else {
      throw CannotWrite(
        "claims.answer-unbalanced", name, ("payer", "\(rank + 1)"), ("off", "0.00"))
    }
    return (whole, day)
  }
}

extension RemittanceClaim {
  /// This part of an answer and another one together.
  fileprivate func adding(_ other: RemittanceClaim) -> RemittanceClaim {
    var whole = self
    whole.charge = charge + other.charge
    whole.paid = paid + other.paid
    whole.adjustments += other.adjustments
    whole.lines += other.lines
    whole.payerControlNumber = payerControlNumber ?? other.payerControlNumber
    whole.inpatient = inpatient ?? other.inpatient
    whole.outpatient = outpatient ?? other.outpatient
    return whole
  }
}

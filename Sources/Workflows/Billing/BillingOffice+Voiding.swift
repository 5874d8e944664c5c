// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
public import Values

extension BillingOffice {
  /// Takes a claim back: at the payer, where it has it (frequency 8, with the payer's number), else on file alone.
  ///
  /// Charges are taken back as far as they are open; what was paid stays until the payer takes it back.
  ///
  /// - Parameters:
  ///   - payerNumber: The payer's number of the claim; nothing for the one on file.
  ///   - reason: Why, in words.
  /// - Returns: The claim as it stands.
  /// - Throws: ``WorkflowFailure``: `claims.unknown`, `claims.no-such-move`, `claims.no-payer-number`.
  public func void(
    _ name: String, payerNumber: String? = nil, reason: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let reason = try Self.text(reason, "reason", most: 200)
    return try asWorkflow {
      try store.transaction {
        var kept = try known(claim: name)
        try checkNotOnItsWay(kept)
        let (before, moment) = (kept.claim.state, moment)
        var move = ClaimMove.void
        if before == .voided {
          // The payer has taken money back since: what is open by that is taken back too.
        } else if case .to(let voided) = life.next(before, .void) {
          let sent = try lastSent(kept)
          let number = try number(payerNumber, of: name, kept.claim.rank)
          let content = try ClaimText.bytes(of: try sent.claim.void(number))
          kept.submission = try add(content, to: kept, .void, rank: kept.claim.rank, at: moment)
          kept.claim.state = voided
        } else {
          move = .abandon
          kept.claim.state = try next(kept, .abandon)
        }
        try takeBackCharges(of: kept, at: moment)
        let event = ClaimEvent(
          kept.claim.id, at: moment, by: user, move.rawValue, from: before,
          to: kept.claim.state, reason: reason)
        kept = try store.write([BillingStore.Change(kept, events: [event])])[0]
        try close(workOn: name, on: moment.date, "voided")
        return brief(kept)
      }
    }
  }

  private func takeBackCharges(of kept: KeptClaim, at moment: Instant) throws {
    let claim = kept.claim
    guard let source = try lastDocument(of: claim) else { return }
    var draft = try draft(
      .charge, "void/\(claim.id)/\(kept.events)", source, at: moment, memo: "void")
    for (key, amount) in owed(try openLines(of: claim)) {
      draft.move(-amount, debit: key.account, credit: .charges, key.subject(of: claim))
    }
    guard !draft.isEmpty else { return }
    try books.store.append([try draft.entry()], to: books.practice)
  }

  /// Lets a claim be sent once more as it was.
  ///
  /// - Parameter reason: Why, in words.
  /// - Returns: The claim as it stands.
  /// - Throws: ``WorkflowFailure``: `claims.unknown`, `claims.no-such-move`, `claims.nothing-sent`.
  public func resubmit(
    _ name: String, reason: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let reason = try Self.text(reason, "reason", most: 200)
    return try asWorkflow {
      try store.transaction {
        var kept = try known(claim: name)
        try checkNotOnItsWay(kept)
        let sent = try lastSent(kept).submission
        let (before, moment) = (kept.claim.state, moment)
        kept.claim.state = try next(kept, .resend)
        kept.submission = try add(
          sent.content, to: kept, .again, rank: kept.claim.rank, at: moment)
        let event = ClaimEvent(
          kept.claim.id, at: moment, by: user, ClaimMove.resend.rawValue, from: before,
          to: kept.claim.state, reason: reason)
        kept = try store.write([BillingStore.Change(kept, events: [event])])[0]
        try store.closeRejections(of: name, on: moment.date, outcome: "resubmitted")
        return brief(kept)
      }
    }
  }
}

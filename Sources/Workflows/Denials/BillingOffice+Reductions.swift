// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
public import Values

extension BillingOffice {
  /// Takes a reduction that a remittance made out of the books again: its entry is mirrored and posted anew without the
  /// reduction, which is open with the payer from then on and is worked on.
  ///
  /// - Parameters:
  ///   - name: The claim.
  ///   - number: The account of the reduction: 4110, 4120 or 4130.
  ///   - remittance: The remittance; nothing for the latest one that made such a reduction.
  /// - Throws: ``WorkflowFailure``: `claims.unknown`, `write-offs.no-reduction`.
  public func revertReduction(
    of name: String, account number: Int, remittance: Int? = nil, words: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let (user, words) = (try Self.user(user), try Self.text(words, "reason", most: 200))
    guard let account = Account(number),
      [.contractual, .sequestration, .payerReductions].contains(account)
    else { throw WorkflowFailure("billing.bad-text", .usage, ("member", "account")) }
    return try asRequest {
      try store.transaction {
        guard let kept = try store.claims([name]).first else {
          throw WorkflowFailure("claims.unknown", .rejected, ("claim", name))
        }
        for answer in try store.answers(to: [name]).reversed()
        where answer.status == .posted && !answer.isTakenBack && answer.charge >= .zero
          && (remittance == nil || answer.remittance == remittance)
        {
          guard let done = try revert(answer, of: kept, account, words, user) else { continue }
          return done
        }
        throw WorkflowFailure(
          "write-offs.no-reduction", .rejected, ("claim", name), ("account", "\(number)"))
      }
    }
  }

  private func revert(
    _ answer: KeptAnswer, of kept: KeptClaim, _ account: Account, _ words: String, _ user: String
  ) throws -> JSON? {
    guard let number = answer.entry, let remittance = try store.remittance(answer.remittance),
      let entry = try books.store.entries(of: books.practice, from: number, limit: 1).first,
      entry.sequence == number
    else { return nil }
    let (left, undone, subject) = RequestPosting.reductions(entry.entry.postings, by: account)
    guard undone > .zero, let subject, let payer = subject.payer else { return nil }
    let moment = moment
    let head = try books.store.head(of: books.practice)
    let day = Self.openDay(entry.entry.effective, head)
    var answer = answer
    answer.attempt += 1
    answer.entry = nil
    var entries = [
      JournalEntry(
        reversing: entry, effective: day, posted: moment, source: entry.entry.source,
        memo: MemoCode("reduction-undone"))
    ]
    if !left.isEmpty {
      entries.append(
        try JournalEntry(
          of: entry.entry.kind, in: books.practice,
          key: key(remittance, answer.key, answer.attempt), effective: day, posted: moment,
          source: entry.entry.source, memo: entry.entry.memo, postings: left))
    }
    let outcomes = try books.store.append(entries, to: books.practice)
    if outcomes.count > 1 { answer.entry = outcomes[1].sequence }
    try store.put([answer])
    var item = WorkItem(
      .denial, payer: payer.description, amount: undone, opened: moment.date)
    item.claim = answer.claim
    item.remittance = answer.remittance
    item.answer = answer.key
    let adjustment = remittanceClaim(answer)?.allAdjustments.first { adjustment in
      switch BillingTables.reasons.kind(of: adjustment) {
      case .contractual: account == .contractual
      case .sequestration: account == .sequestration
      case .reduction: account == .payerReductions
      default: false
      }
    }
    item.group = adjustment?.group ?? ""
    item.reason = adjustment?.reason ?? ""
    item.category = BillingTables.reasons[item.reason]?.category ?? "other"
    item.deadline = try appealDeadline(
      item, remittanceClaim(answer)?.filingIndicator, notice: remittance.paidOn, isAppealed: false)
    let opened = try store.open([item])
    for own in opened {
      try store.add(
        OfficeEvent(
          .work, own.number, at: moment, by: user, "reduction-undone",
          value: undone.description, words: words))
    }
    if case .to = life.next(kept.claim.state, .takeBack) {
      try move(kept, .takeBack, reason: words, document: answer.document, by: user)
    }
    return .members(
      ("claim", .string(answer.claim)), ("remittance", .int(answer.remittance)),
      ("account", .int(account.number)), ("amount", .money(undone)),
      ("undone", .int(outcomes[0].sequence)), ("entry", answer.entry.map(JSON.int)),
      ("work", opened.first.map { .int($0.number) }))
  }
}

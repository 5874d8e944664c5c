// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

/// The entries of what was asked for and approved.
public enum RequestPosting {
  /// Gives a balance up: from what is owed to the account of the reason.
  public static func giveUp(
    _ amount: Money, of source: Account, by account: Account, _ subject: Subject,
    _ draft: inout EntryDraft
  ) {
    draft.move(amount, debit: account, credit: source, subject)
  }

  /// Owes a refund: from an overpaid receivable, a payment that is not applied, or a credit balance to what is
  /// payable. The way goes over the credit balance of whoever is owed, so that the books show it.
  public static func owe(
    _ amount: Money, from source: Account, _ subject: Subject, _ draft: inout EntryDraft
  ) {
    switch source {
    case .patientReceivable, .payerReceivable:
      draft.moveCredit(amount, subject)
      draft.approveRefund(amount, subject)
    case .creditPatient, .creditPayer: draft.approveRefund(amount, subject)
    default: draft.move(amount, debit: source, credit: .refundsPayable, subject)
    }
  }

  /// The two sides of each reduction of an entry by an account, mirrored; none where it has none.
  ///
  /// - Parameter account: What a payer took off by: contractual, sequestration, other reductions.
  public static func reductions(
    _ postings: [Posting], by account: Account
  ) -> (kept: [Posting], undone: Money, subject: Subject?) {
    var kept: [Posting] = []
    var undone = Money.zero
    var subject: Subject?
    var index = 0
    while index < postings.count {
      let posting = postings[index]
      if posting.account == account, index + 1 < postings.count,
        postings[index + 1].amount == -posting.amount,
        [.payerReceivable, .patientReceivable].contains(postings[index + 1].account)
      {
        undone += posting.amount
        subject = subject ?? postings[index + 1].subject
        index += 2
      } else {
        kept.append(posting)
        index += 1
      }
    }
    return (kept, undone, subject)
  }
}

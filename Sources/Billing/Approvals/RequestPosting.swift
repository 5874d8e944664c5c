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

  /// An entry without what it took off by an account: the receivables that it was taken off from lose so much less.
  ///
  /// - Parameter account: What a payer took off by: contractual, sequestration, other reductions.
  /// - Returns: The postings that stay, what is undone, and whom that concerns; nothing where there is none.
  public static func reductions(
    _ postings: [Posting], by account: Account
  ) -> (kept: [Posting], undone: Money, subject: Subject?) {
    var kept = postings.filter { $0.account != account }
    var undone = Money.zero
    var subject: Subject?
    for taken in postings where taken.account == account {
      let sides = kept.indices.filter {
        [.payerReceivable, .patientReceivable].contains(kept[$0].account)
          && kept[$0].subject == taken.subject && kept[$0].amount <= -taken.amount
      }
      guard let place = sides.first(where: { kept[$0].amount == -taken.amount }) ?? sides.first
      else {
        kept.append(taken)
        continue
      }
      undone += taken.amount
      subject = subject ?? taken.subject
      let left = kept[place].amount + taken.amount
      if left == .zero {
        kept.remove(at: place)
      } else {
        kept[place] = Posting(kept[place].account, left, kept[place].subject)
      }
    }
    return (kept, undone, subject)
  }
}

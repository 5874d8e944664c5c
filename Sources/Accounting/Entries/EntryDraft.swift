// SPDX-License-Identifier: Apache-2.0

public import Values

/// An entry in the making: amounts are moved between accounts, so that it always comes to zero.
///
///     var draft = EntryDraft(.adjustment, in: practice, key: key, effective: day, posted: now, source: digest)
///     draft.reduce(amount, by: .contractual, subject)
///     draft.leaveToPatient(share, subject)
///     let entry = try draft.entry()
public struct EntryDraft: Sendable {
  private let kind: EntryKind
  private let practice: PracticeID
  private let key: SourceKey
  private let effective: CalendarDate
  private let posted: Instant
  private let source: Digest
  /// What more is said of the kind.
  public var memo: MemoCode?
  /// The sides so far.
  public private(set) var postings: [Posting] = []

  /// Begins an entry.
  public init(
    _ kind: EntryKind, in practice: PracticeID, key: SourceKey, effective: CalendarDate,
    posted: Instant, source: Digest, memo: MemoCode? = nil
  ) {
    self.kind = kind
    self.practice = practice
    self.key = key
    self.effective = effective
    self.posted = posted
    self.source = source
    self.memo = memo
  }

  /// Whether nothing was moved: there is no entry to make then.
  public var isEmpty: Bool { postings.isEmpty }

  /// Debits one account and credits another; a negative amount goes the other way, none leaves nothing.
  ///
  /// - Parameter other: Whom the credit concerns, where that is somebody else.
  public mutating func move(
    _ amount: Money, debit: Account, credit: Account, _ subject: Subject,
    creditOf other: Subject? = nil
  ) {
    guard amount != .zero else { return }
    postings.append(Posting(debit, amount, subject))
    postings.append(Posting(credit, -amount, other ?? subject))
  }

  /// Adds one side: a positive amount is a debit; the others have to bring the entry to zero. None leaves nothing.
  public mutating func side(_ account: Account, _ amount: Money, _ subject: Subject) {
    if amount != .zero { postings.append(Posting(account, amount, subject)) }
  }

  /// The entry.
  ///
  /// - Throws: ``AccountingError``: `tooFewPostings` where nothing was moved, `tooLarge`, `unbalanced`.
  public func entry() throws(AccountingError) -> JournalEntry {
    try JournalEntry(
      of: kind, in: practice, key: key, effective: effective, posted: posted, source: source,
      memo: memo, postings: postings)
  }
}

extension EntryDraft {
  /// A service was charged; the subject names the payer where one is to be asked first.
  public mutating func charge(_ amount: Money, _ subject: Subject) {
    move(amount, debit: Self.receivable(subject), credit: .charges, subject)
  }

  /// A payer's remittance pays a claim; the money itself is still expected at the bank.
  public mutating func payByRemittance(_ amount: Money, _ subject: Subject) {
    var remittance = Subject.none
    remittance.payer = subject.payer
    move(
      amount, debit: .remittancesExpected, credit: .payerReceivable, remittance, creditOf: subject)
  }

  /// What one owes is reduced: by contract, sequestration, a write-off, bad debt.
  public mutating func reduce(_ amount: Money, by account: Account, _ subject: Subject) {
    move(amount, debit: account, credit: Self.receivable(subject), subject)
  }

  /// The payer leaves a part to the patient: from now on the patient owes it.
  public mutating func leaveToPatient(_ amount: Money, _ subject: Subject) {
    var patient = subject
    patient.payer = nil
    move(
      amount, debit: .patientReceivable, credit: .payerReceivable, patient, creditOf: subject)
  }

  /// A patient pays; until it is applied the money belongs to no claim.
  ///
  /// - Parameter account: Where the money is: drawer, card, check.
  public mutating func takePatientPayment(
    _ amount: Money, to account: Account, _ subject: Subject
  ) {
    move(amount, debit: account, credit: .unappliedPatient, subject)
  }

  /// What a patient paid before is applied to a claim.
  public mutating func apply(_ amount: Money, from payment: Subject, to subject: Subject) {
    move(
      amount, debit: .unappliedPatient, credit: .patientReceivable, payment, creditOf: subject)
  }

  /// An overpaid item becomes a balance that is owed back.
  public mutating func moveCredit(_ amount: Money, _ subject: Subject) {
    move(
      amount, debit: Self.receivable(subject),
      credit: subject.payer == nil ? .creditPatient : .creditPayer, subject)
  }

  /// A balance that is owed back is approved for a refund.
  public mutating func approveRefund(_ amount: Money, _ subject: Subject) {
    move(
      amount, debit: subject.payer == nil ? .creditPatient : .creditPayer, credit: .refundsPayable,
      subject)
  }

  /// A refund is paid.
  public mutating func payRefund(_ amount: Money, _ subject: Subject) {
    move(amount, debit: .refundsPayable, credit: .bank, subject)
  }

  /// The bank has money that was awaited.
  public mutating func deposit(_ amount: Money, from account: Account, _ subject: Subject = .none) {
    move(amount, debit: .bank, credit: account, subject)
  }

  private static func receivable(_ subject: Subject) -> Account {
    subject.payer == nil ? .patientReceivable : .payerReceivable
  }
}

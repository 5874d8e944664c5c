// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

/// Patients' bills: statements, what holds them back, payments, receipts, itemised bills.
///
///     let books = try Books(database: nil, practice: "main", installation)
///     let billing = try PatientBilling(books, keys: installation.keys(nil))
///     try billing.make(on: day, guarantor: nil, folder: "out")
///
/// What is asked for is what the books have as patient receivable, and nothing else.
public final class PatientBilling {
  let books: Books
  let store: StatementStore
  let directory: any PatientDirectory
  let words = StatementWords.standard
  let policy: StatementPolicy

  /// Takes the books of a practice.
  ///
  /// - Parameters:
  ///   - keys: The file of keys.
  ///   - accounts: A document that names everybody; nothing for what the practice's database knows.
  ///   - practice: The file that names the practice; without it the billing provider of its claims is named.
  ///   - cycle: How many days have to lie between two statements.
  ///   - smallest: What is smaller is not worth a statement.
  public init(
    _ books: Books, keys: String, accounts: String? = nil, practice: String? = nil,
    cycle: Int? = nil, smallest: Money? = nil
  ) throws(WorkflowFailure) {
    self.books = books
    let office = try BillingOffice(books, keys: keys)
    store = StatementStore(office.store)
    if let accounts {
      directory = try AccountsFile(accounts)
    } else {
      directory = try OfficeDirectory(office, practice: practice)
    }
    var policy = StatementPolicy()
    if let cycle { policy.cycle = cycle }
    if let smallest { policy.smallest = smallest }
    self.policy = policy
  }

  /// Today in UTC, where no day was given.
  static func day(_ given: CalendarDate?) -> CalendarDate { given ?? Instant.now.date }

  static func guarantor(_ text: String) throws(WorkflowFailure) -> SubjectID<Subject.Guarantor> {
    try id(text, "guarantor")
  }

  static func id<Kind>(_ text: String, _ member: String) throws(WorkflowFailure) -> SubjectID<Kind>
  {
    guard let id = SubjectID<Kind>(text) else {
      throw WorkflowFailure("ledger.bad-text", .usage, ("member", member))
    }
    return id
  }

  /// A guarantor's account as the books have it, with names and reasons from the directory.
  ///
  /// - Throws: ``WorkflowFailure``: `statement.unbalanced` where the claims do not come to the open items.
  func account(
    of guarantor: SubjectID<Subject.Guarantor>, on day: CalendarDate
  ) throws -> GuarantorAccount {
    let items = try store.ledger.items(ofGuarantor: guarantor, in: store.practice)
    let holds = try store.holds(of: guarantor).filter { $0.holds(on: day) }
    var account = GuarantorAccount(
      guarantor, try directory.addressee(guarantor) ?? Addressee(guarantor.description))
    let receivables: Set<Account> = [.patientReceivable, .payerReceivable, .collections]
    var due = Money.zero
    var places: [ClaimPlace: [OpenItem]] = [:]
    for item in items {
      let subject = item.key.subject
      switch item.key.account {
      case .unappliedPatient: account.unapplied += -item.balance
      case .creditPatient: account.refundable += -item.balance
      case let own where receivables.contains(own):
        if own == .patientReceivable { due += item.balance }
        places[ClaimPlace(claim: subject.claim, patient: subject.patient), default: []]
          .append(item)
      default: continue
      }
    }
    for (place, items) in places.sorted(by: { $0.key < $1.key }) {
      account.claims.append(try claim(place, items, guarantor, holds))
    }
    guard account.total.due == due else {
      throw WorkflowFailure(
        "statement.unbalanced", .rejected, ("lines", account.total.due.description),
        ("books", due.description))
    }
    return account
  }

  /// Looks at a claim that a payment was used for or that is open, where the practice is known by none yet.
  func meetPractice(for payment: StatementStore.Payment) throws(WorkflowFailure) {
    guard directory.practice.name.isEmpty else { return }
    let items = try asWorkflow {
      try store.ledger.items(ofGuarantor: payment.guarantor, in: store.practice)
    }
    let applied = try? JSON(parsing: Array(payment.applied.utf8))
    let used: [SubjectID<Subject.Claim>] = (applied?.elements ?? []).compactMap {
      $0["claim"]?.string.flatMap { SubjectID($0) }
    }
    for claim in used + items.compactMap(\.key.subject.claim) {
      if try directory.claim(claim) != nil { return }
    }
  }

  /// Refuses a guarantor whom neither the books nor the directory know.
  func check(_ guarantor: SubjectID<Subject.Guarantor>) throws(WorkflowFailure) {
    if try directory.addressee(guarantor) != nil { return }
    guard try asWorkflow({ try store.knows(guarantor) }) else {
      throw WorkflowFailure(
        "statement.no-guarantor", .rejected, ("guarantor", guarantor.description))
    }
  }

  /// A patient's name; where it is not known, the number.
  func name(_ patient: SubjectID<Subject.Patient>?) throws(WorkflowFailure) -> String {
    guard let patient else { return "" }
    return try directory.name(patient) ?? patient.description
  }

  /// A claim of a patient, or a balance without one.
  struct ClaimPlace: Hashable, Comparable {
    let claim: SubjectID<Subject.Claim>?
    let patient: SubjectID<Subject.Patient>?

    static func < (a: ClaimPlace, b: ClaimPlace) -> Bool {
      (a.patient?.description ?? "", a.claim?.description ?? "")
        < (b.patient?.description ?? "", b.claim?.description ?? "")
    }
  }

  private func claim(
    _ place: ClaimPlace, _ items: [OpenItem], _ guarantor: SubjectID<Subject.Guarantor>,
    _ holds: [StatementStore.Hold]
  ) throws -> AccountClaim {
    let since = items.filter { $0.key.account == .patientReceivable }.map(\.since).min()
    let known = try place.claim.flatMap { id throws(WorkflowFailure) in try directory.claim(id) }
    let payers: [String] = items.filter { $0.key.account == .payerReceivable && $0.balance > .zero }
      .compactMap { $0.key.subject.payer }
      .map { directory.name($0) ?? $0.description }
    var claim = AccountClaim(
      place.claim, patient: place.patient,
      patientName: try name(place.patient),
      payers: payers, since: since,
      hold: place.claim.flatMap { id in holds.first { $0.claim == id }?.reason })
    guard let id = place.claim else {
      var figures = AccountFigures()
      for item in items where item.key.account == .patientReceivable {
        figures.due += item.balance
        figures.charge += item.balance
      }
      claim.lines = [AccountLine(number: nil, text: "Balance brought over", figures: figures)]
      return claim
    }
    claim.provider = known?.provider ?? ""
    claim.lines = lines(
      try store.ledger.lines(ofClaim: id, in: store.practice), known, guarantor, place.patient)
    return claim
  }

  /// The lines of a claim with what the books say became of each.
  func lines(
    _ posted: [LedgerStore.AccountLine], _ known: BilledClaim?,
    _ guarantor: SubjectID<Subject.Guarantor>?, _ patient: SubjectID<Subject.Patient>?
  ) -> [AccountLine] {
    let own = posted.filter { $0.posting.subject.patient == patient || patient == nil }
    let figures = ClaimAccount(
      own.map { ClaimPosting(entry: $0.sequence, $0.posting) }, of: guarantor
    ).lines
    let charged = posted.first?.effective
    var lines: [AccountLine] = []
    for line in known?.lines ?? [] {
      lines.append(
        AccountLine(
          number: line.number, date: line.date, code: line.code, text: line.text,
          figures: figures[line.number] ?? AccountFigures(), adjudications: line.adjudications))
    }
    let numbered = Set(lines.compactMap(\.number))
    for (number, figures) in figures.sorted(by: { $0.key < $1.key })
    where !numbered.contains(number) {
      lines.append(
        number == 0
          ? AccountLine(number: nil, text: words.texts("whole"), figures: figures)
          : AccountLine(
            number: number, date: charged, text: ServiceWords.standard.text(""), figures: figures))
    }
    return lines
  }
}

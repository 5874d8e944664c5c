// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

/// Money that is owed back, or not applied yet.
public struct CreditWanted: Sendable {
  /// The claim; nothing where it belongs to none.
  public var claim: String?
  /// The patient, where there is no claim.
  public var patient: String?
  /// The payer whose money it is; nothing for the patient's.
  public var payer: String?
  /// The account, where there is more than one.
  public var account: Int?
  /// How much; nothing for all of it.
  public var amount: Money?
  /// Why, in words.
  public var words: String

  /// Wants something done about a credit.
  public init(words: String) { self.words = words }
}

extension BillingOffice {
  /// How many days Medicare lets a practice keep an overpayment that it has identified: 42 CFR 401.305(b).
  private static let daysToReturn = 60

  /// What is owed back or not applied: overpaid receivables, prepayments and payments that are not applied, credit
  /// balances.
  ///
  /// - Parameters:
  ///   - days: Only what is at least so old.
  ///   - limit: How many rows at most; the totals count all.
  /// - Returns: `credits`; `total`, and `accounts` with what the ledger's own totals say of each account.
  public func credits(
    patient: String? = nil, payer: String? = nil, days: Int? = nil, limit: Int
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      try store.snapshot {
        _ = try books.store.head(of: books.practice)
        let before = days.map { moment.date.adding(days: -$0) }
        let all = try books.store.owedBack(of: books.practice)
        let wanted = all.filter { item in
          if let patient, item.key.subject.patient?.description != patient { return false }
          if let payer, item.key.subject.payer?.description != payer { return false }
          return before.map { item.since <= $0 } ?? true
        }.sorted {
          ($0.since, $0.key.account, $0.balance) < ($1.since, $1.key.account, $1.balance)
        }
        let total = wanted.reduce(Money.zero) { $0 - $1.balance }
        return .members(
          ("credits", .array(try wanted.prefix(limit).map { try json($0) })),
          ("count", .int(wanted.count)), ("total", .money(total)),
          ("accounts", .array(try accounts(all))))
      }
    }
  }

  /// What is listed of each account beside what the ledger says; of receivables only what is overpaid is listed.
  private func accounts(_ items: [OpenItem]) throws -> [JSON] {
    let trial = try books.store.trialBalance(of: books.practice)
    let sums = Dictionary(grouping: items, by: \.key.account).mapValues { items in
      items.reduce(Money.zero) { $0 - $1.balance }
    }
    return sums.sorted { $0.key < $1.key }.map { account, sum in
      let ledger = trial.rows.first { $0.account == account }?.turnover.balance ?? .zero
      return .members(
        ("account", .int(account.number)), ("listed", .money(sum)),
        ("ledger", account.kind == .liability ? .money(-ledger) : nil))
    }
  }

  private func json(_ item: OpenItem) throws -> JSON {
    let subject = item.key.subject
    var returnBy: CalendarDate?
    if [.payerReceivable, .creditPayer].contains(item.key.account), item.balance < .zero,
      let claim = subject.claim, let payer = subject.payer,
      let kept = try store.claims([claim.description]).first,
      ["MA", "MB"].contains(try coverage(of: kept, payer: payer.description))
    {
      returnBy = WorkingDays.onOrBefore(item.since.adding(days: Self.daysToReturn))
    }
    let kind: String =
      switch item.key.account {
      case .unappliedPatient, .unappliedPayer: "unapplied"
      case .creditPatient, .creditPayer: "credit-balance"
      default: "overpaid"
      }
    return .members(
      ("kind", .string(kind)), ("account", .int(item.key.account.number)),
      ("claim", subject.claim.map { .string($0.description) }),
      ("patient", subject.patient.map { .string($0.description) }),
      ("payer", subject.payer.map { .string($0.description) }), ("since", .date(item.since)),
      ("age", .int(Int(moment.date.daysSinceEpoch - item.since.daysSinceEpoch))),
      ("amount", .money(-item.balance)), ("return_by", returnBy.map { .date($0) }))
  }

  /// Credits that nobody has touched for so many years: what the law of a state may want reported as unclaimed.
  public func unclaimed(years: Int, limit: Int) throws(WorkflowFailure) -> JSON {
    guard (1...50).contains(years) else {
      throw WorkflowFailure("billing.bad-text", .usage, ("member", "years"))
    }
    return try credits(days: years * 1461 / 4, limit: limit)
  }

  /// Moves what is overpaid to the credit balance of whoever paid it.
  public func moveCredit(_ wanted: CreditWanted, by user: String) throws(WorkflowFailure) -> JSON {
    try credit(wanted, "credit-moved", by: user) { item, amount, draft in
      guard item.key.account.kind == .asset else { return false }
      draft.moveCredit(amount, item.key.subject)
      return true
    }
  }

  /// Applies a credit to what the same patient, or the same payer for that patient, owes on a claim.
  ///
  /// - Throws: ``WorkflowFailure``: `credits.no-credit`, `credits.nothing-owed`, `requests.too-much`.
  public func applyCredit(
    _ wanted: CreditWanted, to name: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    try credit(wanted, "credit-applied", kind: .application, by: user) { item, amount, draft in
      guard let claim = SubjectID<Subject.Claim>(name) else { return false }
      let own = item.key.subject
      let account: Account = own.payer == nil ? .patientReceivable : .payerReceivable
      guard
        let owed = try books.store.items(ofClaim: claim, in: books.practice).first(where: {
          $0.key.account == account && $0.balance > .zero && $0.key.subject.patient == own.patient
            && $0.key.subject.payer == own.payer && $0.key != item.key
        }), own.patient != nil
      else { throw WorkflowFailure("credits.nothing-owed", .rejected, ("claim", name)) }
      guard amount <= owed.balance else {
        throw RequestRefusal(code: .tooMuch, number: 0, value: owed.balance.description)
      }
      draft.move(
        amount, debit: item.key.account, credit: account, own, creditOf: owed.key.subject)
      return true
    }
  }

  /// Expects that a payer takes an overpayment back from a later payment: the next remittance that does settles it.
  public func expectTakeback(
    _ wanted: CreditWanted, by user: String
  ) throws(WorkflowFailure) -> JSON {
    try credit(wanted, "takeback-expected", kind: .takeback, by: user) { item, amount, draft in
      guard let payer = item.key.subject.payer,
        [.payerReceivable, .creditPayer].contains(item.key.account)
      else { return false }
      // What is withheld later comes under the name of whoever writes the remittances.
      var owner = Subject(payer: payer)
      if let claim = item.key.subject.claim, let kept = try store.claims([claim.description]).first,
        let rank = kept.claim.payers.firstIndex(where: { $0.payer == payer }),
        kept.issuers.indices.contains(rank), !kept.issuers[rank].isEmpty
      {
        owner = Subject(payer: issuer(kept.issuers[rank]))
      }
      draft.move(
        amount, debit: item.key.account, credit: .takebacks, item.key.subject, creditOf: owner)
      return true
    }
  }

  /// Asks that a credit be paid back; somebody else has to approve it.
  public func requestRefund(_ wanted: CreditWanted, by user: String) throws(WorkflowFailure) -> JSON
  {
    let user = try Self.user(user)
    let words = try Self.text(wanted.words, "reason", most: 200)
    return try asRequest {
      try store.transaction {
        let item = try creditItem(wanted)
        let request = KeptRequest(
          .refund, reason: "refund", account: .refundsPayable, source: item.key.account,
          subject: item.key.subject, amount: wanted.amount ?? -item.balance, words: words,
          at: moment, by: user)
        return json(try store.ask(request, alone: nil))
      }
    }
  }

  /// Records that a refund was paid.
  ///
  /// - Parameters:
  ///   - method: `check`, `ach` or `card`.
  ///   - reference: The number of the check or transfer.
  public func payRefund(
    _ number: Int, on day: CalendarDate, method: String, reference: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let reference = try Self.text(reference, "reference", most: 60)
    guard ["check", "ach", "card"].contains(method) else {
      throw WorkflowFailure("billing.bad-text", .usage, ("member", "method"))
    }
    return try asRequest {
      let moment = moment
      return try store.transaction {
        let head = try books.store.head(of: books.practice)
        return json(
          try store.pay(
            number, on: day, method: method, reference: reference, at: moment, by: user
          ) { request in
            try entry(request, .paid, on: day, at: moment, head, by: user)
          })
      }
    }
  }

  /// Refunds by where they stand.
  public func refunds(
    in state: String, before: Int? = nil, limit: Int
  ) throws(WorkflowFailure) -> JSON {
    try requests([.refund], in: state, before: before, limit: limit)
  }

  private func credit(
    _ wanted: CreditWanted, _ memo: String, kind: EntryKind = .transfer, by user: String,
    _ make: (OpenItem, Money, inout EntryDraft) throws -> Bool
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let words = try Self.text(wanted.words, "reason", most: 200)
    return try asRequest {
      try store.transaction {
        let moment = moment
        let item = try creditItem(wanted)
        let amount = wanted.amount ?? -item.balance
        guard amount > .zero, amount <= -item.balance else {
          throw RequestRefusal(code: .tooMuch, number: 0, value: (-item.balance).description)
        }
        let number = try store.number("credit")
        let text = [memo, "\(number)", user, moment.description, words].joined(separator: "\t")
        let document = Self.digest(Array(text.utf8))
        try store.keep(
          document, kind: "credit", received: moment, parts: [Array(text.utf8)])
        guard let key = SourceKey("credit/\(number)") else {
          preconditionFailure("a key of a number is a key")
        }
        let head = try books.store.head(of: books.practice)
        var draft = EntryDraft(
          kind, in: books.practice, key: key, effective: Self.openDay(moment.date, head),
          posted: moment, source: document, memo: MemoCode(memo))
        guard try make(item, amount, &draft) else { throw Self.noCredit(wanted) }
        let outcome = try books.store.append([try draft.entry()], to: books.practice)
        try closeOverpayments(of: item.key.subject, memo, by: user)
        return .members(
          ("entry", .int(outcome[0].sequence)), ("amount", .money(amount)),
          ("account", .int(item.key.account.number)), ("left", .money(-item.balance - amount)))
      }
    }
  }

  /// The one credit that is meant.
  private func creditItem(_ wanted: CreditWanted) throws -> OpenItem {
    var items: [OpenItem] = []
    if let claim = wanted.claim.flatMap({ SubjectID<Subject.Claim>($0) }) {
      items = try books.store.items(ofClaim: claim, in: books.practice)
    } else if let patient = wanted.patient.flatMap({ SubjectID<Subject.Patient>($0) }) {
      items = try books.store.items(ofPatient: patient, in: books.practice)
        .filter { $0.key.subject.claim == nil }
    } else if wanted.payer != nil {
      items = try books.store.owedBack(of: books.practice).filter {
        $0.key.subject.claim == nil && $0.key.subject.patient == nil
      }
    }
    let accounts: Set<Account> =
      wanted.payer == nil
      ? [.patientReceivable, .collections, .unappliedPatient, .creditPatient]
      : [.payerReceivable, .unappliedPayer, .creditPayer]
    let own = items.filter {
      $0.balance < .zero && accounts.contains($0.key.account)
        && (wanted.payer == nil || $0.key.subject.payer?.description == wanted.payer)
        && (wanted.account == nil || $0.key.account.number == wanted.account)
    }
    guard own.count == 1 else { throw Self.noCredit(wanted) }
    return own[0]
  }

  private static func noCredit(_ wanted: CreditWanted) -> WorkflowFailure {
    WorkflowFailure(
      "credits.no-credit", .rejected,
      ("claim", wanted.claim ?? wanted.patient ?? wanted.payer ?? ""))
  }
}

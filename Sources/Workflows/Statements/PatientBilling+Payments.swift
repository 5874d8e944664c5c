// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

/// How a patient pays.
public enum PaymentMethod: String, Hashable, Sendable, CaseIterable {
  /// A card, through the processor.
  case card
  /// A check.
  case check
  /// Cash.
  case cash

  var account: Account {
    switch self {
    case .card: .cardClearing
    case .check: .undeposited
    case .cash: .cashDrawer
    }
  }
}

/// A payment that a patient makes.
public struct PatientPayment: Sendable {
  /// Who pays.
  public var guarantor: String
  /// For whom; nothing for whoever's part is oldest.
  public var patient: String?
  /// How much.
  public var amount: Money
  /// How.
  public var method: PaymentMethod
  /// What stands for the card, or the number of the check.
  public var token: String
  /// The number of a card on file, in the place of a token.
  public var cardOnFile: Int?
  /// What makes it the same payment however often it is sent; nothing for its day, payer, amount, method and token.
  public var key: String?
  /// When.
  public var day: CalendarDate?
  /// Who takes it.
  public var user: String

  /// Makes a payment.
  public init(
    guarantor: String, patient: String? = nil, amount: Money, method: PaymentMethod,
    token: String = "", key: String? = nil, day: CalendarDate? = nil, user: String
  ) {
    self.guarantor = guarantor
    self.patient = patient
    self.amount = amount
    self.method = method
    self.token = token
    self.key = key
    self.day = day
    self.user = user
  }

  func key(on day: CalendarDate) -> String {
    if let key { return key }
    let text = "\(day)\t\(guarantor)\t\(amount)\t\(method.rawValue)\t\(token)"
    return String("\(SHA256.digest(of: Array(text.utf8)))".prefix(32))
  }
}

extension PatientBilling {
  /// Takes a payment and uses it for the oldest of what is owed; what is left is kept as unapplied.
  ///
  /// It is kept before the processor is asked, under a key; sent again, whatever came between, it is charged and
  /// recorded once.
  ///
  /// - Throws: ``WorkflowFailure``: `payment.declined`, `payment.unanswered` (send it again), `payment.key-reused`.
  public func take(
    _ payment: PatientPayment, _ processor: any CardAcquirer
  ) throws(WorkflowFailure) -> JSON {
    let who = try Self.guarantor(payment.guarantor)
    try Self.check(payment.user)
    var payment = payment
    let day = Self.day(payment.day)
    if let card = payment.cardOnFile {
      payment.token = try token(ofCard: card, payment.guarantor, on: day)
    }
    guard payment.amount > .zero, payment.amount.cents < 100_000_000 else {
      throw WorkflowFailure("payment.bad-amount", .usage)
    }
    guard payment.method == .cash || !payment.token.isEmpty else {
      throw WorkflowFailure("payment.no-token", .usage)
    }
    guard payment.method != .card || !Self.isCardNumber(payment.token) else {
      throw WorkflowFailure("payment.card-number", .usage)
    }
    try check(who)
    let patient: SubjectID<Subject.Patient>? = try payment.patient.map {
      text throws(WorkflowFailure) in try Self.id(text, "patient")
    }
    let key = payment.key(on: day)
    guard SourceKey("payment/\(key)") != nil, SourceKey("application/payment/\(key)") != nil else {
      throw WorkflowFailure("ledger.bad-text", .usage, ("member", "key"))
    }
    let kept = try asWorkflow {
      try store.addPayment(
        key: key, who, patient, method: payment.method.rawValue, payment.amount, on: day,
        by: payment.user, reference: payment.method == .check ? payment.token : "")
    }
    guard kept.guarantor == who, kept.amount == payment.amount,
      kept.method == payment.method.rawValue
    else { throw WorkflowFailure("payment.key-reused", .rejected, ("payment", "\(kept.number)")) }
    switch kept.state {
    case .posted: return try receipt(kept)
    case .declined:
      throw WorkflowFailure("payment.declined", .rejected, ("reason", kept.reference))
    case .asked: break
    }
    var reference = kept.reference
    if payment.method == .card {
      switch try processor.charge(key: key, token: payment.token, payment.amount) {
      case .approved(let name): reference = name
      case .declined(let reason):
        try asWorkflow { try store.setPayment(key, .declined, reference: reason) }
        throw WorkflowFailure("payment.declined", .rejected, ("reason", reason))
      case .unanswered:
        throw WorkflowFailure("payment.unanswered", .machine, ("key", key))
      }
    }
    return try asWorkflow { try post(kept, reference, payment.method) }
  }

  /// Whether a text is a card's own number, which is never taken: 12 to 19 digits that are right by Luhn's formula.
  static func isCardNumber(_ token: String) -> Bool {
    let digits = token.filter { $0 != " " && $0 != "-" }
    guard (12...19).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) })
    else { return false }
    return BillText.checkDigit(String(digits.dropLast())) == digits.last?.wholeNumberValue
  }

  /// Uses what a guarantor has paid and is not applied yet for the oldest of what is owed.
  public func apply(_ guarantor: String, on given: CalendarDate?) throws(WorkflowFailure) -> JSON {
    let who = try Self.guarantor(guarantor)
    let day = Self.day(given)
    return try asWorkflow {
      try store.transaction {
        let head = try store.ledger.head(of: store.practice)
        let key = "application/\(guarantor)/\(head.count + 1)"
        let source = SHA256.digest(of: Array(key.utf8))
        let applied = try application(of: who, key: key, on: day, source: source)
        return .members(("guarantor", .string(guarantor)), ("applied", applied))
      }
    }
  }

  /// The payments of a guarantor or of all, and what is not applied.
  public func payments(of guarantor: String?) throws(WorkflowFailure) -> JSON {
    let one = try guarantor.map { text throws(WorkflowFailure) in try Self.guarantor(text) }
    return try asWorkflow {
      let payments = try store.payments(of: one)
      let unapplied = try (one.map { [$0] } ?? store.guarantors()).compactMap { who -> JSON? in
        let amount = try store.ledger.items(ofGuarantor: who, in: store.practice)
          .filter { $0.key.account == .unappliedPatient }
          .reduce(Money.zero) { $0 - $1.balance }
        return amount == .zero
          ? nil
          : .members(("guarantor", .string(who.description)), ("unapplied", .money(amount)))
      }
      return .members(
        ("payments", .array(payments.map(Self.json))), ("unapplied", .array(unapplied)))
    }
  }

  /// The receipt of a payment, by its key or number.
  public func receipt(_ number: Int) throws(WorkflowFailure) -> JSON {
    let all = try asWorkflow { try store.payments() }
    guard let payment = all.first(where: { $0.number == number }), payment.state == .posted else {
      throw WorkflowFailure("payment.unknown", .rejected, ("number", "\(number)"))
    }
    return try receipt(payment)
  }

  /// Posts a payment and its application with the note that it is done, all in one.
  private func post(
    _ payment: StatementStore.Payment, _ reference: String, _ method: PaymentMethod
  ) throws -> JSON {
    try store.transaction {
      guard let kept = try store.payment(payment.key) else {
        throw WorkflowFailure("payment.unknown", .rejected, ("number", "\(payment.number)"))
      }
      // Somebody else may have finished it meanwhile.
      if kept.state == .posted { return try receipt(kept) }
      let source = SHA256.digest(of: Array("payment \(Self.json(kept).line)".utf8))
      guard let key = SourceKey("payment/\(kept.key)") else {
        preconditionFailure("the key was checked")
      }
      let subject = Subject(
        patient: try kept.patient ?? oldest(kept.guarantor)?.key.subject.patient
          ?? SubjectID(kept.guarantor.description), guarantor: kept.guarantor)
      var draft = EntryDraft(
        .payment, in: store.practice, key: key, effective: kept.taken, posted: Instant.now,
        source: source, memo: MemoCode(kept.method))
      draft.takePatientPayment(kept.amount, to: method.account, subject)
      try store.ledger.append([draft.entry()], to: store.practice)
      let applied = try application(
        of: kept.guarantor, key: "application/payment/\(kept.key)", on: kept.taken,
        source: source)
      try store.setPayment(kept.key, .posted, reference: reference, applied: applied.line)
      guard let done = try store.payment(kept.key) else {
        preconditionFailure("the payment was kept")
      }
      return try receipt(done)
    }
  }

  private func oldest(_ guarantor: SubjectID<Subject.Guarantor>) throws -> OpenItem? {
    try owed(guarantor).first
  }

  /// What is owed, oldest first.
  private func owed(_ guarantor: SubjectID<Subject.Guarantor>) throws -> [OpenItem] {
    try store.ledger.items(ofGuarantor: guarantor, in: store.practice)
      .filter { $0.key.account == .patientReceivable && $0.balance > .zero }
      .sorted {
        let (a, b) = ($0.key.subject, $1.key.subject)
        return ($0.since, a.claim?.description ?? "", a.patient?.description ?? "")
          < ($1.since, b.claim?.description ?? "", b.patient?.description ?? "")
      }
  }

  /// Posts the application of what is not applied yet to the oldest of what is owed.
  ///
  /// - Returns: What it was used for: `claim` and `amount`.
  private func application(
    of guarantor: SubjectID<Subject.Guarantor>, key: String, on day: CalendarDate, source: Digest
  ) throws -> JSON {
    var open = try owed(guarantor).map { (item: $0, left: $0.balance) }
    let credits = try store.ledger.items(ofGuarantor: guarantor, in: store.practice)
      .filter { $0.key.account == .unappliedPatient && $0.balance < .zero }
      .sorted { $0.since < $1.since }
    guard let key = SourceKey(key) else { preconditionFailure("the key was checked") }
    var draft = EntryDraft(
      .application, in: store.practice, key: key, effective: day, posted: Instant.now,
      source: source)
    var used: [JSON] = []
    for credit in credits {
      var rest = -credit.balance
      for index in open.indices where rest > .zero && open[index].left > .zero {
        let amount = min(rest, open[index].left)
        draft.apply(amount, from: credit.key.subject, to: open[index].item.key.subject)
        rest = rest - amount
        open[index].left = open[index].left - amount
        used.append(
          .members(
            ("claim", open[index].item.key.subject.claim.map { .string($0.description) }),
            ("amount", .money(amount))))
      }
    }
    if !draft.isEmpty { try store.ledger.append([draft.entry()], to: store.practice) }
    return .array(used)
  }

  private func receipt(_ payment: StatementStore.Payment) throws(WorkflowFailure) -> JSON {
    let name = try directory.addressee(payment.guarantor)?.name ?? payment.guarantor.description
    try meetPractice(for: payment)
    return .object(
      Self.json(payment).members + [
        JSON.Member("name", .string(name)), JSON.Member("practice", directory.practice.json),
      ])
  }

  private static func json(_ payment: StatementStore.Payment) -> JSON {
    .members(
      ("payment", .int(payment.number)), ("guarantor", .string(payment.guarantor.description)),
      ("amount", .money(payment.amount)), ("method", .string(payment.method)),
      ("on", .date(payment.taken)), ("by", .string(payment.takenBy)),
      ("state", .string(payment.state.rawValue)), ("reference", .string(payment.reference)),
      ("key", .string(payment.key)),
      ("applied", (try? JSON(parsing: Array(payment.applied.utf8))) ?? .array([])))
  }
}

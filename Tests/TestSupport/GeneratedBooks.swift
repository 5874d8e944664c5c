// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

/// A practice's days, made up: charges, remittances, payments, credits, refunds, deposits, reversals, closings,
/// and entries sent a second time. The same seed gives the same days.
public struct GeneratedBooks: Sendable {
  /// What happens next.
  public enum Step: Sendable {
    /// Entries are handed in together.
    case append([JournalEntry])
    /// An entry is to be reversed on a day.
    case reverse(Int, on: CalendarDate)
    /// All days up to one are closed.
    case close(CalendarDate)
  }

  /// The practice whose books these are.
  public let practice: PracticeID
  /// The first day of the books.
  public let opened = SampleEncounter.day("2026-01-01")
  /// The day that it has become.
  public private(set) var today = SampleEncounter.day("2026-01-05")
  private var numbers: SeededNumbers
  private var sent: [JournalEntry] = []
  private var claims: [Claim] = []
  private var reversed: Set<Int> = []
  private var count = 0

  private struct Claim: Sendable {
    let subject: Subject
    let charged: Money
    /// What payer and patient owe of it still.
    var payer: Money
    var patient: Money
  }

  /// Begins with a seed.
  public init(seed: UInt64, practice: String = "main") {
    numbers = SeededNumbers(seed: seed)
    guard let practice = PracticeID(practice) else { preconditionFailure("no practice") }
    self.practice = practice
  }

  /// The moment at which something is posted: noon of the day and a little more each time.
  public var now: Instant {
    Instant(microseconds: Instant(startOf: today).microseconds + 43_200_000_000 + Int64(count))
  }

  /// What happens next.
  ///
  /// - Parameter entries: How many entries there are, of which one may be reversed.
  public mutating func next(after entries: Int) -> Step {
    if numbers.chance(12) { today = today.adding(days: Int.random(in: 1...9, using: &numbers)) }
    switch Int.random(in: 0..<100, using: &numbers) {
    case 0..<4 where !sent.isEmpty:
      let start = Int.random(in: 0..<sent.count, using: &numbers)
      return .append(Array(sent[start...].prefix(5)))
    case 4..<9 where entries > 0:
      let number = Int.random(in: 1...entries, using: &numbers)
      reversed.insert(number)
      return .reverse(number, on: today)
    case 9..<10: return .close(today.adding(days: -30))
    default: break
    }
    var batch: [JournalEntry] = []
    for _ in 0..<Int.random(in: 1...6, using: &numbers) {
      if let entry = event() { batch.append(entry) }
    }
    sent += batch
    return .append(batch)
  }

  /// The entries of claims that were charged and paid by one remittance: for measuring.
  public mutating func paidClaims(_ number: Int) -> [JournalEntry] {
    (0..<number).flatMap { _ in
      [charge(payerKnown: true), remittance(claims.count - 1), patientPays(claims.count - 1)]
        .compactMap { $0 }
    }
  }

  private mutating func event() -> JournalEntry? {
    guard !claims.isEmpty else { return charge(payerKnown: true) }
    let claim = Int.random(in: 0..<claims.count, using: &numbers)
    switch Int.random(in: 0..<10, using: &numbers) {
    case 0..<3: return charge(payerKnown: !numbers.chance(20))
    case 3..<6: return remittance(claim)
    case 6: return patientPays(claim)
    case 7: return prepay(claim)
    case 8: return giveUp(claim)
    default: return moneyMoves(claim)
    }
  }

  private mutating func charge(payerKnown: Bool) -> JournalEntry? {
    let number = claims.count + 1
    let subject = Subject(
      patient: SubjectID("P\(number % 97)"), guarantor: SubjectID("G\(number % 61)"),
      payer: payerKnown ? SubjectID("PAYER\(number % 7)") : nil, claim: SubjectID("C\(number)"),
      line: 1)
    let amount = Money(cents: Int64.random(in: 1...90_000, using: &numbers))
    claims.append(
      Claim(
        subject: subject, charged: amount, payer: payerKnown ? amount : .zero,
        patient: payerKnown ? .zero : amount))
    var draft = draft(.charge)
    draft.charge(amount, subject)
    return try? draft.entry()
  }

  private mutating func remittance(_ index: Int) -> JournalEntry? {
    guard claims[index].payer > .zero else { return nil }
    let (claim, open) = (claims[index], claims[index].payer.cents)
    let paid = Int64.random(in: 0...(open + open / 10), using: &numbers)
    let rest = max(0, open - paid)
    let contractual = rest > 0 ? Int64.random(in: 0...rest, using: &numbers) : 0
    let toPatient = numbers.chance(60) ? rest - contractual : 0
    claims[index].payer = Money(cents: open - paid - contractual - toPatient)
    claims[index].patient += Money(cents: toPatient)
    var draft = draft(.payment, memo: "co-45")
    draft.payByRemittance(Money(cents: paid), claim.subject)
    draft.reduce(
      Money(cents: contractual), by: numbers.chance(10) ? .sequestration : .contractual,
      claim.subject)
    draft.leaveToPatient(Money(cents: toPatient), claim.subject)
    return try? draft.entry()
  }

  private mutating func patientPays(_ index: Int) -> JournalEntry? {
    guard claims[index].patient > .zero else { return nil }
    var subject = claims[index].subject
    subject.payer = nil
    var payment = subject
    (payment.claim, payment.line) = (nil, nil)
    let amount = claims[index].patient
    claims[index].patient = .zero
    var draft = draft(.payment, memo: "check")
    draft.takePatientPayment(amount, to: .undeposited, payment)
    draft.apply(amount, from: payment, to: subject)
    return try? draft.entry()
  }

  private mutating func prepay(_ index: Int) -> JournalEntry? {
    var payment = claims[index].subject
    (payment.claim, payment.line, payment.payer) = (nil, nil, nil)
    var draft = draft(.payment, memo: "copay")
    draft.takePatientPayment(
      Money(cents: Int64.random(in: 100...5000, using: &numbers)), to: .cashDrawer, payment)
    return try? draft.entry()
  }

  private mutating func giveUp(_ index: Int) -> JournalEntry? {
    var subject = claims[index].subject
    subject.payer = nil
    guard let courtesy = Account(4230) else { return nil }
    let amount = claims[index].patient
    claims[index].patient = .zero
    var draft = draft(.writeOff)
    draft.reduce(amount, by: numbers.chance(50) ? .badDebt : courtesy, subject)
    return try? draft.entry()
  }

  private mutating func moneyMoves(_ index: Int) -> JournalEntry? {
    let amount = Money(cents: Int64.random(in: 1...9000, using: &numbers))
    let payer = Subject(payer: claims[index].subject.payer ?? SubjectID("PAYER0"))
    switch Int.random(in: 0..<4, using: &numbers) {
    case 0:
      var draft = draft(.interest)
      draft.move(amount, debit: .remittancesExpected, credit: .interestReceived, payer)
      return try? draft.entry()
    case 1:
      var draft = draft(.takeback)
      draft.move(amount, debit: .takebacks, credit: .remittancesExpected, payer)
      return try? draft.entry()
    case 2:
      var draft = draft(.deposit)
      draft.deposit(amount, from: .remittancesExpected, payer)
      return try? draft.entry()
    default:
      guard claims[index].payer < .zero else { return nil }
      let back = -claims[index].payer
      claims[index].payer = .zero
      var draft = draft(.refund)
      draft.moveCredit(back, claims[index].subject)
      draft.approveRefund(back, claims[index].subject)
      draft.payRefund(back, claims[index].subject)
      return try? draft.entry()
    }
  }

  private mutating func draft(_ kind: EntryKind, memo: String? = nil) -> EntryDraft {
    count += 1
    guard let key = SourceKey("\(kind.rawValue)/\(count)"),
      let source = Digest((0..<32).map { UInt8(truncatingIfNeeded: count &+ $0) })
    else { preconditionFailure("a key and a hash have their forms") }
    return EntryDraft(
      kind, in: practice, key: key, effective: today, posted: now, source: source,
      memo: memo.flatMap { MemoCode($0) })
  }
}

extension Digest {
  /// The hash of a document that nobody has.
  public static let sample: Digest = {
    guard let digest = Digest(repeatElement(0x11, count: 32)) else {
      preconditionFailure("a hash has 32 bytes")
    }
    return digest
  }()
}

extension SeededNumbers {
  /// Whether something of so many in a hundred happens.
  mutating func chance(_ hundredths: Int) -> Bool {
    Int.random(in: 0..<100, using: &self) < hundredths
  }
}

// SPDX-License-Identifier: Apache-2.0

import Accounting
import Storage
import Synchronization
import TestSupport
import Testing
import Values
import Workflows

@Suite struct PatientPaymentTests {
  private static let day = SampleEncounter.day("2026-02-01")

  /// A processor that is cut off after it has charged, some times.
  private final class CutOff: CardAcquirer {
    struct Killed: Error {}
    private let inner: TrialAcquirer
    private let left = Mutex(0)

    init(_ path: String, times: Int) {
      inner = TrialAcquirer(path)
      left.withLock { $0 = times }
    }

    func charge(
      key: String, token: String, _ amount: Money
    ) throws(WorkflowFailure) -> CardAnswer {
      let answer = try inner.charge(key: key, token: token, amount)
      let isCut = left.withLock { left in
        defer { left -= 1 }
        return left > 0
      }
      if isCut { throw WorkflowFailure("program.unexpected", .machine) }
      return answer
    }
  }

  private static func payment(
    _ cents: Int64, _ token: String = "card-ok", key: String? = nil,
    method: PaymentMethod = .card
  ) -> PatientPayment {
    PatientPayment(
      guarantor: "G1", amount: Money(cents: cents), method: method, token: token, key: key,
      day: day, user: "O. Clerk")
  }

  @Test(
    "Complaint 15: a card payment is charged and recorded once, whatever the retries",
    arguments: TestEngine.present)
  func once(_ engine: TestEngine) throws {
    let trial = try BillingTrial(engine)
    try trial.claim("C1", due: 3000)
    try trial.claim("C2", due: 2500, waiting: 9900, on: "2026-01-20")
    let charges = "\(trial.folder.path)/charges"
    let processor = CutOff(charges, times: 2)
    for _ in 0..<2 {
      #expect(throws: WorkflowFailure.self) {
        try trial.billing.take(Self.payment(4000), processor)
      }
    }
    var receipts: [JSON] = []
    for _ in 0..<3 { receipts.append(try trial.billing.take(Self.payment(4000), processor)) }
    #expect(Set(receipts.map(\.line)).count == 1)
    #expect(try trial.total(1030) == Money(cents: 4000))
    #expect(try trial.balance(.patientReceivable, of: "G1") == Money(cents: 1500))
    #expect(try trial.balance(.payerReceivable, of: "G1") == Money(cents: 9900))
    #expect(
      receipts[0]["applied"]?.elements.compactMap { $0.amount("amount") }
        == [Money(cents: 3000), Money(cents: 1000)])
    #expect(receipts[0]["applied"]?[0]?["claim"]?.string == "C1")
    #expect(try trial.folder.bytes("charges").count { $0 == 0x0A } == 1)
    #expect(try trial.billing.payments(of: "G1")["payments"]?.elements.count == 1)
  }

  @Test("A lost answer is asked for again; the card is charged once", arguments: TestEngine.present)
  func lostAnswer(_ engine: TestEngine) throws {
    let trial = try BillingTrial(engine)
    let processor = TrialAcquirer("\(trial.folder.path)/charges")
    let payment = Self.payment(4000, "card-timeout")
    let failure = #expect(throws: WorkflowFailure.self) {
      try trial.billing.take(payment, processor)
    }
    #expect(failure?.findings.first?.rule == "payment.unanswered")
    #expect(try trial.total(1030) == .zero)
    for _ in 0..<2 {
      #expect(try trial.billing.take(payment, processor)["state"]?.string == "posted")
    }
    #expect(try trial.total(1030) == Money(cents: 4000))
    // Nothing is owed: the money is kept, and can be listed (complaint 16).
    let unapplied = try trial.billing.payments(of: nil)["unapplied"]?[0]
    #expect(unapplied?.amount("unapplied") == Money(cents: 4000))
    let silent = #expect(throws: WorkflowFailure.self) {
      try trial.billing.take(Self.payment(100, "card-silent"), processor)
    }
    #expect(silent?.findings.first?.rule == "payment.unanswered")
    #expect(try trial.folder.bytes("charges").count { $0 == 0x0A } == 1)
  }

  @Test("Clicks at once on several connections are one payment", arguments: TestEngine.present)
  func clicks(_ engine: TestEngine) async throws {
    let trial = try BillingTrial(engine)
    try trial.claim("C1", due: 3000)
    let home = trial.folder.path
    let address: String =
      switch trial.place.address {
      case .sqlite(let path): "sqlite:\(path)"
      case .postgreSQL(let text): text
      }
    try await withThrowingTaskGroup(of: Int?.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let books = try Books(database: address, practice: "main", Installation(home: home))
          let receipt = try PatientBilling(books, keys: "\(home)/keys").take(
            Self.payment(3000), TrialAcquirer("\(home)/charges"))
          return receipt["payment"]?.int
        }
      }
      for try await number in group { #expect(number == 1) }
    }
    #expect(try trial.total(1030) == Money(cents: 3000))
    #expect(try trial.folder.bytes("charges").count { $0 == 0x0A } == 1)
    #expect(try trial.ledger.verify(trial.practice).sound == 3)
  }

  @Test("What is declined is not recorded as money, and stays declined under its key")
  func declined() throws {
    let trial = try BillingTrial(.sqlite)
    let processor = TrialAcquirer("\(trial.folder.path)/charges")
    for _ in 0..<2 {
      let failure = #expect(throws: WorkflowFailure.self) {
        try trial.billing.take(Self.payment(100, "card-declined"), processor)
      }
      #expect(failure?.findings.first?.rule == "payment.declined")
    }
    #expect(try trial.total(1030) == .zero)
    #expect(try trial.billing.take(Self.payment(100), processor)["state"]?.string == "posted")
  }

  @Test("A key is of one payment; another key makes another payment of the same amount")
  func keys() throws {
    let trial = try BillingTrial(.sqlite)
    let processor = TrialAcquirer("\(trial.folder.path)/charges")
    _ = try trial.billing.take(Self.payment(100, key: "A"), processor)
    _ = try trial.billing.take(Self.payment(100, key: "B"), processor)
    #expect(try trial.total(1030) == Money(cents: 200))
    let reused = #expect(throws: WorkflowFailure.self) {
      try trial.billing.take(Self.payment(101, key: "A"), processor)
    }
    #expect(reused?.findings.first?.rule == "payment.key-reused")
    for (payment, rule) in [
      (Self.payment(0), "payment.bad-amount"), (Self.payment(100, ""), "payment.no-token"),
    ] {
      let failure = #expect(throws: WorkflowFailure.self) {
        try trial.billing.take(payment, processor)
      }
      #expect(failure?.findings.first?.rule == rule)
    }
  }

  @Test(
    "Cash and checks go where they lie; what was paid ahead is used when something is owed",
    arguments: TestEngine.present)
  func ahead(_ engine: TestEngine) throws {
    let trial = try BillingTrial(engine)
    let processor = TrialAcquirer("\(trial.folder.path)/charges")
    _ = try trial.billing.take(Self.payment(1500, "", method: .cash), processor)
    _ = try trial.billing.take(Self.payment(1000, "1042", method: .check), processor)
    #expect(try trial.total(1020) == Money(cents: 1500))
    #expect(try trial.total(1110) == Money(cents: 1000))
    try trial.claim("C1", due: 2000)
    #expect(
      try trial.billing.due(on: Self.day)["guarantors"]?[0]?["reason"]?.string == "nothing-due")
    let applied = try trial.billing.apply("G1", on: Self.day)
    #expect(applied["applied"]?.elements.map { $0.amount("amount") } == [Money(cents: 2000)])
    #expect(try trial.balance(.patientReceivable, of: "G1") == .zero)
    #expect(try trial.balance(.unappliedPatient, of: "G1") == Money(cents: -500))
    #expect(try trial.billing.apply("G1", on: Self.day)["applied"]?.elements.isEmpty == true)
    #expect(try trial.billing.receipt(2)["method"]?.string == "check")
    let unknown = #expect(throws: WorkflowFailure.self) { try trial.billing.receipt(9) }
    #expect(unknown?.findings.first?.rule == "payment.unknown")
  }
}

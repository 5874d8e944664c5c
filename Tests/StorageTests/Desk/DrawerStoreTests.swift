// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
import TestSupport
import Testing
import Values
import Workflows

@Suite struct DrawerStoreTests {
  @Test(
    "After every step of a generated history receipts, drawers and ledger come to the same",
    arguments: TestEngine.present)
  func history(_ engine: TestEngine) throws {
    let place = try engine.place()
    let practice = try AppointmentStoreTests.Practice(place)
    let (author, patient) = (practice.author, practice.patient)
    let day = author.moment.date
    let own = try practice.test.own()
    let ledger = try LedgerStore(own.database, .standard)
    try ledger.open(own.practice, from: day.adding(days: -10))
    let store = try DrawerStore(own, .standard)
    var numbers = SeededNumbers(seed: 5)
    var (model, isOpen, voided): ([Receipt], Bool, Set<Int>) = ([], false, [])
    var over = Money.zero
    for _ in 0..<150 {
      let amount = Money(cents: Int64.random(in: -500...20_000, using: &numbers))
      let method = Receipt.Method.allCases.randomElement(using: &numbers) ?? .cash
      switch Int.random(in: 0..<8, using: &numbers) {
      case 0:
        let opened = try? store.open("front", float: Money(cents: 10_000), by: author)
        #expect((opened != nil) == !isOpen)
        isOpen = true
      case 1:
        let counted = Money(cents: Int64.random(in: 0...50_000, using: &numbers))
        let session = try? store.close("front", counted: counted, on: day, by: author)
        #expect((session != nil) == isOpen)
        over += session?.over ?? .zero
        isOpen = false
      case 2, 3:
        guard let receipt = model.randomElement(using: &numbers) else { continue }
        let void = try? store.void(receipt.number, drawer: "front", on: day, by: author)
        let mayBe =
          receipt.voids == nil && !voided.contains(receipt.number)
          && (isOpen || !receipt.method.isInDrawer)
        #expect((void != nil) == mayBe)
        if let void {
          voided.insert(receipt.number)
          model.append(void)
        }
      default:
        let receipt = try? store.take(
          amount, method, for: .copay, of: patient, appointment: nil, drawer: "front", on: day,
          by: author)
        #expect((receipt != nil) == (amount > .zero && (isOpen || !method.isInDrawer)))
        if let receipt { model.append(receipt) }
      }
      try compare(model, over, ledger, store, own, day)
    }
    #expect(try ledger.verify(own.practice).fault == nil && model.count > 50 && voided.count > 5)
    #expect(model.map(\.number) == Array(1...model.count))
  }

  private func compare(
    _ model: [Receipt], _ over: Money, _ ledger: LedgerStore, _ store: DrawerStore,
    _ own: PracticeDatabase, _ day: CalendarDate
  ) throws {
    #expect(try store.receipts(on: day) == model)
    let rows = Dictionary(
      uniqueKeysWithValues: try ledger.trialBalance(of: own.practice).rows.map {
        ($0.account, $0.turnover.balance)
      })
    func sum(_ receipts: [Receipt]) -> Money { receipts.reduce(.zero) { $0 + $1.amount } }
    let open = try store.session(of: "front")
    // In the drawer is what the open session took; what was counted awaits deposit.
    let inOpen = model.filter { $0.session != nil && $0.session == open?.number }
    #expect(rows[.cashDrawer] ?? .zero == sum(inOpen))
    #expect(open.map { $0.receipts == sum(inOpen) } ?? true)
    let closed = model.filter { $0.session != nil && $0.session != open?.number }
    #expect(rows[.undeposited] ?? .zero == sum(closed) + over)
    #expect(rows[.overShort] ?? .zero == -over)
    #expect(rows[.cardClearing] ?? .zero == sum(model.filter { $0.method == .card }))
    #expect(rows[.unappliedPatient] ?? .zero == -sum(model))
    for session in Set(model.compactMap(\.session)) {
      #expect(
        try store.ledgerSum(of: session) == sum(try store.receipts(ofSession: session)))
    }
  }

  @Test("What goes wrong has its name, and leaves nothing behind")
  func refusals() throws {
    let practice = try AppointmentStoreTests.Practice(TestEngine.sqlite.place())
    let (author, day) = (practice.author, practice.author.moment.date)
    let own = try practice.test.own()
    let store = try DrawerStore(own, .standard)
    func take(_ cents: Int64) throws -> Receipt {
      try store.take(
        Money(cents: cents), .cash, for: .copay, of: practice.patient, appointment: nil,
        drawer: "front", on: day, by: author)
    }
    func rule(_ work: () throws -> Void) -> String? {
      #expect(throws: DeskError.self, performing: work)?.finding.rule
    }
    #expect(rule { _ = try take(100) } == "desk.drawer")
    _ = try store.open("front", float: .zero, by: author)
    // Without books there is no receipt either.
    #expect(throws: AccountingError(.noBooks)) { try take(100) }
    try LedgerStore(own.database, .standard).open(own.practice, from: day)
    #expect(try take(100).number == 1)
    #expect(rule { _ = try take(0) } == "desk.bad-amount")
    _ = try store.void(1, drawer: "front", on: day, by: author)
    #expect(rule { _ = try store.void(1, drawer: "front", on: day, by: author) } == "desk.voided")
    #expect(rule { _ = try store.receipt(9) } == "desk.unknown")
    #expect(throws: DatabaseError.self) { try own.database.run("UPDATE receipt SET cents = 1") }
    // Somebody who alters the books is found when the drawer is counted.
    try own.database.run("DROP TRIGGER posting_no_update")
    _ = try take(500)
    try own.database.run("UPDATE posting SET cents = 400 WHERE account = 1020 AND cents = 500")
    #expect(
      rule { _ = try store.close("front", counted: .zero, on: day, by: author) }
        == "desk.drawer-differs")
  }
}

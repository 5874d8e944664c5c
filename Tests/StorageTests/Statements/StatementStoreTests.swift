// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
import TestSupport
import Testing
import Values
import Workflows

@Suite struct StatementStoreTests {
  /// Makes up a history in a trial's books.
  private func generate(_ seed: UInt64, _ trial: BillingTrial, steps: Int) throws -> CalendarDate {
    var history = GeneratedBooks(seed: seed)
    for _ in 0..<steps {
      let count = try trial.ledger.head(of: trial.practice).count
      switch history.next(after: count) {
      case .append(let entries): _ = try? trial.ledger.append(entries, to: trial.practice)
      case .reverse(let number, let day):
        _ = try? trial.ledger.reverse(
          number, in: trial.practice, effective: day, posted: history.now, source: .sample)
      case .close: continue
      }
    }
    return history.today
  }

  @Test(
    "Complaint 13: over generated histories what is due is patient receivable less what is unapplied",
    arguments: TestEngine.present)
  func balances(_ engine: TestEngine) throws {
    for seed in UInt64(1)...4 {
      let trial = try BillingTrial(engine)
      let day = try generate(seed, trial, steps: 60)
      let rows = try trial.billing.due(on: day)["guarantors"]?.elements ?? []
      #expect(!rows.isEmpty)
      var asked = Money.zero
      for row in rows {
        let name = try #require(row["guarantor"]?.string)
        let due = try trial.balance(.patientReceivable, of: name)
        let unapplied = -(try trial.balance(.unappliedPatient, of: name))
        guard let balance = row.amount("balance") else {
          #expect(row["reason"] != nil)
          // Without a hold or an earlier statement there is none only where little or nothing is owed.
          #expect(due - unapplied < Money(cents: 500))
          continue
        }
        #expect(balance == due - unapplied)
        #expect(row.amount("pay_now") == balance)
        #expect(row.amount("waiting") == (try trial.balance(.payerReceivable, of: name)))
        asked += balance
      }
      #expect(asked > .zero)
    }
  }

  @Test(
    "Complaint 14: one statement a guarantor, none of nothing, none twice within a cycle, no gap in numbers",
    arguments: TestEngine.present)
  func once(_ engine: TestEngine) throws {
    let trial = try BillingTrial(engine)
    let day = try generate(7, trial, steps: 60)
    let made = try trial.billing.make(on: day, guarantor: nil, folder: nil)["made"]?.elements ?? []
    #expect(made.count > 5)
    #expect(Set(made.compactMap { $0["guarantor"]?.string }).count == made.count)
    #expect(made.compactMap { $0["number"]?.int } == Array(1...made.count))
    for row in made { #expect((row.amount("pay_now") ?? .zero) >= Money(cents: 500)) }
    for days in [0, 1, 27] {
      let again = try trial.billing.make(
        on: day.adding(days: days), guarantor: nil, folder: nil)
      #expect(again["made"]?.elements.isEmpty == true)
    }
    let next = try trial.billing.make(on: day.adding(days: 28), guarantor: nil, folder: nil)
    #expect(next["made"]?.elements.count == made.count)
    #expect(next["made"]?[0]?["number"]?.int == made.count + 1)
    #expect(next["made"]?.elements.allSatisfy { ($0["level"]?.int ?? 0) >= 2 } == true)
    // Each document adds up: what its lines say is owed is what it says in all.
    for number in 1...made.count {
      let statement = try trial.billing.statement(number)
      var owed = Money.zero
      for patient in statement["patients"]?.elements ?? [] {
        for claim in patient["claims"]?.elements ?? [] {
          for line in claim["lines"]?.elements ?? [] {
            owed += line["figures"]?.amount("owed") ?? .zero
          }
        }
      }
      let unapplied = statement.amount("unapplied") ?? .zero
      #expect(owed - unapplied == statement.amount("balance"))
    }
  }

  @Test("Makers at once give nobody two statements", arguments: TestEngine.present)
  func makers(_ engine: TestEngine) async throws {
    let trial = try BillingTrial(engine)
    for number in 1...12 { try trial.claim("C\(number)", guarantor: "G\(number)", due: 2500) }
    let place = trial.place.address
    let home = trial.folder.path
    let address: String =
      switch place {
      case .sqlite(let path): "sqlite:\(path)"
      case .postgreSQL(let text): text
      }
    let day = SampleEncounter.day("2026-02-01")
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<3 {
        group.addTask {
          let books = try Books(database: address, practice: "main", Installation(home: home))
          let billing = try PatientBilling(
            books, keys: "\(home)/keys", accounts: "\(home)/accounts.json")
          return try billing.make(on: day, guarantor: nil, folder: nil)["made"]?.elements.count ?? 0
        }
      }
      var sum = 0
      for try await count in group { sum += count }
      #expect(sum == 12)
    }
    let kept = try trial.billing.statements(of: nil)["statements"]?.elements ?? []
    #expect(kept.compactMap { $0["number"]?.int } == Array(1...12))
  }

  @Test("A statement that was altered is not shown", arguments: TestEngine.present)
  func altered(_ engine: TestEngine) throws {
    let trial = try BillingTrial(engine)
    try trial.claim("C1", due: 3000)
    _ = try trial.billing.make(on: SampleEncounter.day("2026-02-01"), guarantor: nil, folder: nil)
    _ = try trial.billing.statement(1)
    try trial.place.open().run(
      "UPDATE patient_statement SET content = digest WHERE practice = 'main'")
    let failure = #expect(throws: WorkflowFailure.self) { try trial.billing.statement(1) }
    #expect(failure?.findings.first?.rule == "keys.altered-value")
    let unknown = #expect(throws: WorkflowFailure.self) { try trial.billing.statement(2) }
    #expect(unknown?.findings.first?.rule == "statement.unknown")
  }

  @Test(
    "A dispute keeps its claim from being asked for until it is answered",
    arguments: TestEngine.present)
  func disputes(_ engine: TestEngine) throws {
    let trial = try BillingTrial(engine)
    try trial.claim("C1", due: 3000)
    try trial.claim("C2", due: 4000)
    let day = SampleEncounter.day("2026-02-01")
    func row(_ days: Int) throws -> JSON {
      try trial.billing.due(on: day.adding(days: days))["guarantors"]?[0] ?? .null
    }
    let held = try trial.billing.hold(
      "G1", claim: "C2", reason: "dispute", on: day, until: nil, by: "O. Clerk", note: "asked")
    #expect(try row(0).amount("pay_now") == Money(cents: 3000))
    #expect(try row(0).amount("on_hold") == Money(cents: 4000))
    _ = try trial.billing.release(
      hold: try #require(held["hold"]?.int), on: day.adding(days: 5), by: "O. Clerk",
      outcome: "shown")
    #expect(try row(4).amount("pay_now") == Money(cents: 3000))
    #expect(try row(5).amount("pay_now") == Money(cents: 7000))
    _ = try trial.billing.hold(
      "G1", claim: nil, reason: "aid", on: day.adding(days: 6), until: day.adding(days: 8),
      by: "O. Clerk", note: "")
    #expect(try row(6)["reason"]?.string == "held")
    #expect(try row(9).amount("pay_now") == Money(cents: 7000))
    #expect(try trial.billing.holds(of: "G1")["holds"]?.elements.count == 2)
    let none = #expect(throws: WorkflowFailure.self) {
      try trial.billing.release(hold: 1, on: day, by: "O. Clerk", outcome: "")
    }
    #expect(none?.findings.first?.rule == "statement.no-hold")
    let reason = #expect(throws: WorkflowFailure.self) {
      try trial.billing.hold(
        "G1", claim: nil, reason: "mood", on: day, until: nil, by: "O. Clerk", note: "")
    }
    #expect(reason?.findings.first?.rule == "statement.bad-reason")
  }

  @Test(
    "A plan asks for its instalments, and what is paid through the books counts",
    arguments: TestEngine.present)
  func plans(_ engine: TestEngine) throws {
    let trial = try BillingTrial(engine)
    try trial.claim("C1", due: 30_000)
    let day = SampleEncounter.day("2026-02-01")
    let plan = try trial.billing.plan(
      "G1", instalment: Money(cents: 7000), first: SampleEncounter.day("2026-02-15"), on: day,
      by: "O. Clerk")
    #expect(
      plan["instalments"]?.elements.compactMap { $0.amount("amount") }
        == [7000, 7000, 7000, 7000, 2000].map { Money(cents: $0) })
    func asked(_ days: Int) throws -> Money? {
      try trial.billing.due(on: day.adding(days: days))["guarantors"]?[0]?.amount("pay_now")
    }
    #expect(try asked(0) == Money(cents: 7000))
    try trial.claim("C2", due: 1000)
    #expect(try asked(0) == Money(cents: 8000))
    _ = try trial.billing.take(
      PatientPayment(
        guarantor: "G1", amount: Money(cents: 7000), method: .cash, day: day, user: "O. Clerk"),
      TrialAcquirer("\(trial.folder.path)/charges"))
    #expect(try asked(0) == Money(cents: 1000))
    #expect(try asked(30) == Money(cents: 8000))
    _ = try trial.billing.endPlan("G1", on: day)
    #expect(try asked(0) == Money(cents: 24_000))
    let none = #expect(throws: WorkflowFailure.self) { try trial.billing.endPlan("G1", on: day) }
    #expect(none?.findings.first?.rule == "statement.no-plan")
    for (cents, rule) in [(0, "statement.bad-instalment"), (100, "statement.bad-instalment")] {
      let failure = #expect(throws: WorkflowFailure.self) {
        try trial.billing.plan(
          "G1", instalment: Money(cents: Int64(cents)), first: day, on: day, by: "O. Clerk")
      }
      #expect(failure?.findings.first?.rule == rule)
    }
    let empty = #expect(throws: WorkflowFailure.self) {
      try trial.billing.plan(
        "G9", instalment: Money(cents: 100), first: day, on: day, by: "O. Clerk")
    }
    #expect(empty?.findings.first?.rule == "statement.no-balance")
  }

  @Test(
    "Aid lowers what is owed once a claim, and later balances until its last day",
    arguments: TestEngine.present)
  func hardship(_ engine: TestEngine) throws {
    let trial = try BillingTrial(engine)
    try trial.claim("C1", due: 3001)
    let day = SampleEncounter.day("2026-02-01")
    let document = try trial.folder.file("application.txt", Array("made up".utf8))
    let grant = try trial.billing.hardship(
      "G1", percent: 50, on: day, until: day.adding(days: 60), approvedBy: "A. Director",
      document: document)
    #expect(grant.amount("written_off") == Money(cents: 1501))
    #expect(try trial.balance(.patientReceivable, of: "G1") == Money(cents: 1500))
    try trial.claim("C2", due: 1000, waiting: 5000)
    for number in 0..<3 {
      _ = try trial.billing.make(on: day.adding(days: 28 * number), guarantor: nil, folder: nil)
    }
    #expect(try trial.balance(.patientReceivable, of: "G1") == Money(cents: 2000))
    #expect(try trial.balance(.payerReceivable, of: "G1") == Money(cents: 5000))
    #expect(try trial.total(4220) == Money(cents: 2001))
    try trial.claim("C3", due: 800)
    _ = try trial.billing.make(on: day.adding(days: 90), guarantor: nil, folder: nil)
    #expect(try trial.balance(.patientReceivable, of: "G1") == Money(cents: 2800))
    let failure = #expect(throws: WorkflowFailure.self) {
      try trial.billing.hardship(
        "G1", percent: 0, on: day, until: day, approvedBy: "A. Director", document: document)
    }
    #expect(failure?.findings.first?.rule == "statement.bad-grant")
  }
}

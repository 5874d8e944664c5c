// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import TestSupport
import Testing
import Values
import Workflows

@Suite struct StatementTests {
  private static let day = SampleEncounter.day("2026-03-05")

  /// A claim of one line with figures in cents.
  private static func claim(
    _ name: String, due: Int64 = 0, waiting: Int64 = 0, since: String = "2026-02-20",
    hold: StatementHold? = nil
  ) -> AccountClaim {
    var figures = AccountFigures()
    figures.due = Money(cents: due)
    figures.waiting = Money(cents: waiting)
    figures.charge = Money(cents: due + waiting)
    return AccountClaim(
      SubjectID(name), patient: SubjectID("P1"), patientName: "Ivo Invented",
      payers: waiting > 0 ? ["Example Plan"] : [], since: SampleEncounter.day(since),
      lines: [AccountLine(number: 1, text: "Office visit", figures: figures)], hold: hold)
  }

  private static func account(_ claims: [AccountClaim], unapplied: Int64 = 0) -> GuarantorAccount {
    guard let guarantor = SubjectID<Subject.Guarantor>("G1") else { preconditionFailure("a name") }
    return GuarantorAccount(
      guarantor, Addressee("Ivo Invented"), claims: claims, unapplied: Money(cents: unapplied))
  }

  private static func made(
    _ account: GuarantorAccount, earlier: [String] = [], hold: StatementHold? = nil,
    plan: PaymentPlan? = nil, on day: CalendarDate = day
  ) -> Result<Statement, NoStatement> {
    Statement.make(
      account, on: day, number: 1,
      earlier: earlier.enumerated().map {
        EarlierStatement(number: $0 + 1, issued: SampleEncounter.day($1), asked: .zero)
      },
      plan: plan.map { ($0, Set(account.claims.compactMap(\.claim))) }, hold: hold)
  }

  @Test("Complaint 13: what waits for insurance is in no amount that is asked for")
  func waiting() throws {
    let account = Self.account([Self.claim("C1", due: 3000), Self.claim("C2", waiting: 31_000)])
    let statement = try Self.made(account).get()
    #expect(statement.payNow == Money(cents: 3000))
    #expect(statement.balance == Money(cents: 3000))
    let json = statement.json(.standard)
    #expect(json["pay_now"]?.digits == "30.00" && json["waiting"]?.digits == "310.00")
    #expect(json["messages"]?[1]?.string?.contains("You do not owe it now") == true)
    #expect(
      json["patients"]?[0]?["claims"]?[1]?["waiting_for"]?.string
        == "Waiting for Example Plan. You do not owe this now.")
    // Only money that waits: no statement at all.
    #expect(throws: NoStatement.nothingDue) {
      try Self.made(Self.account([Self.claim("C2", waiting: 31_000)])).get()
    }
  }

  @Test("Complaint 14: no statement of nothing, none twice in a cycle, one for all of a guarantor")
  func onceACycle() throws {
    #expect(throws: NoStatement.nothingDue) {
      try Self.made(Self.account([Self.claim("C1")])).get()
    }
    #expect(throws: NoStatement.nothingDue) {
      try Self.made(Self.account([Self.claim("C1", due: 900)], unapplied: 900)).get()
    }
    #expect(throws: NoStatement.small) {
      try Self.made(Self.account([Self.claim("C1", due: 499)])).get()
    }
    let two = Self.account([Self.claim("C1", due: 900), Self.claim("C2", due: 800)])
    #expect(try Self.made(two).get().payNow == Money(cents: 1700))
    for (last, allowed) in [("2026-03-05", false), ("2026-02-06", false), ("2026-02-05", true)] {
      let result = Self.made(two, earlier: [last])
      #expect(((try? result.get()) != nil) == allowed, "\(last)")
      if !allowed { #expect(throws: NoStatement.withinCycle) { try result.get() } }
    }
  }

  @Test(
    "The level goes up with each statement since the oldest balance, to the last",
    arguments: [
      ([], 1), (["2026-01-01"], 1), (["2026-01-20"], 2), (["2025-12-01", "2026-01-20"], 2),
      (["2026-01-15", "2026-01-20", "2026-01-25", "2026-01-28", "2026-02-01"], 4),
    ] as [([String], Int)])
  func levels(_ earlier: [String], _ level: Int) throws {
    let account = Self.account([Self.claim("C1", due: 3000, since: "2026-01-15")])
    #expect(try Self.made(account, earlier: earlier).get().level == level)
  }

  @Test("What is on hold or in dispute is owed, and not asked for")
  func holds() throws {
    let account = Self.account([
      Self.claim("C1", due: 3000), Self.claim("C2", due: 5000, hold: .dispute),
    ])
    let statement = try Self.made(account).get()
    #expect(statement.payNow == Money(cents: 3000) && statement.onHold == Money(cents: 5000))
    #expect(statement.balance == Money(cents: 8000))
    #expect(throws: NoStatement.held) {
      try Self.made(Self.account([Self.claim("C2", due: 5000, hold: .dispute)])).get()
    }
    #expect(throws: NoStatement.held) { try Self.made(account, hold: .bankruptcy).get() }
  }

  @Test("Of a payment plan only the instalments of the time are asked for")
  func plans() throws {
    let account = Self.account([Self.claim("C1", due: 30_000)])
    let first = SampleEncounter.day("2026-03-20")
    func plan(_ remaining: Int64, _ first: CalendarDate) -> PaymentPlan {
      PaymentPlan(
        number: 1, amount: Money(cents: 30_000), instalment: Money(cents: 5000), first: first,
        remaining: Money(cents: remaining))
    }
    #expect(try Self.made(account, plan: plan(30_000, first)).get().payNow == Money(cents: 5000))
    let behind = plan(30_000, SampleEncounter.day("2026-02-01"))
    #expect(behind.isBehind(on: Self.day))
    #expect(try Self.made(account, plan: behind).get().payNow == Money(cents: 10_000))
    // One who has paid ahead is asked for nothing.
    let ahead = Self.account([Self.claim("C1", due: 20_000)])
    #expect(throws: NoStatement.nothingDue) {
      try Self.made(ahead, plan: plan(20_000, first)).get()
    }
  }

  @Test("Instalments fall on the day of the month, or its last")
  func instalments() {
    let plan = PaymentPlan(
      number: 1, amount: Money(cents: 10_001), instalment: Money(cents: 2500),
      first: SampleEncounter.day("2026-10-31"), remaining: Money(cents: 10_001))
    #expect(plan.count == 5)
    #expect(
      (0..<5).map { plan.day(of: $0).description }
        == ["2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"])
    #expect(plan.agreed(by: SampleEncounter.day("2026-10-30")) == .zero)
    #expect(plan.agreed(by: SampleEncounter.day("2027-01-31")) == Money(cents: 10_000))
    #expect(plan.agreed(by: SampleEncounter.day("2028-01-01")) == Money(cents: 10_001))
  }

  @Test("The figures of a claim are the whole of its charge, whatever was posted")
  func figures() throws {
    for seed in UInt64(1)...20 {
      var history = GeneratedBooks(seed: seed)
      var postings: [String: [ClaimPosting]] = [:]
      var entries: [JournalEntry] = []
      for _ in 0..<80 {
        guard case .append(let batch) = history.next(after: 0) else { continue }
        entries += batch
      }
      var seen: Set<SourceKey> = []
      for (number, entry) in entries.enumerated() where seen.insert(entry.key).inserted {
        for posting in entry.postings {
          guard let claim = posting.subject.claim else { continue }
          postings[claim.description, default: []].append(ClaimPosting(entry: number, posting))
        }
      }
      for (claim, own) in postings {
        let total = ClaimAccount(own, of: own[0].posting.subject.guarantor).total
        #expect(total.charge == total.sum, "\(claim)")
        let due = own.filter { $0.posting.account == .patientReceivable }
          .reduce(Money.zero) { $0 + $1.posting.amount }
        #expect(total.due + total.others == due)
      }
    }
  }

  /// The postings of a claim, each with account, amount in cents and line.
  private static func account(_ postings: [(entry: Int, Account, Int64, Int?)]) -> ClaimAccount {
    let subject = Subject(guarantor: SubjectID("G1"), claim: SubjectID("C1"))
    return ClaimAccount(
      postings.map { entry, account, cents, line in
        var own = subject
        own.line = line
        return ClaimPosting(entry: entry, Posting(account, Money(cents: cents), own))
      }, of: SubjectID("G1"))
  }

  @Test(
    "What a remittance takes off a claim comes back to its lines, what is paid on it goes to what they owe"
  )
  func places() throws {
    let charged: [(entry: Int, Account, Int64, Int?)] = [
      (1, .payerReceivable, 10_000, 1), (1, .charges, -10_000, 1),
      (1, .payerReceivable, 5000, 2), (1, .charges, -5000, 2),
      (2, .patientReceivable, 2000, 1), (2, .contractual, 2000, 1), (2, .contractual, 2000, 2),
      (2, .payerReceivable, -10_000, 1), (2, .payerReceivable, -5000, 2),
    ]
    let posted = Self.account(charged).lines
    #expect(Set(posted.keys) == [1, 2])
    #expect(posted[1]?.planPaid == Money(cents: 6000) && posted[1]?.reduced == Money(cents: 2000))
    #expect(posted[2]?.planPaid == Money(cents: 3000) && posted[2]?.reduced == Money(cents: 2000))
    #expect(posted[1]?.due == Money(cents: 2000) && posted[1]?.patientPaid == .zero)
    let paid = Self.account(charged + [(3, .patientReceivable, -1500, nil)])
    #expect(
      paid.lines[1]?.patientPaid == Money(cents: 1500) && paid.lines[1]?.due == Money(cents: 500))
    #expect(Set(paid.lines.keys) == [1, 2] && paid.total.patientPaid == Money(cents: 1500))
    // Paid too much: what no line owes stays with the claim.
    let over = Self.account(charged + [(3, .patientReceivable, -2500, nil)])
    #expect(
      over.lines[0]?.due == Money(cents: -500) && over.lines[0]?.patientPaid == Money(cents: 500))
    // Answered on the claim and on none of its lines: these do not wait any more.
    let whole = Self.account(
      Array(charged.prefix(4)) + [
        (2, .patientReceivable, 2000, nil), (2, .contractual, 4000, nil),
        (2, .payerReceivable, -15_000, nil),
      ])
    #expect(whole.lines[0]?.planPaid == Money(cents: 9000) && whole.total.waiting == .zero)
    #expect(whole.lines[1]?.together == Money(cents: 10_000) && whole.lines[1]?.waiting == .zero)
    #expect(whole.lines.values.allSatisfy { $0.charge == $0.sum } && whole.total.together == .zero)
    // Taken back, nothing is left but what waits.
    let back = Self.account(charged + charged.dropFirst(4).map { (entry: 4, $0.1, -$0.2, $0.3) })
    #expect(back.total.waiting == Money(cents: 15_000) && back.total.planPaid == .zero)
    #expect(back.lines[0] == nil && back.lines[1]?.reduced == .zero)
  }

  @Test(
    "Amounts and days are printed for people",
    arguments: [
      (0, "$0.00"), (5, "$0.05"), (123_456, "$1,234.56"), (100_000_000, "$1,000,000.00"),
      (-300, "-$3.00"), (99_999, "$999.99"),
    ] as [(Int64, String)])
  func printed(_ cents: Int64, _ text: String) {
    #expect(Money(cents: cents).printed == text)
    #expect(Self.day.printed == "March 5, 2026")
  }
}

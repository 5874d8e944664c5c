// SPDX-License-Identifier: Apache-2.0

import Accounting
import Storage
import TestSupport
import Testing
import Values
import Workflows

@Suite struct DenialHistoryTests {
  @Test(
    "After every step of a generated history the books are sound, and lists and reports are what they say",
    arguments: TestEngine.present)
  func history(_ engine: TestEngine) throws {
    for seed in UInt64(1)...3 {
      var steps = Steps(try MadeUpClaims(engine), seed: seed)
      for _ in 0..<110 {
        let what = try steps.next()
        try check(steps.claims, "seed \(seed): \(what)")
      }
      // Enough of it has been done, not only refused.
      #expect(steps.done.count > 12, "seed \(seed): \(steps.done)")
    }
  }

  private func check(_ claims: MadeUpClaims, _ what: String) throws {
    let (ledger, practice) = (claims.ledger, claims.practice)
    let verification = try ledger.verify(practice)
    #expect(verification.fault == nil, "\(what)")
    let trial = try ledger.trialBalance(of: practice)
    func balance(_ account: Account) -> Money {
      trial.rows.first { $0.account == account }?.turnover.balance ?? .zero
    }
    // The sums of open items are the control accounts.
    let aging = try ledger.aging(of: practice, on: SampleEncounter.day("2030-01-01"))
    for row in ChartOfAccounts.standard.rows where row.hasItems {
      let items = aging.sorted.filter { $0.key.account == row.account }
      let sum = items.flatMap(\.amounts).reduce(Money.zero, +)
      #expect(sum == balance(row.account), "\(what): account \(row.account)")
    }
    // Every credit is listed.
    let credits = try claims.office.credits(limit: 1000)
    for account in credits["accounts"]?.elements ?? [] {
      if let ledger = account["ledger"] {
        #expect(account["listed"]?.digits == ledger.digits, "\(what)")
      }
    }
    let listed = (credits["credits"]?.elements ?? []).reduce(Money.zero) {
      $0 + (Money($1["amount"]?.digits ?? "") ?? .zero)
    }
    #expect(listed.description == credits["total"]?.digits, "\(what)")
    // What the reports have open is what the books have open, by whatever it is counted.
    var open: Set<String> = []
    for grouping in ["payer", "reason", "category", "month"] {
      let report = try claims.office.denialReport(by: grouping)
      let own = Money(report["total"]?["open"]?.digits ?? "") ?? .zero
      let other = Money(report["other"]?.digits ?? "") ?? .zero
      #expect((own + other).description == report["ledger"]?.digits, "\(what)")
      open.insert(own.description)
    }
    #expect(open.count == 1, "\(what)")
    try checkRequests(claims, what)
  }

  /// What was refused or withdrawn has posted nothing; what was posted had another person where it needed one.
  private func checkRequests(_ claims: MadeUpClaims, _ what: String) throws {
    for state in ["requested", "rejected", "withdrawn", "posted", "paid", "undone"] {
      let answers = [
        try claims.office.writeOffs(in: state, limit: 1000),
        try claims.office.refunds(in: state, limit: 1000),
      ]
      for request in answers.flatMap({ $0["requests"]?.elements ?? [] }) {
        let isPosted = ["posted", "paid", "undone"].contains(state)
        #expect((request["entry"] != nil) == isPosted, "\(what)")
        if isPosted, request["needs_second_person"]?.bool == true {
          #expect(request["asked_by"]?.string != request["decided_by"]?.string, "\(what)")
        }
      }
    }
  }
}

/// Steps of a history, made up by a seed.
private struct Steps {
  var claims: MadeUpClaims
  private var numbers: SeededNumbers
  private var names: [(name: String, patient: Int, charges: [Int])] = []
  private var remittances = 0
  /// What has been done, and not refused.
  private(set) var done: Set<String> = []

  init(_ claims: MadeUpClaims, seed: UInt64) {
    self.claims = claims
    numbers = SeededNumbers(seed: seed)
  }

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &numbers) }

  private mutating func user() -> String { ["ann", "bob", "Ann", "eve"][pick(4)] }

  /// The number of one of those that an answer lists; now and then of none.
  private mutating func one(_ answers: [JSON], _ list: String, _ name: String) -> Int {
    let all = answers.flatMap { $0[list]?.elements ?? [] }.compactMap { $0[name]?.int }
    return all.isEmpty || pick(6) == 0 ? 1 + pick(12) : all[pick(all.count)]
  }

  private mutating func appeal(_ state: String) throws -> Int {
    one([try claims.office.appeals(in: state, limit: 100)], "appeals", "appeal")
  }

  private mutating func request(_ state: String) throws -> Int {
    let answers = [
      try claims.office.writeOffs(in: state, limit: 100),
      try claims.office.refunds(in: state, limit: 100),
    ]
    return one(answers, "requests", "request")
  }

  /// Does something; what the office refuses is refused for a reason that has words.
  mutating func next() throws -> String {
    let choice = names.count < 3 ? 0 : pick(18)
    do {
      let what = try step(choice)
      done.insert(what)
      return what
    } catch let failure as WorkflowFailure {
      #expect(failure.kind == .rejected, "step \(choice): \(failure.findings.map(\.rule))")
      return "\(choice) refused"
    }
  }

  private mutating func step(_ choice: Int) throws -> String {
    let office = claims.office
    switch choice {
    case 0:
      let (name, patient) = ("C\(names.count + 1)", pick(4))
      let charges = (0...pick(2)).map { _ in 1000 + pick(20_000) }
      try claims.add(
        name, patient: patient, charges: charges, filing: pick(2) == 0 ? "MB" : "CI",
        second: pick(4) == 0)
      names.append((name, patient, charges))
      return "claim"
    case 1...4: return try answer()
    case 5:
      _ = try office.draftAppeal(
        of: [one([office.denials(DenialsWanted())], "denials", "work")], words: "not so", by: user()
      )
      return "draft"
    case 6:
      _ = try office.sendAppeal(
        appeal("drafted"), on: SampleEncounter.day("2026-03-05"), reference: "mail", by: user())
      return "send"
    case 7:
      _ = try office.decideAppeal(
        appeal("sent"), BillingOffice.appealOutcomes[pick(4)],
        on: SampleEncounter.day("2026-04-05"),
        words: "their letter", by: user())
      return "decide"
    case 8:
      _ = try office.withdrawAppeal(appeal("drafted"), words: "no", by: user())
      return "withdraw appeal"
    case 9, 10: return try writeOff()
    case 11, 12:
      _ = try office.approve(request("requested"), by: user())
      return "approve"
    case 13:
      if pick(2) == 0 {
        _ = try office.reject(request("requested"), words: "no", by: user())
        return "reject"
      }
      _ = try office.withdraw(request("requested"), words: "no", by: user())
      return "withdraw"
    case 14: return try credit()
    case 15:
      if pick(2) == 0 {
        _ = try office.payRefund(
          request("posted"), on: SampleEncounter.day("2026-04-01"), method: "check", reference: "7",
          by: user()
        )
        return "pay"
      }
      _ = try office.undo(request(pick(3) == 0 ? "paid" : "posted"), words: "wrong", by: user())
      return "undo"
    case 16:
      guard remittances > 0 else { return "nothing" }
      let number = 1 + pick(remittances)
      if pick(2) == 0 {
        _ = try office.unapply(number, reason: "wrong", by: user())
        return "unapply"
      }
      _ = try office.repost(number, by: user())
      return "repost"
    default:
      _ = try office.revertReduction(
        of: names[pick(names.count)].name, account: 4110, words: "not by contract", by: user())
      return "revert"
    }
  }

  private mutating func answer() throws -> String {
    let (name, patient, charges) = names[pick(names.count)]
    var lines: [MadeUpClaims.Answer] = []
    for (index, charge) in charges.enumerated() {
      let half = charge / 2
      let taken: (paid: Int, taken: [(String, String, Int)]) =
        switch pick(6) {
        case 0: (charge - half, [("CO", "45", half)])
        case 1: (0, [("CO", "97", charge)])
        case 2: (0, [("CO", "16", charge)])
        case 3: (half, [("CO", "45", charge - half - 500), ("PR", "2", 500)])
        case 4: (charge, [])
        default: (half, [("CO", "97", charge - half)])
        }
      lines.append((index + 1, charge, taken.paid, taken.taken))
    }
    remittances = max(
      remittances,
      try claims.answer(name, patient: patient, lines, filing: pick(2) == 0 ? "MB" : "12"))
    return "answer"
  }

  private mutating func writeOff() throws -> String {
    let reasons = [
      "denied", "small-balance", "charity", "timely-filing", "collections", "bad-debt",
    ]
    var wanted = WriteOffWanted(reason: reasons[pick(6)], words: "given up")
    wanted.claim = names[pick(names.count)].name
    let isOfPayer = ["denied", "timely-filing"].contains(wanted.reason) || pick(3) == 0
    wanted.payer =
      isOfPayer && !["charity", "collections"].contains(wanted.reason) ? "12345" : nil
    wanted.isAtAgency = wanted.payer == nil && pick(3) == 0 && wanted.reason != "charity"
    if pick(3) == 0 { wanted.amount = Money(cents: Int64(1 + pick(3000))) }
    let request = try claims.office.requestWriteOff(wanted, by: user())
    return "write-off \(request["state"]?.string ?? "")"
  }

  private mutating func credit() throws -> String {
    let office = claims.office
    let credits = try office.credits(limit: 100)["credits"]?.elements ?? []
    guard !credits.isEmpty else { return "nothing" }
    let own = credits[pick(credits.count)]
    var wanted = CreditWanted(words: "owed back")
    wanted.claim = own["claim"]?.string
    wanted.patient = own["patient"]?.string
    wanted.payer = own["payer"]?.string
    wanted.account = own["account"]?.int
    if pick(3) == 0 { wanted.amount = Money(cents: Int64(1 + pick(4000))) }
    switch pick(5) {
    case 0:
      _ = try office.moveCredit(wanted, by: user())
      return "move"
    case 1:
      _ = try office.applyCredit(wanted, to: names[pick(names.count)].name, by: user())
      return "apply"
    case 2:
      _ = try office.expectTakeback(wanted, by: user())
      return "takeback"
    default:
      _ = try office.requestRefund(wanted, by: user())
      return "refund"
    }
  }
}

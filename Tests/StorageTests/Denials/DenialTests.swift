// SPDX-License-Identifier: Apache-2.0

import Accounting
import Storage
import Testing
import Values
import Workflows

@Suite struct DenialTests {
  /// Claim A of one line of 150.00, refused as part of another service.
  private func bundled(_ engine: TestEngine, filing: String = "MB") throws -> MadeUpClaims {
    var claims = try MadeUpClaims(engine)
    try claims.add("A", patient: 1, charges: [15000], filing: filing)
    claims.office.now = Instant("2026-03-02T00:00:00Z")
    try claims.answer(
      "A", patient: 1, [(1, 15000, 0, [("CO", "97", 15000)])], status: "4", filing: filing)
    return claims
  }

  private func balance(_ claims: MadeUpClaims, _ account: Int) throws -> Money {
    try claims.ledger.trialBalance(of: claims.practice).rows
      .first { $0.account.number == account }?.turnover.balance ?? .zero
  }

  private func rule(_ body: () throws -> Void) -> String {
    do { try body() } catch let failure as WorkflowFailure {
      return failure.findings.first?.rule ?? ""
    } catch { return "\(error)" }
    return ""
  }

  private func request(
    _ claims: MadeUpClaims, _ reason: String, _ amount: Int64? = nil, payer: String? = "12345",
    claim: String = "A", by user: String = "ann"
  ) throws -> JSON {
    var wanted = WriteOffWanted(reason: reason, words: "given up")
    wanted.claim = claim
    wanted.payer = payer
    wanted.amount = amount.map { Money(cents: $0) }
    return try claims.office.requestWriteOff(wanted, by: user)
  }

  @Test(
    "Complaint 3: a denial is never written off by posting or by a rule",
    arguments: TestEngine.present)
  func complaint3(_ engine: TestEngine) throws {
    var claims = try MadeUpClaims(engine)
    try claims.add("A", patient: 1, charges: [15000, 150])
    try claims.answer(
      "A", patient: 1,
      [(1, 15000, 0, [("CO", "97", 15000)]), (2, 150, 0, [("CO", "16", 150)])], status: "4")
    #expect(try balance(claims, 1220) == Money(cents: 15150))
    for account in [4110, 4120, 4130, 4210, 4270] { #expect(try balance(claims, account) == .zero) }
    // Years later nothing is proposed, however small.
    claims.office.now = Instant("2029-03-02T00:00:00Z")
    let proposed = try claims.office.proposeWriteOffs(isAsked: true, limit: 100, by: "ann")
    #expect(proposed["proposals"]?.elements.isEmpty == true)
    let office = claims
    #expect(rule { _ = try request(office, "small-balance", 150) } == "write-offs.refused-amount")
    #expect(try balance(claims, 1220) == Money(cents: 15150))
  }

  @Test(
    "Complaint 25: a bundling denial is appealed, with a letter of its own, and never given up by itself",
    arguments: TestEngine.present)
  func complaint25(_ engine: TestEngine) throws {
    let claims = try bundled(engine)
    let office = claims.office
    let denial = try office.denial(1)
    #expect(denial["next"]?.string == "appeal" && denial["category"]?.string == "bundling")
    let appeal = try office.draftAppeal(of: [1], words: "separate", by: "ann")
    #expect(appeal["letter"]?.string == "bundling" && appeal["due"]?.string == "2026-07-02")
    let text = try office.appealPacket(1)["text"]?.string ?? ""
    for part in ["CO-97", "$150.00", "JANB DOE", "W1", "PA", "T1", "redetermination", "99212"] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(try balance(claims, 1220) == Money(cents: 15000))
  }

  @Test(
    "An appeal that is sent moves the claim; what is upheld is due at the next level; money overturns",
    arguments: TestEngine.present)
  func levels(_ engine: TestEngine) throws {
    var claims = try bundled(engine)
    let office = claims.office
    _ = try office.draftAppeal(of: [1], words: "separate", by: "ann")
    #expect(
      rule { _ = try office.draftAppeal(of: [1], words: "x", by: "ann") } == "appeals.under-way")
    let day = try #require(CalendarDate("2026-03-10"))
    let sent = try office.sendAppeal(1, on: day, reference: "mail", by: "ann")
    #expect(sent["decide_by"]?.string == "2026-05-14" && sent["document"] != nil)
    #expect(try office.claim("A")["state"]?.string == "appealed")
    #expect(try office.denial(1)["state"]?.string == "waiting")
    let decided = try #require(CalendarDate("2026-05-01"))
    _ = try office.decideAppeal(1, "upheld", on: decided, words: "letter", by: "ann")
    #expect(try office.claim("A")["state"]?.string == "denied")
    #expect(try office.denial(1)["deadline"]?.string == "2026-11-02")
    let second = try office.draftAppeal(of: [1], words: "again", by: "ann")
    #expect(second["level"]?.int == 2 && second["due"]?.string == "2026-11-02")
    _ = try office.sendAppeal(2, on: decided, reference: "mail", by: "ann")
    try claims.answer(
      "A", patient: 1, [(1, 15000, 15000, [])], filing: "MB", on: "20260601")
    let answered = try office.appeal(2)
    #expect(answered["outcome"]?.string == "overturned")
    #expect(answered["paid_since"]?.digits == "150.00")
    #expect(try office.claim("A")["state"]?.string == "closed")
    let report = try office.denialReport(by: "payer")["total"]
    #expect(report?["overturned"]?.int == 1 && report?["overturn_rate"]?.digits == "100.0")
  }

  @Test(
    "What is refused once more is one denial, due at the next level, until that refusal is unapplied",
    arguments: TestEngine.present)
  func again(_ engine: TestEngine) throws {
    var claims = try bundled(engine)
    let office = claims.office
    _ = try office.act(.assign("eve"), on: 1, words: "knows the payer", by: "ann")
    _ = try office.draftAppeal(of: [1], words: "separate", by: "ann")
    let day = try #require(CalendarDate("2026-03-10"))
    _ = try office.sendAppeal(1, on: day, reference: "mail", by: "ann")
    let remittance = try claims.answer(
      "A", patient: 1, [(1, 15000, 0, [("CO", "97", 15000)])], status: "4", filing: "MB",
      on: "20260504")
    let open = try office.denials(DenialsWanted())["denials"]?.elements ?? []
    #expect(open.count == 1 && open[0]["work"]?.int == 2 && open[0]["owner"]?.string == "eve")
    // 185 days after May 4th.
    #expect(open[0]["deadline"]?.string == "2026-11-05")
    #expect(try office.appeal(1)["outcome"]?.string == "upheld")
    _ = try office.unapply(remittance, reason: "wrong file", by: "ann")
    let before = try office.denials(DenialsWanted())["denials"]?.elements ?? []
    #expect(before.compactMap { $0["work"]?.int } == [1])
  }

  @Test(
    "Two people decide above the limit, and what is refused posts nothing",
    arguments: TestEngine.present)
  func twoPeople(_ engine: TestEngine) throws {
    let claims = try bundled(engine)
    let office = claims.office
    #expect(try request(claims, "denied", 12500)["state"]?.string == "requested")
    #expect(rule { _ = try office.approve(1, by: "ann") } == "requests.same-person")
    #expect(rule { _ = try office.approve(1, by: " ANN ") } == "requests.same-person")
    _ = try office.reject(1, words: "appeal it first", by: "bob")
    #expect(rule { _ = try office.approve(1, by: "bob") } == "requests.decided")
    _ = try request(claims, "denied", 12500)
    #expect(rule { _ = try office.withdraw(2, words: "no", by: "bob") } == "requests.not-theirs")
    _ = try office.withdraw(2, words: "no", by: "ann")
    #expect(try balance(claims, 4270) == .zero)
    // One person may give up 25.00 of a claim, and not cut a larger amount into such parts.
    #expect(try request(claims, "denied", 2000)["state"]?.string == "posted")
    #expect(try request(claims, "denied", 600)["state"]?.string == "requested")
    _ = try office.approve(4, by: "bob")
    #expect(try balance(claims, 4270) == Money(cents: 2600))
    #expect(rule { _ = try request(claims, "denied", 12401) } == "requests.too-much")
    _ = try request(claims, "denied")
    _ = try office.approve(5, by: "bob")
    #expect(try balance(claims, 1220) == .zero)
    #expect(try office.claim("A")["state"]?.string == "closed")
    #expect(try office.denials(DenialsWanted())["denials"]?.elements.isEmpty == true)
    _ = try office.undo(5, words: "the payer pays after all", by: "ann")
    #expect(try balance(claims, 1220) == Money(cents: 12400))
    #expect(try office.claim("A")["state"]?.string == "pending")
    #expect(try office.denials(DenialsWanted())["denials"]?.elements.count == 1)
    #expect(rule { _ = try office.undo(5, words: "x", by: "ann") } == "requests.decided")
    #expect(rule { _ = try office.undo(99, words: "x", by: "ann") } == "requests.unknown")
  }

  @Test("The table itself refuses what one person approves alone", arguments: TestEngine.present)
  func constraint(_ engine: TestEngine) throws {
    let claims = try bundled(engine)
    _ = try request(claims, "denied", 12500)
    let database = try claims.open()
    #expect(throws: DatabaseError.self) {
      try database.run(
        "UPDATE request SET state = 'posted', decided_key = 'ann', entry = 1 WHERE number = 1")
    }
    #expect(throws: DatabaseError.self) {
      try database.run("UPDATE request SET entry = 1 WHERE number = 1")
    }
    #expect(throws: DatabaseError.self) { try database.run("DELETE FROM office_event") }
  }

  @Test(
    "A reduction that a remittance made is taken out and worked on, and the remittance still unapplies",
    arguments: TestEngine.present)
  func reduction(_ engine: TestEngine) throws {
    var claims = try MadeUpClaims(engine)
    let office = claims.office
    try claims.add("A", patient: 1, charges: [10000])
    let remittance = try claims.answer(
      "A", patient: 1, [(1, 10000, 6000, [("CO", "45", 3000), ("PR", "2", 1000)])])
    #expect(try office.claim("A")["state"]?.string == "paid")
    let done = try office.revertReduction(of: "A", account: 4110, words: "not ours", by: "ann")
    #expect(done["amount"]?.digits == "30.00")
    #expect(try balance(claims, 4110) == .zero && balance(claims, 1220) == Money(cents: 3000))
    #expect(try balance(claims, 1120) == Money(cents: 6000))
    let denial = try office.denials(DenialsWanted())["denials"]?[0]
    #expect(denial?["reason"]?.string == "45" && denial?["amount"]?.digits == "30.00")
    #expect(
      rule { _ = try office.revertReduction(of: "A", account: 4110, words: "x", by: "ann") }
        == "write-offs.no-reduction")
    _ = try office.unapply(remittance, reason: "wrong", by: "ann")
    #expect(try balance(claims, 1220) == Money(cents: 10000) && balance(claims, 1210) == .zero)
    _ = try office.repost(remittance, by: "ann")
    #expect(try balance(claims, 4110) == Money(cents: 3000) && balance(claims, 1220) == .zero)
    #expect(try claims.ledger.verify(claims.practice).fault == nil)
  }

  @Test(
    "A patient's debt goes to an agency and comes back, or is given up",
    arguments: TestEngine.present)
  func collections(_ engine: TestEngine) throws {
    var claims = try MadeUpClaims(engine)
    try claims.add("A", patient: 1, charges: [10000])
    try claims.answer("A", patient: 1, [(1, 10000, 6000, [("PR", "1", 4000)])])
    let office = claims.office
    _ = try request(claims, "collections", payer: nil)
    _ = try office.approve(1, by: "bob")
    #expect(try balance(claims, 1240) == Money(cents: 4000) && balance(claims, 1210) == .zero)
    var back = WriteOffWanted(reason: "collections", words: "disputed")
    back.claim = "A"
    back.isAtAgency = true
    back.amount = Money(cents: 1500)
    #expect(try office.requestWriteOff(back, by: "ann")["state"]?.string == "posted")
    #expect(try balance(claims, 1210) == Money(cents: 1500))
    var lost = WriteOffWanted(reason: "bad-debt", words: "no means")
    lost.claim = "A"
    lost.isAtAgency = true
    _ = try office.requestWriteOff(lost, by: "ann")
    _ = try office.approve(3, by: "bob")
    #expect(try balance(claims, 5010) == Money(cents: 2500) && balance(claims, 1240) == .zero)
  }

  @Test(
    "Rules propose small balances of patients, and a person asks for them",
    arguments: TestEngine.present)
  func small(_ engine: TestEngine) throws {
    var claims = try MadeUpClaims(engine)
    try claims.add("A", patient: 1, charges: [10000])
    try claims.answer("A", patient: 1, [(1, 10000, 9700, [("PR", "1", 300)])])
    try claims.add("B", patient: 2, charges: [10000])
    try claims.answer("B", patient: 2, [(1, 10000, 9000, [("PR", "1", 1000)])])
    let office = claims.office
    office.now = Instant("2026-04-01T00:00:00Z")
    func proposed() throws -> JSON { try office.proposeWriteOffs(limit: 10, by: "ann") }
    #expect(try proposed()["proposals"]?.elements.isEmpty == true)
    office.now = Instant("2026-08-01T00:00:00Z")
    #expect(try proposed()["total"]?.digits == "3.00")
    let asked = try office.proposeWriteOffs(isAsked: true, limit: 10, by: "ann")
    let request = asked["requests"]?[0]
    #expect(request?["state"]?.string == "posted" && request?["rule"]?.string == "small-patient")
    #expect(try balance(claims, 4210) == Money(cents: 300))
    #expect(try proposed()["proposals"]?.elements.isEmpty == true)
  }
}

extension MadeUpClaims {
  /// A connection of its own.
  func open() throws -> Database { try place.open() }
}

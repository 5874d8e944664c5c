// SPDX-License-Identifier: Apache-2.0

import Accounting
import Storage
import Testing
import Values
import Workflows

@Suite struct CreditTests {
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

  /// Claim A, paid twice by its payer.
  private func paidTwice(_ engine: TestEngine) throws -> MadeUpClaims {
    var claims = try MadeUpClaims(engine)
    claims.office.now = Instant("2026-03-02T00:00:00Z")
    try claims.add("A", patient: 1, charges: [10000], filing: "MB")
    for _ in 0..<2 {
      try claims.answer("A", patient: 1, [(1, 10000, 10000, [])], filing: "MB")
    }
    return claims
  }

  private func prepay(_ claims: MadeUpClaims, _ patient: String, _ cents: Int64) throws {
    let now = try #require(Instant("2026-03-02T00:00:00Z"))
    var draft = EntryDraft(
      .payment, in: claims.practice, key: try #require(SourceKey("front-desk/\(cents)")),
      effective: now.date, posted: now, source: SHA256.digest(of: [1]))
    draft.takePatientPayment(
      Money(cents: cents), to: .cashDrawer, Subject(patient: SubjectID(patient)))
    try claims.ledger.append([draft.entry()], to: claims.practice)
  }

  @Test(
    "Complaint 16: prepayments and payments not applied are listed, and the list is the ledger",
    arguments: TestEngine.present)
  func complaint16(_ engine: TestEngine) throws {
    let claims = try paidTwice(engine)
    let patient = try #require(claims.office.claim("A")["patient"]?.string)
    try prepay(claims, patient, 2500)
    let list = try claims.office.credits(limit: 10)
    #expect(list["total"]?.digits == "125.00" && list["count"]?.int == 2)
    let unapplied = list["accounts"]?.elements.first { $0["account"]?.int == 2110 }
    #expect(unapplied?["listed"]?.digits == "25.00" && unapplied?["ledger"]?.digits == "25.00")
    let own = try claims.office.credits(patient: patient, limit: 10)
    #expect(own["total"]?.digits == "125.00")
    #expect(try claims.office.credits(payer: "12345", limit: 10)["total"]?.digits == "100.00")
    #expect(try claims.office.credits(days: 400, limit: 10)["count"]?.int == 0)
    // Sixty days after March 1st, as Medicare has it: April 30th.
    let overpaid = list["credits"]?.elements.first { $0["account"]?.int == 1220 }
    #expect(overpaid?["return_by"]?.string == "2026-04-30")
    #expect(try claims.office.unclaimed(years: 1, limit: 10)["count"]?.int == 0)
    claims.office.now = Instant("2029-04-02T00:00:00Z")
    #expect(try claims.office.unclaimed(years: 3, limit: 10)["count"]?.int == 2)
  }

  @Test(
    "Complaint 17: what a payer is paid back stands in the books under that payer, step by step",
    arguments: TestEngine.present)
  func complaint17(_ engine: TestEngine) throws {
    let claims = try paidTwice(engine)
    let office = claims.office
    var wanted = CreditWanted(words: "paid twice")
    wanted.claim = "A"
    wanted.payer = "12345"
    _ = try office.requestRefund(wanted, by: "ann")
    #expect(rule { _ = try office.approve(1, by: "ann") } == "requests.same-person")
    #expect(
      rule {
        _ = try office.payRefund(
          1, on: #require(CalendarDate("2026-03-05")), method: "check", reference: "1042",
          by: "bob")
      } == "requests.decided")
    _ = try office.approve(1, by: "bob")
    #expect(try balance(claims, 2410) == Money(cents: -10000))
    #expect(try balance(claims, 1010) == .zero)
    let paid = try office.payRefund(
      1, on: #require(CalendarDate("2026-03-05")), method: "check", reference: "1042", by: "eve")
    #expect(paid["paid_by"]?.string == "eve" && paid["reference"]?.string == "1042")
    #expect(try balance(claims, 2410) == .zero && balance(claims, 1010) == Money(cents: -10000))
    let claim = try #require(SubjectID<Subject.Claim>("A"))
    let lines = try claims.ledger.lines(ofClaim: claim, in: claims.practice)
      .filter { $0.kind == .refund }
    #expect(lines.map(\.posting.account.number) == [1220, 2220, 2220, 2410, 2410, 1010])
    #expect(lines.allSatisfy { $0.posting.subject.payer?.description == "12345" })
    #expect(try office.credits(limit: 10)["count"]?.int == 0)
    #expect(try office.overview()["work"]?.elements.isEmpty == true)
    _ = try office.undo(1, words: "the check came back", by: "bob")
    #expect(try office.credits(limit: 10)["total"]?.digits == "100.00")
    #expect(try claims.ledger.verify(claims.practice).fault == nil)
  }

  @Test(
    "A credit is applied to what the same patient owes, and to nobody else's",
    arguments: TestEngine.present)
  func apply(_ engine: TestEngine) throws {
    var claims = try MadeUpClaims(engine)
    let office = claims.office
    for (name, patient) in [("A", 1), ("B", 2)] {
      try claims.add(name, patient: patient, charges: [10000])
      try claims.answer(name, patient: patient, [(1, 10000, 8000, [("PR", "1", 2000)])])
    }
    let patient = try #require(office.claim("A")["patient"]?.string)
    try prepay(claims, patient, 2500)
    var wanted = CreditWanted(words: "as asked")
    wanted.patient = patient
    wanted.amount = Money(cents: 1500)
    #expect(
      rule { _ = try office.applyCredit(wanted, to: "B", by: "ann") } == "credits.nothing-owed")
    _ = try office.applyCredit(wanted, to: "A", by: "ann")
    #expect(try balance(claims, 2110) == Money(cents: -1000))
    #expect(try balance(claims, 1210) == Money(cents: 2500))
    #expect(rule { _ = try office.applyCredit(wanted, to: "A", by: "ann") } == "requests.too-much")
    wanted.amount = nil
    #expect(rule { _ = try office.applyCredit(wanted, to: "A", by: "ann") } == "requests.too-much")
    wanted.claim = "Z"
    #expect(rule { _ = try office.requestRefund(wanted, by: "ann") } == "credits.no-credit")
  }

  @Test(
    "A takeback that is expected stands under the name of who will withhold it",
    arguments: TestEngine.present)
  func takeback(_ engine: TestEngine) throws {
    let claims = try paidTwice(engine)
    var wanted = CreditWanted(words: "their letter")
    wanted.claim = "A"
    wanted.payer = "12345"
    _ = try claims.office.expectTakeback(wanted, by: "ann")
    #expect(try balance(claims, 2310) == Money(cents: -10000))
    #expect(try balance(claims, 1220) == .zero)
    let claim = try #require(SubjectID<Subject.Claim>("A"))
    let items = try claims.ledger.items(ofClaim: claim, in: claims.practice)
    #expect(items.allSatisfy { $0.balance == .zero })
  }
}

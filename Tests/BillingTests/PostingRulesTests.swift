// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import TestSupport
import Testing
import Values

/// What an answer does to the books, case by case.
@Suite struct PostingRulesTests {
  /// Reasons by what becomes of them; anything else is refused.
  static let reasons: AdjustmentReasons? = AdjustmentReasons(
    parsing: """
      1\tdenial\tpatient\tinformation\tdenial\tshare\tbill-patient\tBill.
      2\tdenial\tpatient\tinformation\tdenial\tshare\tbill-patient\tBill.
      23\tinformation\tinformation\tinformation\tinformation\tother\tnone\tNothing.
      253\tsequestration\tdenial\tsequestration\tsequestration\tlaw\tnone\tNothing.
      45\tcontractual\tpatient\tcontractual\tcontractual\tcontract\tnone\tNothing.
      223\treduction\tdenial\treduction\treduction\tlaw\tnone\tNothing.
      """)

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    /// Which payer answers, and how many there are.
    let rank: Int
    let payers: Int
    /// What each payer owes before.
    let owed: [Int64]
    /// Paid, and what is taken off: group, reason, cents.
    let paid: Int64
    let off: [(String, String, Int64)]
    /// What each payer and the patient owe after, what is taken off as contractual, and the move.
    let left: [Int64]
    let patient: Int64
    let taken: Int64
    let move: ClaimMove
    let denied: Int64
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "contract and coinsurance", rank: 0, payers: 1, owed: [10_000], paid: 6_000,
      off: [("CO", "45", 2_000), ("PR", "2", 2_000)], left: [0], patient: 2_000, taken: 2_000,
      move: .pay, denied: 0),
    Case(
      name: "all to the deductible", rank: 0, payers: 1, owed: [10_000], paid: 0,
      off: [("PR", "1", 10_000)], left: [0], patient: 10_000, taken: 0, move: .pay, denied: 0),
    Case(
      name: "refused", rank: 0, payers: 1, owed: [10_000], paid: 0, off: [("CO", "97", 10_000)],
      left: [10_000], patient: 0, taken: 0, move: .deny, denied: 10_000),
    Case(
      name: "refused in part", rank: 0, payers: 1, owed: [10_000], paid: 3_000,
      off: [("CO", "45", 1_000), ("CO", "16", 6_000)], left: [6_000], patient: 0, taken: 1_000,
      move: .payPart, denied: 6_000),
    Case(
      name: "a reason that nobody knows", rank: 0, payers: 1, owed: [10_000], paid: 0,
      off: [("CO", "ZZ9", 10_000)], left: [10_000], patient: 0, taken: 0, move: .deny,
      denied: 10_000),
    Case(
      name: "sequestration", rank: 0, payers: 1, owed: [8_762], paid: 6_851,
      off: [("CO", "253", 140), ("CO", "45", 19), ("PR", "2", 1_752)], left: [0], patient: 1_752,
      taken: 19, move: .pay, denied: 0),
    Case(
      name: "the share goes to the next payer", rank: 0, payers: 2, owed: [10_000, 0], paid: 6_000,
      off: [("CO", "45", 2_000), ("PR", "2", 2_000)], left: [0, 2_000], patient: 0, taken: 2_000,
      move: .pay, denied: 0),
    Case(
      name: "the second payer tells what the first did", rank: 1, payers: 2, owed: [0, 2_000],
      paid: 1_500, off: [("OA", "23", 8_000), ("PR", "2", 500)], left: [0, 0], patient: 500,
      taken: 0, move: .pay, denied: 0),
    Case(
      name: "the second payer takes off what the first did", rank: 1, payers: 2, owed: [0, 2_000],
      paid: 1_500, off: [("CO", "45", 8_500)], left: [0, 0], patient: 0, taken: 500, move: .pay,
      denied: 0),
    Case(
      name: "the second payer leaves more than it was asked for", rank: 1, payers: 2,
      owed: [0, 2_000], paid: 0, off: [("PR", "1", 10_000)], left: [0, 0], patient: 2_000,
      taken: 0, move: .pay, denied: 0),
    Case(
      name: "paid more than owed", rank: 0, payers: 1, owed: [10_000], paid: 12_000,
      off: [("CO", "45", -2_000)], left: [0], patient: 0, taken: -2_000, move: .pay, denied: 0),
    Case(
      name: "paid twice", rank: 0, payers: 1, owed: [0], paid: 6_000, off: [("CO", "45", 4_000)],
      left: [-10_000], patient: 0, taken: 4_000, move: .pay, denied: 0),
  ]

  @Test("An answer takes from what is owed, by what each amount is", arguments: cases)
  func posts(_ one: Case) throws {
    let rules = PostingRules(try #require(Self.reasons))
    let claim = try Self.claim(payers: one.payers)
    let charge = one.paid + one.off.reduce(0) { $0 + $1.2 }
    var answer = RemittanceClaim(
      patientControlNumber: "A-1", charge: Money(cents: charge), paid: Money(cents: one.paid))
    var line = RemittanceLine(
      service: BilledService("HC", "99213"), charge: answer.charge, paid: answer.paid)
    line.adjustments = one.off.map { Adjustment($0.0, $0.1, Money(cents: $0.2)) }
    for isByLine in [true, false] {
      answer.lines = isByLine ? [line] : []
      answer.adjustments = isByLine ? [] : line.adjustments
      var balance = ClaimBalance(payers: one.owed.map(Money.init(cents:)))
      let posted = try rules.post(
        answer, lines: isByLine ? [1] : [], to: claim, rank: one.rank, &balance, Self.source())
      #expect(balance.payers.map(\.cents) == one.left)
      #expect(balance.patient.cents == one.patient)
      #expect(posted.move == one.move)
      #expect(posted.denials.reduce(0) { $0 + $1.amount.cents } == one.denied)
      let postings = posted.entry?.postings ?? []
      func sum(_ account: Account) -> Int64 {
        postings.reduce(0) { $1.account == account ? $0 + $1.amount.cents : $0 }
      }
      #expect(sum(.remittancesExpected) == one.paid)
      #expect(sum(.contractual) == one.taken)
      let before = one.owed.reduce(0, +)
      #expect(sum(.payerReceivable) == one.left.reduce(0, +) - before)
      #expect(sum(.patientReceivable) == one.patient)
      guard let entry = posted.entry else { continue }
      // Taken back, everything is as it was.
      let back = try rules.takeBack(entry.postings, of: claim, &balance, Self.source("back"))
      #expect(balance.payers.map(\.cents) == one.owed)
      #expect(balance.patient == .zero)
      #expect(back.move == .takeBack)
    }
  }

  @Test("Money of nobody's claim is kept apart, and none leaves no entry")
  func kept() throws {
    let rules = PostingRules(try #require(Self.reasons))
    let entry = try #require(try rules.keep(Money(cents: 500), Self.source()))
    #expect(entry.postings.map(\.account) == [.remittancesExpected, .unappliedPayer])
    #expect(try rules.keep(.zero, Self.source()) == nil)
  }

  @Test(
    "A malformed table of reasons is refused",
    arguments: [
      "1\tdenial\tpatient\tinformation\tdenial\tshare\tbill-patient",
      "1\tdenial\tpatient\tinformation\tnothing\tshare\tbill-patient\tBill.",
      "1\tdenial\tpatient\tinformation\tdenial\ta\tb\tc\n1\tdenial\tpatient\tinformation\tdenial\ta\tb\tc",
    ])
  func malformed(_ text: String) {
    #expect(AdjustmentReasons(parsing: text) == nil)
  }

  static func claim(payers: Int) throws -> FiledClaim {
    FiledClaim(
      id: try #require(SubjectID("A-1")), controlNumber: "A-1",
      patient: try #require(SubjectID("P-1")), guarantor: try #require(SubjectID("G-1")),
      payers: try (0..<payers).map { rank in
        FiledClaim.Responsible(payer: try #require(SubjectID("PAYER\(rank)")))
      }, charge: Money(cents: 10_000), state: .sent,
      lines: [FiledClaim.Line(number: 1, code: "99213", charge: Money(cents: 10_000))])
  }

  static func source(_ key: String = "one") throws -> PostingRules.Source {
    PostingRules.Source(
      practice: try #require(PracticeID("main")), issuer: try #require(SubjectID("1999999990")),
      key: try #require(SourceKey(key)), effective: SampleEncounter.day("2026-05-04"),
      posted: Instant(microseconds: 0), document: Digest.zero)
  }
}

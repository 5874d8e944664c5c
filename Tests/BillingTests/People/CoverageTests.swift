// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Testing
import Values

@Suite struct CoverageTests {
  private static let day = CalendarDate(daysSinceEpoch: 20_500)

  private static func kept(
    _ number: Int, order: Int, _ filing: ClaimFiling? = .commercial, from: Int? = nil,
    through: Int? = nil
  ) -> KeptCoverage {
    KeptCoverage(
      Coverage(payer: Payer(name: "Plan \(number)"), subscriberID: "X", claimFiling: filing),
      number: number, order: order, effective: from.map { day.adding(days: $0) },
      termination: through.map { day.adding(days: $0) })
  }

  @Test("On a day those in force pay in their order, each with the letter of its place")
  func order() {
    let all = [
      Self.kept(1, order: 3), Self.kept(2, order: 1, through: -1), Self.kept(3, order: 2, from: 0),
      Self.kept(4, order: 1, from: 1), Self.kept(5, order: 2, from: -5, through: 0),
    ]
    #expect(all.inForce(on: Self.day).map(\.number) == [3, 5, 1])
    #expect(all.inForce(on: Self.day.adding(days: -1)).map(\.number) == [2, 5, 1])
    #expect(all.inForce(on: Self.day.adding(days: 1)).map(\.number) == [4, 3, 1])
    #expect(
      all.forClaim(on: Self.day).map(\.responsibility) == [.primary, .secondary, .tertiary])
  }

  private static func rules(_ all: [KeptCoverage], birth: CalendarDate? = nil) -> [String] {
    CoverageChecks.findings(all, on: day, birthDate: birth).map(\.rule)
  }

  @Test("Medicare that stands after another says why, so that its claim does")
  func secondary() {
    var medicare = Self.kept(2, order: 2, .medicarePartB)
    let first = Self.kept(1, order: 1)
    #expect(Self.rules([first, medicare]) == ["coverage.no-secondary-reason"])
    medicare.coverage.medicareSecondaryReason = .workingAged
    #expect(Self.rules([first, medicare]) == [])
    #expect([first, medicare].forClaim(on: Self.day)[1].medicareSecondaryReason == .workingAged)
    medicare.order = 1
    #expect(Self.rules([medicare]) == ["coverage.needless-secondary-reason"])
  }

  @Test("What a claim would lack is found when the coverage is entered")
  func lacks() {
    let medicaid = Self.kept(1, order: 1, .medicaid)
    #expect(Self.rules([medicaid, Self.kept(2, order: 2)]) == ["coverage.medicaid-not-last"])
    #expect(
      Self.rules([Self.kept(1, order: 1), Self.kept(2, order: 1)]) == ["coverage.same-order"])
    #expect(Self.rules([Self.kept(1, order: 1, nil)]) == ["coverage.no-kind"])
    var child = Self.kept(1, order: 1)
    child.coverage.relationship = .child
    child.coverage.subscriberID = nil
    #expect(Self.rules([child]) == ["coverage.no-subscriber", "coverage.no-member-number"])
  }

  @Test("Of two parents, the one whose birthday comes first in the year stands first")
  func birthday() {
    func child(_ number: Int, _ month: Int) -> KeptCoverage {
      var kept = Self.kept(number, order: number)
      kept.coverage.relationship = .child
      kept.coverage.subscriber = Person(
        name: PersonName(family: "Parent"),
        birthDate: CalendarDate(year: 1980 + number, month: month, day: 1))
      return kept
    }
    let (young, old) = (Self.day.adding(days: -3000), Self.day.adding(days: -8000))
    #expect(Self.rules([child(1, 5), child(2, 3)], birth: young) == ["coverage.birthday-rule"])
    #expect(Self.rules([child(1, 3), child(2, 5)], birth: young) == [])
    #expect(Self.rules([child(1, 5), child(2, 3)], birth: old) == [])
  }

  @Test("Units count down, days run out, and a word is said in time")
  func authorizations() throws {
    let patient = try #require(PatientID("P000001"))
    var one = Authorization(
      .authorization, of: patient, reference: "A", allowed: 10,
      effective: Self.day.adding(days: -10), termination: Self.day.adding(days: 20))
    func rules() -> [String] { one.warnings(on: Self.day).map(\.rule) }
    #expect(one.allows(10, on: Self.day) && !one.allows(11, on: Self.day))
    #expect(!one.allows(1, on: Self.day.adding(days: 21)))
    #expect(!one.allows(1, on: Self.day.adding(days: -11)) && rules() == [])
    one.used = 8
    #expect(one.left == 2 && rules() == ["authorization.nearly-used"])
    (one.used, one.termination) = (10, Self.day.adding(days: 14))
    #expect(rules() == ["authorization.expires-soon", "authorization.used-up"])
    (one.allowed, one.termination) = (nil, Self.day.adding(days: -1))
    #expect(one.left == nil && rules() == ["authorization.expired"])
  }
}

// SPDX-License-Identifier: Apache-2.0

import Edits
import Testing
import Values

@Suite("Patterns of denials")
struct DenialPatternTests {
  /// Deviates of one-sided errors; the search corrects for its comparisons itself.
  private static let search = DenialPatterns { tail in tail < 0.001 ? 4 : tail < 0.02 ? 3 : 1.96 }

  /// Numbers that look random and are the same each time.
  private struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(sides))
    }
  }

  private static let day = CalendarDate(daysSinceEpoch: 20_600)

  private static func services(
    seed: UInt64, count: Int = 2000, planted: (AnsweredService) -> Bool
  ) -> [AnsweredService] {
    var dice = Dice(state: seed)
    return (0..<count).map { number in
      var service = AnsweredService(
        payer: ["A", "B"][dice.roll(2)], claim: "\(number)",
        code: ["99213", "97110", "20610", "93000", "71046"][dice.roll(5)],
        day: CalendarDate(daysSinceEpoch: day.daysSinceEpoch + Int32(dice.roll(180))))
      if dice.roll(2) == 0 { service.modifiers = [["25", "GT", "59"][dice.roll(3)]] }
      service.places = [["11", "22", "10"][dice.roll(3)]]
      service.categories = [["E11", "I10", "M17"][dice.roll(3)]]
      if dice.roll(100) < (planted(service) ? 85 : 6) {
        service.reasons = [planted(service) ? "CO-197" : ["CO-16", "CO-50", "CO-18"][dice.roll(3)]]
      }
      return service
    }
  }

  @Test("Noise alone gives no pattern", arguments: 1...20)
  func noise(_ seed: Int) {
    #expect(Self.search.find(in: Self.services(seed: UInt64(seed)) { _ in false }).isEmpty)
  }

  @Test("A planted pattern is found, and it alone", arguments: 1...5)
  func planted(_ seed: Int) throws {
    typealias Plant = (AnsweredService.Facet, (AnsweredService) -> Bool)
    let plants: [Plant] = [
      (.none, { _ in true }), (.withoutModifier, { $0.modifiers.isEmpty }),
      (.modifier("GT"), { $0.modifiers.contains("GT") }),
      (.place("10"), { $0.places.contains("10") }),
      (.diagnosis("M17"), { $0.categories.contains("M17") }),
    ]
    for (facet, holds) in plants {
      let services = Self.services(seed: UInt64(seed)) {
        $0.payer == "A" && $0.code == "97110" && holds($0)
      }
      let found = Self.search.find(in: services)
      let pattern = try #require(found.first)
      #expect(found.count == 1)
      #expect(pattern.payer == "A" && pattern.code == "97110" && pattern.reason == "CO-197")
      #expect(pattern.facet == facet)
      let own = services.filter { $0.payer == "A" && $0.code == "97110" && holds($0) }
      #expect(pattern.claims == own.count)
      #expect(pattern.denied == own.count { $0.reasons == ["CO-197"] })
      let days = own.filter { !$0.reasons.isEmpty }.map(\.day)
      #expect(pattern.days.lowerBound == days.min() && pattern.days.upperBound == days.max())
      #expect(pattern.leastShare < pattern.interval.low)
      #expect(pattern.leastShare > Double(pattern.payerDenied) / Double(pattern.payerClaims))
    }
  }

  @Test(
    "Too few claims or denials are no pattern",
    arguments: [(19, 19, 0), (20, 4, 0), (20, 20, 1), (40, 20, 1)])
  func few(_ claims: Int, _ denied: Int, _ expected: Int) {
    var services = (0..<200).map {
      AnsweredService(payer: "A", claim: "p\($0)", code: "99213", day: Self.day)
    }
    for number in 0..<claims {
      var service = AnsweredService(payer: "A", claim: "d\(number)", code: "97110", day: Self.day)
      if number < denied { service.reasons = ["CO-50"] }
      services.append(service)
    }
    #expect(Self.search.find(in: services).count == expected)
  }

  @Test("The lines of one claim count once")
  func lines() {
    var services = (0..<200).map {
      AnsweredService(payer: "A", claim: "p\($0)", code: "99213", day: Self.day)
    }
    for number in 0..<100 {
      var service = AnsweredService(
        payer: "A", claim: "\(number % 4)", code: "97110", day: Self.day)
      service.reasons = ["CO-50"]
      services.append(service)
    }
    #expect(Self.search.find(in: services).isEmpty)
  }

  @Test("A payer that denies most of everything has no pattern for it")
  func base() {
    let services = (0..<400).map { number in
      var service = AnsweredService(
        payer: "A", claim: "\(number)", code: "9921\(number % 4)", day: Self.day)
      if number % 10 < 8 { service.reasons = ["CO-50"] }
      return service
    }
    #expect(Self.search.find(in: services).isEmpty)
  }

  @Test(
    "Wilson's interval has the published values",
    arguments: [
      // counts, and the ends to four decimals by the formula worked by hand
      (0, 10, 0.0, 0.2775), (1, 10, 0.0179, 0.4042), (5, 10, 0.2366, 0.7634),
      (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662),
    ])
  func interval(_ count: Int, _ total: Int, _ low: Double, _ high: Double) {
    let interval = WilsonInterval(count, of: total, deviate: 1.959964)
    #expect(abs(interval.low - low) < 0.0001)
    #expect(abs(interval.high - high) < 0.0001)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Pricing
import Testing
import Values

@Suite struct TransferRuleTests {
  static let rules: [(status: String, drg: Int, rule: TransferRule)] = [
    ("01", 202, .discharge), ("07", 202, .discharge), ("20", 202, .discharge),
    ("04", 202, .discharge), ("61", 202, .discharge), ("64", 202, .discharge),
    ("02", 202, .acute), ("66", 202, .acute), ("82", 101, .acute), ("94", 301, .acute),
    ("03", 202, .postAcute), ("05", 202, .postAcute), ("06", 202, .postAcute),
    ("62", 202, .postAcute), ("63", 202, .postAcute), ("65", 202, .postAcute),
    ("83", 202, .postAcute), ("85", 202, .postAcute), ("86", 202, .postAcute),
    ("90", 202, .postAcute), ("91", 202, .postAcute), ("93", 202, .postAcute),
    ("50", 202, .postAcute), ("51", 202, .postAcute), ("03", 301, .specialPay),
    ("06", 301, .specialPay), ("03", 101, .discharge), ("06", 101, .discharge),
    ("02", 789, .discharge), ("66", 789, .discharge), ("02", 301, .acute),
  ]

  static func stay(
    _ status: String, days: Int = 1, on day: String = "2026-01-10", codes: Set<String> = []
  ) throws -> InpatientStay {
    InpatientStay(
      discharged: try #require(CalendarDate(day)), days: days, status: status,
      charges: Money(cents: 100), conditionCodes: codes)
  }

  @Test("Status and DRG say whether a discharge is a transfer", arguments: rules)
  func rule(status: String, drg: Int, rule: TransferRule) throws {
    let drg = try WeightTables.drg(drg)
    #expect(TransferRule.rule(for: try Self.stay(status), in: drg) == rule)
  }

  @Test("Hospice counts from October 2018")
  func hospice() throws {
    let drg = try WeightTables.drg(202)
    let before = try Self.stay("50", on: "2018-09-30")
    #expect(TransferRule.rule(for: before, in: drg) == .discharge)
    let after = try Self.stay("50", on: "2018-10-01")
    #expect(TransferRule.rule(for: after, in: drg) == .postAcute)
  }

  @Test("Home health that is unrelated or late is no transfer", arguments: ["42", "43"])
  func homeHealth(code: String) throws {
    let drg = try WeightTables.drg(202)
    for status in ["06", "86"] {
      let stay = try Self.stay(status, codes: [code])
      #expect(TransferRule.rule(for: stay, in: drg) == .discharge)
    }
    #expect(TransferRule.rule(for: try Self.stay("03", codes: [code]), in: drg) == .postAcute)
  }

  @Test("Who leaves against advice and is admitted elsewhere on the same day was transferred")
  func readmitted() throws {
    var stay = try Self.stay("07")
    stay.isReadmittedElsewhereSameDay = true
    #expect(TransferRule.rule(for: stay, in: try WeightTables.drg(101)) == .acute)
    #expect(TransferRule.rule(for: stay, in: try WeightTables.drg(789)) == .discharge)
  }

  // Days, mean stay, by the day, by the special method.
  static let shares: [(Int, Int, String, String)] = [
    (0, 50, "0.4000", "0.7000"),  // a stay of no night counts as one: 2 / 5; 0.5 + 1 / 5
    (1, 50, "0.4000", "0.7000"), (2, 50, "0.6000", "0.8000"), (3, 50, "0.8000", "0.9000"),
    (4, 50, "1.0000", "1.0000"), (5, 50, "1.0000", "1.0000"), (1, 34, "0.5882", "0.7941"),
    (2, 34, "0.8824", "0.9412"), (3, 34, "1.0000", "1.0000"), (1, 19, "1.0000", "1.0000"),
  ]

  @Test("The first day counts twice, and no more than all is paid", arguments: shares)
  func share(days: Int, mean: Int, perDiem: String, special: String) {
    let mean = FixedDecimal(units: Int128(mean), places: 1)
    func share(_ rule: TransferRule) -> String {
      rule.fraction(days: days, geometricMeanStay: mean).description
    }
    #expect(share(.acute) == perDiem)
    #expect(share(.postAcute) == perDiem)
    #expect(share(.specialPay) == special)
    #expect(share(.discharge) == "1.0000")
  }

  @Test("The share never falls with the days, and is never above one nor, specially, below a half")
  func monotone() {
    for rule in TransferRule.allCases {
      for mean in 1...300 {
        let mean = FixedDecimal(units: Int128(mean), places: 1)
        var last = FixedDecimal.zero
        for days in 0...40 {
          let share = rule.fraction(days: days, geometricMeanStay: mean)
          #expect(share >= last && share > .zero && share <= .one)
          if rule == .specialPay { #expect(share > FixedDecimal(units: 5, places: 1)) }
          last = share
        }
      }
    }
  }
}

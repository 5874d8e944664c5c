// SPDX-License-Identifier: Apache-2.0

import Testing
import Values
import Workflows

/// Estimates worked out by hand, each service a row.
@Suite struct EstimateTests {
  /// A document, and of each line: deductible, copay, coinsurance, not covered, above what is allowed, taken off by
  /// a maximum, plan, second payer, written off, patient.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let plan: String
    let services: [String]
    let lines: [String]

    init(_ name: String, _ plan: String, _ services: [String], _ lines: [String]) {
      (testDescription, self.plan, self.services, self.lines) = (name, plan, services, lines)
    }
  }

  static let parts = [
    "deductible", "copay", "coinsurance", "not_covered", "balance", "over_maximum", "plan_pays",
    "second_pays", "written_off", "patient",
  ]

  static let ppo = """
    "plan": {"in_network": {"deductible": {"individual": 1000, "family": 2000}, "coinsurance": 0.2,
      "out_of_pocket": {"individual": 1500, "family": 4000}, "categories": {
        "office": {"copay": 30}, "imaging": {"copay": 50, "copay_after_deductible": true},
        "emergency": {"copay": 200, "copay_waived_if_admitted": true, "deductible": true, "coinsurance": 0.1},
        "inpatient": {"copay": 100, "copay_per": "day", "copay_days": 3}, "equipment": {"coverage": "excluded"}}},
      "out_of_network": {"deductible": 3000, "coinsurance": 0.5},
      "limits": [{"category": "therapy", "visits": 2, "used": 1}, {"category": "laboratory", "units": 5, "used": 3},
        {"category": "ambulance", "amount": 100}]}
    """

  private static func service(_ members: String) -> String {
    "{\"date\": \"2026-03-02\", \(members)}"
  }

  static let commercial: [Case] = [
    Case(
      "a copay once for two services of one visit", ppo,
      [
        service(#""category": "office-primary", "charge": 20, "allowed": 20"#),
        service(#""category": "office-primary", "charge": 100, "allowed": 80"#),
      ],
      [
        "0.00 20.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 20.00",
        "0.00 10.00 0.00 0.00 0.00 0.00 70.00 0.00 0.00 10.00",
      ]),
    Case(
      "the deductible, then coinsurance rounded a half up", ppo,
      [service(#""category": "other", "charge": 2000, "allowed": 1000.13"#)],
      ["1000.00 0.00 0.03 0.00 0.00 0.00 0.10 0.00 0.00 1000.03"]),
    Case(
      "the out-of-pocket maximum takes off the last amount first", ppo,
      [
        service(#""category": "other", "charge": 9000, "allowed": 9000"#),
        service(#""category": "office-primary", "charge": 80, "allowed": 80"#),
      ],
      [
        "1000.00 0.00 500.00 0.00 0.00 1100.00 7500.00 0.00 0.00 1500.00",
        "0.00 0.00 0.00 0.00 0.00 30.00 80.00 0.00 0.00 0.00",
      ]),
    Case(
      "the family's deductible ends before the person's own",
      ppo + #", "used": {"in_network": {"deductible": {"individual": 0, "family": 1900}}}"#,
      [service(#""category": "other", "charge": 200, "allowed": 200"#)],
      ["100.00 0.00 20.00 0.00 0.00 0.00 80.00 0.00 0.00 120.00"]),
    Case(
      "a copay after the deductible", ppo + #", "used": {"in_network": {"deductible": 990}}"#,
      [service(#""category": "imaging", "charge": 200, "allowed": 200"#)],
      ["10.00 50.00 0.00 0.00 0.00 0.00 140.00 0.00 0.00 60.00"]),
    Case(
      "an emergency outside of the network: its cost sharing, no balance", ppo,
      [service(#""category": "emergency", "charge": 3000, "allowed": 500, "network": "out""#)],
      ["300.00 200.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 500.00"]),
    Case(
      "admitted from the emergency department: no copay",
      ppo + #", "used": {"in_network": {"deductible": 1000}}"#,
      [service(#""category": "emergency", "charge": 600, "allowed": 500, "admitted": true"#)],
      ["0.00 0.00 50.00 0.00 0.00 0.00 450.00 0.00 0.00 50.00"]),
    Case(
      "a copay by the day for three days of five", ppo,
      [
        service(
          #""category": "inpatient", "charge": 9000, "allowed": 9000, "days": 5, "facility": true"#)
      ],
      ["0.00 300.00 0.00 0.00 0.00 0.00 8700.00 0.00 0.00 300.00"]),
    Case(
      "outside of the network: its deductible, and what is above the allowed amount", ppo,
      [service(#""category": "other", "charge": 5000, "allowed": 4000, "network": "out""#)],
      ["3000.00 0.00 500.00 0.00 1000.00 0.00 500.00 0.00 0.00 4500.00"]),
    Case(
      "no benefits outside of the network", #""plan": {"in_network": {}}"#,
      [service(#""category": "other", "charge": 50, "allowed": 40, "network": "out""#)],
      ["0.00 0.00 0.00 50.00 0.00 0.00 0.00 0.00 0.00 50.00"]),
    Case(
      "an excluded category", ppo,
      [service(#""category": "equipment", "charge": 50, "allowed": 40"#)],
      ["0.00 0.00 0.00 50.00 0.00 0.00 0.00 0.00 0.00 50.00"]),
    Case(
      "one visit left, two services that day, another day",
      ppo + #", "used": {"in_network": {"deductible": 1000}}"#,
      [
        service(#""category": "therapy", "charge": 50, "allowed": 50"#),
        service(#""category": "therapy", "charge": 30, "allowed": 30"#),
        #"{"date": "2026-03-09", "category": "therapy", "charge": 50, "allowed": 50}"#,
      ],
      [
        "0.00 0.00 10.00 0.00 0.00 0.00 40.00 0.00 0.00 10.00",
        "0.00 0.00 6.00 0.00 0.00 0.00 24.00 0.00 0.00 6.00",
        "0.00 0.00 0.00 50.00 0.00 0.00 0.00 0.00 0.00 50.00",
      ]),
    Case(
      "two units of three within the limit",
      ppo + #", "used": {"in_network": {"deductible": 1000}}"#,
      [service(#""category": "laboratory", "charge": 100, "allowed": 100, "units": 3"#)],
      ["0.00 0.00 13.33 33.33 0.00 0.00 53.34 0.00 0.00 46.66"]),
    Case(
      "no more than the plan pays for the benefit",
      ppo + #", "used": {"in_network": {"deductible": 1000}}"#,
      [service(#""category": "ambulance", "charge": 500, "allowed": 500"#)],
      ["0.00 0.00 100.00 300.00 0.00 0.00 100.00 0.00 0.00 400.00"]),
    Case(
      "preventive care is covered in full", ppo,
      [service(#""category": "preventive", "charge": 500, "allowed": 300"#)],
      ["0.00 0.00 0.00 0.00 0.00 0.00 300.00 0.00 0.00 0.00"]),
    Case(
      "a patient who pays alone", #""self_pay": {"discount": 0.25}"#,
      [service(#""charge": 100.10"#)],
      ["0.00 0.00 0.00 75.07 0.00 0.00 0.00 0.00 0.00 75.07"]),
  ]

  static let second =
    #""second": {"method": "METHOD", "plan": {"in_network": {"coinsurance": 0.1}}}"#

  // Its own benefit is 900: standard pays the 300 that are owed, carve-out 900 − 700, maintenance 90 % of 300.
  static let coordinated: [Case] = [
    ("standard", "300.00 0.00 0.00"), ("carve-out", "200.00 0.00 100.00"),
    ("non-duplication", "200.00 0.00 100.00"), ("maintenance-of-benefits", "270.00 0.00 30.00"),
  ].map { method, end in
    Case(
      method,
      #""plan": {"in_network": {"deductible": 125, "coinsurance": 0.2}}, "#
        + second.replacing("METHOD", with: method),
      [service(#""category": "other", "charge": 1200, "allowed": 1000"#)],
      ["125.00 0.00 175.00 0.00 0.00 0.00 700.00 \(end)"])
  }

  static let medicare: [Case] = [
    Case(
      "Part B, then Medigap G",
      #""plan": {"kind": "medicare"}, "second": {"method": "medigap", "letter": "G"}"#,
      [service(#""category": "office-primary", "charge": 400, "allowed": 383"#)],
      ["283.00 0.00 20.00 0.00 0.00 0.00 80.00 20.00 0.00 283.00"]),
    Case(
      "Medigap N keeps 20 dollars of an office visit",
      #""plan": {"kind": "medicare"}, "used": {"in_network": {"deductible": 283}}, "#
        + #""second": {"method": "medigap", "letter": "N"}"#,
      [service(#""category": "office-primary", "charge": 200, "allowed": 200"#)],
      ["0.00 0.00 40.00 0.00 0.00 0.00 160.00 20.00 0.00 20.00"]),
    Case(
      "at most the hospital deductible for one service of a hospital",
      #""plan": {"kind": "medicare"}, "used": {"in_network": {"deductible": 283}}"#,
      [
        service(
          #""category": "outpatient-surgery", "charge": 20000, "allowed": 10000, "facility": true"#)
      ],
      ["0.00 0.00 1736.00 0.00 0.00 264.00 8264.00 0.00 0.00 1736.00"]),
    Case(
      "a stay of 62 days, a second one in the same benefit period",
      #""plan": {"kind": "medicare"}"#,
      [
        service(#""category": "inpatient", "allowed": 50000, "days": 62, "facility": true"#),
        #"{"date": "2026-06-01", "category": "inpatient", "allowed": 9000, "days": 1, "facility": true}"#,
        #"{"date": "2026-08-01", "category": "inpatient", "allowed": 9000, "days": 1, "facility": true}"#,
      ],
      [
        "1736.00 0.00 868.00 0.00 0.00 0.00 47396.00 0.00 0.00 2604.00",
        "0.00 0.00 434.00 0.00 0.00 0.00 8566.00 0.00 0.00 434.00",
        "1736.00 0.00 0.00 0.00 0.00 0.00 7264.00 0.00 0.00 1736.00",
      ]),
    Case(
      "no day left of the benefit period nor of the reserve",
      #""plan": {"kind": "medicare"}, "used": {"benefit_period": {"began": "2026-01-01", "#
        + #""last_discharge": "2026-02-20", "hospital_days": 90, "reserve_days": 60, "deductible_paid": 1736}}"#,
      [service(#""category": "inpatient", "allowed": 9000, "days": 4, "facility": true"#)],
      ["0.00 0.00 0.00 9000.00 0.00 0.00 0.00 0.00 0.00 9000.00"]),
    Case(
      "21 days of skilled nursing", #""plan": {"kind": "medicare"}"#,
      [service(#""category": "skilled-nursing", "allowed": 9000, "days": 21, "facility": true"#)],
      ["0.00 0.00 217.00 0.00 0.00 0.00 8783.00 0.00 0.00 217.00"]),
    Case(
      "a qualified beneficiary is not billed",
      #""plan": {"kind": "medicare", "qualified_beneficiary": true}"#,
      [service(#""category": "other", "charge": 400, "allowed": 383"#)],
      ["283.00 0.00 20.00 0.00 0.00 0.00 80.00 0.00 303.00 0.00"]),
    // 42 CFR 411.33(b): 175 charged, primary allows 150 and pays 120, Medicare allows 125 of which the deductible is met.
    Case(
      "Medicare second: the lowest of three amounts",
      #""plan": {"in_network": {"coinsurance": 0.2}}, "#
        + #""second": {"method": "medicare", "used": {"in_network": {"deductible": 283}}}"#,
      [service(#""category": "other", "charge": 175, "allowed": 150, "second_allowed": 125"#)],
      ["0.00 0.00 30.00 0.00 0.00 0.00 120.00 30.00 0.00 0.00"]),
  ]

  @Test("Shares worked out by hand", arguments: commercial + coordinated + medicare)
  func byHand(_ test: Case) throws {
    let document = try JSON(
      parsing: "{\(test.plan), \"services\": [\(test.services.joined(separator: ","))]}")
    let answer = try EstimateShares().estimate(document)
    let lines = answer["lines"]?.elements.map { line in
      Self.parts.map { line[$0]?.digits ?? "" }.joined(separator: " ")
    }
    #expect(lines == test.lines)
  }

  @Test("Every line has steps, and each step its rule")
  func steps() throws {
    let answer = try EstimateShares().estimate(JSON(parsing: EstimateShares.example))
    for line in answer["lines"]?.elements ?? [] {
      let steps = line["steps"]?.elements ?? []
      #expect(steps.first?["step"]?.string == "charge")
      #expect(steps.last?["step"]?.string == "plan-pays")
      #expect(steps.allSatisfy { $0["source"]?.string?.isEmpty == false })
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Pricing
import Testing
import Values

@Suite struct InpatientPaymentTests {
  static let plain = """
    {"operating":{"labor":4000.00,"nonlabor":2000.00,"labor_share":0.66},"capital":{"rate":500.00},
     "wage_index":1.0000,"outlier":{"operating_cost_to_charge":0.300,"capital_cost_to_charge":0.100,
     "fixed_loss":40000.00}}
    """

  /// The plain hospital with members added.
  static func hospital(_ more: String = "") throws -> HospitalRates {
    let text = more.isEmpty ? plain : String(plain.dropLast()) + "," + more + "}"
    let (rates, findings) = HospitalRates.read(try JSON(parsing: text))
    #expect(findings == [])
    return try #require(rates)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let drg: Int
    let status: String
    let days: Int
    let charges: Int64
    let hospital: String
    /// Parts in cents; all others are zero.
    let parts: [String: Int64]
    var testDescription: String { what }
  }

  // The plain hospital pays 6000.00 × weight and 500.00 × weight.
  static let cases: [Case] = [
    Case(
      what: "a discharge: 6000 × 1.3; 500 × 1.3", drg: 202, status: "01", days: 4,
      charges: 1_000_000, hospital: "",
      parts: ["operating_federal": 780_000, "capital_federal": 65_000]),
    Case(
      what: "by the day: 7800 × 2 / 3.4 = 7800 × 0.5882; 650 × 0.5882", drg: 202, status: "03",
      days: 1, charges: 1_000_000, hospital: "",
      parts: ["operating_federal": 458_796, "capital_federal": 38_233]),
    Case(
      what: "special: 0.5 + 0.5 × 3 / 5 = 0.8; 19265.40 × 0.8; 1605.45 × 0.8", drg: 301,
      status: "62", days: 2, charges: 1_000_000, hospital: "",
      parts: ["operating_federal": 1_541_232, "capital_federal": 128_436]),
    Case(
      what: "to acute care, the same DRG by the day: 19265.40 × 0.6; 1605.45 × 0.6", drg: 301,
      status: "02", days: 2, charges: 1_000_000, hospital: "",
      parts: ["operating_federal": 1_155_924, "capital_federal": 96_327]),
    Case(
      // Costs 60000 and 20000; of the fixed loss 40000, 0.75 is operating and 0.25 capital. Operating
      // 0.8 × (60000 − 7800 − 30000) = 17760; capital 0.8 × (20000 − 650 − 10000) = 7480.
      what: "an outlier", drg: 202, status: "01", days: 9, charges: 20_000_000, hospital: "",
      parts: [
        "operating_federal": 780_000, "capital_federal": 65_000, "operating_outlier": 1_776_000,
        "capital_outlier": 748_000,
      ]),
    Case(
      // The payments and the fixed loss are shortened by 0.5882: 23528.00. Operating threshold 4587.96 +
      // 17646 = 22233.96, 0.8 × (60000 − 22233.96) = 30212.832; capital 382.33 + 5882 = 6264.33, 0.8 ×
      // (20000 − 6264.33) = 10988.536.
      what: "an outlier of a transfer", drg: 202, status: "02", days: 1, charges: 20_000_000,
      hospital: "",
      parts: [
        "operating_federal": 458_796, "capital_federal": 38_233, "operating_outlier": 3_021_283,
        "capital_outlier": 1_098_854,
      ]),
    Case(
      // Burns: 90 percent. 6000 × 18.7654 = 112592.40; 500 × 18.7654 = 9382.70. Costs 300000 and 100000.
      // 0.9 × (300000 − 112592.40 − 30000) = 141666.84; 0.9 × (100000 − 9382.70 − 10000) = 72555.57.
      what: "an outlier of burns", drg: 927, status: "01", days: 30, charges: 100_000_000,
      hospital: "",
      parts: [
        "operating_federal": 11_259_240, "capital_federal": 938_270,
        "operating_outlier": 14_166_684, "capital_outlier": 7_255_557,
      ]),
    Case(
      // Operating costs 30 lie below, capital 30100 above their thresholds, and the sum 30130 below the
      // sum 7800 + 650 + 40000.
      what: "no outlier where the costs together lie below the threshold", drg: 202, status: "01",
      days: 4, charges: 30_000,
      hospital: """
        "outlier":{"operating_cost_to_charge":0.100,"capital_cost_to_charge":9.000,
        "fixed_loss":40000.00}
        """,
      parts: ["operating_federal": 780_000, "capital_federal": 65_000]),
    Case(
      // Labor 4000 × 1.5 + 2000 × 1.25 = 8500; × 1.3 = 11050. GAF 1.5^0.6848 = 1.3200; 500 × 1.3200 = 660;
      // capital cost of living 0.3152 × 0.25 + 1 = 1.079 (rounded); 660 × 1.3 × 1.079 = 925.782.
      what: "area and cost of living", drg: 202, status: "01", days: 4, charges: 100_000,
      hospital: "\"wage_index\":1.5,\"cost_of_living\":1.25",
      parts: ["operating_federal": 1_105_000, "capital_federal": 92_578]),
    Case(
      // 7800 × 0.1 = 780; 7800 × 0.2 × 0.25 = 390; 650 × 0.05 = 32.50; 650 × 0.04 = 26.
      what: "given factors, and uncompensated care", drg: 202, status: "01", days: 4,
      charges: 100_000,
      hospital: """
        "teaching":{"operating_factor":0.1,"capital_factor":0.05},"uncompensated_care":123.45,
        "disproportionate_share":{"operating_factor":0.2,"capital_factor":0.04}
        """,
      parts: [
        "operating_federal": 780_000, "operating_teaching": 78_000,
        "operating_low_income": 39_000, "uncompensated_care": 12_345, "capital_federal": 65_000,
        "capital_teaching": 3250, "capital_low_income": 2600,
      ]),
    Case(
      // Base 7800: × 0.0123 = 95.94; × −0.03 = −234. Low volume 0.25 × 8450 = 2112.50, before them. HAC: 8450 +
      // 2112.50 + 95.94 − 234 = 10424.44, of which −104.24.
      what: "performance", drg: 202, status: "01", days: 4, charges: 100_000,
      hospital: """
        "value_based_purchasing":1.0123,"readmissions":0.97,"acquired_conditions":true,
        "low_volume":0.25
        """,
      parts: [
        "operating_federal": 780_000, "capital_federal": 65_000, "low_volume": 211_250,
        "value_based_purchasing": 9594, "readmissions": -23_400, "acquired_conditions": -10_424,
      ]),
    Case(
      // 7000 × 1.3 = 9100, 1300 above 7800 + 0.
      what: "a sole community hospital", drg: 202, status: "01", days: 4, charges: 100_000,
      hospital: "\"hospital_specific\":{\"rate\":7000,\"status\":\"sole_community\"}",
      parts: [
        "operating_federal": 780_000, "capital_federal": 65_000,
        "hospital_specific_addition": 130_000,
      ]),
    Case(
      // Of 9100 − 7800 − 100, three quarters.
      what: "a Medicare-dependent hospital", drg: 202, status: "01", days: 4, charges: 100_000,
      hospital: """
        "hospital_specific":{"rate":7000,"status":"medicare_dependent"},"uncompensated_care":100
        """,
      parts: [
        "operating_federal": 780_000, "capital_federal": 65_000, "uncompensated_care": 10_000,
        "hospital_specific_addition": 90_000,
      ]),
    Case(
      what: "a hospital-specific rate below the federal one", drg: 202, status: "01", days: 4,
      charges: 100_000,
      hospital: "\"hospital_specific\":{\"rate\":5000,\"status\":\"sole_community\"}",
      parts: ["operating_federal": 780_000, "capital_federal": 65_000]),
  ]

  /// The hospital of a case: members of the plain one give way to those of the case.
  static func hospital(of text: String) throws -> HospitalRates {
    guard !text.isEmpty else { return try hospital() }
    let more = try JSON(parsing: "{\(text)}").members
    let kept = try JSON(parsing: plain).members.filter { member in
      !more.contains { $0.name == member.name }
    }
    let (rates, findings) = HospitalRates.read(.object(kept + more))
    #expect(findings == [])
    return try #require(rates)
  }

  @Test("Payments worked out by hand", arguments: cases)
  func byHand(example: Case) throws {
    var stay = try TransferRuleTests.stay(example.status, days: example.days)
    stay.charges = Money(cents: example.charges)
    let payment = try #require(
      InpatientPayment(
        try WeightTables.drg(example.drg), try Self.hospital(of: example.hospital), stay))
    let found = payment.parts.filter { $0.amount != .zero }
    #expect(
      Dictionary(uniqueKeysWithValues: found.map { ($0.name, $0.amount.cents) }) == example.parts)
    #expect(payment.total.cents == example.parts.values.reduce(0, +))
    #expect(payment.terms.last?.result == FixedDecimal(payment.total))
  }

  @Test("New technology is paid by share, up to its maximum, and not where costs are below")
  func newTechnology() throws {
    // Costs 0.3 × charges; base payment 7800.
    for (charges, maximum, expected) in [
      (4_000_000, 500_000, 273_000),  // 0.65 × (12000 − 7800) = 2730
      (4_000_000, 200_000, 200_000), (2_600_000, 500_000, 0), (1_000_000, 500_000, 0),
    ] as [(Int64, Int64, Int64)] {
      var stay = try TransferRuleTests.stay("01", days: 4)
      stay.charges = Money(cents: charges)
      stay.newTechnology = InpatientStay.NewTechnology(
        maximum: Money(cents: maximum), share: FixedDecimal(units: 65, places: 2))
      let payment = try #require(
        InpatientPayment(try WeightTables.drg(202), try Self.hospital(), stay))
      #expect(payment.amount("new_technology") == Money(cents: expected))
    }
  }

  @Test("A hospital that wants no outlier gets none")
  func declined() throws {
    var stay = try TransferRuleTests.stay("01", days: 9, codes: ["66"])
    stay.charges = Money(cents: 20_000_000)
    let payment = try #require(
      InpatientPayment(try WeightTables.drg(202), try Self.hospital(), stay))
    #expect(payment.amount("operating_outlier") == .zero)
    #expect(payment.total == Money(cents: 845_000))
  }

  @Test("A DRG without a weight is not paid")
  func withoutWeight() throws {
    let stay = try TransferRuleTests.stay("01")
    #expect(InpatientPayment(try WeightTables.drg(998), try Self.hospital(), stay) == nil)
  }

  @Test("A transfer is never paid above the discharge, and never less for a longer stay")
  func transfers() throws {
    let hospital = try Self.hospital(
      "\"uncompensated_care\":77.77,\"teaching\":{\"residents_to_beds\":0.3}")
    for drg in [101, 202, 203, 301, 789, 927] {
      let drg = try WeightTables.drg(drg)
      func paid(_ status: String, _ days: Int) throws -> Int64 {
        var stay = try TransferRuleTests.stay(status, days: days)
        stay.charges = Money(cents: 100)
        let payment = try #require(InpatientPayment(drg, hospital, stay))
        #expect(payment.amount("operating_outlier") == .zero)
        return payment.total.cents
      }
      for status in ["02", "03", "06", "62", "50"] {
        var last: Int64 = 0
        for days in 0...30 {
          let amount = try paid(status, days)
          #expect(try amount <= paid("01", days) && amount >= last)
          last = amount
        }
      }
    }
  }

  @Test("An outlier payment is never negative and never falls with the charges")
  func outliers() throws {
    let hospital = try Self.hospital()
    for drg in [101, 202, 301, 927] {
      var last: Int64 = 0
      for charges in stride(from: 0, through: 200_000_000, by: 1_700_000) {
        var stay = try TransferRuleTests.stay("03", days: 2)
        stay.charges = Money(cents: Int64(charges))
        let payment = try #require(
          InpatientPayment(try WeightTables.drg(drg), hospital, stay))
        let outlier =
          (payment.amount("operating_outlier")?.cents ?? -1)
          + (payment.amount("capital_outlier")?.cents ?? -1)
        #expect(outlier >= last)
        last = outlier
      }
      #expect(last > 0)
    }
  }

  @Test("The largest values that can be given do not stop the program")
  func largest() throws {
    let hospital = try Self.hospital(
      of: """
        "operating":{"labor":99999.99,"nonlabor":99999.99},"capital":{"rate":9999.99},
        "wage_index":9.9999,"cost_of_living":9.999,
        "teaching":{"operating_factor":9.9999,"capital_factor":9.9999},
        "disproportionate_share":{"operating_factor":9.9999,"capital_factor":9.9999},
        "uncompensated_care":9999999.99,"value_based_purchasing":1.99999999999,"readmissions":0.9701,
        "acquired_conditions":true,"low_volume":0.249999,
        "hospital_specific":{"rate":99999.99,"status":"medicare_dependent"},
        "outlier":{"operating_cost_to_charge":9.999,"capital_cost_to_charge":9.999,
        "fixed_loss":999999.99}
        """)
    var stay = try TransferRuleTests.stay("62", days: 2)
    stay.charges = Money(cents: 9_999_999_999)
    for drg in [101, 301, 927] {
      let payment = try #require(InpatientPayment(try WeightTables.drg(drg), hospital, stay))
      #expect(payment.total > .zero)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Pricing
import Testing
import Values

@Suite struct PricingInputTests {
  static let claim =
    "{\"drg\":202,\"discharged\":\"2026-01-10\",\"stay\":3,\"status\":\"01\",\"charges\":100}"

  /// A document with one member changed; `null` takes it out.
  static func changed(_ text: String, _ name: String, _ value: String) throws -> JSON {
    let document = try JSON(parsing: text)
    let value = try JSON(parsing: value)
    var members = document.members.filter { $0.name != name }
    if value != .null { members.append(JSON.Member(name, value)) }
    return .object(members)
  }

  static func found(_ findings: [Finding]) -> [String] {
    findings.map { "\($0.rule) \($0.place)" }
  }

  static let hospitals: [(String, String, [String])] = [
    ("wage_index", "null", ["price.missing-value hospital.wage_index"]),
    ("wage_index", "1.02505", ["price.bad-value hospital.wage_index"]),
    ("wage_index", "10", ["price.bad-value hospital.wage_index"]),
    ("wage_index", "true", ["price.bad-value hospital.wage_index"]),
    ("wage_indx", "1", ["price.unknown-member hospital.wage_indx"]),
    ("operating", "null", ["price.missing-value hospital.operating"]),
    ("operating", "{\"labor\":1}", ["price.missing-value hospital.operating.nonlabor"]),
    ("operating", "{\"labor\":0,\"nonlabor\":0}", ["price.bad-value hospital.operating.labor"]),
    ("operating", "{\"amount\":1}", ["price.missing-value hospital.operating.labor_share"]),
    (
      "operating", "{\"amount\":1,\"labor_share\":0.6,\"labor\":1}",
      ["price.conflicting-values hospital.operating.labor"]
    ),
    ("capital", "null", ["price.missing-value hospital.capital"]),
    ("capital", "{}", ["price.missing-value hospital.capital.rate"]),
    ("outlier", "null", ["price.missing-value hospital.outlier"]),
    ("low_volume", "0.3", ["price.bad-value hospital.low_volume"]),
    ("readmissions", "0.9699", ["price.bad-value hospital.readmissions"]),
    ("value_based_purchasing", "2.1", ["price.bad-value hospital.value_based_purchasing"]),
    ("acquired_conditions", "1", ["price.bad-value hospital.acquired_conditions"]),
    ("effective", "\"x\"", ["price.bad-value hospital.effective"]),
    (
      "disproportionate_share", "{\"capped\":true}",
      ["price.missing-value hospital.disproportionate_share.patient_percentage"]
    ),
    (
      "hospital_specific", "{\"rate\":1}",
      ["price.missing-value hospital.hospital_specific.status"]
    ),
  ]

  @Test("Every fault of a hospital's rates is named with its path", arguments: hospitals)
  func hospital(name: String, value: String, expected: [String]) throws {
    let (rates, findings) = HospitalRates.read(
      try Self.changed(InpatientPaymentTests.plain, name, value))
    #expect(rates == nil)
    #expect(Self.found(findings) == expected)
  }

  @Test("A termination before the effective date is a fault")
  func period() throws {
    let document = try Self.changed(
      try Self.changed(InpatientPaymentTests.plain, "effective", "\"2026-01-01\"").line,
      "termination", "\"2025-01-01\"")
    #expect(
      Self.found(HospitalRates.read(document).findings) == [
        "price.bad-value hospital.termination"
      ])
  }

  @Test("One amount and the share of labor costs are as good as two amounts")
  func amount() throws {
    let document = try Self.changed(
      InpatientPaymentTests.plain, "operating", "{\"amount\":6000.01,\"labor_share\":0.6667}")
    let rates = try #require(HospitalRates.read(document).rates)
    // 6000.01 × 0.6667 = 4000.206667
    #expect(rates.operating.labor.description == "4000.21")
    #expect(rates.operating.nonlabor.description == "1999.80")
    #expect(rates.operating.laborShare.description == "0.6667")
    let derived = try Self.changed(
      InpatientPaymentTests.plain, "operating", "{\"labor\":4000,\"nonlabor\":2000}")
    #expect(HospitalRates.read(derived).rates?.operating.laborShare.description == "0.6667")
  }

  static let claims: [(String, String, [String])] = [
    ("drg", "null", ["price.missing-value claim.drg"]),
    ("drg", "0", ["price.bad-value claim.drg"]),
    ("drg", "\"47A\"", ["price.bad-value claim.drg"]),
    ("discharged", "null", ["price.missing-value claim.discharged"]),
    ("discharged", "\"2026-02-30\"", ["price.bad-value claim.discharged"]),
    ("stay", "null", ["price.missing-value claim.stay"]),
    ("stay", "-1", ["price.bad-value claim.stay"]),
    ("stay", "1.5", ["price.bad-value claim.stay"]),
    ("admitted", "\"2026-01-08\"", ["price.conflicting-values claim.stay"]),
    ("status", "null", ["price.missing-value claim.status"]),
    ("status", "\"1\"", ["price.bad-value claim.status"]),
    ("status", "6", ["price.bad-value claim.status"]),
    ("status", "\"30\"", ["price.not-discharged claim.status"]),
    ("charges", "null", ["price.missing-value claim.charges"]),
    ("charges", "-1", ["price.bad-value claim.charges"]),
    ("condition_codes", "\"42\"", ["price.bad-value claim.condition_codes"]),
    ("condition_codes", "[{}]", ["price.bad-value claim.condition_codes"]),
    ("new_technology", "5", ["price.bad-value claim.new_technology"]),
    ("new_technology", "{}", ["price.missing-value claim.new_technology.maximum"]),
    ("charge", "1", ["price.unknown-member claim.charge"]),
  ]

  @Test("Every fault of a claim is named with its path", arguments: claims)
  func claim(name: String, value: String, expected: [String]) throws {
    let (claim, findings) = PricedClaim.read(try Self.changed(Self.claim, name, value)) {
      status, _ in status.count == 2
    }
    #expect(claim == nil)
    #expect(Self.found(findings) == expected)
  }

  @Test("The stay follows from the day of admission")
  func admitted() throws {
    let document = try JSON(
      parsing: """
        {"drg":"202","discharged":"2026-01-10","admitted":"2025-12-30","status":"01","charges":"1.50"}
        """)
    let claim = try #require(PricedClaim.read(document) { _, _ in true }.claim)
    #expect(claim.stay.days == 11 && claim.drg == 202)
    #expect(claim.stay.charges == Money(cents: 150))
    let late = try Self.changed(document.line, "admitted", "\"2026-01-11\"")
    #expect(
      Self.found(PricedClaim.read(late) { _, _ in true }.findings) == [
        "price.bad-value claim.admitted"
      ])
  }

  @Test("What is no object is refused as a whole")
  func noObject() throws {
    #expect(
      Self.found(HospitalRates.read(.array([])).findings).first == "price.bad-value hospital")
    #expect(
      Self.found(PricedClaim.read(.null) { _, _ in true }.findings).first
        == "price.bad-value claim")
  }
}

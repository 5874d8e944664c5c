// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Pricing
import Testing
import Values

/// Prices on made-up fee schedules, small enough to be followed on paper.
@Suite struct ProfessionalPaymentTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    /// `CODE-MODIFIERxUNITS`, more than one after blanks; `m` for minutes.
    let lines: String
    var place: UInt8 = 11
    var rural: UInt8 = 0x20
    var isRural = false
    let expected: String
    var testDescription: String { what }
  }

  // A service of 1.00 work, 2.00 or in facilities 1.00 practice expense, 0.10 malpractice; 30.0000.
  static let cases: [Case] = [
    Case(what: "a visit: (1 + 2 + 0.1) × 30", lines: "99213", expected: "mpfs paid 93.00"),
    Case(
      what: "in a hospital: (1 + 1 + 0.1) × 30", lines: "99213", place: 22,
      expected: "mpfs paid 63.00"),
    Case(
      what: "components: 153.00 is 46.80 and 106.20", lines: "71260 71260-26 71260-TC",
      expected: "mpfs paid 153.00, mpfs paid 46.80, mpfs paid 106.20"),
    Case(
      what: "both sides: 63 × 1.5", lines: "11103-50", place: 22, expected: "mpfs paid 94.50"),
    Case(
      what: "ranked: 63, and half of 63", lines: "11103 11104", place: 22,
      expected: "mpfs paid 63.00, mpfs paid 31.50"),
    Case(
      what: "an assistant: 63 × 0.16", lines: "11103-80", place: 22, expected: "mpfs paid 10.08"),
    Case(
      what: "one of two surgeons: 63 × 0.625", lines: "11103-62", place: 22,
      expected: "mpfs paid 39.38"),
    Case(
      what: "without the care after it: 63 × 0.8", lines: "11103-54", place: 22,
      expected: "mpfs paid 50.40"),
    Case(
      what: "no assistant is paid", lines: "11102-80", place: 22, expected: "mpfs unpaid 0.00"),
    Case(
      what: "therapy: 93, and with half of the practice expense 63", lines: "11109-GPx2",
      expected: "mpfs paid 156.00"),
    Case(what: "status B", lines: "11107", expected: "mpfs unpaid 0.00"),
    Case(what: "status N", lines: "11111", expected: "mpfs unpaid 0.00"),
    Case(what: "in no schedule", lines: "99999", expected: "none unpriced –"),
    Case(what: "(5 + 60 / 15) × 20", lines: "00300-AAm60", expected: "anesthesia paid 180.00"),
    Case(what: "half of it", lines: "00300-QKm60", expected: "anesthesia paid 90.00"),
    Case(what: "without who gave it", lines: "00300m60", expected: "anesthesia review –"),
    Case(what: "a test: 13.39 × 2", lines: "82001x2", expected: "clfs paid 26.78"),
    Case(what: "a waived test", lines: "82001-QW", expected: "clfs paid 15.00"),
    Case(what: "a test that the contractor prices", lines: "82002", expected: "clfs unpriced –"),
    Case(what: "a drug: 0.123 × 3", lines: "J9801x3", expected: "asp paid 0.37"),
    Case(what: "a drug without a limit", lines: "J9803", expected: "asp unpriced –"),
    Case(what: "equipment, new", lines: "E9001-NU", expected: "dmepos paid 800.00"),
    Case(
      what: "equipment, new, in a rural area", lines: "E9001-NU", isRural: true,
      expected: "dmepos paid 850.55"),
    Case(
      what: "equipment for rent, no amount for rural areas", lines: "E9001-RR", isRural: true,
      expected: "dmepos unpriced –"),
    Case(what: "equipment without modifier", lines: "E9001", expected: "dmepos unpriced –"),
    Case(what: "a supply: 1.25 × 4", lines: "A9002x4", expected: "dmepos paid 5.00"),
    Case(
      what: "a ride and 20 miles in a town", lines: "A0428 A0425x20",
      expected: "ambulance paid 200.00, ambulance paid 140.00"),
    Case(
      what: "in the country: 17 × 10.65 + 3 × 7.10", lines: "A0428 A0425x20", rural: 0x52,
      expected: "ambulance paid 210.00, ambulance paid 202.35"),
    Case(
      what: "super rural", lines: "A0428", rural: 0x42, expected: "ambulance paid 1250.00"),
  ]

  static func claim(_ text: String, place: UInt8) throws -> ServiceRecord {
    var claim = ServiceRecord(id: "A", bill: .professional)
    let day = try #require(CalendarDate("2025-11-03"))
    for (index, word) in text.split(separator: " ").enumerated() {
      let minutes = word.split(separator: "m")
      let units = minutes[0].split(separator: "x")
      let parts = units[0].split(separator: "-")
      var line = ServiceRecord.Line(number: index + 1, code: PackedCode(parts[0]), on: day)
      line.modifiers = Modifiers(parts.dropFirst().compactMap { Modifier($0) })
      line.placeOfService = place
      line.units = Quantity(Int(units.count > 1 ? units[1] : "1") ?? 0)
      if minutes.count > 1 {
        line.units = Quantity(Int(minutes[1]) ?? 0)
        line.unitBasis = .minute
      }
      claim.lines.append(line)
    }
    return claim
  }

  static func setting(_ locality: String = "99990-01") throws -> ProfessionalSetting {
    var setting = ProfessionalSetting(try #require(PaymentLocality(locality)))
    setting.state = "NY"
    return setting
  }

  static func text(_ payment: ServicePayment) -> String {
    "\(payment.schedule.rawValue) \(payment.outcome.rawValue) "
      + (payment.allowed.map(\.description) ?? "–")
  }

  @Test("A service is priced by its schedule", arguments: cases)
  func prices(_ test: Case) throws {
    var setting = try Self.setting()
    setting.rural = test.rural
    setting.isRuralForEquipment = test.isRural
    let payment = ProfessionalPayment(
      try Self.claim(test.lines, place: test.place), setting, try FeeTables.tables())
    #expect(payment.lines.map(Self.text).joined(separator: ", ") == test.expected)
    for line in payment.lines where line.outcome == .paid {
      #expect(!line.terms.isEmpty && !line.sources.isEmpty)
    }
  }

  @Test("The indices of the locality count: (1 × 1.1 + 2 × 0.9 + 0.1 × 2) × 30")
  func locality() throws {
    let payment = ProfessionalPayment(
      try Self.claim("99213", place: 11), try Self.setting("99990-02"), try FeeTables.tables())
    #expect(payment.allowed == Money(cents: 9300))
    #expect(payment.coinsurance == Money(cents: 1860))
  }

  @Test("The patient shares what the schedule says: nothing, an eighth, a fifth")
  func coinsurance() throws {
    let payment = ProfessionalPayment(
      try Self.claim("82001 J9802 99213", place: 11), try Self.setting(), try FeeTables.tables())
    #expect(payment.lines.map { $0.coinsurance?.cents } == [0, 625, 1860])
  }

  @Test("A visit in the ninety days after a procedure is paid with it; with 24 it is not")
  func globalPeriod() throws {
    for (modifiers, outcome) in [("", "mpfs unpaid 0.00"), ("-24", "mpfs paid 93.00")] {
      var claim = try Self.claim("99213\(modifiers)", place: 11)
      var earlier = try Self.claim("11103", place: 22).lines[0]
      earlier.from = try #require(CalendarDate("2025-09-01"))
      earlier.through = earlier.from
      claim.history = [.init(claim: "B", line: earlier)]
      let payment = ProfessionalPayment(claim, try Self.setting(), try FeeTables.tables())
      #expect(payment.lines.map(Self.text) == [outcome])
    }
  }
}

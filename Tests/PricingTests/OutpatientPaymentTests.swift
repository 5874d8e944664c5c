// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Foundation
import Testing
import Values

@testable import Pricing

@Suite struct OutpatientPaymentTests {
  /// A claim of lines and what each comes to: payment, deductible, blood, coinsurance, Medicare's share, outlier.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    var hospital = ""
    var wages = "1"
    var left = 0
    var credit = 0
    var pints = 0
    var isForNonPatient = false
    let lines: [OutpatientPricedLine]
    let expected: [String]
    var testDescription: String { name }
  }

  private typealias Line = OutpatientPricedLine

  /// A paid line; the rate and the charge in dollars.
  private static func paid(
    _ status: PaymentStatus, _ rate: Int64, units: Int = 1, formula: UInt8 = 1, charge: Int = 0,
    marks: Line.Marks = [], device: Int? = nil, day: Int32 = 0, composite: UInt8 = 0,
    national: Int64 = -1, minimum: Int64 = -1
  ) -> Line {
    Line(
      status: status, effect: .paid, rate: rate * 1000, nationalCopayment: national,
      minimumCopayment: minimum, units: units, discount: formula, composite: composite,
      charge: Money(cents: Int64(charge) * 100), marks: marks,
      device: device.map { Money(cents: Int64($0) * 100) }, day: CalendarDate(daysSinceEpoch: day))
  }

  private static func other(
    _ effect: Line.Effect, _ status: PaymentStatus, charge: Int, composite: UInt8 = 0,
    device: Int? = nil
  ) -> Line {
    Line(
      status: status, effect: effect, composite: composite,
      charge: Money(cents: Int64(charge) * 100),
      device: device.map { Money(cents: Int64($0) * 100) })
  }

  private static let adjustments: [Case] = [
    // 42 CFR 419.43(c).
    Case(
      name: "60 of 100 parts are adjusted for wages", wages: "1.2", lines: [paid(.s, 1000)],
      expected: ["1120.00 0.00 0.00 224.00 896.00 0.00"]),
    Case(
      name: "drugs, blood and sources are not", wages: "1.2",
      lines: [paid(.k, 1000), paid(.g, 1000), paid(.u, 1000)],
      expected: [String](repeating: "1000.00 0.00 0.00 200.00 800.00 0.00", count: 3)),
    // 42 CFR 419.46.
    Case(
      name: "without quality data", hospital: #","reports_quality":false"#,
      lines: [
        paid(.s, 1000), paid(.k, 1000), paid(.s, 1000, marks: .newTechnology),
        paid(.s, 1000, marks: .notExcepted),
      ],
      expected: [
        "980.60 0.00 0.00 196.12 784.48 0.00", "1000.00 0.00 0.00 200.00 800.00 0.00",
        "1000.00 0.00 0.00 200.00 800.00 0.00", "400.00 0.00 0.00 80.00 320.00 0.00",
      ]),
    // 42 CFR 419.43(g).
    Case(
      name: "a rural sole community hospital has 7.1 percent more",
      hospital: #","rural_sole_community":true"#,
      lines: [paid(.s, 1000), paid(.k, 1000), paid(.s, 1000, marks: .notExcepted), paid(.r, 100)],
      expected: [
        "1071.00 0.00 0.00 214.20 856.80 0.00", "1000.00 0.00 0.00 200.00 800.00 0.00",
        "400.00 0.00 0.00 80.00 320.00 0.00", "107.10 0.00 0.00 21.42 85.68 0.00",
      ]),
    Case(
      name: "but not for who is no patient of it", hospital: #","rural_sole_community":true"#,
      isForNonPatient: true, lines: [paid(.s, 1000)],
      expected: ["1000.00 0.00 0.00 200.00 800.00 0.00"]),
    // 42 CFR 419.48; 83 FR 59009; 87 FR 72047.
    Case(
      name: "an excepted visit off the campus", lines: [paid(.v, 100, marks: .offCampusVisit)],
      expected: ["40.00 0.00 0.00 8.00 32.00 0.00"]),
    Case(
      name: "in full at a rural sole community hospital",
      hospital: #","rural_sole_community":true"#,
      lines: [paid(.v, 100, marks: .offCampusVisit)],
      expected: ["107.10 0.00 0.00 21.42 85.68 0.00"]),
    Case(
      name: "a program day off the campus has the rate of a center, not reduced",
      lines: [paid(.p, 100, marks: .notExcepted)], expected: ["100.00 0.00 0.00 20.00 80.00 0.00"]),
    // 42 CFR 419.71.
    Case(
      name: "tomography, film, computed radiography",
      lines: [
        paid(.s, 100, marks: .tomography), paid(.s, 100, marks: .film),
        paid(.s, 100, marks: .radiography),
      ],
      expected: [
        "85.00 0.00 0.00 17.00 68.00 0.00", "80.00 0.00 0.00 16.00 64.00 0.00",
        "90.00 0.00 0.00 18.00 72.00 0.00",
      ]),
  ]

  private static let devices: [Case] = [
    // 42 CFR 419.44(b).
    Case(
      name: "a device is taken off before half is paid",
      lines: [paid(.t, 1000, formula: 3, marks: .terminated, device: 300)],
      expected: ["350.00 0.00 0.00 70.00 280.00 0.00"]),
    Case(
      name: "and after the reductions of the rate",
      hospital: #","reports_quality":false"#,
      lines: [paid(.t, 1000, formula: 3, marks: .terminated, device: 300)],
      expected: ["340.30 0.00 0.00 68.06 272.24 0.00"]),
    // 42 CFR 419.45.
    Case(
      name: "a credit is at most the device parts and shared by the rates", credit: 1000,
      lines: [paid(.t, 3000, device: 500), paid(.t, 1000, device: 100), paid(.t, 500)],
      expected: [
        "2550.00 0.00 0.00 510.00 2040.00 0.00", "850.00 0.00 0.00 170.00 680.00 0.00",
        "500.00 0.00 0.00 100.00 400.00 0.00",
      ]),
    // 42 CFR 419.66.
    Case(
      name: "pass-through devices share the device part by their charges", wages: "1.2",
      lines: [
        other(.chargesToCost, .h, charge: 1000, device: 400),
        other(.chargesToCost, .h, charge: 3000, device: 400),
      ],
      expected: [
        "388.00 0.00 0.00 0.00 388.00 0.00", "1164.00 0.00 0.00 0.00 1164.00 0.00",
      ]),
    Case(
      name: "by the ratio of devices where there is one, after the deductible",
      hospital: #","device_cost_to_charge":0.25"#, left: 100,
      lines: [other(.chargesToCost, .h, charge: 1000)],
      expected: ["250.00 100.00 0.00 0.00 150.00 0.00"]),
  ]

  private static let patient: [Case] = [
    // 42 CFR 419.40, 419.41.
    Case(
      name: "the national copayment makes the rate of the coinsurance",
      lines: [paid(.s, 1000, national: 400_00, minimum: 200_00)],
      expected: ["1000.00 0.00 0.00 400.00 600.00 0.00"]),
    Case(
      name: "the deductible goes first where the coinsurance is highest", left: 100,
      lines: [paid(.s, 1000), paid(.s, 1000, national: 400_00), paid(.s, 1000, minimum: 0)],
      expected: [
        "1000.00 0.00 0.00 200.00 800.00 0.00", "1000.00 100.00 0.00 360.00 540.00 0.00",
        "1000.00 0.00 0.00 0.00 1000.00 0.00",
      ]),
    Case(
      name: "no coinsurance of a procedure is above the inpatient deductible",
      lines: [paid(.t, 10_000)], expected: ["10000.00 0.00 0.00 1676.00 8324.00 0.00"]),
    Case(
      name: "half of it where half is paid", lines: [paid(.t, 20_000, formula: 5)],
      expected: ["10000.00 0.00 0.00 838.00 9162.00 0.00"]),
    Case(
      name: "a screening that became a treatment", left: 100,
      lines: [paid(.t, 1000, marks: .screening)],
      expected: ["1000.00 0.00 0.00 150.00 850.00 0.00"]),
    // 42 CFR 410.161; Pub. 100-04, chapter 4, section 231.
    Case(
      name: "product and processing share the rate by their charges; the patient pays a pint",
      pints: 1,
      lines: [
        paid(.r, 182, units: 2, charge: 300, marks: [.bloodProduct, .pints]),
        paid(.r, 182, units: 2, charge: 100, marks: .bloodProcessing),
      ],
      expected: [
        "273.00 0.00 136.50 27.30 109.20 0.00", "91.00 0.00 0.00 18.20 72.80 0.00",
      ]),
    Case(
      name: "no pint of what is neither blood nor red cells", pints: 3,
      lines: [paid(.r, 100, charge: 300, marks: .bloodProduct)],
      expected: ["100.00 0.00 0.00 20.00 80.00 0.00"]),
    Case(
      name: "the earlier day's pints first, then the cheapest", pints: 2,
      lines: [
        paid(.r, 300, charge: 1, marks: [.bloodProduct, .pints], day: 2),
        paid(.r, 200, charge: 1, marks: [.bloodProduct, .pints], day: 2),
        paid(.r, 400, charge: 1, marks: [.bloodProduct, .pints], day: 1),
      ],
      expected: [
        "300.00 0.00 0.00 60.00 240.00 0.00", "200.00 0.00 200.00 0.00 0.00 0.00",
        "400.00 0.00 400.00 0.00 0.00 0.00",
      ]),
    // 42 CFR 419.41(c)(4); Pub. 100-04, chapter 4, section 30.
    Case(
      name: "blood and the procedure of its day are together limited",
      lines: [paid(.t, 8000), paid(.r, 1000), paid(.r, 1000, day: 1)],
      expected: [
        "8000.00 0.00 0.00 1600.00 6400.00 0.00", "1000.00 0.00 0.00 76.00 924.00 0.00",
        "1000.00 0.00 0.00 200.00 800.00 0.00",
      ]),
    Case(
      name: "nothing is left for blood beside a procedure at the limit",
      lines: [paid(.t, 9000), paid(.r, 1000)],
      expected: [
        "9000.00 0.00 0.00 1676.00 7324.00 0.00", "1000.00 0.00 0.00 0.00 1000.00 0.00",
      ]),
  ]

  private static let outliers: [Case] = [
    // 42 CFR 419.43(d).
    Case(
      name: "half of what a cost is above 1.75 payments", lines: [paid(.s, 1000, charge: 30_000)],
      expected: ["1000.00 0.00 0.00 200.00 800.00 6625.00"]),
    Case(
      name: "not where it is the payment and the threshold and no more",
      lines: [paid(.s, 1000, charge: 16_350)], expected: ["1000.00 0.00 0.00 200.00 800.00 0.00"]),
    Case(
      name: "packaged charges by the payments, those of a composite to its line",
      lines: [
        paid(.s, 3000, charge: 10_000), paid(.s, 1000, charge: 10_000, composite: 1),
        other(.packaged, .n, charge: 20_000), other(.packaged, .n, charge: 9000, composite: 1),
      ],
      expected: [
        "3000.00 0.00 0.00 600.00 2400.00 3625.00", "1000.00 0.00 0.00 200.00 800.00 5125.00",
        "0.00 0.00 0.00 0.00 0.00 0.00", "0.00 0.00 0.00 0.00 0.00 0.00",
      ]),
    Case(
      name: "none off the campus, none for drugs",
      lines: [paid(.s, 1000, charge: 90_000, marks: .notExcepted), paid(.k, 1000, charge: 90_000)],
      expected: ["400.00 0.00 0.00 80.00 320.00 0.00", "1000.00 0.00 0.00 200.00 800.00 0.00"]),
    Case(
      name: "a mental health center", hospital: #","mental_health_center":true"#,
      lines: [paid(.p, 100, charge: 1200), paid(.p, 100, charge: 100)],
      expected: ["100.00 0.00 0.00 20.00 80.00 130.00", "100.00 0.00 0.00 20.00 80.00 0.00"]),
  ]

  @Test(
    "Each line has its payment, what the patient pays of it, and its outlier",
    arguments: adjustments + devices + patient + outliers)
  func payment(_ one: Case) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Data/pricing")
    func table(_ name: String) throws -> [UInt8] {
      Array(try Data(contentsOf: folder.appending(path: name)))
    }
    let years = try #require(OutpatientYear.all(try table("opps-years.tsv")))
    let json = try JSON(parsing: #"{"wage_index":1,"cost_to_charge":0.5\#(one.hospital)}"#)
    let hospital = try #require(OutpatientHospital.read(json).hospital)
    var calculation = OutpatientCalculation(
      hospital, wageIndex: try #require(FixedDecimal(one.wages, places: 4)),
      year: try #require(years.first { $0.year == 2025 }),
      adjustments: try #require(StatusAdjustments(try table("opps-status.tsv"))))
    calculation.deductibleLeft = Money(cents: Int64(one.left) * 100)
    calculation.deviceCredit = Money(cents: Int64(one.credit) * 100)
    calculation.bloodPintsLeft = one.pints
    calculation.isForNonPatient = one.isForNonPatient
    let paid = calculation.payment(for: one.lines).lines.map { line in
      [
        line.payment, line.deductible, line.bloodDeductible, line.coinsurance, line.reimbursement,
        line.outlier,
      ].map(\.description).joined(separator: " ")
    }
    #expect(paid == one.expected)
    for line in calculation.payment(for: one.lines).lines {
      let parts = line.deductible + line.bloodDeductible + line.coinsurance + line.reimbursement
      #expect(parts == line.payment)
    }
  }

  /// What two units at 1000.00 come to by each formula.
  ///
  /// Source: I/OCE specifications, discounting; 42 CFR 419.44.
  @Test(
    "The nine discount formulas",
    arguments: zip(
      1...9, [2000, 1500, 500, 1500, 1000, 250, 750, 4000, 1000]))
  func formula(_ formula: Int, _ dollars: Int64) {
    let line = Self.paid(.t, 1000, units: 2, formula: UInt8(formula))
    let factor = OutpatientCalculation.discount(line)
    #expect((FixedDecimal(units: 2000, places: 0) * factor).money == Money(cents: dollars * 100))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Adjudication
import Claims
import Testing
import Values

/// Our tables of benefits, on made-up rows, and what is read of a 271 by them.
@Suite struct BenefitTableTests {
  private static let categories = """
    hcpcs\t10000\t19999\t\tother\tmade up
    hcpcs\t10000\t19999\t22\toutpatient-surgery\tmade up
    hcpcs\t15000\t15999\t\timaging\tmade up
    hcpcs\t99202\t99215\t\toffice\tmade up
    revenue\t0450\t0459\t\temergency\tmade up
    taxonomy\t207Q00000X\t207Q00000X\t\tprimary\tmade up
    """.replacing("\tprimary\t", with: "\toffice-primary\t")

  private static func tables() -> BenefitTables? {
    BenefitTables(
      categories: Array(categories.utf8),
      medicare: Array("2026\t1736.00\t434.00\t868.00\t217.00\t283.00\t0.20\tmade up\n".utf8),
      medigap: Array("G\t1\t1\t1\t0\t1\t0.00\t0.00\tmade up\n".utf8),
      serviceTypes: Array("30\tplan\tmade up\n98\toffice\tmade up\nPT\ttherapy\tmade up\n".utf8))
  }

  @Test(
    "The innermost range decides, a row with a place before one without",
    arguments: [
      ("10001", nil, nil, nil, [.other]), ("10001", nil, 22, nil, [.outpatientSurgery]),
      ("15001", nil, nil, nil, [.imaging]),
      ("99213", nil, nil, nil, [.officePrimary, .officeSpecialist]),
      ("99213", nil, nil, "207Q00000X", [.officePrimary]),
      ("99213", nil, nil, "207R00000X", [.officeSpecialist]),
      (nil, 450, nil, nil, [.emergency]), ("00000", 450, nil, nil, [.emergency]),
      ("00000", nil, nil, nil, [.other]),
    ] as [(String?, UInt16?, UInt8?, String?, [ServiceCategory])])
  func category(
    _ code: String?, _ revenue: UInt16?, _ place: UInt8?, _ taxonomy: String?,
    _ expected: [ServiceCategory]
  ) throws {
    let table = try #require(Self.tables()).categories
    let answer = table.categories(
      code: code.flatMap { PackedCode($0) }, revenueCode: revenue, place: place,
      taxonomy: taxonomy.flatMap { PackedCode($0) })
    #expect(answer.categories == expected)
  }

  @Test("A malformed table is refused")
  func malformed() {
    #expect(CategoryTable(Array("hcpcs\t1\t2\t\tnowhere\tmade up".utf8)) == nil)
    #expect(CategoryTable(Array("hcpcs\t2\t1\t\tother\tmade up".utf8)) == nil)
    #expect(MedicareTable(Array("2026\t1\t1\t1\t1\t1\t2.0\tmade up".utf8)) == nil)
    #expect(MedigapTable(Array("G\t1\t1\t1\t0\t1\tx\t0.00\tmade up".utf8)) == nil)
  }

  private static func benefit(
    _ information: String, _ types: [String], _ change: (inout Benefit) -> Void
  ) -> Benefit {
    var benefit = Benefit(information, serviceTypes: types)
    change(&benefit)
    return benefit
  }

  @Test(
    "What remains of a limit becomes what is used of it; the greatest of several values is taken")
  func eligibility() throws {
    let plan = EligibilityPlan(
      [
        Self.benefit("1", ["30"]) { $0.planDescription = "GOLD" },
        Self.benefit("C", ["30"]) { $0.amount = Money(cents: 100_000) },
        Self.benefit("C", ["30"]) {
          $0.amount = Money(cents: 25_000)
          $0.period = "29"
        },
        Self.benefit("B", ["PT"]) { $0.amount = Money(cents: 3_000) },
        Self.benefit("B", ["PT"]) { $0.amount = Money(cents: 2_000) },
        Self.benefit("A", ["98"]) { $0.fraction = ".25" },
        Self.benefit("A", ["XX"]) { $0.fraction = ".25" },
      ], try #require(Self.tables()))
    let expected = """
      {"plan":{"name":"GOLD","in_network":{"deductible":{"individual":1000.00},"categories":{\
      "office-primary":{"coinsurance":0.25},"office-specialist":{"coinsurance":0.25},"therapy":{"copay":30.00}}}},\
      "used":{"in_network":{"deductible":{"individual":750.00}}}}
      """
    #expect(plan.document.line == expected)
    #expect(plan.findings.map(\.rule) == ["estimate.several-values", "estimate.not-used"])
    #expect(plan.findings.map(\.place) == [.field("EB[5]"), .field("EB[7]")])
  }
}

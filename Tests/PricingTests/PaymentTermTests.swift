// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pricing
import Testing
import Values

@Suite struct PaymentTermTests {
  struct Words {
    let title: String
    let formula: String
    let rounding: String
    let source: String
  }

  /// The rows of the table of words, by step.
  static func words() throws -> [String: Words] {
    let table = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Data/pricing/ipps-terms.tsv")
    var words: [String: Words] = [:]
    for line in try String(contentsOf: table, encoding: .utf8).split(separator: "\n")
    where !line.hasPrefix("#") {
      let fields = line.components(separatedBy: "\t")
      try #require(fields.count == 5)
      words[fields[0]] = Words(
        title: fields[1], formula: fields[2], rounding: fields[3], source: fields[4])
    }
    return words
  }

  @Test("Every step has words, every row of words a step, and a formula names its operands")
  func operands() throws {
    let words = try Self.words()
    let rates = try JSON(
      parsing: """
        {"operating":{"labor":4000,"nonlabor":2000},"capital":{"rate":500},"wage_index":1.1,
         "cost_of_living":1.25,"teaching":{"residents_to_beds":0.2,"residents_to_daily_census":0.2},
         "disproportionate_share":{"patient_percentage":0.3,"capital":true},"uncompensated_care":10,
         "value_based_purchasing":1.01,"readmissions":0.99,"acquired_conditions":true,"low_volume":0.1,
         "hospital_specific":{"rate":90000,"status":"sole_community"},
         "outlier":{"operating_cost_to_charge":0.3,"capital_cost_to_charge":0.1,"fixed_loss":40000}}
        """)
    let hospital = try #require(HospitalRates.read(rates).rates)
    let drg = DRGWeight(
      drg: 301, title: "JOINT", category: "08", kind: .surgical, isPostAcute: true,
      isSpecialPay: true, weightBeforeCap: nil, weight: FixedDecimal(units: 32_109, places: 4),
      geometricMeanStay: FixedDecimal(units: 50, places: 1),
      arithmeticMeanStay: FixedDecimal(units: 66, places: 1))
    var seen: Set<String> = []
    for status in ["62", "02"] {
      let claim = try JSON(
        parsing: """
          {"drg":301,"discharged":"2026-01-10","stay":2,"status":"\(status)","charges":900000,
           "new_technology":{"maximum":1000}}
          """)
      let stay = try #require(PricedClaim.read(claim) { _, _ in true }.claim).stay
      let payment = try #require(InpatientPayment(drg, hospital, stay))
      for term in payment.terms {
        seen.insert(term.name)
        let row = try #require(words[term.name])
        #expect(!row.title.isEmpty && !row.rounding.isEmpty)
        #expect(row.source.hasPrefix("42 CFR 412."))
        for operand in term.operands where term.name != "total" {
          #expect(row.formula.contains(operand.name), "\(term.name): \(operand.name)")
        }
      }
    }
    #expect(seen == Set(words.keys))
  }
}

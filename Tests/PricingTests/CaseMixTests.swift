// SPDX-License-Identifier: Apache-2.0

import Pricing
import Testing
import Values

@Suite struct CaseMixTests {
  @Test("An index is rounded at its fourth decimal, a half up")
  func rounding() {
    var tally = CaseMixTally()
    #expect(tally.index == nil && tally.adjustedIndex == nil)
    tally.add(weight: FixedDecimal(units: 10_000, places: 4))
    tally.add(weight: FixedDecimal(units: 10_001, places: 4))
    #expect(tally.index?.description == "1.0001")  // 1.00005
    tally.add(weight: FixedDecimal(units: 10_000, places: 4))
    #expect(tally.index?.description == "1.0000")  // 1.00003…
    #expect(tally.weight.description == "3.0001")
  }

  @Test("A transfer counts in part, on both sides of the line")
  func adjusted() {
    var tally = CaseMixTally()
    tally.add(weight: FixedDecimal(units: 20_000, places: 4))
    tally.add(
      weight: FixedDecimal(units: 10_000, places: 4), share: FixedDecimal(units: 5, places: 1))
    // (2 + 0.5) / 1.5
    #expect(tally.adjustedDischarges.description == "1.5000")
    #expect(tally.adjustedIndex?.description == "1.6667")
    #expect(tally.index?.description == "1.5000")
  }

  static func table(_ titles: [String]) throws -> DRGWeightTable {
    try WeightTables.table(
      WeightTables.file(
        rows: titles.enumerated().map { index, title in
          "\(100 + index)\tNo\tNo\t05\tMED\t\(title)\t1.0000\t1.0000\t2.0\t3.0"
        }))
  }

  // Titles in order; for each: level, whether its family has MCC, whether it has one without.
  static let families: [(titles: [String], places: [String])] = [
    (
      ["A WITH MCC", "A WITH CC", "A WITHOUT CC/MCC", "B"],
      ["mcc+-", "cc+-", "without_cc_or_mcc+-", ""]
    ),
    (["A WITH CC/MCC", "A WITHOUT CC/MCC"], ["cc_or_mcc +", "without_cc_or_mcc +"]),
    (["A WITH MCC", "A WITHOUT MCC"], ["mcc+ ", "without_mcc+ "]),
    (
      [
        "HIP WITH MCC OR TOTAL ANKLE REPLACEMENT", "HIP WITHOUT MCC", "X WITH CC/MCC",
        "X WITHOUT CC/MCC",
      ],
      ["mcc+ ", "without_mcc+ ", "cc_or_mcc +", "without_cc_or_mcc +"]
    ),
    (
      ["HEART WITH CATHETER AND MCC", "HEART WITH MCC OR CAROTID", "HEART WITHOUT MCC"],
      ["mcc+ ", "mcc+ ", "without_mcc+ "]
    ),
    (["A WITH CC OR TPA", "A WITHOUT CC/MCC"], ["cc +", "without_cc_or_mcc +"]),
  ]

  @Test("Titles side by side make families of levels", arguments: families)
  func levels(titles: [String], places: [String]) throws {
    let levels = SeverityLevels(try Self.table(titles))
    let found = titles.indices.map { index -> String in
      guard let place = levels[100 + index] else { return "" }
      return "\(place.level.rawValue)\(place.hasMajor ? "+" : " ")\(place.hasWithout ? "+" : " ")"
    }
    #expect(found == places.map { $0.replacing("+-", with: "++") })
  }

  @Test("What cannot be grouped counts nowhere else")
  func ungroupable() throws {
    let table = try WeightTables.table()
    let levels = SeverityLevels(table)
    var mix = CaseMix()
    mix.add(try #require(table[998]), CaseMix.Discharge(), levels)
    mix.addUngroupable()
    mix.add(try #require(table[203]), CaseMix.Discharge(), levels)
    #expect(mix.ungroupable == 2 && mix.all.discharges == 1 && mix.withoutTransferStatus == 1)
    #expect(mix.any.captured == 0 && mix.any.of == 1 && mix.any.rate?.description == "0.0000")
    #expect(mix.major.rate == nil)
    #expect(mix.months.isEmpty && mix.categories["05"]?.discharges == 1)
  }
}

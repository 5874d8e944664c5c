// SPDX-License-Identifier: Apache-2.0

import Pricing
import Testing
import Values

@Suite struct FixedDecimalTests {
  static let texts: [(String, Int, String?)] = [
    ("1.025", 4, "1.0250"), ("1", 2, "1.00"), (".65", 2, "0.65"), ("-3.5", 1, "-3.5"),
    ("007", 0, "7"), ("1.2500", 2, "1.25"), ("0.000", 2, "0.00"), ("12.", 1, "12.0"),
    ("1.005", 2, nil), ("", 2, nil), (".", 2, nil), ("-", 2, nil), ("1e3", 2, nil),
    ("1,5", 2, nil), (" 1", 2, nil), ("+1", 2, nil), ("1.2.3", 4, nil), ("1234567890", 0, nil),
    ("0000000000000001", 0, "1"),
  ]

  @Test("A text is read as it stands, or not at all", arguments: texts)
  func reads(text: String, places: Int, expected: String?) {
    #expect(FixedDecimal(text, places: places)?.description == expected)
  }

  static let roundings: [(Int, Int, Int, String)] = [
    (12345, 4, 2, "1.23"), (12355, 4, 3, "1.236"), (12350, 4, 2, "1.24"), (-12350, 4, 2, "-1.24"),
    (-12349, 4, 2, "-1.23"), (5, 1, 0, "1"), (-5, 1, 0, "-1"), (4, 1, 0, "0"), (1, 0, 3, "1.000"),
  ]

  @Test("Rounding is to the nearest, a half away from zero", arguments: roundings)
  func rounds(units: Int, places: Int, to: Int, expected: String) {
    #expect(
      FixedDecimal(units: Int128(units), places: places).rounded(to: to).description == expected)
  }

  static let quotients: [(String, String, Int, String)] = [
    ("2", "3", 4, "0.6667"), ("2", "3.4", 4, "0.5882"), ("1", "8", 2, "0.13"),
    ("-1", "8", 2, "-0.13"), ("1", "-8", 2, "-0.13"), ("21.6652", "6", 4, "3.6109"),
    ("100.00", "4", 0, "25"), ("0.001", "7", 1, "0.0"),
  ]

  @Test("A quotient is rounded once", arguments: quotients)
  func divides(dividend: String, divisor: String, places: Int, expected: String) throws {
    let dividend = try #require(FixedDecimal(dividend, places: 4))
    let divisor = try #require(FixedDecimal(divisor, places: 1))
    #expect(dividend.divided(by: divisor, places: places).description == expected)
  }

  @Test("Sums and products are exact, and numbers compare by value")
  func arithmetic() throws {
    let a = try #require(FixedDecimal("1.25", places: 2))
    let b = try #require(FixedDecimal("0.5", places: 1))
    #expect((a + b).description == "1.75")
    #expect((b - a).description == "-0.75")
    #expect((a * b).description == "0.625")
    #expect(a > b && -a < b && a == FixedDecimal(units: 12500, places: 4))
    #expect(FixedDecimal(Money(cents: 12345)).description == "123.45")
    #expect(FixedDecimal(units: 12_345_5, places: 3).money == Money(cents: 12346))
  }

  /// Results worked out with 45 decimal digits elsewhere: their sum, and h = 31 h + result, modulo 2^64.
  struct Digest: Equatable {
    var sum: Int128 = 0
    var hash: UInt64 = 0

    mutating func add(_ result: FixedDecimal) {
      sum += result.units
      hash = hash &* 31 &+ UInt64(result.units)
    }
  }

  @Test("The power of every wage index of four decimals is the exact one, rounded")
  func geographicAdjustment() {
    var digest = Digest()
    let power = FixedDecimal(units: 6848, places: 4)
    for index in 1..<100_000 {
      digest.add(FixedDecimal(units: Int128(index), places: 4).raised(to: power, places: 4))
    }
    #expect(digest == Digest(sum: 2_872_420_302, hash: 2_159_079_269_037_229_352))
  }

  @Test("Teaching and low-income factors are the exact ones, rounded")
  func factors() {
    var (beds, census, share) = (Digest(), Digest(), Digest())
    for ratio in stride(from: 0, to: 100_000, by: 7) {
      let ratio = FixedDecimal(units: Int128(ratio), places: 4)
      beds.add(HospitalRates.Factors.teaching(beds: ratio, census: .zero).operating)
    }
    for ratio in 0...15_000 {
      let ratio = FixedDecimal(units: Int128(ratio), places: 4)
      census.add(HospitalRates.Factors.teaching(beds: .zero, census: ratio).capital)
    }
    for part in 0...20_000 {
      let part = FixedDecimal(units: Int128(part), places: 4)
      share.add(
        HospitalRates.Factors.disproportionateShare(part, isCapped: false, hasCapital: true)
          .capital)
    }
    #expect(beds == Digest(sum: 19_217_579_081_883, hash: 9_819_455_838_867_509_695))
    #expect(census == Digest(sum: 3_674_718_603_285, hash: 3_385_435_396_485_624_969))
    #expect(share == Digest(sum: 46_571_986, hash: 15_957_030_495_799_155_804))
  }

  static let shares: [(Int, Bool, String)] = [
    (1499, false, "0.0000"), (1500, false, "0.0250"), (2019, false, "0.0587"),
    (2020, false, "0.0588"), (2500, false, "0.0984"), (2762, true, "0.1200"),
    (9000, true, "0.1200"), (9000, false, "0.6347"),
  ]

  @Test("The operating low-income factor has its two slopes and its cap", arguments: shares)
  func lowIncome(part: Int, isCapped: Bool, expected: String) {
    let factors = HospitalRates.Factors.disproportionateShare(
      FixedDecimal(units: Int128(part), places: 4), isCapped: isCapped, hasCapital: false)
    #expect(factors.operating.description == expected)
    #expect(factors.capital == .zero)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@Suite struct MoneyTests {
  @Test(
    "An amount is read to the cent",
    arguments: [
      ("0", 0), ("125.5", 12_550), ("125.50", 12_550), ("-10", -1000), (".75", 75), ("+1", 100),
      ("80.00", 8000), ("007", 700), ("1.5000", 150), ("-0.01", -1), ("0.1", 10), ("-0", 0),
      ("92233720368547758.07", Int64.max), ("-92233720368547758.07", -Int64.max),
    ])
  func reads(text: String, cents: Int64) { #expect(Money(text)?.cents == cents) }

  @Test(
    "A fraction of a cent, an amount too large and what is no number are refused",
    arguments: [
      "", "-", "+", ".", "-.", "1.001", "1.009", "0.0001", "1.2.3", "1,000.00", "$5", "5 ", " 5",
      "1e3", "0x10", "--1", "1-", "٣", "92233720368547758.08", "92233720368547759",
      "100000000000000000000", "NaN", "inf", "1_000",
    ])
  func refuses(text: String) { #expect(Money(text) == nil) }

  @Test(
    "X12 gets no leading and no trailing zeros and no idle point",
    arguments: [
      (0, "0", "0.00"), (100, "1", "1.00"), (12_550, "125.5", "125.50"),
      (12_555, "125.55", "125.55"), (75, ".75", "0.75"), (-5, "-.05", "-0.05"), (10, ".1", "0.10"),
      (-1000, "-10", "-10.00"), (100_000, "1000", "1000.00"),
      (Int64.max, "92233720368547758.07", "92233720368547758.07"),
      (Int64.min, "-92233720368547758.08", "-92233720368547758.08"),
    ] as [(Int64, String, String)])
  func writes(cents: Int64, x12: String, text: String) {
    #expect(Money(cents: cents).x12 == x12)
    #expect(Money(cents: cents).description == text)
  }

  @Test("What is written is read back as the same amount, in both forms")
  func roundTrip() {
    for cents in Array(Int64(-1200)...1200) + [12_345_678_901, -Int64.max, Int64.max] {
      let amount = Money(cents: cents)
      #expect(Money(amount.description) == amount)
      #expect(Money(amount.x12) == amount)
    }
  }

  @Test("Amounts add, subtract, multiply and compare")
  func arithmetic() {
    let (one, other) = (Money(cents: 1010), Money(cents: -15))
    #expect((one + other).cents == 995)
    #expect((one - other).cents == 1025)
    #expect((-one).cents == -1010)
    #expect(one.times(3).cents == 3030)
    #expect(other < .zero && .zero < one)
    var sum = Money.zero
    for _ in 0..<10 { sum += Money(cents: 10) }
    #expect(sum == Money("1"))
  }
}

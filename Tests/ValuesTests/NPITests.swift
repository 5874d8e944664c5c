// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@Suite struct NPITests {
  @Test("The example of the standard is good")
  func example() { #expect(NPI("1234567893")?.description == "1234567893") }

  @Test("Of ten last digits exactly one holds, the one that the formula gives")
  func checkDigit() {
    for stem in ["123456789", "100000000", "199999999", "200000000", "298765432", "234567890"] {
      let good = (0...9).filter { NPI("\(stem)\($0)") != nil }
      #expect(good == [Self.checkDigit(of: stem)], "\(stem)")
    }
  }

  /// Luhn from the right over 80840 and nine digits, as ISO/IEC 7812 words it.
  private static func checkDigit(of stem: String) -> Int {
    let digits = "80840\(stem)".compactMap(\.wholeNumberValue)
    let sum = digits.reversed().enumerated().reduce(0) { sum, place in
      guard place.offset.isMultiple(of: 2) else { return sum + place.element }
      let doubled = "\(place.element * 2)".compactMap(\.wholeNumberValue)
      return sum + doubled.reduce(0, +)
    }
    return (10 - sum % 10) % 10
  }

  @Test("Two neighbours that changed places are noticed, but for 0 and 9")
  func swaps() {
    let good = Array("1234567893")
    for place in 0..<9 where good[place] != good[place + 1] {
      var changed = good
      changed.swapAt(place, place + 1)
      #expect(NPI(String(changed)) == nil, "\(String(changed))")
    }
  }

  @Test(
    "What is not ten digits, or begins otherwise, is refused",
    arguments: [
      "", "123456789", "12345678930", "3234567891", "0234567893", "123456789X", " 1234567893",
      "1234567893 ", "1234-567893", "١٢٣٤٥٦٧٨٩٣", "1234567890", "808401234567893",
    ])
  func refuses(text: String) { #expect(NPI(text) == nil) }
}

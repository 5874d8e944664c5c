// SPDX-License-Identifier: Apache-2.0

import Claims
import Testing

@Suite struct IdentifierTests {
  @Test(
    "A quantity is exact or nothing",
    arguments: [
      ("1", "1"), ("1.50", "1.5"), ("0.125", "0.125"), ("-2.5", "-2.5"), ("-0.5", "-0.5"),
      ("1.2500", "1.25"), ("1.2345", nil), ("", nil), ("1e3", nil), (".", nil), ("1.", nil),
      ("+1", nil),
    ])
  func quantity(text: String, expected: String?) {
    #expect(Quantity(text)?.description == expected)
  }

  @Test(
    "A patient control number has at most twenty characters",
    arguments: [
      ("A-1_2.3", true), ("12345678901234567890", true), ("123456789012345678901", false),
      ("", false), ("A B", false), ("A*B", false),
    ])
  func controlNumber(text: String, good: Bool) {
    #expect((PatientControlNumber(text) != nil) == good)
  }

  @Test(
    "A type of bill is three characters, a leading zero apart",
    arguments: [
      ("111", "111"), ("0131", "131"), ("13A", "13A"), ("11", nil), ("1111", nil), ("1a1", nil),
    ])
  func billType(text: String, expected: String?) {
    #expect(BillType(text)?.description == expected)
  }

  @Test(
    "A tax identifier has nine digits",
    arguments: [("12-3456789", "123456789"), ("123456789", "123456789"), ("1-23456789", nil)])
  func taxID(text: String, expected: String?) { #expect(TaxID(text)?.description == expected) }

  @Test(
    "A time of day is hours and minutes",
    arguments: [
      ("00:05", "0005"), ("23:59", "2359"), ("24:00", nil), ("9:00", nil), ("+1:00", nil),
      ("10:00:30", "1000"),
    ])
  func time(text: String, expected: String?) { #expect(TimeOfDay(text)?.compact == expected) }
}

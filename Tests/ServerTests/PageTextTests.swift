// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import Web

@Suite struct PageTextTests {
  @Test(
    "Amounts",
    arguments: [
      ("0.00", "$0.00"), ("5.00", "$5.00"), ("1234.50", "$1,234.50"), ("999999.99", "$999,999.99"),
      ("1000000.00", "$1,000,000.00"), ("-40.00", "−$40.00"), ("none", "none"),
    ])
  func money(_ row: (String, String)) { #expect(PageText.money(row.0) == row.1) }

  @Test(
    "Numbers, days, moments and words",
    arguments: [
      (PageText.number("1234567"), "1,234,567"), (PageText.number("-12"), "−12"),
      (PageText.number("x"), "x"), (PageText.day("2026-10-02"), "Oct 2, 2026"),
      (PageText.day("2026-13-02"), "2026-13-02"),
      (PageText.moment("2026-10-02T08:05:11Z"), "Oct 2, 2026, 08:05 UTC"),
      (PageText.words("partly-paid"), "Partly paid"), (PageText.words("DRG"), "DRG"),
      (PageText.encoded("a/b c+é"), "a%2Fb%20c%2B%C3%A9"),
    ])
  func others(_ row: (String, String)) { #expect(row.0 == row.1) }

  @Test("What is empty keeps its place in a row, and is false by itself")
  func empty() {
    let values = PageValue.members(
      .members(("row", .array([.string("a"), .string(""), .string("b")])), ("none", .string(""))))
    #expect((values["row"] as? [Any])?.count == 3)
    #expect(values["none"] == nil)
  }

  @Test("A note is cut where the words of codes begin and end, also where they overlap")
  func marked() {
    func row(_ code: String, _ start: Int, _ end: Int) -> JSON {
      .members(
        ("code", .string(code)), ("spans", .array([.array([.int(start), .int(end)])])))
    }
    let parts = MarkedNote.parts("left knee pain", [row("A", 5, 14), row("B", 10, 14)])
    #expect(parts.map { $0["text"]?.string } == ["left ", "knee ", "pain"])
    #expect(parts.map { $0["codes"]?.string } == [nil, "A", "A B"])
    let odd = MarkedNote.parts("é", [row("A", -1, 3), row("B", 2, 2), row("C", 0, 99)])
    #expect(odd.count == 1 && odd.first?["codes"] == nil, "spans outside of the note mark nothing")
    #expect(MarkedNote.parts("", []).isEmpty)
  }
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Testing

@testable import Coding

@Suite struct CompletenessTests {
  @Test(arguments: [
    ("<7", "6.9", true), ("<7", "7", false), ("<=7", "7", true), (">4", "4.01", true),
    (">=100<1000", "99", false), (">=100<1000", "100", true), (">=100<1000", "1000", false),
    ("<=-2.5", "-2.8", true), ("<=-2.5", "2.8", false),
  ])
  func limits(_ test: String, _ value: String, _ holds: Bool) throws {
    let test = try #require(ValueTest(test, unit: "", plausible: "-100-2000"))
    #expect(test.holds(try #require(ValueTest.thousandths(value))) == holds)
  }

  @Test(arguments: [
    ("7", "1-2"), ("<", "1-2"), ("<x", "1-2"), ("<7", "2-1"), ("<7", "2"), ("", "1-2"),
  ])
  func whatIsNoTestIsRefused(_ test: String, _ plausible: String) {
    #expect(ValueTest(test, unit: "", plausible: plausible) == nil)
  }

  @Test(arguments: [
    ("7.35", 7350), ("0.0004", 0), ("-2.5", -2500), ("1.23456", 1234), ("12", 12000),
  ])
  func decimals(_ text: String, _ thousandths: Int) {
    #expect(ValueTest.thousandths(text) == thousandths)
  }

  @Test(arguments: ["", "-", "1.2.3", "1a", "1234567890123"])
  func whatIsNoDecimalIsRefused(_ text: String) { #expect(ValueTest.thousandths(text) == nil) }

  @Test(arguments: [
    ("he takes insulin glargine daily", [[1], [0]], 1), ("insulin", [[0]], 1),
    ("x-ray of chest", [[2]], 1),
    ("X rays were taken", [[2]], 1), ("insulinoma", [], 0),
  ])
  func phrases(_ text: String, _ rows: [[Int]], _ count: Int) {
    var finder = PhraseFinder()
    finder.add("insulin", row: 0)
    finder.add("insulin glargine", row: 1)
    finder.add("x ray", row: 2)
    let note = NoteTokens(text.utf8)
    let hits = finder.hits(in: 0..<note.tokens.count, note)
    #expect(hits.count == count)
    if let first = hits.first { #expect(rows.contains(first.rows)) }
  }

  @Test func aMalformedTableSaysWhere() {
    var tables = ChartTables()
    tables.indicators = Array(
      "# head\ndrug\tmetformin\t\t\t\tdiabetes\town\nvalue\tna\t7\t\t1-2\tx\town\n".utf8)
    #expect(throws: ConceptTableError(line: 3)) { try ChartReview(tables) }
    tables.indicators = Array("drug\tmetformin\t\t\t\tdiabetes\town\n".utf8)
    #expect(throws: ConceptTableError(line: 0)) { try ChartReview(tables) }
  }
}

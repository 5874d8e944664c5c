// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

@Suite("Labels of ICD-10-PCS characters")
struct AxisLabelTests {
  private static let table = ["0", "D", "T", "Made-up Section", "Bowel", "Removing: all of it"]

  @Test("Rows of one table become the labels of its axes, each character once")
  func labels() throws {
    let rows = [
      Self.table + ["0", "J", "Appendix"], Self.table + ["1", "0", "Open"],
      Self.table + ["1", "4", "By scope"], Self.table + ["1", "0", "Open again"],
      Self.table + ["2", "Z", "No Device"], Self.table + ["3", "Z", "No Qualifier"],
    ]
    let draft = try #require(try AxisLabelReader.read(rows).first)
    guard case .tables(let builder) = draft.content else { return #expect(Bool(false)) }
    let row = try #require(builder.rows.first)
    #expect(draft.component == .axisLabels)
    #expect(row.table.map(\.label) == ["Made-up Section", "Bowel", "Removing"])
    #expect(row.axes[1] == [AxisValue("0", "Open"), AxisValue("4", "By scope")])
  }

  @Test(
    "A row of another shape fails the whole, with its number",
    arguments: [
      (table + ["7", "J", "Appendix"], ["import.row", "import.empty"]),
      (table + ["0", "JJ", "Appendix"], ["import.row", "import.empty"]),
      (["0", "D"], ["import.row", "import.empty"]),
    ])
  func faults(row: [String], rules: [String]) {
    let failure = #expect(throws: ImportFailure.self) { try AxisLabelReader.read([row]) }
    #expect(failure?.findings.map(\.rule) == rules)
  }
}

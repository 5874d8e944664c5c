// SPDX-License-Identifier: Apache-2.0

import Billing
import Testing
import Values
import Workflows

@Suite struct AppealLevelsTests {
  private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

  @Test(
    "Medicare's five levels: days after a notice that is presumed received after five",
    arguments: [
      // 2026-03-02 is a Monday. Level, notice, last day, last working day.
      (1, "2026-03-02", "2026-07-05", "2026-07-02"),
      (2, "2026-03-02", "2026-09-03", "2026-09-03"),
      (3, "2026-03-02", "2026-05-06", "2026-05-06"),
      (4, "2026-03-02", "2026-05-06", "2026-05-06"),
      (5, "2026-03-02", "2026-05-06", "2026-05-06"),
      // Over the end of February of a leap year and of another.
      (3, "2028-01-01", "2028-03-06", "2028-03-06"),
      (3, "2027-01-01", "2027-03-07", "2027-03-05"),
      // On February 29th itself; over the turn of the year; onto Christmas; onto a holiday kept on a Friday.
      (3, "2027-12-26", "2028-02-29", "2028-02-29"),
      (1, "2026-10-30", "2027-03-04", "2027-03-04"),
      (3, "2026-10-21", "2026-12-25", "2026-12-24"),
      (3, "2026-04-29", "2026-07-03", "2026-07-02"),
    ])
  func medicare(_ level: Int, _ notice: String, _ last: String, _ due: String) throws {
    let levels = try #require(AppealLevels.standard)
    let found = try #require(levels.level(level, payer: "1", coverage: "MB"))
    #expect(found.rule == "medicare" && found.source.contains("42 CFR 405"))
    #expect(try found.last(after: day(notice)) == day(last))
    #expect(try found.due(after: day(notice)) == day(due))
  }

  @Test("Part A and B, the plan in their place, and all others have rules of their own")
  func rules() throws {
    let levels = try #require(AppealLevels.standard)
    for (coverage, rule, count) in [
      ("MA", "medicare", 5), ("MB", "medicare", 5), ("16", "medicare-advantage", 5),
      ("CI", "commercial", 3), ("MC", "medicaid", 2),
    ] {
      let own = levels.levels(payer: "1", coverage: coverage)
      #expect(own.first?.rule == rule && own.count == count)
      #expect(own.map(\.number) == Array(1...count))
    }
    #expect(levels.levels(payer: "1", coverage: nil).first?.rule == "commercial")
    #expect(levels.level(6, payer: "1", coverage: "MB") == nil)
  }

  @Test("A practice's own file goes before the table, for its payers alone")
  func own() throws {
    let text = "own\tpayer=12345 BL\t1\tappeal\t45\t3\tthe payer\t30\tcontract, section 7\n"
    let levels = try #require(AppealLevels(parsing: AppealLevels.text, own: text))
    let level = try #require(levels.level(1, payer: "12345", coverage: "MB"))
    #expect(level.days == 45 && level.receipt == 3)
    #expect(try level.last(after: day("2026-01-01")) == day("2026-02-18"))
    #expect(levels.levels(payer: "9", coverage: "BL").first?.rule == "own")
    #expect(levels.levels(payer: "9", coverage: "MB").first?.rule == "medicare")
  }

  @Test(
    "A malformed table is refused whole",
    arguments: [
      "own\tpayer=1\t1\tappeal\t45\t3\tthe payer\t30\n",
      "own\tpayer=1\t2\tappeal\t45\t3\tthe payer\t30\tx\n",
      "own\tpayer=1\t1\tappeal\t0\t3\tthe payer\t30\tx\n",
      "own\tpayer=1\t1\tappeal\tmany\t3\tthe payer\t30\tx\n",
      "a\tpayer=1\t1\tappeal\t9\t3\tp\t30\tx\nb\tpayer=1\t1\tappeal\t9\t3\tp\t30\tx\n",
    ])
  func malformed(_ own: String) {
    #expect(AppealLevels(parsing: AppealLevels.text, own: own) == nil)
  }

  @Test(
    "Federal holidays are no working days",
    arguments: [
      "2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19", "2026-07-03",
      "2026-09-07", "2026-10-12", "2026-11-11", "2026-11-26", "2026-12-25", "2021-12-31",
      "2023-01-02", "2026-11-21", "2026-11-22",
    ])
  func holidays(_ text: String) throws {
    #expect(!WorkingDays.isWorking(try day(text)))
  }

  @Test(
    "Other days are",
    arguments: ["2026-11-23", "2026-07-06", "2020-06-19", "2026-05-18", "2026-11-27", "2024-02-29"])
  func working(_ text: String) throws { #expect(WorkingDays.isWorking(try day(text))) }
}

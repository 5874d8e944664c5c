// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@Suite struct CalendarDateTests {
  @Test("Every day from 1900 to 2100 is counted as a calendar on the wall counts it")
  func wallCalendar() throws {
    var expected = (year: 1900, month: 1, day: 1)
    var count: Int32 = -25_567  // 1900-01-01, from 70 years of 365 days and 17 leap days
    while expected.year <= 2100 {
      let day = CalendarDate(daysSinceEpoch: count)
      let text = Self.written(expected, "-")
      guard day.parts == expected, day.description == text,
        day.compact == Self.written(expected, ""),
        CalendarDate(text) == day, CalendarDate(day.compact) == day,
        CalendarDate(year: expected.year, month: expected.month, day: expected.day) == day
      else {
        Issue.record("\(text) is read as \(day)")
        return
      }
      Self.advance(&expected)
      count += 1
    }
    #expect(count == 47_847)
  }

  private static func advance(_ day: inout (year: Int, month: Int, day: Int)) {
    let isLeap = day.year.isMultiple(of: 4) && day.year != 1900 && day.year != 2100
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    day.day += 1
    if day.day <= lengths[day.month - 1] { return }
    day.day = 1
    day.month += 1
    if day.month <= 12 { return }
    day.month = 1
    day.year += 1
  }

  private static func written(
    _ day: (year: Int, month: Int, day: Int), _ separator: String
  ) -> String {
    let two = [day.month, day.day].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(day.year)\(separator)\(two[0])\(separator)\(two[1])"
  }

  @Test(
    "A day is counted from the first of January 1970, also far from it",
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
      ("2015-09-30", 16_708), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
      ("1600-02-29", -135_081),
    ])
  func counts(text: String, days: Int) {
    #expect(CalendarDate(text)?.daysSinceEpoch == Int32(days))
    #expect(CalendarDate(daysSinceEpoch: Int32(days)).description == text)
  }

  @Test(
    "A day that no calendar has, and a text of another shape, is no date",
    arguments: [
      "", "2026", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32", "2026-04-31",
      "2025-02-29", "1900-02-29", "2100-02-29", "2026-02-30", "0000-01-01", "20260230", "00000101",
      "2026-4-1", "2026/04/01", "2026-04-01 ", " 2026-04-01", "2026-04-1x", "2026-04-011",
      "+2026-4-1", "٢٠٢٦-٠٤-٠١", "20260401T", "2026-04-01T00:00:00", "-026-04-01", "26-04-2026",
    ])
  func refuses(text: String) { #expect(CalendarDate(text) == nil) }

  @Test(
    "The 29th of February is there in leap years only",
    arguments: [
      (1900, false), (1904, true), (2000, true), (2023, false), (2024, true), (2026, false),
      (2100, false), (2400, true),
    ])
  func leapDays(year: Int, isLeap: Bool) {
    #expect((CalendarDate(year: year, month: 2, day: 29) != nil) == isLeap)
  }

  @Test(
    "An age is counted in whole years",
    arguments: [
      ("2000-02-29", "2001-02-28", 0), ("2000-02-29", "2001-03-01", 1),
      ("2000-02-29", "2004-02-29", 4), ("1950-06-15", "2026-06-14", 75),
      ("1950-06-15", "2026-06-15", 76), ("2026-01-01", "2026-01-01", 0),
    ])
  func ages(born: String, day: String, years: Int) throws {
    let (born, day) = (try #require(CalendarDate(born)), try #require(CalendarDate(day)))
    #expect(born.years(until: day) == years)
  }

  @Test("Days are added across months and years, and ordered by the calendar")
  func adds() throws {
    let day = try #require(CalendarDate("2024-02-28"))
    #expect(day.adding(days: 1).description == "2024-02-29")
    #expect(day.adding(days: 2).description == "2024-03-01")
    #expect(day.adding(days: -59).description == "2023-12-31")
    #expect(day < day.adding(days: 1))
    #expect(day.adding(days: -1) < day)
  }
}

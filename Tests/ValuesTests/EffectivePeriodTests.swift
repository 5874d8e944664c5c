// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@Suite struct EffectivePeriodTests {
  private static func period(_ from: String, _ to: String?) throws -> EffectivePeriod? {
    EffectivePeriod(
      effective: try #require(CalendarDate(from)),
      termination: try to.map { try #require(CalendarDate($0)) })
  }

  @Test(
    "The first and the last day are in force, the days around them are not",
    arguments: [
      ("2026-03-31", false, false), ("2026-04-01", true, true), ("2026-06-01", true, true),
      ("2026-09-30", true, true), ("2026-10-01", false, true), ("9999-12-31", false, true),
    ])
  func contains(day: String, closed: Bool, open: Bool) throws {
    let day = try #require(CalendarDate(day))
    #expect(try Self.period("2026-04-01", "2026-09-30")?.contains(day) == closed)
    #expect(try Self.period("2026-04-01", nil)?.contains(day) == open)
  }

  @Test("A period may last one day, but not end before it begins")
  func order() throws {
    #expect(try Self.period("2026-04-01", "2026-04-01") != nil)
    #expect(try Self.period("2026-04-01", "2026-03-31") == nil)
  }

  @Test(
    "Periods overlap where they share a day",
    arguments: [
      ("2026-01-01", "2026-03-31", "2026-04-01", nil, false),
      ("2026-01-01", "2026-04-01", "2026-04-01", nil, true),
      ("2026-01-01", nil, "2026-04-01", nil, true),
      ("2026-01-01", "2026-12-31", "2026-04-01", "2026-04-02", true),
      ("2025-01-01", "2025-12-31", "2026-04-01", "2026-04-02", false),
    ] as [(String, String?, String, String?, Bool)])
  func overlaps(
    from: String, to: String?, otherFrom: String, otherTo: String?, expected: Bool
  ) throws {
    let (one, other) = (try Self.period(from, to), try Self.period(otherFrom, otherTo))
    #expect(try one?.overlaps(#require(other)) == expected)
    #expect(try other?.overlaps(#require(one)) == expected)
  }

  @Test("What states no dates holds since 1900")
  func always() { #expect(EffectivePeriod.always.effective.description == "1900-01-01") }
}

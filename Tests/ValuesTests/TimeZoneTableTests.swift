// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Values

@Suite struct TimeZoneTableTests {
  private static func table(_ name: String) throws -> TimeZoneTable {
    let bytes = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)"))
    return try #require(TimeZoneTable(parsing: Array(bytes)))
  }

  @Test(
    "Clocks show what another reader of the same database says, in every season and far ahead",
    arguments: [
      "America/New_York", "America/Chicago", "America/Phoenix", "America/Anchorage",
      "Pacific/Honolulu", "Europe/London", "Asia/Kolkata", "Australia/Sydney", "UTC",
      "America/St_Johns",
    ])
  func offsets(_ name: String) throws {
    let table = try Self.table(name)
    let other = try #require(TimeZone(identifier: name))
    // From 1990 to 2060, in steps that are no multiple of a day.
    for second in stride(from: 631_152_000, to: 2_840_000_000, by: 499_993) {
      let expected = other.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
      let moment = Instant(microseconds: Int64(second) * 1_000_000)
      guard table.offset(at: moment) == expected else {
        Issue.record("\(name) at \(moment): \(table.offset(at: moment)), not \(expected)")
        return
      }
      let local = table.local(moment)
      let back = table.moment(local.day, minute: local.minute)
      let distance = abs(back.microseconds - (moment.microseconds / 60_000_000 * 60_000_000))
      #expect(distance == 0 || distance == 3_600_000_000)
    }
  }

  @Test(
    "A minute that is left out comes later, one that comes twice is the first",
    arguments: [
      ("2026-03-08", 90, "2026-03-08T07:30:00.000000Z"),
      ("2026-03-08", 150, "2026-03-08T08:30:00.000000Z"),
      ("2026-03-08", 180, "2026-03-08T08:00:00.000000Z"),
      ("2026-11-01", 90, "2026-11-01T06:30:00.000000Z"),
      ("2026-11-01", 120, "2026-11-01T08:00:00.000000Z"),
      ("2050-07-01", 540, "2050-07-01T14:00:00.000000Z"),
      ("2050-01-01", 540, "2050-01-01T15:00:00.000000Z"),
    ])
  func changes(_ day: String, _ minute: Int, _ moment: String) throws {
    let table = try Self.table("America/Chicago")
    #expect(table.moment(try #require(CalendarDate(day)), minute: minute).description == moment)
  }

  @Test("A file that is cut short or is none is refused")
  func malformed() throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/America/Chicago")))
    #expect(TimeZoneTable(parsing: []) == nil && TimeZoneTable(parsing: Array("TZif".utf8)) == nil)
    for count in stride(from: 0, to: bytes.count - 40, by: 7) {
      #expect(TimeZoneTable(parsing: Array(bytes.prefix(count))) == nil)
    }
  }

  @Test(
    "Days have their names", arguments: [("1970-01-01", 4), ("2026-11-23", 1), ("1969-12-28", 0)])
  func weekdays(_ day: String, _ weekday: Int) throws {
    #expect(try #require(CalendarDate(day)).weekday == weekday)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// A day of the Gregorian calendar, without time and without time zone.
///
/// Dates of service, statement periods, and the days on which a release takes effect are all days:
/// a claim is judged by the codes of its day wherever the reader sits.
///
///     let day = CalendarDate("2026-04-01")
///     day?.description  // "2026-04-01"
public struct CalendarDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  public let daysSinceEpoch: Int32

  /// Makes a date from a count of days since 1970-01-01.
  public init(daysSinceEpoch: Int32) { self.daysSinceEpoch = daysSinceEpoch }

  /// Makes a date from its parts, or nothing if the calendar has no such day in years 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.daysIn(month: month, year: year)
    else { return nil }
    let (y, shifted) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * shifted + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    daysSinceEpoch = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Reads `yyyy-mm-dd` or `yyyymmdd`; anything else, or a day that does not exist, is nothing.
  public init?(_ text: some StringProtocol) {
    // Read in one pass, without a copy: dates are the most frequent of all values.
    var (number, count, hyphens) = (0, 0, 0)
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39 where count < 10: number = number * 10 + Int(byte - 0x30)
      case 0x2D where count == 4 || count == 7: hyphens += 1
      default: return nil
      }
      count += 1
    }
    guard hyphens == 0 && count == 8 || hyphens == 2 && count == 10 else { return nil }
    self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }

  /// Year, month and day as numbers.
  public var parts: (year: Int, month: Int, day: Int) {
    let shifted = Int(daysSinceEpoch) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
    return (year, month < 10 ? month + 3 : month - 9, day)
  }

  /// The day that lies `days` later, or earlier where negative.
  public func adding(days: Int) -> CalendarDate {
    CalendarDate(daysSinceEpoch: daysSinceEpoch + Int32(days))
  }

  /// Whole years completed between this day and a later one: an age.
  public func years(until later: CalendarDate) -> Int {
    let (a, b) = (parts, later.parts)
    return b.year - a.year - ((b.month, b.day) < (a.month, a.day) ? 1 : 0)
  }

  /// The date as X12 writes it: `yyyymmdd`.
  public var compact: String {
    let (year, month, day) = parts
    return Self.padded(year, to: 4) + Self.padded(month, to: 2) + Self.padded(day, to: 2)
  }

  /// Orders days by the calendar.
  public static func < (a: CalendarDate, b: CalendarDate) -> Bool {
    a.daysSinceEpoch < b.daysSinceEpoch
  }

  private static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func padded(_ number: Int, to width: Int) -> String {
    let text = String(number)
    return text.utf8.count < width
      ? String(repeating: "0", count: width - text.utf8.count) + text : text
  }
}

extension CalendarDate: CustomStringConvertible {
  /// The date as ISO 8601 writes it: `yyyy-mm-dd`.
  public var description: String {
    let (year, month, day) = parts
    return "\(Self.padded(year, to: 4))-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))"
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Values

/// A month of the calendar, by which turnovers are kept.
public struct AccountingMonth: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Twelve times the year and the month, counted from 0.
  public let number: Int

  /// The month of a day.
  public init(_ day: CalendarDate) {
    let (year, month, _) = day.parts
    number = year * 12 + month - 1
  }

  /// Takes a number as ``number`` gives it.
  public init(number: Int) { self.number = number }

  /// The first day of the month.
  public var first: CalendarDate {
    guard let day = CalendarDate(year: number / 12, month: number % 12 + 1, day: 1) else {
      preconditionFailure("a month has a first day")
    }
    return day
  }

  /// The last day of the month.
  public var last: CalendarDate { AccountingMonth(number: number + 1).first.adding(days: -1) }

  /// The month as `2026-11`.
  public var description: String { String(first.description.dropLast(3)) }

  /// Orders months by the calendar.
  public static func < (a: AccountingMonth, b: AccountingMonth) -> Bool { a.number < b.number }
}

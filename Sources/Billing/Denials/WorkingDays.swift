// SPDX-License-Identifier: Apache-2.0

public import Values

/// Days on which offices of the United States work: neither a weekend nor a federal holiday.
///
/// Source: 5 U.S.C. 6103.
public enum WorkingDays {
  /// The day itself where it is a working day, else the last one before.
  public static func onOrBefore(_ day: CalendarDate) -> CalendarDate {
    var day = day
    while !isWorking(day) { day = day.adding(days: -1) }
    return day
  }

  /// Whether offices work on a day.
  public static func isWorking(_ day: CalendarDate) -> Bool {
    let weekday = weekday(of: day)
    if weekday == 0 || weekday == 6 { return false }
    if isHoliday(day) { return false }
    // A holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after.
    if weekday == 5, isFixedHoliday(day.adding(days: 1)) { return false }
    return !(weekday == 1 && isFixedHoliday(day.adding(days: -1)))
  }

  /// The day of the week: 0 for Sunday.
  public static func weekday(of day: CalendarDate) -> Int {
    let days = (Int(day.daysSinceEpoch) + 4) % 7
    return days < 0 ? days + 7 : days
  }

  private static func isFixedHoliday(_ day: CalendarDate) -> Bool {
    let (year, month, number) = day.parts
    switch (month, number) {
    case (1, 1), (7, 4), (11, 11), (12, 25): return true
    case (6, 19): return year >= 2021
    default: return false
    }
  }

  private static func isHoliday(_ day: CalendarDate) -> Bool {
    if isFixedHoliday(day) { return true }
    let (_, month, number) = day.parts
    let week = (number + 6) / 7
    switch (month, weekday(of: day)) {
    case (1, 1), (2, 1): return week == 3
    case (5, 1): return number > 24
    case (9, 1): return week == 1
    case (10, 1): return week == 2
    case (11, 4): return week == 4
    default: return false
    }
  }
}

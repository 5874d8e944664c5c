// SPDX-License-Identifier: Apache-2.0

public import Values

/// On which days a series of appointments takes place.
///
///     let rule = Recurrence(every: 2, .weeks, on: [1, 3], count: 10)
///     rule.days(from: monday)   // ten Mondays and Wednesdays of every other week
public struct Recurrence: Hashable, Sendable {
  /// Of what ``every`` is; the raw value is the word in JSON.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    /// Days.
    case days
    /// Weeks, on ``Recurrence/weekdays``.
    case weeks
  }

  /// Every how many days or weeks.
  public var every: Int
  /// Days or weeks.
  public var unit: Unit
  /// On which days of a week, 0 Sunday to 6 Saturday; empty for that of the first.
  public var weekdays: Set<Int>
  /// How many there are.
  public var count: Int?
  /// The last day on which there may be one.
  public var until: CalendarDate?

  /// Makes a rule.
  public init(
    every: Int = 1, _ unit: Unit = .weeks, on weekdays: Set<Int> = [], count: Int? = nil,
    until: CalendarDate? = nil
  ) {
    self.every = every
    self.unit = unit
    self.weekdays = weekdays
    self.count = count
    self.until = until
  }

  /// How many a series may have.
  public static let most = 366

  /// The days of a series; a week begins on Sunday.
  ///
  /// - Throws: ``DeskError``: `badSeries` where it has no end, more than ``most``, or none at all.
  public func days(from first: CalendarDate) throws(DeskError) -> [CalendarDate] {
    guard every >= 1, every <= 366, count ?? 1 >= 1, count != nil || until != nil,
      weekdays.allSatisfy({ (0...6).contains($0) })
    else { throw DeskError(.badSeries) }
    let wanted = weekdays.isEmpty || unit == .days ? [first.weekday] : weekdays.sorted()
    var days: [CalendarDate] = []
    var period = unit == .days ? first : first.adding(days: -first.weekday)
    while days.count < count ?? .max {
      for offset in unit == .days ? [0] : wanted where days.count < count ?? .max {
        let day = period.adding(days: offset)
        if let until, day > until { return try checked(days) }
        if day >= first { days.append(day) }
      }
      if days.count > Self.most { throw DeskError(.badSeries) }
      period = period.adding(days: unit == .days ? every : 7 * every)
    }
    return try checked(days)
  }

  private func checked(_ days: [CalendarDate]) throws(DeskError) -> [CalendarDate] {
    guard (1...Self.most).contains(days.count) else { throw DeskError(.badSeries) }
    return days
  }
}

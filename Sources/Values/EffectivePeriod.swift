// SPDX-License-Identifier: Apache-2.0

/// The days on which something is in force: first and last day, both included.
public struct EffectivePeriod: Hashable, Sendable {
  /// The first day in force.
  public let effective: CalendarDate
  /// The last day in force; nothing where no end is known.
  public let termination: CalendarDate?

  /// Makes a period, or nothing if it would end before it begins.
  public init?(effective: CalendarDate, termination: CalendarDate?) {
    if let termination, termination < effective { return nil }
    self.effective = effective
    self.termination = termination
  }

  /// All days since 1900: what holds for a list that states no dates.
  public static let always = EffectivePeriod(from: CalendarDate(daysSinceEpoch: -25_567))

  /// A period from a day on, without an end.
  public init(from effective: CalendarDate) {
    self.effective = effective
    termination = nil
  }

  /// Tells whether a day lies in the period.
  public func contains(_ day: CalendarDate) -> Bool {
    effective <= day && day <= (termination ?? day)
  }

  /// Tells whether two periods share a day.
  public func overlaps(_ other: EffectivePeriod) -> Bool {
    contains(other.effective) || other.contains(effective)
  }
}

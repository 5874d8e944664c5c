// SPDX-License-Identifier: Apache-2.0

/// A moment in UTC, to the microsecond: when something was posted, received or sent.
///
/// A date of service is a ``CalendarDate`` and never one of these.
public struct Instant: Hashable, Comparable, Sendable {
  /// Microseconds since the beginning of 1970 in UTC.
  public let microseconds: Int64

  /// Makes a moment from microseconds since the beginning of 1970 in UTC.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// The first moment of a day in UTC.
  public init(startOf day: CalendarDate) {
    microseconds = Int64(day.daysSinceEpoch) * Self.day
  }

  /// Reads `2026-11-23T09:45:00Z`, with up to six digits of a second's fraction; nothing for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let date = CalendarDate(parts[0]), parts[0].utf8.count == 10,
      parts[1].hasSuffix("Z")
    else { return nil }
    let clock = parts[1].dropLast().split(separator: ".", omittingEmptySubsequences: false)
    let fields = clock[0].split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 3, clock.count <= 2, fields.allSatisfy({ $0.utf8.count == 2 }),
      let hour = Self.number(fields[0], below: 24), let minute = Self.number(fields[1], below: 60),
      let second = Self.number(fields[2], below: 60)
    else { return nil }
    var fraction: Int64 = 0
    if clock.count == 2 {
      guard (1...6).contains(clock[1].utf8.count),
        let digits = Self.number(clock[1], below: 1_000_000)
      else { return nil }
      fraction = digits
      for _ in clock[1].utf8.count..<6 { fraction *= 10 }
    }
    microseconds =
      Int64(date.daysSinceEpoch) * Self.day
      + ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction
  }

  /// The day in UTC.
  public var date: CalendarDate {
    let days = microseconds >= 0 ? microseconds / Self.day : (microseconds + 1) / Self.day - 1
    return CalendarDate(daysSinceEpoch: Int32(days))
  }

  /// Orders moments by time.
  public static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }

  private static let day: Int64 = 86_400_000_000

  private static func number(_ text: some StringProtocol, below limit: Int64) -> Int64? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(text),
      number < limit
    else { return nil }
    return number
  }
}

extension Instant: CustomStringConvertible {
  /// The moment as ISO 8601 writes it, with six digits of the second's fraction.
  public var description: String {
    let rest = microseconds - Instant(startOf: date).microseconds
    let seconds = rest / 1_000_000
    return "\(date)T\(Self.padded(seconds / 3600, 2)):\(Self.padded(seconds / 60 % 60, 2)):"
      + "\(Self.padded(seconds % 60, 2)).\(Self.padded(rest % 1_000_000, 6))Z"
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}

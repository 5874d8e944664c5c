// SPDX-License-Identifier: Apache-2.0

/// What the clocks of a place show at which moment, from a file of the time-zone database (RFC 8536).
///
///     let zone = TimeZoneTable(parsing: bytes)
///     zone?.moment(CalendarDate("2026-03-08"), minute: 9 * 60)   // nine o'clock there, that day
public struct TimeZoneTable: Hashable, Sendable {
  /// A change of the clocks: the moment in seconds since 1970, and the seconds by which they are ahead of UTC after it.
  private struct Change: Hashable {
    let second: Int64
    let offset: Int64
  }

  private let first: Int64
  private let changes: [Change]
  private let rule: YearlyRule?

  /// Reads the content of a file; nothing where it is none of version 2 or later.
  public init?(parsing bytes: [UInt8]) {
    guard let header = Header(bytes, at: 0), header.version >= 2,
      let body = Header(bytes, at: 44 + header.length(timeSize: 4))
    else { return nil }
    let start = 44 + header.length(timeSize: 4) + 44
    let types = start + body.times * 9
    guard bytes.count >= start + body.length(timeSize: 8), body.types > 0 else { return nil }
    func offset(_ type: Int) -> Int64 {
      Int64(Int32(truncatingIfNeeded: Self.number(bytes, types + type * 6, 4)))
    }
    var changes: [Change] = []
    for index in 0..<body.times {
      let type = Int(bytes[start + body.times * 8 + index])
      guard type < body.types else { return nil }
      changes.append(
        Change(second: Self.number(bytes, start + index * 8, 8), offset: offset(type)))
    }
    first = offset(0)
    self.changes = changes
    let footer = bytes[(start + body.length(timeSize: 8))...].split(separator: 0x0A)
    rule = footer.first.flatMap { YearlyRule(String(decoding: $0, as: UTF8.self)) }
  }

  private struct Header {
    let version: Int
    let utc, standard, leaps, times, types, letters: Int

    init?(_ bytes: [UInt8], at start: Int) {
      guard bytes.count >= start + 44, bytes[start..<(start + 4)].elementsEqual("TZif".utf8) else {
        return nil
      }
      version = Int(bytes[start + 4]) - 0x30
      let counts = (0..<6).map { Int(TimeZoneTable.number(bytes, start + 20 + $0 * 4, 4)) }
      (utc, standard, leaps) = (counts[0], counts[1], counts[2])
      (times, types, letters) = (counts[3], counts[4], counts[5])
    }

    func length(timeSize: Int) -> Int {
      times * (timeSize + 1) + types * 6 + letters + leaps * (timeSize + 4) + standard + utc
    }
  }

  fileprivate static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int64 {
    bytes[start..<(start + count)].reduce(0) { $0 << 8 | Int64($1) }
  }

  /// By how many seconds the clocks are ahead of UTC at a moment.
  public func offset(at moment: Instant) -> Int {
    let second = Self.floor(moment.microseconds, 1_000_000)
    if let last = changes.last, second >= last.second, let rule {
      return Int(rule.offset(at: second))
    }
    let index = changes.partitioningIndex { $0.second > second }
    return Int(index == 0 ? first : changes[index - 1].offset)
  }

  /// What the clocks show at a moment: the day, and the minute of it.
  public func local(_ moment: Instant) -> (day: CalendarDate, minute: Int) {
    let second = Self.floor(moment.microseconds, 1_000_000) + Int64(offset(at: moment))
    let day = Self.floor(second, 86_400)
    return (CalendarDate(daysSinceEpoch: Int32(day)), Int((second - day * 86_400) / 60))
  }

  /// The moment at which the clocks show a minute of a day.
  ///
  /// A minute that is left out in spring is taken as much later as the clocks are put on; of one that comes twice in
  /// autumn, the first is meant.
  public func moment(_ day: CalendarDate, minute: Int) -> Instant {
    let wall = Int64(day.daysSinceEpoch) * 86_400 + Int64(minute) * 60
    let around = [-86_400, 86_400].map { Int64($0) }.map {
      Int64(offset(at: Instant(microseconds: (wall + $0) * 1_000_000)))
    }
    // The offset before the change gives the first of two, and for a minute that is left out the later one.
    for offset in around {
      let candidate = Instant(microseconds: (wall - offset) * 1_000_000)
      if Int64(self.offset(at: candidate)) == offset { return candidate }
    }
    return Instant(microseconds: (wall - around[0]) * 1_000_000)
  }

  fileprivate static func floor(_ number: Int64, _ by: Int64) -> Int64 {
    number >= 0 ? number / by : (number + 1) / by - 1
  }
}

extension Array {
  /// The first index whose element a condition holds for, where it holds for all after the first.
  fileprivate func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// When the clocks change every year: the last line of a file, such as `CST6CDT,M3.2.0,M11.1.0`.
///
/// Source: RFC 8536, section 3.3; POSIX, TZ.
private struct YearlyRule: Hashable {
  private struct Day: Hashable {
    let month, week, weekday: Int
    let second: Int64
  }

  private let standard: Int64
  private let summer: Int64
  private let start: Day?
  private let end: Day?

  init?(_ text: String) {
    var rest = Substring(text)
    guard Self.name(&rest), let standard = Self.clock(&rest) else { return nil }
    self.standard = -standard
    guard !rest.isEmpty else {
      (summer, start, end) = (-standard, nil, nil)
      return
    }
    guard Self.name(&rest) else { return nil }
    summer = rest.first == "," ? -standard + 3600 : -(Self.clock(&rest) ?? standard - 3600)
    let days = rest.split(separator: ",").compactMap { Self.day($0) }
    guard days.count == 2 else { return nil }
    (start, end) = (days[0], days[1])
  }

  func offset(at second: Int64) -> Int64 {
    guard let start, let end else { return standard }
    let date = CalendarDate(
      daysSinceEpoch: Int32(TimeZoneTable.floor(second + standard, 86_400)))
    let year = date.parts.year
    let on = Self.second(start, year) - standard
    let off = Self.second(end, year) - summer
    let isSummer = on < off ? (on..<off).contains(second) : !(off..<on).contains(second)
    return isSummer ? summer : standard
  }

  private static func second(_ day: Day, _ year: Int) -> Int64 {
    guard let first = CalendarDate(year: year, month: day.month, day: 1) else { return 0 }
    let offset = (day.weekday - first.weekday + 7) % 7 + (day.week - 1) * 7
    var date = first.adding(days: offset)
    while date.parts.month != day.month { date = date.adding(days: -7) }
    return Int64(date.daysSinceEpoch) * 86_400 + day.second
  }

  private static func name(_ rest: inout Substring) -> Bool {
    if rest.first == "<" {
      guard let end = rest.firstIndex(of: ">") else { return false }
      rest = rest[rest.index(after: end)...]
      return true
    }
    let letters = rest.prefix { $0.isLetter }
    rest = rest.dropFirst(letters.count)
    return letters.count >= 3
  }

  private static func clock(_ rest: inout Substring) -> Int64? {
    let text = rest.prefix { $0.isNumber || $0 == ":" || $0 == "-" || $0 == "+" }
    rest = rest.dropFirst(text.count)
    return seconds(text)
  }

  private static func seconds(_ text: Substring) -> Int64? {
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" || $0 == "+" }.split(separator: ":").map { Int64($0) }
    guard (1...3).contains(parts.count), parts.allSatisfy({ $0 != nil }) else { return nil }
    let sum = zip(parts.compactMap { $0 }, [3600, 60, 1] as [Int64]).reduce(0) { $0 + $1.0 * $1.1 }
    return isNegative ? -sum : sum
  }

  private static func day(_ text: Substring) -> Day? {
    let halves = text.split(separator: "/")
    guard let first = halves.first, first.hasPrefix("M") else { return nil }
    let parts = first.dropFirst().split(separator: ".").compactMap { Int($0) }
    guard parts.count == 3, (1...12).contains(parts[0]), (1...5).contains(parts[1]),
      (0...6).contains(parts[2])
    else { return nil }
    let second = halves.count == 2 ? seconds(halves[1]) : 7200
    guard let second else { return nil }
    return Day(month: parts[0], week: parts[1], weekday: parts[2], second: second)
  }
}

extension CalendarDate {
  /// The day of the week: 0 Sunday to 6 Saturday.
  public var weekday: Int { Int((daysSinceEpoch % 7 + 11) % 7) }
}

// SPDX-License-Identifier: Apache-2.0

public import Values

/// How long a payer takes a claim: the table `billing/filing-limits.tsv`.
public struct FilingLimits: Sendable {
  private enum Limit {
    case days(Int)
    case years(Int)
  }

  private let limits: [String: Limit]

  /// Reads the table: kind of coverage, limit, source.
  ///
  /// - Returns: Nothing where a row is malformed, or none is for all others.
  public init?(parsing text: String) {
    var limits: [String: Limit] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 3 else { return nil }
      if fields[1].hasSuffix("y"), let years = Int(fields[1].dropLast()) {
        limits[String(fields[0])] = .years(years)
      } else if let days = Int(fields[1]) {
        limits[String(fields[0])] = .days(days)
      } else {
        return nil
      }
    }
    guard limits["*"] != nil else { return nil }
    self.limits = limits
  }

  /// The last day on which a claim is taken.
  ///
  /// - Parameters:
  ///   - filing: The kind of coverage, such as `MB`; nothing where it is not stated.
  ///   - day: The last day of service.
  public func deadline(_ filing: String?, after day: CalendarDate) -> CalendarDate {
    switch limits[filing ?? "*"] ?? limits["*"] {
    case .days(let days): day.adding(days: days)
    case .years(let years):
      Self.adding(years, to: day)
    case nil: day
    }
  }

  private static func adding(_ years: Int, to day: CalendarDate) -> CalendarDate {
    let (year, month, number) = day.parts
    // February 29th has no anniversary in most years: the claim is then due a day earlier.
    return CalendarDate(year: year + years, month: month, day: number)
      ?? CalendarDate(year: year + years, month: month, day: number - 1) ?? day
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Values

/// How long a payer takes a claim: the table `billing/filing-limits.tsv`.
public struct FilingLimits: Sendable {
  enum Limit {
    case days(Int)
    case years(Int)

    /// Reads days, or years as `1y`.
    init?(_ text: String) {
      if text.hasSuffix("y"), let years = Int(text.dropLast()) {
        self = .years(years)
      } else if let days = Int(text) {
        self = .days(days)
      } else {
        return nil
      }
    }

    /// The last day.
    func end(after day: CalendarDate) -> CalendarDate {
      switch self {
      case .days(let days): return day.adding(days: days)
      case .years(let years):
        let (year, month, number) = day.parts
        // February 29th has no anniversary in most years: the claim is then due a day earlier.
        return CalendarDate(year: year + years, month: month, day: number)
          ?? CalendarDate(year: year + years, month: month, day: number - 1) ?? day
      }
    }
  }

  private let limits: [String: Limit]

  /// Reads the table: kind of coverage, limit, source.
  ///
  /// - Returns: Nothing where a row is malformed, or none is for all others.
  public init?(parsing text: String) {
    var limits: [String: Limit] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 3, let limit = Limit(String(fields[1])) else { return nil }
      limits[String(fields[0])] = limit
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
    (limits[filing ?? "*"] ?? limits["*"])?.end(after: day) ?? day
  }
}

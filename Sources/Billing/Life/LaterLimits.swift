// SPDX-License-Identifier: Apache-2.0

public import Values

/// How long a payer takes a corrected claim, or one that another payer has answered before: the table
/// `billing/later-limits.tsv`.
public struct LaterLimits: Sendable {
  /// Which claim it is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// One that takes the place of another.
    case corrected
    /// One to a payer after the first.
    case secondary
  }

  private struct Row {
    let limit: FilingLimits.Limit
    let isFromRemittance: Bool
  }

  private let rows: [String: Row]

  /// Reads the table: kind of coverage, `corrected` or `secondary`, limit, `service` or `remittance`, source.
  ///
  /// - Returns: Nothing where a row is malformed.
  public init?(parsing text: String) {
    var rows: [String: Row] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 5, Kind(rawValue: fields[1]) != nil,
        let limit = FilingLimits.Limit(fields[2]), ["service", "remittance"].contains(fields[3])
      else { return nil }
      rows["\(fields[0]) \(fields[1])"] = Row(
        limit: limit, isFromRemittance: fields[3] == "remittance")
    }
    self.rows = rows
  }

  /// The last day on which a claim is taken; nothing where no day of service is known.
  ///
  /// - Parameters:
  ///   - filing: The kind of coverage, such as `MB`; nothing where it is not stated.
  ///   - service: The last day of service.
  ///   - remittance: The day of the remittance that was answered before; nothing where there is none.
  ///   - first: The limits of first claims, which are never shortened.
  public func deadline(
    _ kind: Kind, _ filing: String?, service: CalendarDate?, remittance: CalendarDate?,
    else first: FilingLimits
  ) -> CalendarDate? {
    guard let service else { return nil }
    let usual = first.deadline(filing, after: service)
    let row = filing.flatMap { rows["\($0) \(kind.rawValue)"] } ?? rows["* \(kind.rawValue)"]
    guard let row else { return usual }
    let start = row.isFromRemittance ? remittance : service
    guard let start else { return usual }
    return max(usual, row.limit.end(after: start))
  }
}

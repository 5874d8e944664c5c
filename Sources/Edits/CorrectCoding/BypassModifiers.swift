// SPDX-License-Identifier: Apache-2.0

public import Claims
import CodeSets
public import Values

/// The modifiers by which a pair of services may be billed together, from `Data/ncci/modifiers.tsv`.
///
/// Source: NCCI Policy Manual, chapter I, section E.
public struct BypassModifiers: Sendable {
  /// What a modifier says.
  public enum Kind: String, Hashable, Sendable {
    /// The place on the body.
    case site
    /// A visit beside another service.
    case visit
    /// Another procedure in the course of treatment.
    case course
    /// Another session, person or structure.
    case distinct
    /// A test done again.
    case `repeat`
  }

  struct Entry: Sendable {
    let kind: Kind
    /// The codes for which it is meant; nothing for all but visits.
    let ranges: [ClosedRange<PackedCode>]?
    let bills: Set<ServiceRecord.Bill>
  }

  private var entries: [UInt16: Entry] = [:]
  private var visits: [ClosedRange<PackedCode>] = []

  /// Reads the table; nothing where a row of it is impossible.
  public init?(_ table: [UInt8]) {
    for line in PublishedText(table).lines where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let cells = line.tabbed
      guard cells.count == 5, let modifier = Modifier(cells[0]), let kind = Kind(rawValue: cells[1])
      else { return nil }
      var ranges: [ClosedRange<PackedCode>] = []
      for part in cells[2].split(separator: " ") where part != "*" {
        let ends = part.split(separator: "-").compactMap { PackedCode(exactCode: String($0)) }
        guard ends.count == 2, ends[0] <= ends[1] else { return nil }
        ranges.append(ends[0]...ends[1])
      }
      let bills = cells[3].split(separator: " ").compactMap {
        ServiceRecord.Bill(rawValue: String($0))
      }
      guard !bills.isEmpty else { return nil }
      if kind == .visit { visits = ranges }
      entries[modifier.bits] = Entry(
        kind: kind, ranges: cells[2].isEmpty || cells[2] == "*" ? nil : ranges, bills: Set(bills))
    }
  }

  /// Tells whether a code is a visit: evaluation and management.
  public func isVisit(_ code: PackedCode) -> Bool { visits.contains { $0.contains(code) } }

  /// What a modifier says of a service; nothing where it is none of these, or has no meaning on the service or
  /// the bill.
  public func kind(
    of modifier: Modifier, on code: PackedCode, _ bill: ServiceRecord.Bill
  ) -> Kind? {
    guard let entry = entries[modifier.bits], entry.bills.contains(bill) else { return nil }
    if let ranges = entry.ranges { return ranges.contains { $0.contains(code) } ? entry.kind : nil }
    switch entry.kind {
    case .course, .distinct: return isVisit(code) ? nil : entry.kind
    default: return entry.kind
    }
  }

  /// Tells whether a modifier says that a service was done apart, whatever it stands on.
  public func saysDistinct(_ modifier: Modifier) -> Bool {
    entries[modifier.bits]?.kind == .distinct
  }

  /// Tells whether a modifier is one of these at all.
  public func has(_ modifier: Modifier) -> Bool { entries[modifier.bits] != nil }
}

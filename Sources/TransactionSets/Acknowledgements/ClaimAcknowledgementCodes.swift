// SPDX-License-Identifier: Apache-2.0

public import Claims
import Values
public import X12

/// By which claim status codes a 277CA reports findings.
///
/// A finding that names a category or a status itself is taken at its word; for the others a table has the
/// status by rule or place, and the category follows from what is wrong.
///
/// Source: `Data/x12/claim-acknowledgement.tsv`; 005010X214, STC.
public struct ClaimAcknowledgementCodes: Sendable {
  private var rows: [String: (status: String, entity: String)] = [:]

  /// Reads the table.
  public init(_ table: [UInt8]) {
    for line in String(decoding: table, as: UTF8.self).split(separator: "\n")
    where !line.hasPrefix("#") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count >= 2 else { continue }
      rows[cells[0]] = (cells[1], cells.count > 2 ? cells[2] : "")
    }
  }

  /// The code for a finding in a transaction set of a kind, such as `837P`.
  public func code(for finding: X12Finding, variant: String) -> ClaimStatus.Code {
    var (category, status) = ("", "")
    if case .claim(let own, let code) = finding.acknowledgement { (category, status) = (own, code) }
    if category.isEmpty { category = Self.category(of: finding) }
    let row = row(for: finding, variant: variant)
    if !status.isEmpty { return ClaimStatus.Code(category: category, code: status) }
    let entity = row.entity.isEmpty ? nil : row.entity
    return ClaimStatus.Code(category: category, code: row.status, entity: entity)
  }

  private func row(
    for finding: X12Finding, variant: String
  ) -> (status: String, entity: String) {
    if let row = rows[finding.finding.rule] { return row }
    let position = finding.position
    var whole = position
    whole.component = 0
    var places = [position.reference, whole.reference]
    if !position.segment.isEmpty { places.append(position.segment) }
    for place in places.map({ "\(position.loop).\($0)" }) + [position.loop] + places {
      if let row = rows["\(variant):\(place)"] ?? rows[place] { return row }
    }
    return rows["*"] ?? ("21", "")
  }

  /// A6 where something is missing, A8 where values do not agree with each other, else A7.
  private static func category(of finding: X12Finding) -> String {
    switch finding.acknowledgement {
    case .element("1"), .element("2"), .element("I9"), .element("I11"), .segment("3"),
      .segment("I6"), .segment("I7"), .segment("I8"):
      return "A6"
    default: break
    }
    return finding.type == .balance || finding.type == .situation ? "A8" : "A7"
  }
}

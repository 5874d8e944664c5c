// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

extension BillingStore {
  /// By what denials are counted.
  public enum DenialGrouping: String, Sendable, CaseIterable {
    /// By the payer.
    case payer
    /// By the reason code.
    case reason
    /// By the root cause.
    case category
    /// By the month in which they were opened.
    case month
  }

  /// Denials that are closed, of one group and outcome.
  public struct ClosedDenials: Hashable, Sendable {
    /// The group.
    public let group: String
    /// What came of them, as it is kept.
    public let outcome: String
    /// Whether the payer has paid on the claim since.
    public let isPaid: Bool
    /// How many.
    public let count: Int
    /// How much was refused.
    public let amount: Money
  }

  /// The denials that are closed, counted.
  public func closedDenials(by grouping: DenialGrouping) throws -> [ClosedDenials] {
    try database.run(
      """
      SELECT one, outcome, paid, COUNT(*), CAST(SUM(amount) AS BIGINT) FROM (
      SELECT \(Self.column(grouping)) AS one,
      CASE WHEN outcome LIKE '%/%' THEN SUBSTR(outcome, 1, 11) ELSE outcome END AS outcome, amount,
      CASE WHEN EXISTS (SELECT 1 FROM answer a WHERE a.practice = ? AND a.claim = work.claim
      AND a.claim <> '' AND a.status = 'posted' AND a.taken_back = 0 AND a.paid > 0
      AND a.remittance > work.remittance) THEN 1 ELSE 0 END AS paid
      FROM work WHERE practice = ? AND state = 'closed' AND kind = 'denial') AS closed
      GROUP BY one, outcome, paid ORDER BY one, outcome, paid
      """, [key, key]
    ).map { row in
      ClosedDenials(
        group: try Self.group(row, grouping), outcome: try row.text(1),
        isPaid: try row.int(2) != 0, count: try row.int(3), amount: try row.money(4))
    }
  }

  /// A denial that is not closed, as far as counting needs it.
  public struct OpenDenial: Sendable {
    /// The number.
    public let number: Int
    /// The claim.
    public let claim: String
    /// The payer.
    public let payer: String
    /// The group.
    public let group: String
    /// How much was refused.
    public let amount: Money
  }

  /// Hands over the denials that are not closed, all of a claim at once, with what the books have open of these
  /// claims with payers.
  public func forEachOpenDenial(
    by grouping: DenialGrouping, _ body: ([OpenDenial], [OpenItem]) throws -> Void
  ) throws {
    var last = ""
    let size = 5000
    while true {
      var page = try database.run(
        """
        SELECT \(Self.column(grouping)), number, claim, payer, amount FROM work
        WHERE practice = ? AND claim > ? AND claim <> '' AND kind = 'denial'
        AND state <> 'closed' ORDER BY claim LIMIT \(size)
        """, [key, .text(last)]
      ).map { row in
        OpenDenial(
          number: try row.int(1), claim: try row.text(2), payer: try row.text(3),
          group: try Self.group(row, grouping), amount: try row.money(4))
      }
      let isLast = page.count < size
      if !isLast, let end = page.last?.claim, page.first?.claim != end {
        // The last claim may go on in the next page.
        page.removeAll { $0.claim == end }
      }
      guard let end = page.last?.claim else { return }
      last = end
      let items = try ledger.items(ofClaims: Set(page.map(\.claim)), in: practice)
        .filter { $0.key.account == .payerReceivable }
      try body(page, items)
      if isLast { return }
    }
  }

  private static func column(_ grouping: DenialGrouping) -> String {
    grouping == .month ? "opened" : grouping.rawValue
  }

  private static func group(_ row: DatabaseRow, _ grouping: DenialGrouping) throws -> String {
    guard grouping == .month else { return try row.text(0) }
    return String(try row.day(0).description.prefix(7))
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Values

extension BillingStore {
  /// What a contract lets expect of a claim that was paid with less.
  public struct Expectation: Hashable, Sendable {
    /// The contract, with its version.
    public var contract: String
    /// What it lets expect.
    public var expected: Money
    /// What the payer has allowed.
    public var allowed: Money
    /// What it has paid.
    public var paid: Money
    /// The lines that differ, as JSON.
    public var lines: String

    /// Makes one.
    public init(
      contract: String, expected: Money, allowed: Money, paid: Money, lines: String
    ) {
      self.contract = contract
      self.expected = expected
      self.allowed = allowed
      self.paid = paid
      self.lines = lines
    }
  }

  /// Keeps what was expected beside the work on it.
  public func put(_ expectation: Expectation, of work: Int) throws {
    try database.run(
      """
      INSERT INTO expectation (practice, work, contract, expected, allowed, paid, lines)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        key, .int(work), .text(expectation.contract), .int(expectation.expected.cents),
        .int(expectation.allowed.cents), .int(expectation.paid.cents), .text(expectation.lines),
      ])
  }

  /// What was expected where work is on an underpayment.
  public func expectation(of work: Int) throws -> Expectation? {
    try database.run(
      """
      SELECT contract, expected, allowed, paid, lines FROM expectation
      WHERE practice = ? AND work = ?
      """, [key, .int(work)]
    ).map { row in
      Expectation(
        contract: try row.text(0), expected: try row.money(1), allowed: try row.money(2),
        paid: try row.money(3), lines: try row.text(4))
    }.first
  }

  /// The claims after one that a payer has answered with money since a remittance, in order.
  public func answeredClaims(
    after claim: String, since remittance: Int, limit: Int
  ) throws -> [String] {
    try database.run(
      """
      SELECT DISTINCT claim FROM answer WHERE practice = ? AND claim > ? AND claim <> ''
      AND status = 'posted' AND rank = 0 AND remittance >= ? ORDER BY claim LIMIT ?
      """, [key, .text(claim), .int(remittance), .int(limit)]
    ).map { try $0.text(0) }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
public import Values

extension BillingStore {
  /// Claims that are out, and have stood where they stand since before a moment; those that wait longest first.
  ///
  /// - Complexity: O(log n + m log n) for the m claims that are answered with, of n that are out.
  public func unanswered(since moment: Instant, limit: Int) throws -> [KeptClaim] {
    let names = try database.run(
      """
      SELECT claim FROM claim WHERE practice = ? AND since <= ? AND state IN
      ('sent', 'clearinghouse-accepted', 'payer-accepted', 'pending', 'appealed')
      ORDER BY since, claim LIMIT ?
      """, [key, .int(Int(moment.microseconds)), .int(limit)]
    ).map { try $0.text(0) }
    let found = Dictionary(
      try claims(names).map { ($0.claim.id.description, $0) }
    ) { first, _ in first }
    return names.compactMap { found[$0] }
  }

  /// When payers were last asked about claims.
  public func asked(about claims: some Sequence<String>) throws -> [String: Instant] {
    let rows = try rows(claims) { marks in
      """
      SELECT claim, MAX(asked) FROM status_question WHERE practice = ? AND claim IN (\(marks))
      GROUP BY claim
      """
    }
    return Dictionary(
      try rows.map { (try $0.text(0), Instant(microseconds: Int64(try $0.int(1)))) }
    ) { max($0, $1) }
  }

  /// Keeps that payers were asked about claims.
  public func noteAsked(
    about claims: [String], at moment: Instant, file: String, by user: String
  ) throws {
    for claim in claims {
      try database.run(
        """
        INSERT INTO status_question (practice, claim, asked, file, actor) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """, [key, .text(claim), .int(Int(moment.microseconds)), .text(file), .text(user)])
    }
  }
}

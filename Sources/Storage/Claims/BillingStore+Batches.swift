// SPDX-License-Identifier: Apache-2.0

import Accounting
public import Values

extension BillingStore {
  private static let batchColumns = """
    number, clearinghouse, sender, receiver, interchange, group_number, kind, file, partial,
    digest, state, claims, charge, made, sent, actor
    """

  /// Takes the next numbers of a count: without gaps, since they are given back where the transaction fails.
  ///
  /// - Returns: The numbers; after the greatest that X12 has room for comes 1.
  public func next(_ count: Int, of name: String, after begin: Int = 0) throws -> [Int] {
    if begin > 0 {
      try database.run(
        """
        INSERT INTO counter (practice, name, last) VALUES (?, ?, ?)
        ON CONFLICT (practice, name) DO NOTHING
        """, [key, .text(name), .int(begin)])
    }
    let first = try numbers(name, count)
    return (first..<first + count).map { ($0 - 1) % 999_999_999 + 1 }
  }

  /// Adds a batch with its claims; their submissions are bound to it.
  ///
  /// - Throws: ``DatabaseError``: `busy` where one of them went with another batch meanwhile.
  public func add(_ batch: ClaimBatch, _ members: [ClaimBatch.Member]) throws {
    try database.insert(
      into: "batch (practice, \(Self.batchColumns))",
      rows: [
        [
          key, .int(batch.number), .text(batch.clearinghouse), .text(batch.sender),
          .text(batch.receiver), .int(batch.interchange), .int(batch.group), .text(batch.kind),
          .text(batch.file), .text(batch.partial), .bytes(batch.digest.bytes),
          .text(batch.state.rawValue), .int(batch.claims), .int(batch.charge.cents),
          .int(batch.made.microseconds), batch.sent.map { .int($0.microseconds) } ?? .null,
          .text(batch.actor),
        ]
      ])
    try database.insert(
      into: "batch_claim (practice, batch, claim, submission, place, set_number, deadline)",
      rows: members.map { member in
        [
          key, .int(batch.number), .text(member.claim.description), .int(member.submission),
          .int(member.place), .int(member.set), .day(member.deadline),
        ]
      })
    for member in members {
      let bound = try database.run(
        """
        UPDATE submission SET batch = ?
        WHERE practice = ? AND claim = ? AND number = ? AND batch IS NULL RETURNING number
        """,
        [.int(batch.number), key, .text(member.claim.description), .int(member.submission)])
      guard !bound.isEmpty else {
        throw DatabaseError(
          .busy, reason: "the claim went with another batch meanwhile", isTransient: true)
      }
    }
  }

  /// Brings a batch from one state to the next.
  ///
  /// - Returns: False where somebody else has done so.
  public func advance(
    _ batch: Int, from state: ClaimBatch.State, to next: ClaimBatch.State, partial: String,
    sent: Instant? = nil
  ) throws -> Bool {
    try !database.run(
      """
      UPDATE batch SET state = ?, partial = ?, sent = ?
      WHERE practice = ? AND number = ? AND state = ? RETURNING number
      """,
      [
        .text(next.rawValue), .text(partial), sent.map { .int($0.microseconds) } ?? .null, key,
        .int(batch), .text(state.rawValue),
      ]
    ).isEmpty
  }

  /// The batch of a number.
  public func batch(_ number: Int) throws -> ClaimBatch? {
    try batches("number = ?", [.int(number)]).first
  }

  /// The batches that are not sent yet, in order.
  public func unsentBatches() throws -> [ClaimBatch] { try batches("state <> 'sent'", []) }

  /// The latest batches, latest first.
  public func batches(limit: Int) throws -> [ClaimBatch] {
    try batches("number > 0", [], "ORDER BY number DESC LIMIT \(limit)")
  }

  /// The batches with an interchange control number.
  public func batches(interchange: Int) throws -> [ClaimBatch] {
    try batches("interchange = ?", [.int(interchange)])
  }

  /// The batches with a group control number.
  public func batches(group: Int) throws -> [ClaimBatch] {
    try batches("group_number = ?", [.int(group)])
  }

  private func batches(
    _ condition: String, _ values: [DatabaseValue], _ ending: String = "ORDER BY number"
  ) throws -> [ClaimBatch] {
    try database.run(
      "SELECT \(Self.batchColumns) FROM batch WHERE practice = ? AND \(condition) \(ending)",
      [key] + values
    ).map { row in
      var batch = ClaimBatch(
        number: try row.int(0), clearinghouse: try row.text(1), sender: try row.text(2),
        receiver: try row.text(3), interchange: try row.int(4), group: try row.int(5),
        kind: try row.text(6), file: try row.text(7), digest: try row.digest(9),
        claims: try row.int(11), charge: try row.money(12),
        made: Instant(microseconds: Int64(try row.int(13))), actor: try row.text(15))
      batch.partial = try row.text(8)
      guard let state = ClaimBatch.State(rawValue: try row.text(10)) else {
        throw DatabaseError(.wrongType, reason: "batch")
      }
      batch.state = state
      batch.sent = try row.optionalInt(14).map { Instant(microseconds: Int64($0)) }
      return batch
    }
  }

  /// The claims of a batch, in order.
  public func members(of batch: Int) throws -> [ClaimBatch.Member] {
    try database.run(
      """
      SELECT claim, submission, place, set_number, deadline FROM batch_claim
      WHERE practice = ? AND batch = ? ORDER BY place
      """, [key, .int(batch)]
    ).compactMap { row in
      guard let claim: SubjectID<Subject.Claim> = try row.id(0) else { return nil }
      return ClaimBatch.Member(
        claim: claim, submission: try row.int(1), place: try row.int(2), set: try row.int(3),
        deadline: try row.optionalDay(4))
    }
  }

  /// With which batches a claim went: by the number of the submission.
  public func batches(
    of claim: String
  ) throws -> [(submission: Int, batch: Int, set: Int, deadline: CalendarDate?)] {
    try database.run(
      """
      SELECT submission, batch, set_number, deadline FROM batch_claim
      WHERE practice = ? AND claim = ? ORDER BY submission
      """, [key, .text(claim)]
    ).map { (try $0.int(0), try $0.int(1), try $0.int(2), try $0.optionalDay(3)) }
  }

  /// Claims that are to be sent and went with no batch yet, of a kind, those that are due first before the others:
  /// those that are ready, and those whose void waits.
  ///
  /// - Parameter names: Only these; nothing for all.
  public func waiting(
    kind: String, limit: Int, names: [String]? = nil
  ) throws -> [String] {
    let condition = """
      FROM claim JOIN submission ON submission.practice = claim.practice
      AND submission.claim = claim.claim AND submission.number = claim.submission
      WHERE claim.practice = ? AND claim.state IN ('ready', 'voided') AND claim.kind = ?
      AND (claim.state = 'ready' AND submission.purpose <> 'void'
        OR claim.state = 'voided' AND submission.purpose = 'void')
      AND submission.batch IS NULL AND submission.rank = claim.rank
      """
    guard let names else {
      return try database.run(
        "SELECT claim.claim \(condition) ORDER BY claim.deadline, claim.claim LIMIT ?",
        [key, .text(kind), .int(limit)]
      ).map { try $0.text(0) }
    }
    var found: [String] = []
    for name in names where found.count < limit {
      found += try database.run(
        "SELECT claim.claim \(condition) AND claim.claim = ?", [key, .text(kind), .text(name)]
      ).map { try $0.text(0) }
    }
    return found
  }

  /// Claims that wait for the next payer, and for which nothing is written yet.
  public func waitingForNextPayer(limit: Int, after name: String = "") throws -> [String] {
    try database.run(
      """
      SELECT claim.claim FROM claim JOIN submission ON submission.practice = claim.practice
      AND submission.claim = claim.claim AND submission.number = claim.submission
      WHERE claim.practice = ? AND claim.state = 'ready' AND claim.rank > submission.rank
      AND claim.claim > ? ORDER BY claim.claim LIMIT ?
      """, [key, .text(name), .int(limit)]
    ).map { try $0.text(0) }
  }
}

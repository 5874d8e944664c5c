// SPDX-License-Identifier: Apache-2.0

public import Billing
import Accounting
public import Values

extension BillingStore {
  /// A claim that has changed, with what happened to it.
  public struct Change: Sendable {
    /// The claim as it stands now.
    public var claim: KeptClaim
    /// What happened, in order; the claim's count of events is raised by as many.
    public var events: [ClaimEvent]

    /// Makes a change.
    public init(_ claim: KeptClaim, events: [ClaimEvent] = []) {
      self.claim = claim
      self.events = events
    }
  }

  /// Writes down what became of claims: state, rank, submission, events, and the numbers and issuers of payers.
  ///
  /// - Returns: The claims, with their events counted.
  /// - Throws: ``DatabaseError``: `conflict` where somebody else has changed one of them meanwhile.
  @discardableResult
  public func write(_ changes: [Change]) throws -> [KeptClaim] {
    var events: [(number: Int, event: ClaimEvent)] = []
    var written: [KeptClaim] = []
    for change in changes {
      var kept = change.claim
      for (index, event) in change.events.enumerated() {
        events.append((kept.events + index + 1, event))
      }
      let before = kept.events
      kept.events += change.events.count
      let moment = change.events.last.map { Int($0.at.microseconds) }
      let changed = try database.run(
        """
        UPDATE claim SET state = ?, rank = ?, submission = ?, events = ?, since = COALESCE(?, since)
        WHERE practice = ? AND claim = ? AND events = ? RETURNING claim
        """,
        [
          .text(kept.claim.state.rawValue), .int(kept.claim.rank), .int(kept.submission),
          .int(kept.events), DatabaseValue(moment), key, .text(kept.claim.id.description),
          .int(before),
        ])
      guard !changed.isEmpty else {
        throw DatabaseError(
          .busy, reason: "the claim was changed meanwhile", isTransient: true)
      }
      written.append(kept)
    }
    try insertEvents(events)
    return written
  }

  /// Notes what number a payer gave a claim, and by what issuer it answers.
  public func note(
    payerNumber: String, issuer: String, of claim: FiledClaim, rank: Int
  ) throws {
    try database.run(
      """
      UPDATE claim_payer SET payer_number = CASE WHEN ? = '' THEN payer_number ELSE ? END,
      issuer = ? WHERE practice = ? AND claim = ? AND rank = ?
      """,
      [
        .text(payerNumber), .text(payerNumber), .text(issuer), key, .text(claim.id.description),
        .int(rank),
      ])
  }

  /// Everything that happened to a claim, in order.
  public func events(of claim: String) throws -> [ClaimEvent] {
    try database.run(
      """
      SELECT claim, at, actor, move, state_before, state_after, reason, document FROM claim_event
      WHERE practice = ? AND claim = ? ORDER BY number
      """, [key, .text(claim)]
    ).map { row in
      guard let claim: SubjectID<Subject.Claim> = try row.id(0),
        let before = ClaimState(rawValue: try row.text(4)),
        let after = ClaimState(rawValue: try row.text(5))
      else { throw DatabaseError(.wrongType, reason: "claim_event") }
      return ClaimEvent(
        claim, at: Instant(microseconds: Int64(try row.int(1))), by: try row.text(2),
        try row.text(3), from: before, to: after, reason: try row.text(6),
        document: row.values[7] == .null ? nil : try row.digest(7))
    }
  }
}

extension BillingStore {
  /// Adds what is sent next of a claim; it waits for a batch.
  public func add(_ submission: Submission, payer: String, at moment: Instant) throws {
    try database.run(
      """
      INSERT INTO submission
      (practice, claim, number, purpose, rank, payer, control_number, content, batch, made)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        key, .text(submission.claim.description), .int(submission.number),
        .text(submission.purpose.rawValue), .int(submission.rank), .text(payer),
        .text(submission.controlNumber),
        .bytes(
          cipher.seal(
            submission.content, at: place(submission.claim.description, submission.number))),
        DatabaseValue(submission.batch), .int(moment.microseconds),
      ])
  }

  /// The submissions of a claim, in order.
  public func submissions(of claim: String) throws -> [Submission] {
    try database.run(
      """
      SELECT claim, number, purpose, rank, control_number, content, batch FROM submission
      WHERE practice = ? AND claim = ? ORDER BY number
      """, [key, .text(claim)]
    ).map(submission)
  }

  /// The submission of a claim of a number.
  public func submission(_ number: Int, of claim: String) throws -> Submission? {
    try database.run(
      """
      SELECT claim, number, purpose, rank, control_number, content, batch FROM submission
      WHERE practice = ? AND claim = ? AND number = ?
      """, [key, .text(claim), .int(number)]
    ).map(submission).first
  }

  private func submission(_ row: DatabaseRow) throws -> Submission {
    guard let claim: SubjectID<Subject.Claim> = try row.id(0),
      let purpose = SubmissionPurpose(rawValue: try row.text(2))
    else { throw DatabaseError(.wrongType, reason: "submission") }
    return Submission(
      claim: claim, number: try row.int(1), purpose: purpose, rank: try row.int(3),
      controlNumber: try row.text(4),
      content: try cipher.open(row.bytes(5), at: place(claim.description, row.int(1))),
      batch: try row.optionalInt(6))
  }
}

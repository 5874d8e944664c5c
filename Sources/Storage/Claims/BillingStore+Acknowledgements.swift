// SPDX-License-Identifier: Apache-2.0

import Accounting
public import Billing
public import Values

extension BillingStore {
  /// Keeps what was said of submissions; what is kept already stays as it is.
  public func keep(_ acknowledgements: [KeptAcknowledgement]) throws {
    try database.insert(
      into: """
        acknowledgement (practice, claim, submission, document, place, kind, sender, verdict, codes,
        received, content)
        """,
      rows: acknowledgements.map { kept in
        [
          key, .text(kept.claim.description), .int(kept.submission), .bytes(kept.document.bytes),
          .int(kept.place), .text(kept.kind), .text(kept.sender), .text(kept.verdict),
          .text(kept.codes), .int(kept.received.microseconds),
          .bytes(cipher.seal(kept.content, at: place(of: kept))),
        ]
      }, "ON CONFLICT (practice, claim, submission, document, place) DO NOTHING")
  }

  /// What was said of a claim's submissions, in the order in which it came.
  public func acknowledgements(of claim: String) throws -> [KeptAcknowledgement] {
    try database.run(
      """
      SELECT claim, submission, document, place, kind, sender, verdict, codes, received, content
      FROM acknowledgement WHERE practice = ? AND claim = ?
      ORDER BY submission, received, document, place
      """, [key, .text(claim)]
    ).compactMap { row -> KeptAcknowledgement? in
      guard let claim: SubjectID<Subject.Claim> = try row.id(0) else { return nil }
      var kept = KeptAcknowledgement(
        claim: claim, submission: try row.int(1), document: try row.digest(2),
        place: try row.int(3), kind: try row.text(4), sender: try row.text(5),
        verdict: try row.text(6), codes: try row.text(7),
        received: Instant(microseconds: Int64(try row.int(8))), content: [])
      kept.content = try cipher.open(row.bytes(9), at: place(of: kept))
      return kept
    }
  }

  /// Where what an acknowledgement says is sealed.
  private func place(of kept: KeptAcknowledgement) -> FieldPlace {
    FieldPlace(
      practice, "acknowledgement", "content",
      row: [
        kept.claim.description, String(kept.submission), kept.document.description,
        String(kept.place),
      ])
  }

  /// What is kept of a document: claim, submission and place of each.
  public func kept(of document: Digest) throws -> Set<String> {
    Set(
      try database.run(
        """
        SELECT claim, submission, place FROM acknowledgement WHERE practice = ? AND document = ?
        """, [key, .bytes(document.bytes)]
      ).map { "\(try $0.text(0))\t\(try $0.int(1))\t\(try $0.int(2))" })
  }

  /// Closes the rejections of a claim.
  public func closeRejections(
    of claim: String, on day: CalendarDate, outcome: String
  ) throws {
    try database.run(
      """
      UPDATE work SET state = 'closed', closed = ?, outcome = ?
      WHERE practice = ? AND claim = ? AND claim <> '' AND kind = 'rejection' AND state <> 'closed'
      """, [day.value, .text(outcome), key, .text(claim)])
  }
}

extension BillingStore {
  /// Writes down that a claim says something else now: charge, days, lines, deadline, payers' keys.
  ///
  /// State, rank and submission are written with its events: see ``write(_:)``.
  public func change(
    _ claim: FiledClaim, deadline: CalendarDate?
  ) throws {
    try database.run(
      """
      UPDATE claim SET charge = ?, first_day = ?, last_day = ?, deadline = ?
      WHERE practice = ? AND claim = ?
      """,
      [
        .int(claim.charge.cents), .day(claim.from), .day(claim.through), .day(deadline), key,
        .text(claim.id.description),
      ])
    for (rank, payer) in claim.payers.enumerated() {
      try database.run(
        "UPDATE claim_payer SET member_key = ? WHERE practice = ? AND claim = ? AND rank = ?",
        [.text(payer.member), key, .text(claim.id.description), .int(rank)])
    }
    try database.run(
      "DELETE FROM claim_line WHERE practice = ? AND claim = ?",
      [key, .text(claim.id.description)])
    try insertLines([claim])
  }

  /// Sets the last day on which the payer takes a claim.
  public func setDeadline(_ day: CalendarDate?, of claim: String) throws {
    try database.run(
      "UPDATE claim SET deadline = ? WHERE practice = ? AND claim = ?",
      [.day(day), key, .text(claim)])
  }

  /// Claims in some states that are due by a day, in order; see ``claims(_:)``.
  public func due(
    by day: CalendarDate, in states: [ClaimState], limit: Int
  ) throws -> [KeptClaim] {
    var names: [(day: Int, name: String)] = []
    for state in states {
      names += try database.run(
        """
        SELECT deadline, claim FROM claim
        WHERE practice = ? AND state = ? AND deadline <= ? ORDER BY deadline, claim LIMIT ?
        """, [key, .text(state.rawValue), day.value, .int(limit)]
      ).map { (try $0.int(0), try $0.text(1)) }
    }
    let first = names.sorted { ($0.day, $0.name) < ($1.day, $1.name) }.prefix(limit)
    let found = Dictionary(
      try claims(first.map(\.name)).map { ($0.claim.id.description, $0) }
    ) { first, _ in first }
    return first.compactMap { found[$0.name] }
  }
}

extension BillingStore {
  /// The number that a payer gave a claim; empty where it gave none.
  public func payerNumber(of claim: String, rank: Int) throws -> String {
    try database.run(
      "SELECT payer_number FROM claim_payer WHERE practice = ? AND claim = ? AND rank = ?",
      [key, .text(claim), .int(rank)]
    ).first?.text(0) ?? ""
  }
}

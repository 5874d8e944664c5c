// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Billing
public import Values

extension BillingStore {
  /// Puts claims on file, in the state that they say, with their first submission.
  ///
  /// - Throws: ``DatabaseError``: `conflict` where one of them is on file already.
  public func add(_ claims: [EnteredClaim], at moment: Instant, by actor: String) throws {
    try database.insert(
      into: """
        claim (practice, claim, kind, control_number, patient, guarantor, name_key, rank, charge,
        first_day, last_day, state, since, events, submission, deadline, entered, origin)
        """,
      rows: claims.map { entered in
        let claim = entered.claim
        return [
          key, .text(claim.id.description), .text(entered.kind), .text(claim.controlNumber),
          .text(claim.patient.description), .text(claim.guarantor.description), .text(claim.name),
          .int(claim.rank), .int(claim.charge.cents), .day(claim.from), .day(claim.through),
          .text(claim.state.rawValue), .int(moment.microseconds), .int(1), .int(1),
          .day(entered.deadline), .int(moment.microseconds), .text(entered.origin),
        ]
      })
    try database.insert(
      into: "claim_payer (practice, claim, rank, payer, member_key, payer_number, issuer)",
      rows: claims.flatMap { entered in
        entered.claim.payers.enumerated().map { rank, payer in
          [
            key, .text(entered.claim.id.description), .int(rank), .text(payer.payer.description),
            .text(payer.member), "", "",
          ]
        }
      })
    try insertLines(claims.map(\.claim))
    try database.insert(
      into: """
        submission (practice, claim, number, purpose, rank, payer, control_number, content, batch, made)
        """,
      rows: claims.map { entered in
        let claim = entered.claim
        return [
          key, .text(claim.id.description), .int(1),
          .text(SubmissionPurpose.original.rawValue), .int(claim.rank),
          .text(claim.payer(claim.rank)?.description ?? ""), .text(claim.controlNumber),
          .bytes(cipher.seal(entered.content, at: place(claim.id.description, 1))), .null,
          .int(moment.microseconds),
        ]
      })
    try insertEvents(
      claims.map { entered in
        let claim = entered.claim
        return (
          1,
          ClaimEvent(
            claim.id, at: moment, by: actor, "enter", from: claim.state, to: claim.state)
        )
      })
  }

  func insertLines(_ claims: [FiledClaim]) throws {
    try database.insert(
      into: """
        claim_line (practice, claim, line, code, modifiers, revenue_code, control_number, charge,
        first_day, last_day)
        """,
      rows: claims.flatMap { claim in
        claim.lines.map { line in
          [
            key, .text(claim.id.description), .int(line.number), .text(line.code),
            .text(line.modifiers.joined(separator: " ")), .text(line.revenueCode),
            .text(line.controlNumber), .int(line.charge.cents), .day(line.from),
            .day(line.through),
          ]
        }
      })
  }

  func insertEvents(_ events: [(number: Int, event: ClaimEvent)]) throws {
    try database.insert(
      into: """
        claim_event (practice, claim, number, at, actor, move, state_before, state_after, reason,
        document)
        """,
      rows: events.map { number, event in
        [
          key, .text(event.claim.description), .int(number), .int(event.at.microseconds),
          .text(event.actor), .text(event.move), .text(event.before.rawValue),
          .text(event.after.rawValue), .text(event.reason),
          event.document.map { .bytes($0.bytes) } ?? .null,
        ]
      })
  }
}

/// A claim on file as it is kept.
public struct KeptClaim: Hashable, Sendable {
  /// The claim.
  public var claim: FiledClaim
  /// Professional, institutional or dental.
  public let kind: String
  /// Since when it stands where it stands.
  public let since: Instant
  /// How many events it has.
  public var events: Int
  /// The number of the submission that counts.
  public var submission: Int
  /// The last day on which the payer takes it.
  public let deadline: CalendarDate?
  /// When it was put on file.
  public let entered: Instant
  /// The claim that it came out of, or empty.
  public let origin: String
  /// For each payer the issuers of remittances that it has answered by, or empty.
  public var issuers: [String]
}

extension BillingStore {
  /// Claims by their names.
  public func claims(_ names: some Sequence<String>) throws -> [KeptClaim] {
    try claims(names, "c.claim")
  }

  /// Claims by the patient control numbers that they, or any of their submissions, bear.
  public func claims(controlNumbers: some Sequence<String>) throws -> [KeptClaim] {
    let names = try rows(controlNumbers) { marks in
      """
      SELECT DISTINCT claim FROM submission WHERE practice = ? AND control_number IN (\(marks))
      """
    }.map { try $0.text(0) }
    return try claims(names)
  }

  /// Claims by a number that a payer gave them.
  public func claims(payerNumbers: some Sequence<String>) throws -> [KeptClaim] {
    let names = try rows(payerNumbers) { marks in
      """
      SELECT DISTINCT claim FROM claim_payer
      WHERE practice = ? AND payer_number IN (\(marks)) AND payer_number <> ''
      """
    }.map { try $0.text(0) }
    return try claims(names)
  }

  /// Claims of members, by their keys.
  public func claims(members: some Sequence<String>) throws -> [KeptClaim] {
    let names = try rows(members) { marks in
      """
      SELECT DISTINCT claim FROM claim_payer
      WHERE practice = ? AND member_key IN (\(marks)) AND member_key <> ''
      """
    }.map { try $0.text(0) }
    return try claims(names)
  }

  /// Claims in a state, those that are due first before the others.
  public func claims(in state: ClaimState, limit: Int) throws -> [KeptClaim] {
    let names = try database.run(
      """
      SELECT claim FROM claim WHERE practice = ? AND state = ?
      ORDER BY deadline, claim LIMIT ?
      """, [key, .text(state.rawValue), .int(limit)]
    ).map { try $0.text(0) }
    let found = Dictionary(
      try claims(names).map { ($0.claim.id.description, $0) }
    ) { first, _ in first }
    return names.compactMap { found[$0] }
  }

  /// Claims of a patient, the latest first.
  ///
  /// - Parameter numbers: The numbers under which the patient is, or was, known.
  /// - Complexity: O(*n* log *n*) in the patient's claims.
  public func claims(of numbers: [PatientID], limit: Int) throws -> [KeptClaim] {
    let names = try rows(numbers.map(\.description)) { marks in
      """
      SELECT claim, COALESCE(first_day, 0) FROM claim WHERE practice = ? AND patient IN (\(marks))
      """
    }.map { (day: try $0.int(1), name: try $0.text(0)) }
    let wanted = names.sorted { ($1.day, $0.name) < ($0.day, $1.name) }.prefix(limit).map(\.name)
    let found = Dictionary(
      try claims(wanted).map { ($0.claim.id.description, $0) }
    ) { first, _ in first }
    return wanted.compactMap { found[$0] }
  }

  /// How many claims stand in each state, and what is charged for them.
  public func states() throws -> [(state: ClaimState, claims: Int, charge: Money)] {
    try database.run(
      """
      SELECT state, COUNT(*), CAST(SUM(charge) AS BIGINT) FROM claim
      WHERE practice = ? GROUP BY state ORDER BY state
      """, [key]
    ).compactMap { row in
      guard let state = ClaimState(rawValue: try row.text(0)) else { return nil }
      return (state, try row.int(1), try row.money(2))
    }
  }

  private func claims(
    _ names: some Sequence<String>, _ column: String
  ) throws -> [KeptClaim] {
    let names = Array(Set(names)).sorted()
    guard !names.isEmpty else { return [] }
    var payers: [String: [(FiledClaim.Responsible, number: String, issuer: String)]] = [:]
    for row in try rows(
      names,
      { marks in
        """
        SELECT claim, payer, member_key, payer_number, issuer FROM claim_payer
        WHERE practice = ? AND claim IN (\(marks)) ORDER BY claim, rank
        """
      })
    {
      guard let payer: SubjectID<Subject.Payer> = try row.id(1) else { continue }
      payers[try row.text(0), default: []].append(
        (
          FiledClaim.Responsible(payer: payer, member: try row.text(2)), try row.text(3),
          try row.text(4)
        ))
    }
    var lines: [String: [FiledClaim.Line]] = [:]
    for row in try rows(
      names,
      { marks in
        """
        SELECT claim, line, code, modifiers, revenue_code, control_number, charge, first_day, last_day
        FROM claim_line WHERE practice = ? AND claim IN (\(marks)) ORDER BY claim, line
        """
      })
    {
      lines[try row.text(0), default: []].append(try Self.line(row))
    }
    return try rows(names) { marks in
      """
      SELECT claim, kind, control_number, patient, guarantor, name_key, rank, charge, first_day,
      last_day, state, since, events, submission, deadline, entered, origin
      FROM claim WHERE practice = ? AND claim IN (\(marks)) ORDER BY claim
      """
    }.map { row in
      let name = try row.text(0)
      return try Self.claim(row, payers[name] ?? [], lines[name] ?? [])
    }
  }

  private static func line(_ row: DatabaseRow) throws(DatabaseError) -> FiledClaim.Line {
    var line = FiledClaim.Line(
      number: try row.int(1), code: try row.text(2), charge: try row.money(6))
    line.modifiers = try row.text(3).split(separator: " ").map(String.init)
    line.revenueCode = try row.text(4)
    line.controlNumber = try row.text(5)
    line.from = try row.optionalDay(7)
    line.through = try row.optionalDay(8)
    return line
  }

  private static func claim(
    _ row: DatabaseRow,
    _ payers: [(responsible: FiledClaim.Responsible, number: String, issuer: String)],
    _ lines: [FiledClaim.Line]
  ) throws -> KeptClaim {
    guard let id: SubjectID<Subject.Claim> = try row.id(0),
      let patient: SubjectID<Subject.Patient> = try row.id(3),
      let guarantor: SubjectID<Subject.Guarantor> = try row.id(4),
      let state = ClaimState(rawValue: try row.text(10))
    else { throw DatabaseError(.wrongType, reason: "claim") }
    var claim = FiledClaim(
      id: id, controlNumber: try row.text(2), patient: patient, guarantor: guarantor,
      payers: payers.map(\.responsible), charge: try row.money(7), state: state, lines: lines)
    claim.payerNumbers = payers.map(\.number).filter { !$0.isEmpty }
    claim.name = try row.text(5)
    claim.rank = try row.int(6)
    claim.from = try row.optionalDay(8)
    claim.through = try row.optionalDay(9)
    return KeptClaim(
      claim: claim, kind: try row.text(1), since: Instant(microseconds: Int64(try row.int(11))),
      events: try row.int(12), submission: try row.int(13), deadline: try row.optionalDay(14),
      entered: Instant(microseconds: Int64(try row.int(15))), origin: try row.text(16),
      issuers: payers.map(\.issuer))
  }
}

extension DatabaseValue {
  /// A day, or nothing.
  static func day(_ day: CalendarDate?) -> DatabaseValue {
    day?.value ?? .null
  }
}

extension DatabaseRow {
  /// The day of a column, or nothing.
  func optionalDay(_ column: Int) throws(DatabaseError) -> CalendarDate? {
    values[column] == .null ? nil : try day(column)
  }
}

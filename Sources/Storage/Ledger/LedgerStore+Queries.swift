// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

extension LedgerStore {
  /// Every account with its turnovers, from the running totals.
  ///
  /// - Parameter last: The last month that counts; nothing for all.
  public func trialBalance(
    of practice: PracticeID, through last: AccountingMonth? = nil
  ) throws -> TrialBalance {
    TrialBalance(try months(of: practice).map { ($0.key, $0.value) }, through: last)
  }

  /// The turnovers by account and month.
  func months(
    of practice: PracticeID
  ) throws -> [RunningTotals.Month: RunningTotals.Turnover] {
    var months: [RunningTotals.Month: RunningTotals.Turnover] = [:]
    for row in try database.run(
      "SELECT account, month, debit, credit FROM turnover WHERE practice = ?",
      [.text(practice.description)])
    {
      let key = RunningTotals.Month(
        try row.account(0), AccountingMonth(number: try row.int(1)))
      months[key] = RunningTotals.Turnover(debit: try row.money(2), credit: try row.money(3))
    }
    return months
  }

  /// How old what is open is, from the running totals.
  public func aging(of practice: PracticeID, on day: CalendarDate) throws -> Aging {
    var aging = Aging(on: day)
    for row in try database.run(
      "SELECT account, payer, since, balance FROM aging WHERE practice = ? AND balance <> 0",
      [.text(practice.description)])
    {
      aging.add(
        try row.money(3), Aging.Key(try row.account(0), try row.id(1)), since: try row.day(2))
    }
    return aging
  }

  /// What was posted from one moment to before another.
  public func daySheet(
    of practice: PracticeID, from start: Instant, to end: Instant
  ) throws -> DaySheet {
    var sheet = DaySheet()
    for row in try database.run(
      """
      SELECT e.kind, p.account, SUM(CASE WHEN p.cents > 0 THEN p.cents ELSE 0 END),
      SUM(CASE WHEN p.cents < 0 THEN -p.cents ELSE 0 END)
      FROM entry e JOIN posting p ON p.practice = e.practice AND p.sequence = e.sequence
      WHERE e.practice = ? AND e.posted >= ? AND e.posted < ? GROUP BY e.kind, p.account
      """,
      [.text(practice.description), .int(start.microseconds), .int(end.microseconds)])
    {
      guard let kind = EntryKind(rawValue: try row.text(0)) else {
        throw DatabaseError(.wrongType, reason: "kind")
      }
      sheet.add(
        RunningTotals.Turnover(debit: try row.money(2), credit: try row.money(3)),
        DaySheet.Key(kind, try row.account(1)))
    }
    return sheet
  }

  /// A posting with its entry's number, kind, day and memo.
  public struct AccountLine: Hashable, Sendable {
    /// The number of the entry.
    public let sequence: Int
    /// What happened.
    public let kind: EntryKind
    /// The day on which it counts.
    public let effective: CalendarDate
    /// What more is said of the kind.
    public let memo: MemoCode?
    /// The posting.
    public let posting: Posting
  }

  /// Everything that was posted on a claim, in order.
  public func lines(
    ofClaim claim: SubjectID<Subject.Claim>, in practice: PracticeID
  ) throws -> [AccountLine] {
    try lines("p.claim = ? AND p.claim <> ''", practice, .text(claim.description))
  }

  /// Everything that was posted on a patient and no claim, such as prepayments, in order.
  public func lines(
    ofPatient patient: SubjectID<Subject.Patient>, in practice: PracticeID
  ) throws -> [AccountLine] {
    try lines(
      "p.patient = ? AND p.claim = '' AND p.patient <> ''", practice, .text(patient.description))
  }

  private func lines(
    _ condition: String, _ practice: PracticeID, _ value: DatabaseValue
  ) throws -> [AccountLine] {
    try database.run(
      """
      SELECT e.sequence, e.kind, e.effective, e.memo, p.account, p.cents, p.claim, p.patient,
      p.guarantor, p.payer, p.line
      FROM posting p JOIN entry e ON e.practice = p.practice AND e.sequence = p.sequence
      WHERE p.practice = ? AND \(condition) ORDER BY p.sequence, p.position
      """, [.text(practice.description), value]
    ).map { row in
      guard let kind = EntryKind(rawValue: try row.text(1)) else {
        throw DatabaseError(.wrongType, reason: "kind")
      }
      return AccountLine(
        sequence: try row.int(0), kind: kind, effective: try row.day(2),
        memo: MemoCode(try row.text(3)), posting: try Self.posting(row, from: 4))
    }
  }

  /// What is open of a patient, claim by claim; settled items are left out.
  public func items(
    ofPatient patient: SubjectID<Subject.Patient>, in practice: PracticeID
  ) throws -> [OpenItem] {
    try items("patient = ? AND balance <> 0", of: practice, .text(patient.description))
  }

  /// What is open of a claim, settled items too.
  public func items(
    ofClaim claim: SubjectID<Subject.Claim>, in practice: PracticeID
  ) throws -> [OpenItem] {
    try items("claim = ?", of: practice, .text(claim.description))
  }

  /// What is open of claims, settled items too.
  public func items(
    ofClaims claims: some Sequence<String>, in practice: PracticeID
  ) throws -> [OpenItem] {
    var found: [OpenItem] = []
    try forEachGroup(of: Array(Set(claims)).sorted()) { marks, values in
      found += try items(
        "claim IN (\(marks)) AND claim <> ''", [.text(practice.description)] + values)
    }
    return found
  }

  /// What is open on an account, by payer; items without one stand under nothing.
  public func balances(
    of account: Account, in practice: PracticeID
  ) throws -> [SubjectID<Subject.Payer>?: Money] {
    var balances: [SubjectID<Subject.Payer>?: Money] = [:]
    for row in try database.run(
      """
      SELECT payer, CAST(SUM(balance) AS BIGINT) FROM aging
      WHERE practice = ? AND account = ? GROUP BY payer
      """, [.text(practice.description), .int(account.number)])
    {
      balances[try row.id(0)] = try row.money(1)
    }
    return balances
  }

  /// What is open of a guarantor's patients.
  public func items(
    ofGuarantor guarantor: SubjectID<Subject.Guarantor>, in practice: PracticeID
  ) throws -> [OpenItem] {
    try items(
      "guarantor = ? AND guarantor <> '' AND balance <> 0", of: practice,
      .text(guarantor.description))
  }

  /// Receivables that are overpaid: what is owed and nobody has moved to a credit balance yet.
  public func credits(of practice: PracticeID) throws -> [OpenItem] {
    try items(
      "account IN (?, ?, ?) AND balance < 0", of: practice,
      .int(Account.patientReceivable.number), .int(Account.payerReceivable.number),
      .int(Account.collections.number))
  }

  /// The items of the claims that entries touch; and where these name no claim, of their patients.
  func items(
    touchedBy entries: [LedgerEntry], of practice: DatabaseValue
  ) throws -> [OpenItem] {
    var claims: Set<String> = []
    var patients: Set<String> = []
    for kept in entries {
      for posting in kept.entry.postings where chart.hasItems(posting.account) {
        if let claim = posting.subject.claim {
          claims.insert(claim.description)
        } else {
          patients.insert(posting.subject.patient?.description ?? "")
        }
      }
    }
    var found: [OpenItem] = []
    for (names, condition) in [(claims, "claim IN"), (patients, "claim = '' AND patient IN")] {
      try forEachGroup(of: names.sorted()) { marks, values in
        found += try items("\(condition) (\(marks))", [practice] + values)
      }
    }
    return found
  }

  private func items(
    _ condition: String, of practice: PracticeID, _ values: DatabaseValue...
  ) throws -> [OpenItem] {
    try items(condition, [.text(practice.description)] + values)
  }

  func items(
    _ condition: String, _ values: [DatabaseValue]
  ) throws -> [OpenItem] {
    try database.run(
      """
      SELECT account, claim, patient, guarantor, payer, since, balance FROM open_item
      WHERE practice = ? AND \(condition)
      ORDER BY claim, patient, account, payer, guarantor
      """, values
    ).map(Self.item)
  }

  private static func item(_ row: DatabaseRow) throws(DatabaseError) -> OpenItem {
    let subject = Subject(
      patient: try row.id(2), guarantor: try row.id(3), payer: try row.id(4), claim: try row.id(1))
    return OpenItem(
      key: OpenItem.Key(try row.account(0), subject), since: try row.day(5),
      balance: try row.money(6))
  }
}

extension LedgerStore {
  /// A hash of what every account and every open item comes to, whatever entries have led there.
  ///
  /// Two books in which the same is open have the same hash, in whatever order and with whatever detours it came.
  ///
  /// - Complexity: O(*n* log *n*) in the items that are not settled.
  public func fingerprint(of practice: PracticeID) throws -> Digest {
    var hash = SHA256()
    func add(_ fields: [String]) {
      Array((fields.joined(separator: "\t") + "\n").utf8).withUnsafeBytes { hash.update($0) }
    }
    try snapshot {
      for row in try database.run(
        """
        SELECT account, CAST(SUM(debit) - SUM(credit) AS BIGINT) FROM turnover
        WHERE practice = ? GROUP BY account ORDER BY account
        """, [.text(practice.description)])
      where try row.int(1) != 0 {
        add(["account", String(try row.int(0)), String(try row.int(1))])
      }
      var last: [DatabaseValue] = ["", "", 0, "", ""]
      while true {
        let rows = try database.run(
          """
          SELECT claim, patient, account, payer, guarantor, balance FROM open_item
          WHERE practice = ? AND (claim, patient, account, payer, guarantor) > (?, ?, ?, ?, ?)
          AND balance <> 0 ORDER BY claim, patient, account, payer, guarantor LIMIT 10000
          """, [.text(practice.description)] + last)
        for row in rows {
          add(
            [
              "item", try row.text(0), try row.text(1), String(try row.int(2)), try row.text(3),
              try row.text(4), String(try row.int(5)),
            ])
        }
        guard let end = rows.last else { break }
        last = Array(end.values.prefix(5))
      }
    }
    guard let digest = Digest(hexadecimal: hash.finish()) else {
      preconditionFailure("a hash has 32 bytes")
    }
    return digest
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Accounting
import Billing
public import Values

extension BillingStore {
  static let requestColumns = """
    number, kind, reason, account, source, claim, patient, guarantor, payer, amount, rule, words,
    state, needs_second, asked_at, asked_by, asked_key, decided_at, decided_by, decided_key, entry,
    undone, paid_entry, paid_on, paid_by, method, reference
    """

  /// The request of a number; nothing where there is none.
  public func request(_ number: Int) throws -> KeptRequest? {
    try requests("number = ?", [.int(number)]).first
  }

  /// The request that an entry of the books was posted for.
  public func request(ofEntry entry: Int) throws -> KeptRequest? {
    try requests("entry = ? AND entry IS NOT NULL", [.int(entry)]).first
  }

  /// The requests on a claim, in order.
  public func requests(on claim: String) throws -> [KeptRequest] {
    try requests("claim = ? AND claim <> ''", [.text(claim)])
  }

  /// The requests of kinds in a state, the latest first.
  ///
  /// - Parameter number: Only those before it.
  public func requests(
    _ kinds: [KeptRequest.Kind], in state: KeptRequest.State, before number: Int? = nil,
    limit: Int
  ) throws -> [KeptRequest] {
    let marks = repeatElement("?", count: kinds.count).joined(separator: ", ")
    return try requests(
      "state = ? AND kind IN (\(marks)) AND number < ?",
      [.text(state.rawValue)] + kinds.map { .text($0.rawValue) }
        + [.int(number ?? Int(Int32.max))], "ORDER BY number DESC LIMIT \(limit)")
  }

  private func requests(
    _ condition: String, _ values: [DatabaseValue], _ ending: String = "ORDER BY number"
  ) throws -> [KeptRequest] {
    try database.run(
      "SELECT \(Self.requestColumns) FROM request WHERE practice = ? AND \(condition) \(ending)",
      [key] + values
    ).map(Self.request)
  }

  private static func request(_ row: DatabaseRow) throws -> KeptRequest {
    guard let kind = KeptRequest.Kind(rawValue: try row.text(1)),
      let state = KeptRequest.State(rawValue: try row.text(12))
    else { throw DatabaseError(.wrongType, reason: "request") }
    let subject = Subject(
      patient: try row.id(6), guarantor: try row.id(7), payer: try row.id(8),
      claim: try row.id(5))
    var request = KeptRequest(
      kind, reason: try row.text(2), account: try row.account(3), source: try row.account(4),
      subject: subject, amount: try row.money(9), words: try row.text(11),
      at: Instant(microseconds: Int64(try row.int(14))), by: try row.text(15))
    request.number = try row.int(0)
    request.rule = try row.text(10)
    request.state = state
    request.needsSecond = try row.int(13) != 0
    request.decidedAt = try row.optionalInt(17).map { Instant(microseconds: Int64($0)) }
    request.decidedBy = try row.text(18)
    request.entry = try row.optionalInt(20)
    request.undone = try row.optionalInt(21)
    request.paidEntry = try row.optionalInt(22)
    request.paidOn = try row.optionalDay(23)
    request.paidBy = try row.text(24)
    request.method = try row.text(25)
    request.reference = try row.text(26)
    return request
  }

  static func values(of request: KeptRequest) -> [DatabaseValue] {
    let subject = request.subject
    return [
      .int(request.number), .text(request.kind.rawValue), .text(request.reason),
      .int(request.account.number), .int(request.source.number), subject.claim.value,
      subject.patient.value, subject.guarantor.value, subject.payer.value,
      .int(request.amount.cents), .text(request.rule), .text(request.words),
      .text(request.state.rawValue), .int(request.needsSecond ? 1 : 0),
      .int(request.askedAt.microseconds), .text(request.askedBy),
      .text(SecondPerson.key(request.askedBy)),
      DatabaseValue(request.decidedAt.map { Int($0.microseconds) }), .text(request.decidedBy),
      .text(SecondPerson.key(request.decidedBy)), DatabaseValue(request.entry),
      DatabaseValue(request.undone), DatabaseValue(request.paidEntry), .day(request.paidOn),
      .text(request.paidBy), .text(request.method), .text(request.reference),
    ]
  }
}

extension LedgerStore {
  /// What is owed back and not moved to a refund: receivables that are overpaid, payments that are not applied, and
  /// credit balances.
  public func owedBack(of practice: PracticeID) throws -> [OpenItem] {
    try credits(of: practice) + items(ofAccounts: Self.owing, in: practice)
  }

  private static let owing: [Account] = [
    .unappliedPatient, .unappliedPayer, .creditPatient, .creditPayer,
  ]

  private func items(ofAccounts accounts: [Account], in practice: PracticeID) throws -> [OpenItem] {
    let marks = repeatElement("?", count: accounts.count).joined(separator: ", ")
    return try items(
      "balance <> 0 AND account BETWEEN 2110 AND 2220 AND account IN (\(marks))",
      [.text(practice.description)] + accounts.map { .int($0.number) })
  }

  /// What patients or payers owe, not more than an amount and not younger than a day.
  public func smallItems(
    _ account: Account, most: Money, since day: CalendarDate, limit: Int, in practice: PracticeID
  ) throws -> [OpenItem] {
    try Array(
      items(
        """
        account = ? AND balance BETWEEN 1 AND 10000 AND balance <= ? AND since <= ?
        """,
        [
          .text(practice.description), .int(account.number), .int(most.cents), day.value,
        ]
      ).sorted { ($0.since, $0.balance) < ($1.since, $1.balance) }.prefix(limit))
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Accounting
import Billing
public import Values

extension BillingStore {
  /// Takes a request, and says whether somebody else has to approve it.
  ///
  /// - Parameter alone: Up to what amount of a claim one person may decide alone; nothing where never.
  /// - Throws: ``RequestRefusal``: `tooMuch`.
  public func ask(_ request: KeptRequest, alone: Money?) throws -> KeptRequest {
    var request = request
    try checkBalance(request)
    let before = try database.run(
      """
      SELECT COALESCE(CAST(SUM(amount) AS BIGINT), 0) FROM request
      WHERE practice = ? AND patient = ? AND claim = ? AND reason = ? AND needs_second = 0
      AND state IN ('requested', 'posted', 'paid')
      """,
      [
        key, request.subject.patient.value, request.subject.claim.value, .text(request.reason),
      ])
    request.needsSecond =
      try alone.map {
        SecondPerson.isNeeded(
          for: request.amount, before: try before.first?.money(0) ?? .zero, limit: $0)
      } ?? true
    request.number = try numbers("request", 1)
    try database.insert(
      into: "request (practice, \(Self.requestColumns))", rows: [[key] + Self.values(of: request)])
    try add(
      OfficeEvent(
        .request, request.number, at: request.askedAt, by: request.askedBy, "request",
        value: request.amount.description, words: request.words))
    return request
  }

  /// Approves a request and posts it, in one transaction: what nobody may approve is not posted, and what is approved
  /// always is.
  ///
  /// This is the one place where the rule of two people is kept; the table's own constraint holds it too.
  ///
  /// - Parameter entry: Makes the entry of the request as it is then.
  /// - Throws: ``RequestRefusal``: `unknown`, `decided`, `samePerson`, `tooMuch`.
  public func approve(
    _ number: Int, at moment: Instant, by user: String,
    _ entry: (KeptRequest) throws -> JournalEntry
  ) throws -> KeptRequest {
    try transaction {
      var request = try waiting(number)
      if request.needsSecond, !SecondPerson.may(user, approveWhatAsked: request.askedBy) {
        throw RequestRefusal(code: .samePerson, number: number, value: request.askedBy)
      }
      try checkBalance(request)
      request.state = .posted
      request.decidedAt = moment
      request.decidedBy = user
      request.entry = try ledger.append([try entry(request)], to: practice).first?.sequence
      try write(request, from: .requested)
      try add(OfficeEvent(.request, number, at: moment, by: user, "approve"))
      return request
    }
  }

  /// Refuses a request, or takes it back: nothing is posted.
  ///
  /// - Parameter isOwn: Whether whoever asked takes it back.
  /// - Throws: ``RequestRefusal``: `unknown`, `decided`, `notTheirs`.
  public func refuse(
    _ number: Int, isOwn: Bool, at moment: Instant, by user: String, words: String
  ) throws -> KeptRequest {
    try transaction {
      var request = try waiting(number)
      if isOwn, SecondPerson.key(user) != SecondPerson.key(request.askedBy) {
        throw RequestRefusal(code: .notTheirs, number: number, value: request.askedBy)
      }
      request.state = isOwn ? .withdrawn : .rejected
      request.decidedAt = moment
      request.decidedBy = user
      try write(request, from: .requested)
      try add(
        OfficeEvent(
          .request, number, at: moment, by: user, isOwn ? "withdraw" : "reject", words: words))
      return request
    }
  }

  /// Posts the payment of a refund.
  ///
  /// - Throws: ``RequestRefusal``: `unknown`, `decided`.
  public func pay(
    _ number: Int, on day: CalendarDate, method: String, reference: String, at moment: Instant,
    by user: String, _ entry: (KeptRequest) throws -> JournalEntry
  ) throws -> KeptRequest {
    try transaction {
      var request = try known(number)
      guard request.kind == .refund, request.state == .posted else {
        throw RequestRefusal(code: .decided, number: number, value: request.state.rawValue)
      }
      request.state = .paid
      request.paidOn = day
      request.paidBy = user
      request.method = method
      request.reference = reference
      request.paidEntry = try ledger.append([try entry(request)], to: practice).first?.sequence
      try write(request, from: .posted)
      try add(
        OfficeEvent(
          .request, number, at: moment, by: user, "pay", value: "\(method) \(reference)"))
      return request
    }
  }

  /// Takes a request out of the books again, by entries that mirror its own.
  ///
  /// - Parameter reversal: Makes the entry that undoes one of the books.
  /// - Throws: ``RequestRefusal``: `unknown`, `decided`.
  public func undo(
    _ number: Int, at moment: Instant, by user: String, words: String,
    _ reversal: (LedgerEntry) throws -> JournalEntry
  ) throws -> KeptRequest {
    try transaction {
      var request = try known(number)
      let before = request.state
      guard before == .posted || before == .paid else {
        throw RequestRefusal(code: .decided, number: number, value: before.rawValue)
      }
      for own in [request.paidEntry, request.entry].compactMap({ $0 }) {
        guard let kept = try ledger.entries(of: practice, from: own, limit: 1).first else {
          throw DatabaseError(.damaged, reason: "entry \(own)")
        }
        request.undone = try ledger.append([try reversal(kept)], to: practice).first?.sequence
      }
      request.state = .undone
      try write(request, from: before)
      try add(OfficeEvent(.request, number, at: moment, by: user, "undo", words: words))
      return request
    }
  }

  /// The request of a number.
  ///
  /// - Throws: ``RequestRefusal``: `unknown`.
  public func known(_ number: Int) throws -> KeptRequest {
    guard let request = try request(number) else {
      throw RequestRefusal(code: .unknown, number: number, value: "")
    }
    return request
  }

  private func waiting(_ number: Int) throws -> KeptRequest {
    let request = try known(number)
    guard request.state == .requested else {
      throw RequestRefusal(code: .decided, number: number, value: request.state.rawValue)
    }
    return request
  }

  private func write(_ request: KeptRequest, from before: KeptRequest.State) throws {
    let changed = try database.run(
      """
      UPDATE request SET state = ?, decided_at = ?, decided_by = ?, decided_key = ?, entry = ?,
      undone = ?, paid_entry = ?, paid_on = ?, paid_by = ?, method = ?, reference = ?
      WHERE practice = ? AND number = ? AND state = ? RETURNING number
      """,
      [
        .text(request.state.rawValue),
        DatabaseValue(request.decidedAt.map { Int($0.microseconds) }),
        .text(request.decidedBy), .text(SecondPerson.key(request.decidedBy)),
        DatabaseValue(request.entry), DatabaseValue(request.undone),
        DatabaseValue(request.paidEntry), .day(request.paidOn), .text(request.paidBy),
        .text(request.method), .text(request.reference), key, .int(request.number),
        .text(before.rawValue),
      ])
    guard !changed.isEmpty else {
      throw DatabaseError(.busy, reason: "the request was decided meanwhile", isTransient: true)
    }
  }

  /// Whether the balance covers what is asked for.
  private func checkBalance(_ request: KeptRequest) throws {
    let item = OpenItem.Key(request.source, request.subject)
    let items =
      if let claim = request.subject.claim {
        try ledger.items(ofClaim: claim, in: practice)
      } else if let patient = request.subject.patient {
        try ledger.items(ofPatient: patient, in: practice)
      } else {
        try ledger.owedBack(of: practice)
      }
    let balance = items.first { $0.key == item }?.balance ?? .zero
    let room = request.kind == .refund ? -balance : balance
    guard request.amount > .zero, request.amount <= room else {
      throw RequestRefusal(
        code: .tooMuch, number: request.number, value: max(.zero, room).description)
    }
  }
}

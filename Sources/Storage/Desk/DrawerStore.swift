// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Billing
public import Values

/// The money that the desk takes: receipts, drawers and what is counted, each with its entry in the books.
///
/// A receipt and its entry are one transaction: there is never one without the other.
public final class DrawerStore {
  private let own: PracticeDatabase
  private let ledger: LedgerStore

  /// Takes a practice's part of a database.
  public init(_ own: PracticeDatabase, _ chart: ChartOfAccounts) throws {
    self.own = own
    ledger = try LedgerStore(own.database, chart)
  }

  /// Opens a drawer.
  ///
  /// - Parameter float: What lies in it.
  /// - Throws: ``DeskError``: `drawer` where it is open, `badAmount`.
  public func open(_ drawer: String, float: Money, by author: Author) throws -> DrawerSession {
    guard float >= .zero else { throw DeskError(.badAmount) }
    return try own.transaction {
      guard try session(of: drawer) == nil else { throw DeskError(.drawer, ("drawer", drawer)) }
      let number = try own.nextNumbers("drawer")
      try own.insert(
        into: "drawer (practice, number, drawer, opening_cents, opened_by, opened)",
        rows: [
          [
            .int(number), .text(drawer), .int(float.cents), .text(author.user),
            .int(author.moment.microseconds),
          ]
        ])
      return DrawerSession(number: number, drawer: drawer, float: float, opened: author)
    }
  }

  /// The session of a drawer that is open.
  public func session(of drawer: String) throws -> DrawerSession? {
    try sessions("d.drawer = ? AND d.closed IS NULL", [.text(drawer)]).first
  }

  /// A session by its number.
  public func session(_ number: Int) throws -> DrawerSession? {
    try sessions("d.number = ?", [.int(number)]).first
  }

  /// The sessions that were opened from one moment to before another.
  public func sessions(from start: Instant, to end: Instant) throws -> [DrawerSession] {
    try sessions(
      "d.opened >= ? AND d.opened < ?", [.int(start.microseconds), .int(end.microseconds)])
  }

  /// Takes money of a patient: a receipt, and the entry that keeps it unapplied until it is applied to a claim.
  ///
  /// - Parameters:
  ///   - drawer: Where cash and checks go; it must be open.
  ///   - day: The day of the practice.
  /// - Throws: ``DeskError``: `badAmount`, `drawer`; ``AccountingError``; ``PeopleError``: `unknown`.
  public func take(
    _ amount: Money, _ method: Receipt.Method, for purpose: Receipt.Purpose, of patient: PatientID,
    appointment: String?, drawer: String, on day: CalendarDate, by author: Author
  ) throws -> Receipt {
    guard amount > .zero, amount.cents < 100_000_000 else { throw DeskError(.badAmount) }
    return try own.transaction {
      let people = PeopleStore(own)
      let root = try people.root(of: patient)
      let session = method.isInDrawer ? try open(drawer).number : nil
      var receipt = Receipt(
        number: try own.nextNumbers("receipt"), session: session, patient: root,
        guarantor: try people.guarantor(of: root, on: day), appointment: appointment,
        method: method, purpose: purpose, amount: amount, day: day, author: author)
      var draft = EntryDraft(
        .payment, in: own.practice, key: try Self.key("receipt/\(receipt.number)"), effective: day,
        posted: author.moment, source: Self.digest(receipt), memo: MemoCode(purpose.rawValue))
      draft.takePatientPayment(
        amount, to: method.account,
        Subject(patient: receipt.patient, guarantor: receipt.guarantor))
      receipt.entry = try ledger.append([draft.entry()], to: own.practice)[0].sequence
      try insert(receipt)
      return receipt
    }
  }

  /// Takes a receipt back: one of the negative amount, and the entry that reverses the first.
  ///
  /// - Throws: ``DeskError``: `unknown`, `voided`, `drawer` where cash has to be given back and no drawer is open.
  public func void(
    _ number: Int, drawer: String, on day: CalendarDate, by author: Author
  ) throws -> Receipt {
    try own.transaction {
      let before = try receipt(number)
      let isVoided = try !receipts("voids = ?", [.int(number)]).isEmpty
      guard before.voids == nil, !isVoided else {
        throw DeskError(.voided, ("number", "\(number)"))
      }
      var after = before
      after.number = try own.nextNumbers("receipt")
      after.session = before.method.isInDrawer ? try open(drawer).number : nil
      after.amount = -before.amount
      after.voids = number
      after.day = day
      after.author = author
      after.entry = try ledger.reverse(
        before.entry, in: own.practice, effective: day, posted: author.moment,
        source: Self.digest(after)
      ).sequence
      try insert(after)
      return after
    }
  }

  /// Counts a drawer and closes it: what its receipts came to goes to what awaits deposit, with what was counted more
  /// or less on an account of its own.
  ///
  /// - Throws: ``DeskError``: `drawer`, `badAmount`, `drawerDiffers` where receipts and ledger are not the same.
  public func close(
    _ drawer: String, counted: Money, on day: CalendarDate, by author: Author
  ) throws -> DrawerSession {
    guard counted >= .zero else { throw DeskError(.badAmount) }
    return try own.transaction {
      var session = try open(drawer)
      let posted = try ledgerSum(of: session.number)
      guard posted == session.receipts else {
        throw DeskError(
          .drawerDiffers, ("session", "\(session.number)"),
          ("receipts", session.receipts.description), ("ledger", posted.description))
      }
      session.counted = counted
      session.closed = author
      try own.run(
        """
        UPDATE drawer SET closed_by = ?, closed = ?, counted_cents = ?
        WHERE practice = :practice AND number = ?
        """,
        [
          .text(author.user), .int(author.moment.microseconds), .int(counted.cents),
          .int(session.number),
        ])
      try post(session, day, author)
      return session
    }
  }

  private func post(_ session: DrawerSession, _ day: CalendarDate, _ author: Author) throws {
    let over = session.over ?? .zero
    let line = "drawer 1\t\(session.number)\t\(session.receipts.cents)\t\(over.cents)"
    var draft = EntryDraft(
      .deposit, in: own.practice, key: try Self.key("drawer/\(session.number)"), effective: day,
      posted: author.moment, source: SHA256.digest(of: Array(line.utf8)), memo: MemoCode("drawer"))
    draft.move(session.receipts, debit: .undeposited, credit: .cashDrawer, .none)
    draft.move(over, debit: .undeposited, credit: .overShort, .none)
    if !draft.isEmpty { try ledger.append([draft.entry()], to: own.practice) }
  }

  /// A receipt by its number.
  ///
  /// - Throws: ``DeskError``: `unknown`.
  public func receipt(_ number: Int) throws -> Receipt {
    guard let found = try receipts("number = ?", [.int(number)]).first else {
      throw DeskError(.unknown, ("kind", "receipt"), ("number", "\(number)"))
    }
    return found
  }

  /// The receipts of a session of a drawer.
  public func receipts(ofSession number: Int) throws -> [Receipt] {
    try receipts("session = ?", [.int(number)])
  }

  /// The receipts of a day of the practice.
  public func receipts(on day: CalendarDate) throws -> [Receipt] {
    try receipts("day = ?", [day.value])
  }

  /// What the ledger has on the drawer's account by the receipts of a session.
  public func ledgerSum(of session: Int) throws -> Money {
    try own.run(
      """
      SELECT CAST(COALESCE(SUM(p.cents), 0) AS BIGINT) FROM receipt r
      JOIN posting p ON p.practice = r.practice AND p.sequence = r.entry
      WHERE r.practice = :practice AND r.session = ? AND p.account = ?
      """, [.int(session), .int(Account.cashDrawer.number)]
    ).first?.money(0) ?? .zero
  }

  private func open(_ drawer: String) throws -> DrawerSession {
    guard let session = try session(of: drawer) else {
      throw DeskError(.drawer, ("drawer", drawer))
    }
    return session
  }

  private static func key(_ text: String) throws -> SourceKey {
    guard let key = SourceKey(text) else { throw AccountingError(.badText, ("member", "key")) }
    return key
  }

  private static func digest(_ receipt: Receipt) -> Digest {
    SHA256.digest(of: Array(receipt.canonical.utf8))
  }

  private func insert(_ receipt: Receipt) throws {
    try own.insert(
      into: """
        receipt (practice, number, session, patient, guarantor, appointment, method, purpose, cents,
        voids, day, taken_by, moment, entry)
        """,
      rows: [
        [
          .int(receipt.number), DatabaseValue(receipt.session),
          .text(receipt.patient.description), .text(receipt.guarantor.description),
          .text(receipt.appointment ?? ""), .text(receipt.method.rawValue),
          .text(receipt.purpose.rawValue), .int(receipt.amount.cents),
          DatabaseValue(receipt.voids), receipt.day.value, .text(receipt.author.user),
          .int(receipt.author.moment.microseconds), .int(receipt.entry),
        ]
      ])
  }

  private func receipts(
    _ condition: String, _ values: [DatabaseValue]
  ) throws -> [Receipt] {
    try own.run(
      """
      SELECT number, session, patient, guarantor, appointment, method, purpose, cents, voids, day,
      taken_by, moment, entry FROM receipt WHERE practice = :practice AND \(condition) ORDER BY number
      """, values
    ).map { row in
      guard let method = Receipt.Method(rawValue: try row.text(5)),
        let purpose = Receipt.Purpose(rawValue: try row.text(6)),
        let author = Author(
          try row.text(10), at: Instant(microseconds: Int64(try row.int(11))))
      else { throw DatabaseError(.wrongType, reason: "receipt") }
      return Receipt(
        number: try row.int(0), session: try row.optionalInt(1),
        patient: try PeopleStore.patient(row.text(2)),
        guarantor: try PeopleStore.guarantor(row.text(3)),
        appointment: try row.text(4).isEmpty ? nil : row.text(4), method: method,
        purpose: purpose, amount: try row.money(7), voids: try row.optionalInt(8),
        day: try row.day(9), author: author, entry: try row.int(12))
    }
  }

  private func sessions(
    _ condition: String, _ values: [DatabaseValue]
  ) throws -> [DrawerSession] {
    try own.run(
      """
      SELECT d.number, d.drawer, d.opening_cents, d.opened_by, d.opened, d.closed_by, d.closed,
      d.counted_cents, (SELECT CAST(COALESCE(SUM(r.cents), 0) AS BIGINT) FROM receipt r
      WHERE r.practice = d.practice AND r.session = d.number)
      FROM drawer d WHERE d.practice = :practice AND \(condition) ORDER BY d.number
      """, values
    ).map { row in
      guard
        let opened = Author(try row.text(3), at: Instant(microseconds: Int64(try row.int(4))))
      else { throw DatabaseError(.wrongType, reason: "drawer") }
      let closed = try row.optionalInt(6).flatMap {
        Author(try row.text(5), at: Instant(microseconds: Int64($0)))
      }
      return DrawerSession(
        number: try row.int(0), drawer: try row.text(1), float: try row.money(2), opened: opened,
        closed: closed, counted: try row.optionalInt(7).map { Money(cents: Int64($0)) },
        receipts: try row.money(8))
    }
  }
}

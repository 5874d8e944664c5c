// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

/// The books of practices in a database; entries are only ever added, and what they come to is kept beside them in
/// the same transaction.
///
///     let store = try LedgerStore(Database(at: address), chart)
///     try store.open(practice, from: day)
///     let outcomes = try store.append(entries, to: practice)
///
/// When ``append(_:to:)`` has returned, the entries are safe on the disk.
public final class LedgerStore {
  let database: Database
  let chart: ChartOfAccounts

  /// Takes a database and brings its tables up to date.
  ///
  /// - Throws: ``DatabaseError``.
  public init(_ database: Database, _ chart: ChartOfAccounts) throws {
    self.database = database
    self.chart = chart
    try database.migrate(Schema.steps)
  }

  /// Opens the books of a practice.
  ///
  /// - Throws: ``AccountingError``: `booksExist`; ``DatabaseError``.
  public func open(_ practice: PracticeID, from day: CalendarDate) throws {
    let head = LedgerHead(practice: practice, opened: day)
    try database.transaction {
      let added = try database.run(
        """
        INSERT INTO ledger (practice, opened, closed_through, entries, hash)
        VALUES (?, ?, NULL, 0, ?) ON CONFLICT (practice) DO NOTHING RETURNING entries
        """, [.text(practice.description), day.value, .bytes(head.hash.bytes)])
      if added.isEmpty { throw AccountingError(.booksExist) }
    }
  }

  /// The practices that have books here, with where these stand.
  public func heads() throws -> [LedgerHead] {
    try database.run(
      "SELECT practice, opened, closed_through, entries, hash FROM ledger ORDER BY practice"
    ).map(Self.head)
  }

  /// When the entry was posted that says the latest; nothing where there is none.
  public func lastPosted() throws -> Instant? {
    var last: Instant?
    for head in try heads() where head.count > 0 {
      let row = try database.run(
        "SELECT MAX(posted) FROM entry WHERE practice = ?", [.text(head.practice.description)])
      guard let posted = try row.first?.optionalInt(0) else { continue }
      last = max(last ?? Instant(microseconds: 0), Instant(microseconds: Int64(posted)))
    }
    return last
  }

  /// Where the books of a practice stand.
  ///
  /// - Throws: ``AccountingError``: `noBooks`; ``DatabaseError``.
  public func head(of practice: PracticeID) throws -> LedgerHead {
    try Self.only(
      database.run(
        """
        SELECT practice, opened, closed_through, entries, hash FROM ledger WHERE practice = ?
        """, [.text(practice.description)]))
  }

  /// Adds entries, all of them or none; one that is there already is left as it is.
  ///
  /// - Returns: What became of each.
  /// - Throws: ``RefusedEntry`` with the first entry that may not be added; ``AccountingError``: `noBooks`;
  ///   ``DatabaseError``.
  @discardableResult
  public func append(
    _ entries: [JournalEntry], to practice: PracticeID
  ) throws -> [Ledger.Outcome] {
    guard !entries.isEmpty else { return [] }
    let (outcomes, before) = try database.transaction {
      let head = try lockedHead(of: practice)
      var batch = LedgerBatch(head: head, self)
      return (try batch.append(entries), head.count)
    }
    // Whenever the books have become ten times as large, plans made for small tables are bad ones.
    let after = outcomes.last?.sequence ?? before
    if after >= 100, "\(after)".utf8.count > "\(before)".utf8.count {
      try database.engine.countRows(of: ["entry", "posting", "open_item", "aging", "turnover"])
    }
    return outcomes
  }

  /// Undoes an entry by one that mirrors it.
  ///
  /// - Throws: ``AccountingError``: `nothingToReverse`; else as ``append(_:to:)``.
  public func reverse(
    _ sequence: Int, in practice: PracticeID, effective: CalendarDate, posted: Instant,
    source: Digest, memo: MemoCode? = nil
  ) throws -> Ledger.Outcome {
    guard let entry = try entries(of: practice, from: sequence, limit: 1).first,
      entry.sequence == sequence
    else { throw AccountingError(.nothingToReverse, ("entry", "\(sequence)")) }
    let outcomes = try append(
      [
        JournalEntry(
          reversing: entry, effective: effective, posted: posted, source: source, memo: memo)
      ], to: practice)
    return outcomes[0]
  }

  /// Closes all days up to one; no entry of these days is taken any more.
  ///
  /// - Parameters:
  ///   - user: Who closes.
  ///   - moment: When.
  /// - Throws: ``AccountingError``: `closedBefore`, `beforeOpening`, `noBooks`; ``DatabaseError``.
  public func close(
    through day: CalendarDate, of practice: PracticeID, by user: String, at moment: Instant
  ) throws {
    try database.transaction {
      var head = try lockedHead(of: practice)
      try head.close(through: day)
      try database.run(
        """
        INSERT INTO closing (practice, closed_through, entries, hash, closed_by, closed_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          .text(practice.description), day.value, .int(head.count), .bytes(head.hash.bytes),
          .text(user), .int(moment.microseconds),
        ])
      try database.run(
        "UPDATE ledger SET closed_through = ? WHERE practice = ?",
        [day.value, .text(practice.description)])
    }
  }

  /// The periods that were closed, in order.
  public func closings(of practice: PracticeID) throws -> [Ledger.Closing] {
    try database.run(
      """
      SELECT closed_through, entries, hash FROM closing WHERE practice = ?
      ORDER BY closed_through
      """, [.text(practice.description)]
    ).map { row in
      Ledger.Closing(through: try row.day(0), count: try row.int(1), hash: try row.digest(2))
    }
  }

  /// Takes hold of the books until the transaction ends.
  private func lockedHead(of practice: PracticeID) throws -> LedgerHead {
    try Self.only(
      database.run(
        """
        UPDATE ledger SET entries = entries WHERE practice = ?
        RETURNING practice, opened, closed_through, entries, hash
        """, [.text(practice.description)]))
  }

  private static func only(_ rows: [DatabaseRow]) throws -> LedgerHead {
    guard let row = rows.first else { throw AccountingError(.noBooks) }
    return try head(row)
  }

  private static func head(_ row: DatabaseRow) throws -> LedgerHead {
    guard let practice = PracticeID(try row.text(0)) else {
      throw DatabaseError(.wrongType, reason: "practice")
    }
    return LedgerHead(
      practice: practice, opened: try row.day(1),
      closedThrough: try row.optionalInt(2).map { CalendarDate(daysSinceEpoch: Int32($0)) },
      count: try row.int(3), hash: try row.digest(4))
  }
}

/// An entry that may not be added, by its place among those handed in.
public struct RefusedEntry: Error, Hashable, Sendable {
  /// The place, from 0.
  public let position: Int
  /// Why.
  public let error: AccountingError
}

extension CalendarDate {
  /// The day as a database keeps it: days since 1970-01-01.
  var value: DatabaseValue { .int(Int64(daysSinceEpoch)) }
}

extension DatabaseRow {
  /// The day of a column.
  func day(_ column: Int) throws(DatabaseError) -> CalendarDate {
    guard let days = Int32(exactly: try int(column)) else {
      throw DatabaseError(.wrongType, reason: "column \(column + 1)")
    }
    return CalendarDate(daysSinceEpoch: days)
  }

  /// The hash of a column.
  func digest(_ column: Int) throws(DatabaseError) -> Digest {
    guard let digest = Digest(try bytes(column)) else {
      throw DatabaseError(.wrongType, reason: "column \(column + 1)")
    }
    return digest
  }

  /// The amount of a column, in cents.
  func money(_ column: Int) throws(DatabaseError) -> Money { Money(cents: Int64(try int(column))) }

  /// The identifier of a column; nothing where it is empty.
  func id<Kind>(_ column: Int) throws(DatabaseError) -> SubjectID<Kind>? {
    let text = try text(column)
    guard !text.isEmpty else { return nil }
    guard let id = SubjectID<Kind>(text) else {
      throw DatabaseError(.wrongType, reason: "column \(column + 1)")
    }
    return id
  }

  /// The account of a column.
  func account(_ column: Int) throws(DatabaseError) -> Account {
    guard let account = Account(try int(column)) else {
      throw DatabaseError(.wrongType, reason: "column \(column + 1)")
    }
    return account
  }
}

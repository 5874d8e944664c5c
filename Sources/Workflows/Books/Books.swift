// SPDX-License-Identifier: Apache-2.0

import Accounting
import Glibc
import Storage
public import Values

/// The books of a practice: opened, added to, closed, verified, reported and exported.
///
///     let books = try Books(database: nil, practice: "main", Installation())
///     try books.open(from: day)
///     try books.trialBalance(through: nil)
public final class Books {
  let store: LedgerStore
  let practice: PracticeID

  /// Takes the books of a practice.
  ///
  /// - Parameters:
  ///   - database: The address, `sqlite:PATH` or `postgresql://…`; nothing for `books.sqlite` in the installation.
  ///   - isNew: Whether a file may be made where there is none.
  /// - Throws: ``WorkflowFailure``: `database.…`, `ledger.bad-text`, `ledger.no-books`.
  public init(
    database: String?, practice: String, _ installation: Installation, isNew: Bool = false
  ) throws(WorkflowFailure) {
    guard let practice = PracticeID(practice) else {
      throw WorkflowFailure("ledger.bad-text", .usage, ("member", "practice"))
    }
    let address = try Self.address(database, installation)
    if case .sqlite(let path) = address, path != ":memory:", !Files.exists(path) {
      guard isNew else { throw WorkflowFailure(any: AccountingError(.noBooks)) }
      if database == nil { try asWorkflow { try Files.makeFolder(installation.home) } }
    }
    self.practice = practice
    // What is made here is for its owner alone to read.
    let mask = umask(0o077)
    defer { umask(mask) }
    store = try asWorkflow { try LedgerStore(Database(at: address), .standard) }
  }

  private static func address(
    _ database: String?, _ installation: Installation
  ) throws(WorkflowFailure) -> DatabaseAddress {
    guard let database else { return .sqlite(path: "\(installation.home)/books.sqlite") }
    guard let address = DatabaseAddress(database) else {
      // The address may hold a password.
      throw WorkflowFailure(any: DatabaseError(.badAddress))
    }
    return address
  }

  /// Opens the books.
  ///
  /// - Parameter day: Their first day.
  public func open(from day: CalendarDate) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      try store.open(practice, from: day)
      return json(try store.head(of: practice))
    }
  }

  /// Adds the entries of a file, one a line of JSON; those that are there already are left as they are.
  ///
  /// Each thousand lines are safe on the disk before the next, so that a file that was broken off can be given again.
  ///
  /// - Returns: `added`, `present`, and where the books stand.
  /// - Throws: ``WorkflowFailure`` with the line of the first entry that may not be added; nothing of its thousand is.
  public func append(_ path: String) throws(WorkflowFailure) -> JSON {
    let reader = try asWorkflow { try LineReader(path) }
    var (added, present) = (0, 0)
    var entries: [(line: Int, entry: JournalEntry)] = []
    func write() throws(WorkflowFailure) {
      for outcome in try appended(entries) {
        if case .added = outcome { added += 1 } else { present += 1 }
      }
      entries = []
    }
    while let line = try asWorkflow({ try reader.next() }) {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      entries.append((reader.line, try parsed(line, reader.line)))
      if entries.count == 1000 { try write() }
    }
    try write()
    let head = try asWorkflow { json(try store.head(of: practice)) }
    return .object(
      [.init("added", .int(added)), .init("present", .int(present))] + head.members)
  }

  /// Undoes an entry by one that mirrors it.
  ///
  /// - Parameters:
  ///   - effective: The day on which the reversal counts; today, unless it is given.
  ///   - document: The file that asks for it: its hash is what the reversal rests on.
  public func reverse(
    _ entry: Int, effective: CalendarDate?, document: String
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      guard let source = Digest(hexadecimal: try SHA256.hexadecimal(ofFile: document)) else {
        preconditionFailure("a hash has 32 bytes")
      }
      let now = Self.now()
      let outcome = try store.reverse(
        entry, in: practice, effective: effective ?? now.date, posted: now, source: source)
      return .object(
        [.init("entry", .int(outcome.sequence))] + json(try store.head(of: practice)).members)
    }
  }

  /// Closes all days up to one, for ever.
  ///
  /// - Parameter user: Who closes.
  public func close(through day: CalendarDate, by user: String) throws(WorkflowFailure) -> JSON {
    guard !user.allSatisfy(\.isWhitespace) else {
      throw WorkflowFailure("ledger.bad-text", .usage, ("member", "user"))
    }
    return try asWorkflow {
      try store.close(through: day, of: practice, by: user, at: Self.now())
      return json(try store.head(of: practice))
    }
  }

  private func appended(
    _ entries: [(line: Int, entry: JournalEntry)]
  ) throws(WorkflowFailure) -> [Ledger.Outcome] {
    do {
      return try store.append(entries.map(\.entry), to: practice)
    } catch let refused as RefusedEntry {
      throw Self.refused(refused.error, entries[refused.position].line)
    } catch {
      throw WorkflowFailure(any: error)
    }
  }

  private func parsed(_ line: [UInt8], _ number: Int) throws(WorkflowFailure) -> JournalEntry {
    let json: JSON
    do { json = try JSON(parsing: line) } catch {
      throw Self.refused(AccountingError(.badText, ("member", error.code.rawValue)), number)
    }
    do { return try JournalEntry(json: json, in: practice) } catch {
      throw Self.refused(error, number)
    }
  }

  private static func refused(_ error: AccountingError, _ line: Int) -> WorkflowFailure {
    WorkflowFailure(
      [
        Finding(
          error.code.rawValue, .rejects, at: .text(line: line, byte: nil), facts: error.facts)
      ], .rejected)
  }

  /// Where the books stand.
  func json(_ head: LedgerHead) -> JSON {
    .members(
      ("practice", .string(head.practice.description)), ("opened", .date(head.opened)),
      ("closed_through", head.closedThrough.map { .date($0) }), ("entries", .int(head.count)),
      ("head", .string("\(head.count):\(head.hash)")))
  }

  static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }
}

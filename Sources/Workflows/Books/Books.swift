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
    self.practice = practice
    let database = try PracticePlace.open(database, installation, isNew: isNew)
    store = try asWorkflow { try LedgerStore(database, .standard) }
  }

  init(_ own: PracticeDatabase) throws(WorkflowFailure) {
    practice = own.practice
    store = try asWorkflow { try LedgerStore(own.database, .standard) }
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
  /// Each batch of lines is safe on the disk before the next, so that a file that was broken off can be given again.
  ///
  /// - Parameters:
  ///   - batch: How many lines are added together.
  ///   - acknowledge: Is told after each batch where the books stand, as `entries:hash`.
  /// - Returns: `added`, `present`, and where the books stand.
  /// - Throws: ``WorkflowFailure`` with the line of the first entry that may not be added; nothing of its batch is.
  public func append(
    _ path: String, batch: Int = 1000, acknowledge: ((String) -> Void)? = nil
  ) throws(WorkflowFailure) -> JSON {
    let reader = try asWorkflow { try LineReader(path) }
    var (added, present) = (0, 0)
    var entries: [(line: Int, entry: JournalEntry)] = []
    func write() throws(WorkflowFailure) {
      for outcome in try appended(entries) {
        if case .added = outcome { added += 1 } else { present += 1 }
      }
      entries = []
      guard let acknowledge else { return }
      let head = try asWorkflow { try store.head(of: practice) }
      acknowledge("\(head.count):\(head.hash)")
    }
    while let line = try asWorkflow({ try reader.next() }) {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      entries.append((reader.line, try parsed(line, reader.line)))
      if entries.count == batch { try write() }
    }
    if !entries.isEmpty { try write() }
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
      let now = Instant.now
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
      try store.close(through: day, of: practice, by: user, at: .now)
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
}

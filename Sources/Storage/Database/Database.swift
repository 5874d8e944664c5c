// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A connection to a database of SQLite or PostgreSQL, with the same statements for both.
///
///     let database = try Database(at: .sqlite(path: "books.sqlite"))
///     try database.migrate(Schema.books)
///     let rows = try database.run("SELECT count FROM ledger WHERE practice = ?", [.text("main")])
///
/// Parameters are written as `?`. A connection belongs to one thread at a time; another thread opens its own.
public final class Database {
  /// Which engine it is.
  public let address: DatabaseAddress
  let engine: any DatabaseEngine
  private var depth = 0

  /// Opens a database; a file of SQLite is made where there is none.
  ///
  /// - Throws: ``DatabaseError``: `unreachable`, `noClient`, `damaged`.
  public init(at address: DatabaseAddress) throws(DatabaseError) {
    self.address = address
    engine =
      switch address {
      case .sqlite(let path): try SQLiteEngine(path, .writeAhead)
      case .postgreSQL(let address): try PostgreSQLEngine(address)
      }
  }

  /// Whether PostgreSQL can be asked from this machine.
  public static var hasPostgreSQLClient: Bool { PostgreSQLEngine.hasClient }

  /// What the engine finds wrong with its own pages: SQLite alone has such a look.
  public func faults(isQuick: Bool) throws(DatabaseError) -> [String] {
    try engine.faults(isQuick: isQuick)
  }

  /// Runs a statement.
  ///
  /// - Returns: Its rows.
  /// - Throws: ``DatabaseError``.
  @discardableResult
  public func run(
    _ text: String, _ values: [DatabaseValue] = []
  ) throws(DatabaseError) -> [DatabaseRow] {
    var rows: [DatabaseRow] = []
    try engine.run(text, values) { (row: DatabaseRow) throws(DatabaseError) in rows.append(row) }
    return rows
  }

  /// Inserts rows, many with one statement.
  ///
  /// - Parameters:
  ///   - columns: The table and its columns: `posting (practice, sequence, …)`.
  ///   - ending: What follows the values, such as `ON CONFLICT … DO UPDATE …`.
  /// - Returns: What `RETURNING` gives, in no order.
  /// - Throws: ``DatabaseError``.
  @discardableResult
  public func insert(
    into columns: String, rows: [[DatabaseValue]], _ ending: String = ""
  ) throws(DatabaseError) -> [DatabaseRow] {
    guard let width = rows.first?.count else { return [] }
    var returned: [DatabaseRow] = []
    let one = "(" + repeatElement("?", count: width).joined(separator: ", ") + ")"
    var next = 0
    // Few sizes, so that each statement is prepared once.
    for size in [256, 32, 1] where size == 1 || size * width <= engine.parameterLimit {
      let text =
        "INSERT INTO \(columns) VALUES "
        + repeatElement(one, count: size).joined(separator: ", ")
        + (ending.isEmpty ? "" : " \(ending)")
      var values: [DatabaseValue] = []
      while rows.count - next >= size {
        values.removeAll(keepingCapacity: true)
        for row in rows[next..<(next + size)] { values.append(contentsOf: row) }
        returned += try run(text, values)
        next += size
      }
    }
    return returned
  }

  /// Does something wholly or not at all, as if nobody else were there.
  ///
  /// Where the server says that others came in the way, it is all done again, for up to a minute: the work must
  /// not do anything outside of the database. Inside another transaction it is a part of that one, undone alone where
  /// it throws.
  ///
  /// - Throws: What the work throws, and ``DatabaseError``.
  @discardableResult
  public func transaction<Result>(_ work: () throws -> Result) throws -> Result {
    guard depth == 0 else { return try part(work) }
    let start = ContinuousClock.now
    var pause = Duration.microseconds(500)
    while true {
      do {
        return try attempt(engine.begin, work)
      } catch let error as DatabaseError where error.isTransient {
        guard ContinuousClock.now - start < .seconds(60) else { throw error }
        wait(pause * Int.random(in: 50...100) / 100)
        pause = min(pause * 2, .milliseconds(50))
      }
    }
  }

  /// Whether a table is there.
  public func hasTable(_ name: String) throws(DatabaseError) -> Bool {
    try engine.tableNames().contains(name)
  }

  /// A text that is another one when others have changed something since it was last asked for.
  public func changeMark() throws(DatabaseError) -> String { try engine.changeMark() }

  /// Reads everything as it is at one moment, while others go on writing.
  ///
  /// - Throws: What the work throws, and ``DatabaseError``.
  @discardableResult
  public func snapshot<Result>(_ work: () throws -> Result) throws -> Result {
    depth == 0 ? try attempt(engine.beginReading, work) : try work()
  }

  private func attempt<Result>(_ begin: String, _ work: () throws -> Result) throws -> Result {
    try run(begin)
    depth = 1
    defer { depth = 0 }
    do {
      let result = try work()
      try run("COMMIT")
      return result
    } catch {
      // SQLite has rolled back by itself after some failures; a second time does no harm.
      _ = try? run("ROLLBACK")
      throw error
    }
  }

  private func part<Result>(_ work: () throws -> Result) throws -> Result {
    let name = "part_\(depth)"
    try run("SAVEPOINT \(name)")
    depth += 1
    defer { depth -= 1 }
    do {
      let result = try work()
      try run("RELEASE SAVEPOINT \(name)")
      return result
    } catch {
      _ = try? run("ROLLBACK TO SAVEPOINT \(name)")
      _ = try? run("RELEASE SAVEPOINT \(name)")
      throw error
    }
  }

  /// Waits a moment, without Foundation.
  private func wait(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    nanosleep(&time, nil)
  }
}

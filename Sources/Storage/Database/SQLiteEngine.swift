// SPDX-License-Identifier: Apache-2.0

import CLibraries

/// A connection to a file of SQLite.
///
/// What a transaction has done is safe on the disk when it has ended.
final class SQLiteEngine: DatabaseEngine {
  /// How a transaction that was cut short is undone.
  enum Journal {
    /// A log beside the file: readers and one writer do not wait for each other.
    case writeAhead
    /// A copy of what is changed: after each transaction the one file is all there is.
    case rollback
  }

  private let path: String
  private var handle: OpaquePointer?
  private var statements: [String: OpaquePointer] = [:]

  let begin = "BEGIN IMMEDIATE"
  let beginReading = "BEGIN"
  let parameterLimit = 32_000

  /// Opens a file, or makes it; others that use it are waited for, up to a minute. One thread at a time may use it.
  init(_ path: String, _ journal: Journal) throws(DatabaseError) {
    self.path = path
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    guard sqlite3_open_v2(path, &handle, flags, nil) == SQLITE_OK else { throw failure() }
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, 60_000)
    switch journal {
    case .writeAhead:
      try set("journal_mode = WAL")
      try set("synchronous = FULL")
      try set("cache_size = -49152")
      // What a crash leaves to be read again is at most some 16 MB: a fraction of a second.
      try set("wal_autocheckpoint = 4000")
    case .rollback: try set("synchronous = EXTRA")
    }
    try set("foreign_keys = ON")
    try set("trusted_schema = OFF")
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }

  func definition(_ text: String) -> String { StatementText.sqliteDefinition(text) }

  func choose(_ step: SchemaStep.Statement) -> String? {
    switch step {
    case .table(let text): definition(text)
    case .both(let text), .sqlite(let text): text
    case .postgreSQL: nil
    }
  }

  /// The schema has said how large they are to be taken for.
  func countRows(of tables: [String]) {}

  func tableNames() throws(DatabaseError) -> [String] {
    var names: [String] = []
    try run("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", [])
    {
      (row: DatabaseRow) throws(DatabaseError) in names.append(try row.text(0))
    }
    return names
  }

  func changeMark() throws(DatabaseError) -> String {
    var mark = ""
    try run("PRAGMA data_version", []) { (row: DatabaseRow) throws(DatabaseError) in
      mark = "\(try row.int(0))"
    }
    return mark
  }

  func faults(isQuick: Bool) throws(DatabaseError) -> [String] {
    var faults: [String] = []
    try run(isQuick ? "PRAGMA quick_check" : "PRAGMA integrity_check", []) {
      (row: DatabaseRow) throws(DatabaseError) in faults.append(try row.text(0))
    }
    return faults == ["ok"] ? [] : faults
  }

  /// `BEGIN IMMEDIATE` has done it.
  func lockSchema() {}

  /// The id of the row inserted last.
  var lastRow: Int { Int(sqlite3_last_insert_rowid(handle)) }

  func run(
    _ text: String, _ values: [DatabaseValue], each: (DatabaseRow) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    let statement = try prepared(text)
    // Every value is bound anew the next time.
    defer { sqlite3_reset(statement) }
    guard Int(sqlite3_bind_parameter_count(statement)) == values.count else {
      throw DatabaseError(.failed, reason: "\(values.count) values for the statement")
    }
    for (index, value) in values.enumerated() {
      guard bind(value, Int32(index + 1), statement) == SQLITE_OK else { throw failure() }
    }
    var status = sqlite3_step(statement)
    while status == SQLITE_ROW {
      let count = sqlite3_column_count(statement)
      try each(DatabaseRow(values: (0..<count).map { Self.column($0, statement) }))
      status = sqlite3_step(statement)
    }
    guard status == SQLITE_DONE else { throw failure() }
  }

  private func set(_ pragma: String) throws(DatabaseError) {
    guard sqlite3_exec(handle, "PRAGMA \(pragma)", nil, nil, nil) == SQLITE_OK else {
      throw failure()
    }
  }

  private func prepared(_ text: String) throws(DatabaseError) -> OpaquePointer {
    if let statement = statements[text] { return statement }
    if statements.count >= 200 {
      for statement in statements.values { sqlite3_finalize(statement) }
      statements = [:]
    }
    var statement: OpaquePointer?
    guard
      sqlite3_prepare_v3(handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        == SQLITE_OK, let statement
    else { throw failure() }
    statements[text] = statement
    return statement
  }

  private func bind(_ value: DatabaseValue, _ index: Int32, _ statement: OpaquePointer) -> Int32 {
    // As the destructor: SQLite takes a copy.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch value {
    case .null: return sqlite3_bind_null(statement, index)
    case .int(let number): return sqlite3_bind_int64(statement, index, number)
    case .text(var text):
      guard !text.isEmpty else { return sqlite3_bind_text(statement, index, "", 0, nil) }
      return text.withUTF8 { utf8 in
        utf8.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text(statement, index, $0.baseAddress, Int32($0.count), copied)
        }
      }
    case .bytes(let bytes):
      // Without an address SQLite would bind nothing.
      guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
      return bytes.withUnsafeBytes {
        sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), copied)
      }
    }
  }

  private static func column(_ index: Int32, _ statement: OpaquePointer) -> DatabaseValue {
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER: return .int(sqlite3_column_int64(statement, index))
    case SQLITE_TEXT:
      let count = Int(sqlite3_column_bytes(statement, index))
      let text = UnsafeBufferPointer(start: sqlite3_column_text(statement, index), count: count)
      return .text(String(decoding: text, as: UTF8.self))
    case SQLITE_BLOB:
      let count = Int(sqlite3_column_bytes(statement, index))
      return .bytes(
        Array(UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, index), count: count)))
    // No table has a column of floating point; it would come out as what it is not.
    case SQLITE_FLOAT: return .text("a number with a fraction")
    default: return .null
    }
  }

  private func failure() -> DatabaseError {
    let state = sqlite3_extended_errcode(handle)
    let reason = sqlite3_errmsg(handle).map { String(cString: $0) } ?? "no memory"
    let code: DatabaseError.Code =
      switch state & 0xFF {
      case SQLITE_BUSY, SQLITE_LOCKED: .busy
      case SQLITE_FULL: .full
      case SQLITE_READONLY, SQLITE_PERM: .readOnly
      case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged
      case SQLITE_CANTOPEN: .unreachable
      case SQLITE_CONSTRAINT: .constraint
      default: .failed
      }
    return DatabaseError(code, state: "SQLite \(state)", reason: reason)
  }
}

// SPDX-License-Identifier: Apache-2.0

import CSystem

/// A SQLite database on the disk, read and written by one connection.
///
/// A transaction is safe on the disk when ``transaction(_:)`` returns, and not there at all where it
/// throws or the process dies before.
final class SQLiteDatabase {
  /// A value that is bound to a statement or comes out of one.
  enum Value: Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    case null
    case int(Int)
    case text(String)

    init(stringLiteral text: String) { self = .text(text) }
    init(integerLiteral number: Int) { self = .int(number) }
    init(_ text: String?) { self = text.map(Value.text) ?? .null }

    var int: Int? { if case .int(let number) = self { number } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
  }

  /// The file.
  let path: String
  private var handle: OpaquePointer?

  /// Opens a database, or makes one; others that use it are waited for.
  init(_ path: String) throws(FileFailure) {
    self.path = path
    try Files.makeFolder(Files.folder(of: path))
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX
    guard sqlite3_open_v2(path, &handle, flags, nil) == SQLITE_OK else { throw failure() }
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, 60_000)
    try run("PRAGMA synchronous = EXTRA")
    try run("PRAGMA foreign_keys = ON")
  }

  deinit { sqlite3_close_v2(handle) }

  /// Does something wholly or not at all; no other process writes meanwhile.
  func transaction<Result>(
    _ body: () throws(FileFailure) -> Result
  ) throws(FileFailure) -> Result {
    try run("BEGIN IMMEDIATE")
    do throws(FileFailure) {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      // SQLite has rolled back by itself after some failures; a second time does no harm.
      _ = try? run("ROLLBACK")
      throw error
    }
  }

  /// Runs a statement and gives its rows.
  @discardableResult
  func run(_ sql: String, _ values: Value...) throws(FileFailure) -> [[Value]] {
    try run(sql, values)
  }

  /// Runs a statement and gives its rows.
  func run(_ sql: String, _ values: [Value]) throws(FileFailure) -> [[Value]] {
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw failure() }
    for (index, value) in values.enumerated() {
      guard bind(value, Int32(index + 1), statement) == SQLITE_OK else { throw failure() }
    }
    var rows: [[Value]] = []
    var status = sqlite3_step(statement)
    while status == SQLITE_ROW {
      rows.append((0..<sqlite3_column_count(statement)).map { Self.column($0, statement) })
      status = sqlite3_step(statement)
    }
    guard status == SQLITE_DONE else { throw failure() }
    return rows
  }

  /// The id of the row inserted last.
  var lastRow: Int { Int(sqlite3_last_insert_rowid(handle)) }

  private func bind(_ value: Value, _ index: Int32, _ statement: OpaquePointer?) -> Int32 {
    switch value {
    case .null: sqlite3_bind_null(statement, index)
    case .int(let number): sqlite3_bind_int64(statement, index, Int64(number))
    case .text(let text):
      // -1 as the destructor: SQLite takes a copy.
      sqlite3_bind_text(
        statement, index, text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }
  }

  private static func column(_ index: Int32, _ statement: OpaquePointer?) -> Value {
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER: .int(Int(sqlite3_column_int64(statement, index)))
    case SQLITE_NULL: .null
    default: Value(sqlite3_column_text(statement, index).map { String(cString: $0) })
    }
  }

  private func failure() -> FileFailure {
    let code = sqlite3_extended_errcode(handle)
    let reason = sqlite3_errmsg(handle).map { String(cString: $0) } ?? "no database"
    let kind: FileFailure.Code =
      switch code & 0xFF {
      case SQLITE_FULL: .diskFull
      case SQLITE_CORRUPT, SQLITE_NOTADB: .damagedArchive
      case SQLITE_CANTOPEN: .unreadable
      default: .unwritable
      }
    return FileFailure(kind, path, reason: reason)
  }
}

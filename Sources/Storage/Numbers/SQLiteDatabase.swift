// SPDX-License-Identifier: Apache-2.0

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
  private let engine: SQLiteEngine

  /// Opens a database, or makes one; others that use it are waited for.
  init(_ path: String) throws(FileFailure) {
    self.path = path
    try Files.makeFolder(Files.folder(of: path))
    do { engine = try SQLiteEngine(path, .rollback) } catch { throw Self.failure(error, path) }
  }

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
    var rows: [[Value]] = []
    do {
      try engine.run(sql, values.map(\.bound)) { (row: DatabaseRow) throws(DatabaseError) in
        rows.append(row.values.map(Value.init))
      }
    } catch {
      throw Self.failure(error, path)
    }
    return rows
  }

  /// The id of the row inserted last.
  var lastRow: Int { engine.lastRow }

  private static func failure(_ error: DatabaseError, _ path: String) -> FileFailure {
    let kind: FileFailure.Code =
      switch error.code {
      case .full: .diskFull
      case .damaged: .damagedArchive
      case .unreachable: .unreadable
      default: .unwritable
      }
    return FileFailure(kind, path, reason: error.reason)
  }
}

extension SQLiteDatabase.Value {
  fileprivate init(_ value: DatabaseValue) {
    switch value {
    case .int(let number): self = .int(Int(number))
    case .text(let text): self = .text(text)
    case .null, .bytes: self = .null
    }
  }

  fileprivate var bound: DatabaseValue {
    switch self {
    case .null: .null
    case .int(let number): .int(Int64(number))
    case .text(let text): .text(text)
    }
  }
}

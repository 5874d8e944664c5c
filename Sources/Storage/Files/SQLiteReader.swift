// SPDX-License-Identifier: Apache-2.0

import CLibraries

/// Asks a SQLite database that is held in memory, by the library sqlite3.
enum SQLiteReader {
  /// The rows of a query, each column as text; empty where it is null.
  ///
  /// - Throws: ``FileFailure/Code/damagedArchive`` with what the library says.
  static func rows(
    of query: String, in bytes: [UInt8], path: String
  ) throws(FileFailure) -> [[String]] {
    var database: OpaquePointer?
    defer { sqlite3_close(database) }
    var copy = bytes
    var rows: [[String]] = []
    var reason: String?
    copy.withUnsafeMutableBufferPointer { buffer in
      guard sqlite3_open(":memory:", &database) == SQLITE_OK,
        sqlite3_deserialize(
          database, "main", buffer.baseAddress, Int64(buffer.count), Int64(buffer.count),
          UInt32(SQLITE_DESERIALIZE_READONLY)) == SQLITE_OK
      else {
        reason = message(database)
        return
      }
      reason = collect(query, database, into: &rows)
      // The bytes belong to the array: the database must be gone before they are.
      sqlite3_close(database)
      database = nil
    }
    if let reason { throw FileFailure(.damagedArchive, path, reason: reason) }
    return rows
  }

  /// Runs a query to its end; what the library says where it does not get there.
  private static func collect(
    _ query: String, _ database: OpaquePointer?, into rows: inout [[String]]
  ) -> String? {
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    guard sqlite3_prepare_v2(database, query, -1, &statement, nil) == SQLITE_OK else {
      return message(database)
    }
    var status = sqlite3_step(statement)
    while status == SQLITE_ROW {
      rows.append(
        (0..<sqlite3_column_count(statement)).map { column in
          sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
        })
      status = sqlite3_step(statement)
    }
    return status == SQLITE_DONE ? nil : message(database)
  }

  private static func message(_ database: OpaquePointer?) -> String {
    sqlite3_errmsg(database).map { String(cString: $0) } ?? "not a database"
  }
}

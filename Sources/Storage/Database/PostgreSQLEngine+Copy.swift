// SPDX-License-Identifier: Apache-2.0

import CPostgreSQL

extension PostgreSQLEngine {
  /// Adds many rows by `COPY`, several times as fast as by inserting them.
  ///
  /// - Parameters:
  ///   - columns: The table and its columns.
  ///   - rows: Hands the rows over, one by one.
  /// - Throws: ``DatabaseError``, and what `rows` throws; no row is added then.
  func copy(
    into columns: String, _ rows: (([DatabaseValue]) throws -> Void) throws -> Void
  ) throws {
    let begun = libpq.exec(connection, "COPY \(columns) FROM STDIN")
    defer { libpq.clear(begun) }
    guard libpq.resultStatus(begun) == Self.copying else { return try check(begun) }
    var bytes: [UInt8] = []
    do {
      try rows { row in
        try Self.append(row, to: &bytes)
        if bytes.count >= 1 << 18 { try self.send(&bytes) }
      }
      try send(&bytes)
    } catch {
      _ = libpq.putCopyEnd(connection, "stopped")
      // What the server says to that is not why it was stopped.
      _ = try? end()
      throw error
    }
    guard libpq.putCopyEnd(connection, nil) == 1 else { return try end() }
    try end()
  }

  /// The status of a result that waits for rows.
  private static let copying: Int32 = 4

  private func send(_ bytes: inout [UInt8]) throws(DatabaseError) {
    let status = bytes.withUnsafeBytes { buffer in
      libpq.putCopyData(
        connection, buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count))
    }
    guard bytes.isEmpty || status == 1 else { throw DatabaseError(.lost) }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Takes every result until there is none; the first that is an error is thrown.
  private func end() throws(DatabaseError) {
    var failure: DatabaseError?
    while let result = libpq.getResult(connection) {
      do { try check(result) } catch { failure = failure ?? error }
      libpq.clear(result)
    }
    if let failure { throw failure }
  }

  /// A row in the text format: fields between tabs, what would be taken for something else behind a backslash.
  private static func append(
    _ row: [DatabaseValue], to bytes: inout [UInt8]
  ) throws(DatabaseError) {
    for (index, value) in row.enumerated() {
      if index > 0 { bytes.append(0x09) }
      switch value {
      case .null: bytes.append(contentsOf: [0x5C, 0x4E])
      case .int(let number): bytes.append(contentsOf: String(number).utf8)
      case .text(let text):
        for byte in text.utf8 {
          switch byte {
          case 0: throw DatabaseError(.wrongType, reason: "text with a zero byte")
          case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
          case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
          case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
          case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
          default: bytes.append(byte)
          }
        }
      case .bytes(let content):
        // The backslash of `\x` stands behind another one.
        bytes.append(contentsOf: [0x5C, 0x5C, 0x78])
        for byte in content {
          bytes.append(digits[Int(byte >> 4)])
          bytes.append(digits[Int(byte & 15)])
        }
      }
    }
    bytes.append(0x0A)
  }

  private static let digits = Array("0123456789abcdef".utf8)
}

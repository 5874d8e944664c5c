// SPDX-License-Identifier: Apache-2.0

import Values

/// Seals a practice's values anew with the newest key, some rows at a time, while others go on reading and writing.
///
/// What it has done is done: broken off and begun again, it goes on with what is left.
public struct KeyRotation {
  private let own: PracticeDatabase
  private let tables: [SealedTable]
  private let page: Int

  /// Takes a practice's part of a database.
  ///
  /// - Parameter page: How many rows are sealed in one transaction.
  public init(
    of own: PracticeDatabase, _ tables: [SealedTable] = SealedTable.all, page: Int = 500
  ) {
    self.own = own
    self.tables = tables
    self.page = page
  }

  /// How many values each key has sealed.
  public func counts() throws -> [UInt32: Int] {
    var counts: [UInt32: Int] = [:]
    for table in tables {
      for column in table.columns {
        for row in try own.run(
          """
          SELECT substr(\(column), 1, 5), COUNT(*) FROM \(table.name)
          WHERE practice = :practice AND \(column) IS NOT NULL GROUP BY substr(\(column), 1, 5)
          """)
        {
          guard let number = FieldCipher.key(of: try row.bytes(0)) else {
            throw KeyError(.altered, ("table", table.name), ("column", column))
          }
          counts[number, default: 0] += try row.int(1)
        }
      }
    }
    return counts
  }

  /// Seals everything anew that an older key has sealed.
  ///
  /// - Parameter progress: Is told after each page how many rows are done.
  /// - Returns: How many rows were changed.
  /// - Throws: ``KeyError`` where a value cannot be opened: it stays as it is, and all before it are done.
  @discardableResult
  public func run(_ progress: (Int) throws -> Void = { _ in }) throws -> Int {
    var done = 0
    for table in tables {
      // Who opened the keys before the newest was made may still write with an older one: again until none is left.
      var pass = -1
      while pass != 0 {
        pass = 0
        var last: [DatabaseValue] = []
        while true {
          let rows = try own.transaction { try turn(table, after: last) }
          pass += rows.count
          done += rows.count
          try progress(done)
          guard rows.count == page, let end = rows.last else { break }
          last = Array(end.values.prefix(table.key.count))
        }
      }
    }
    return done
  }

  private func turn(
    _ table: SealedTable, after last: [DatabaseValue]
  ) throws -> [DatabaseRow] {
    let key = table.key.joined(separator: ", ")
    let marks = repeatElement("?", count: table.key.count).joined(separator: ", ")
    let older = table.columns.map { "substr(\($0), 1, 5) <> ?" }.joined(separator: " OR ")
    let head = DatabaseValue.bytes(FieldCipher.head(of: own.cipher.ring.newest.number))
    let rows = try own.run(
      """
      SELECT \(key), \(table.columns.joined(separator: ", ")) FROM \(table.name)
      WHERE practice = :practice\(last.isEmpty ? "" : " AND (\(key)) > (\(marks))")
      AND (\(older)) ORDER BY \(key) LIMIT \(page)
      """, last + table.columns.map { _ in head })
    let change = """
      UPDATE \(table.name) SET \(table.columns.map { "\($0) = ?" }.joined(separator: ", "))
      WHERE practice = :practice AND \(table.key.map { "\($0) = ?" }.joined(separator: " AND "))
      """
    for row in rows {
      let names = row.values.prefix(table.key.count)
      let values = try table.columns.enumerated().map { offset, column in
        try sealedAnew(row.values[table.key.count + offset], table, column, Array(names))
      }
      try own.run(change, values + names)
    }
    return rows
  }

  private func sealedAnew(
    _ value: DatabaseValue, _ table: SealedTable, _ column: String, _ key: [DatabaseValue]
  ) throws(KeyError) -> DatabaseValue {
    guard case .bytes(let sealed) = value else { return value }
    let place = FieldPlace(own.practice, table.name, column, row: key.map(Self.text))
    return .bytes(own.cipher.seal(try own.cipher.open(sealed, at: place), at: place))
  }

  private static func text(_ value: DatabaseValue) -> String {
    switch value {
    case .int(let number): String(number)
    case .text(let text): text
    case .bytes(let bytes): FieldPlace.text(of: bytes)
    case .null: ""
    }
  }
}

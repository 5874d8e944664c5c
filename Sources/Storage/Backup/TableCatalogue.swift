// SPDX-License-Identifier: Apache-2.0

/// A table of the schema, as far as copying its rows needs to know it.
struct CopiedTable: Hashable, Sendable {
  let name: String
  /// The columns that hold what was put in, in order.
  let columns: [String]
  /// The places in `columns` of those that make up the key.
  let key: [Int]

  /// Whether rows are never changed, and a practice's new ones come after all that it has: what was copied once
  /// need not be read again.
  var isOnlyExtended: Bool { Schema.extendedTables.contains(name) }

  /// The statement that gives the rows after a key, or the first ones.
  func page(isFirst: Bool) -> String {
    let names = key.map { columns[$0] }.joined(separator: ", ")
    let marks = key.map { _ in "?" }.joined(separator: ", ")
    let condition = isFirst ? "" : " WHERE (\(names)) > (\(marks))"
    return "SELECT \(columns.joined(separator: ", ")) FROM \(name)\(condition) ORDER BY \(names)"
      + " LIMIT \(Self.pageSize)"
  }

  static let pageSize = 2048
}

/// The tables that the steps of the schema make, found by making them: a new step is covered as it is.
enum TableCatalogue {
  /// The tables in the order in which they were made, so that each comes after those that it refers to.
  static func tables(after steps: [SchemaStep]) throws -> [CopiedTable] {
    let scratch = try Database(at: .sqlite(path: ":memory:"))
    try scratch.migrate(steps)
    // Tables with a module of their own (search) are made from others: what they hold is not copied.
    let names = try scratch.run(
      """
      SELECT s.name FROM sqlite_schema s JOIN pragma_table_list l ON l.name = s.name AND l.schema = 'main'
      WHERE s.type = 'table' AND l.type = 'table' AND s.name NOT LIKE 'sqlite_%' AND s.name <> 'schema_step'
      ORDER BY s.rowid
      """
    ).map { try $0.text(0) }
    return try names.map { name in
      let columns = try scratch.run(
        "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", [.text(name)])
      let key = try columns.indices.filter { try columns[$0].int(1) > 0 }
        .sorted { try columns[$0].int(1) < columns[$1].int(1) }
      precondition(!key.isEmpty, "the table \(name) has no key")
      return CopiedTable(name: name, columns: try columns.map { try $0.text(0) }, key: key)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

extension ProcedureTablesBuilder {
  /// The tables after a publisher's addenda.
  ///
  /// The addenda print every table that changed in full, so that each takes the place of the table of
  /// the same three characters, or is new.
  ///
  /// - Complexity: O(*n* log *n*) in the number of rows.
  public func applying(_ addenda: ProcedureTablesBuilder) -> ProcedureTablesBuilder {
    let changed = Set(addenda.rows.map(\.name))
    var result = ProcedureTablesBuilder()
    let rows = rows.filter { !changed.contains($0.name) } + addenda.rows
    result.rows = rows.enumerated()
      .sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }.map(\.element)
    return result
  }
}

extension ProcedureTableRow {
  /// The three characters of the table.
  var name: String { String(table.map(\.character)) }
}

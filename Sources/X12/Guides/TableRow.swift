// SPDX-License-Identifier: Apache-2.0

/// A line of one of the tables of `Data/x12`: cells between tabs; comments and blank lines are passed over.
struct TableRow {
  /// The number of the line, counted from 1.
  let line: Int
  /// The cells.
  let cells: [Substring]

  /// The cell at an index; empty where the line is shorter.
  subscript(index: Int) -> Substring { index < cells.count ? cells[index] : "" }

  static func rows(in table: [UInt8]) -> [TableRow] {
    var rows: [TableRow] = []
    let text = String(decoding: table, as: UTF8.self)
    var line = 0
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      line += 1
      if part.isEmpty || part.utf8.first == 0x23 { continue }
      rows.append(
        TableRow(line: line, cells: part.split(separator: "\t", omittingEmptySubsequences: false)))
    }
    return rows
  }
}

/// A table of `Data/x12` that is not as its head says.
public struct GuideError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Code: String, Sendable {
    /// There is no such table.
    case missingTable
    /// A line does not have the cells of its kind.
    case badLine
    /// A line names an element, a segment or a loop that no table has.
    case unknownName
    /// Two definitions that may stand at one place cannot be told apart.
    case ambiguous
    /// A rule's expression cannot be read.
    case badExpression
  }

  /// What is wrong.
  public let code: Code
  /// The table's name.
  public let table: String
  /// The line, counted from 1.
  public let line: Int
  /// The cell to blame.
  public let detail: String

  init(_ code: Code, table: String, line: Int = 0, detail: Substring = "") {
    self.code = code
    self.table = table
    self.line = line
    self.detail = String(detail)
  }
}

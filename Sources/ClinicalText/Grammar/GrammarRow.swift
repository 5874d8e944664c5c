// SPDX-License-Identifier: Apache-2.0

/// A row of a table of `Data/clinical` that cannot be read.
public struct ClinicalTableError: Error, Hashable, Sendable {
  /// The table.
  public let table: String
  /// The line, counted from 1.
  public let line: Int
}

/// A row of a tab-separated table with remarks.
struct GrammarRow {
  let table: String
  let line: Int
  let cells: [ArraySlice<UInt8>]

  var error: ClinicalTableError { ClinicalTableError(table: table, line: line) }

  func text(_ cell: Int) -> String {
    cell < cells.count ? String(decoding: cells[cell], as: UTF8.self) : ""
  }

  /// The words of a cell; hyphens between words do not count.
  func words(_ cell: Int) throws(ClinicalTableError) -> [UInt64] {
    let hashes = NoteTokens(cells[cell]).tokens.map(\.hash)
    var words: [UInt64] = []
    for (index, hash) in hashes.enumerated() {
      if hash == PhraseMarks.hyphen, index > 0, index + 1 < hashes.count { continue }
      words.append(hash)
    }
    guard !words.isEmpty else { throw error }
    return words
  }

  /// The rows of a table, each of at least so many cells.
  static func rows(
    of bytes: [UInt8], _ table: String, cells: Int
  ) throws(ClinicalTableError) -> [GrammarRow] {
    var rows: [GrammarRow] = []
    var (line, start) = (0, 0)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      line += 1
      if end > start, bytes[start] != 0x23 {
        let row = GrammarRow(
          table: table, line: line,
          cells: bytes[start..<end].split(separator: 0x09, omittingEmptySubsequences: false))
        guard row.cells.count >= cells else { throw row.error }
        rows.append(row)
      }
      start = end + 1
    }
    return rows
  }
}

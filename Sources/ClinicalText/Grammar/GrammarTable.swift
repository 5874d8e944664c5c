// SPDX-License-Identifier: Apache-2.0

/// A row of a table of `Data/clinical` that cannot be read.
public struct ClinicalTableError: Error, Hashable, Sendable {
  /// The table.
  public let table: String
  /// The line, counted from 1.
  public let line: Int

  /// Names a row.
  public init(table: String, line: Int) { (self.table, self.line) = (table, line) }
}

/// A tab-separated table with remarks, read row by row; the words of all rows are cut at once.
struct GrammarTable {
  /// A row: its line, and the tokens of its first cell.
  struct Row {
    let line: Int
    let tokens: Range<Int>
  }

  let name: String
  let bytes: [UInt8]
  /// The cells of the row read last, as bytes.
  private(set) var cells: [Range<Int>] = []
  /// The tokens of the first cells, one row a line.
  private let source: NoteTokens
  private var start = 0
  private var line = 0
  private var token = 0

  init(_ bytes: [UInt8], _ name: String) {
    (self.bytes, self.name) = (bytes, name)
    var phrases: [UInt8] = []
    phrases.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      let isRemark = bytes[at] == 0x23
      var isFirst = !isRemark && bytes[at] != 0x0A
      let isRow = isFirst
      while at < bytes.count, bytes[at] != 0x0A {
        if bytes[at] == 0x09 { isFirst = false }
        if isFirst { phrases.append(bytes[at]) }
        at += 1
      }
      if isRow { phrases.append(0x0A) }
      at += 1
    }
    source = NoteTokens(phrases)
  }

  /// The next row that is not a remark; nothing at the end.
  mutating func next(cells wanted: Int) throws(ClinicalTableError) -> Row? {
    while start < bytes.count {
      cells.removeAll(keepingCapacity: true)
      let first = start
      line += 1
      var (cell, at) = (start, start)
      while at < bytes.count, bytes[at] != 0x0A {
        if bytes[at] == 0x09 {
          cells.append(cell..<at)
          cell = at + 1
        }
        at += 1
      }
      start = at + 1
      guard at > first, bytes[first] != 0x23 else { continue }
      cells.append(cell..<at)
      let row = Row(line: line, tokens: nextTokens())
      guard cells.count >= wanted, !row.tokens.isEmpty else { throw error(row) }
      return row
    }
    return nil
  }

  private mutating func nextTokens() -> Range<Int> {
    let first = token
    while token < source.tokens.count, source.tokens[token].kind != .lineEnd { token += 1 }
    defer { token += 1 }
    return first..<token
  }

  func error(_ row: Row) -> ClinicalTableError { ClinicalTableError(table: name, line: row.line) }

  /// The hashes of the words of the first cell; hyphens between words do not count.
  func addWords(of row: Row, to words: inout [UInt64]) {
    for at in row.tokens {
      let hash = source.tokens[at].hash
      if hash == PhraseMarks.hyphen, at > row.tokens.lowerBound, at + 1 < row.tokens.upperBound {
        continue
      }
      words.append(hash)
    }
  }

  /// The hash of a cell of the row read last.
  func hash(_ cell: Int) -> UInt64 { WordHash.of(bytes[cells[cell]]) }

  /// The hashes of the parts of a cell between blanks.
  func hashes(_ cell: Int) -> [UInt64] {
    bytes[cells[cell]].split(separator: 0x20).map { WordHash.of($0) }
  }

  func text(_ cell: Int) -> String { String(decoding: bytes[cells[cell]], as: UTF8.self) }
}

/// The values of an enumeration by the hash of their names.
struct NamedValues<Value: RawRepresentable & CaseIterable> where Value.RawValue == String {
  private var slots: [(hash: UInt64, value: Value)?] = Array(repeating: nil, count: 128)

  init() {
    for value in Value.allCases {
      let hash = WordHash.of(value.rawValue.utf8)
      var slot = Int(truncatingIfNeeded: hash) & 127
      while slots[slot] != nil { slot = (slot + 1) & 127 }
      slots[slot] = (hash, value)
    }
  }

  subscript(_ hash: UInt64) -> Value? {
    var slot = Int(truncatingIfNeeded: hash) & 127
    while let found = slots[slot] {
      if found.hash == hash { return found.value }
      slot = (slot + 1) & 127
    }
    return nil
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Phrases found by their words: the longest one at a place counts.
struct PhraseTable<Payload: Sendable>: Sendable {
  struct Phrase: Sendable {
    let words: [UInt64]
    let payload: Payload
  }

  private var slots: [(hash: UInt64, first: Int32, count: Int32)] = []
  private var phrases: [Phrase] = []
  private var mask = 0

  init(_ all: [Phrase]) {
    let sorted = all.sorted { ($0.words[0], $1.words.count) < ($1.words[0], $0.words.count) }
    var size = 64
    while size < all.count * 2 { size *= 2 }
    mask = size - 1
    slots = Array(repeating: (0, 0, 0), count: size)
    phrases = sorted
    var at = 0
    while at < sorted.count {
      var end = at + 1
      while end < sorted.count, sorted[end].words[0] == sorted[at].words[0] { end += 1 }
      var slot = Int(truncatingIfNeeded: sorted[at].words[0]) & mask
      while slots[slot].count > 0 { slot = (slot + 1) & mask }
      slots[slot] = (sorted[at].words[0], Int32(at), Int32(end - at))
      at = end
    }
  }

  /// The longest phrase that begins at a token, and the token after it; hyphens between its words do not count.
  @inline(__always)
  func longest(at start: Int, end: Int, _ tokens: [NoteToken]) -> (payload: Payload, end: Int)? {
    let hash = tokens[start].hash
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot].count > 0 {
      if slots[slot].hash == hash { break }
      slot = (slot + 1) & mask
    }
    let found = slots[slot]
    for index in Int(found.first)..<Int(found.first) + Int(found.count) {
      if let stop = match(phrases[index].words, start, end, tokens) {
        return (phrases[index].payload, stop)
      }
    }
    return nil
  }

  private func match(_ words: [UInt64], _ start: Int, _ end: Int, _ tokens: [NoteToken]) -> Int? {
    var at = start + 1
    for word in words.dropFirst() {
      if at < end, tokens[at].hash == Self.hyphen { at += 1 }
      guard at < end, tokens[at].hash == word else { return nil }
      at += 1
    }
    return at
  }

  private static var hyphen: UInt64 { WordHash.of([0x2D]) }
}

/// A row of a table of `Data/clinical` that cannot be read.
public struct ClinicalTableError: Error, Hashable, Sendable {
  /// The table.
  public let table: String
  /// The line, counted from 1.
  public let line: Int
}

/// The rows of a tab-separated table with remarks.
struct GrammarRow {
  let line: Int
  let cells: [ArraySlice<UInt8>]

  func text(_ cell: Int) -> String { String(decoding: cells[cell], as: UTF8.self) }

  /// The words of a phrase, without hyphens.
  func words(_ cell: Int) -> [UInt64] {
    NoteTokens(cells[cell]).tokens.map(\.hash).filter { $0 != WordHash.of([0x2D]) }
  }

  static func rows(in table: [UInt8]) -> [GrammarRow] {
    var rows: [GrammarRow] = []
    var line = 0
    for text in table.split(separator: 0x0A, omittingEmptySubsequences: false) {
      line += 1
      guard let first = text.first, first != 0x23 else { continue }
      rows.append(
        GrammarRow(line: line, cells: text.split(separator: 0x09, omittingEmptySubsequences: false))
      )
    }
    return rows
  }
}

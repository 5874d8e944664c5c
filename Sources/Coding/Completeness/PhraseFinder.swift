// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// Finds phrases of a table in tokens; hyphens between words do not matter.
struct PhraseFinder: Sendable {
  /// A phrase found.
  struct Hit {
    /// The rows that have the phrase.
    let rows: [Int]
    /// Its tokens.
    let tokens: Range<Int>
  }

  private struct Phrase: Sendable {
    let words: [UInt64]
    var rows: [Int]
  }

  private var phrases: [UInt64: [Phrase]] = [:]

  /// Adds a phrase of a row.
  mutating func add(_ text: String, row: Int) {
    let words = NoteTokens(text.utf8).tokens.filter { $0.kind != .mark }.map(\.hash)
    guard let first = words.first else { return }
    if let at = phrases[first]?.firstIndex(where: { $0.words == words }) {
      phrases[first]?[at].rows.append(row)
      return
    }
    phrases[first, default: []].append(Phrase(words: words, rows: [row]))
    // The longest comes first, so that it is the one that is found.
    phrases[first]?.sort { $0.words.count > $1.words.count }
  }

  /// The longest phrase that begins at a token.
  func hit(at start: Int, before end: Int, _ note: NoteTokens) -> Hit? {
    guard let candidates = phrases[note.tokens[start].hash] else { return nil }
    for phrase in candidates {
      var at = start
      var matched = 0
      while at < end, matched < phrase.words.count {
        let token = note.tokens[at]
        if token.hash == phrase.words[matched] {
          matched += 1
        } else if matched == 0 || !isHyphen(token, note) {
          break
        }
        at += 1
      }
      if matched == phrase.words.count { return Hit(rows: phrase.rows, tokens: start..<at) }
    }
    return nil
  }

  /// The phrases in some tokens, none overlapping.
  func hits(in range: Range<Int>, _ note: NoteTokens) -> [Hit] {
    var hits: [Hit] = []
    var at = range.lowerBound
    while at < range.upperBound {
      if let hit = hit(at: at, before: range.upperBound, note) {
        hits.append(hit)
        at = hit.tokens.upperBound
      } else {
        at += 1
      }
    }
    return hits
  }

  private func isHyphen(_ token: NoteToken, _ note: NoteTokens) -> Bool {
    token.kind == .mark && note.text[Int(token.start)] == 0x2D
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Marks that a phrase may have between its words.
enum PhraseMarks {
  static let hyphen = WordHash.of([0x2D])
}

/// Phrases found by the hashes of their words: the longest one at a place counts.
///
/// The first word leads to its phrases, longest first; between words a hyphen or the end of a wrapped line may stand.
struct PhraseTable<Payload: Sendable>: Sendable {
  private struct Phrase {
    let first: Int32
    let count: Int32
    let payload: Payload
  }

  private struct Slot {
    var hash: UInt64 = 0
    var first: Int32 = 0
    var count: Int32 = 0
  }

  private var slots: [Slot] = []
  private var phrases: [Phrase] = []
  private var words: [UInt64] = []
  private var mask = 0

  /// Compiles the rows of a table.
  init(
    _ bytes: [UInt8], _ name: String, cells: Int,
    _ payload: (GrammarTable) -> Payload?
  ) throws(ClinicalTableError) {
    var table = GrammarTable(bytes, name)
    words.reserveCapacity(bytes.count / 8)
    while let row = try table.next(cells: cells) {
      guard let payload = payload(table) else { throw table.error(row) }
      let first = words.count
      table.addWords(of: row, to: &words)
      phrases.append(
        Phrase(first: Int32(first), count: Int32(words.count - first), payload: payload))
    }
    compile()
  }

  private mutating func compile() {
    phrases.sort { a, b in
      let (x, y) = (words[Int(a.first)], words[Int(b.first)])
      return x == y ? a.count > b.count : x < y
    }
    var size = 64
    while size < phrases.count * 2 { size *= 2 }
    mask = size - 1
    slots = Array(repeating: Slot(), count: size)
    var at = 0
    while at < phrases.count {
      let hash = words[Int(phrases[at].first)]
      var end = at + 1
      while end < phrases.count, words[Int(phrases[end].first)] == hash { end += 1 }
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot].count > 0 { slot = (slot + 1) & mask }
      slots[slot] = Slot(hash: hash, first: Int32(at), count: Int32(end - at))
      at = end
    }
  }

  /// The longest phrase that begins at a token, and the token after it.
  @inline(__always)
  func longest(at start: Int, end: Int, _ tokens: [NoteToken]) -> (payload: Payload, end: Int)? {
    let hash = tokens[start].hash
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot].count > 0, slots[slot].hash != hash { slot = (slot + 1) & mask }
    let found = slots[slot]
    guard found.count > 0 else { return nil }
    for index in Int(found.first)..<Int(found.first) + Int(found.count) {
      let phrase = phrases[index]
      if let stop = match(Int(phrase.first) + 1, Int(phrase.count) - 1, start, end, tokens) {
        return (phrase.payload, stop)
      }
    }
    return nil
  }

  private func match(
    _ first: Int, _ count: Int, _ start: Int, _ end: Int, _ tokens: [NoteToken]
  ) -> Int? {
    var at = start + 1
    for index in first..<first + count {
      while at < end, tokens[at].hash != words[index],
        tokens[at].kind == .lineEnd || tokens[at].hash == PhraseMarks.hyphen
      {
        at += 1
      }
      guard at < end, tokens[at].hash == words[index] else { return nil }
      at += 1
    }
    return at
  }
}

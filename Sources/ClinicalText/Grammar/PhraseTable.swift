// SPDX-License-Identifier: Apache-2.0

/// Marks that a phrase may have between its words.
enum PhraseMarks {
  static let hyphen = WordHash.of([0x2D])
}

/// Phrases found by the hashes of their words: the longest one at a place counts.
///
/// The first word leads to its phrases, longest first; between words a hyphen or the end of a wrapped line may stand.
struct PhraseTable<Payload: Sendable>: Sendable {
  struct Phrase: Sendable {
    let words: [UInt64]
    let payload: Payload
  }

  private struct Slot {
    var hash: UInt64 = 0
    var first: Int32 = 0
    var count: Int32 = 0
  }

  private var slots: [Slot] = []
  private var phrases: [Phrase] = []
  private var mask = 0

  init(_ all: [Phrase]) {
    phrases = all.sorted { ($0.words[0], $1.words.count) < ($1.words[0], $0.words.count) }
    var size = 64
    while size < all.count * 2 { size *= 2 }
    mask = size - 1
    slots = Array(repeating: Slot(), count: size)
    var at = 0
    while at < phrases.count {
      var end = at + 1
      while end < phrases.count, phrases[end].words[0] == phrases[at].words[0] { end += 1 }
      var slot = Int(truncatingIfNeeded: phrases[at].words[0]) & mask
      while slots[slot].count > 0 { slot = (slot + 1) & mask }
      slots[slot] = Slot(hash: phrases[at].words[0], first: Int32(at), count: Int32(end - at))
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
      if let stop = match(phrases[index].words, start, end, tokens) {
        return (phrases[index].payload, stop)
      }
    }
    return nil
  }

  private func match(_ words: [UInt64], _ start: Int, _ end: Int, _ tokens: [NoteToken]) -> Int? {
    var at = start + 1
    for index in 1..<max(1, words.count) {
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

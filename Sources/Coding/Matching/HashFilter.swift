// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// Says in no time that a word is not among some words; where it says otherwise, one has to look.
struct HashFilter: Sendable {
  private var bits = [UInt64](repeating: 0, count: 128)

  init() {}

  /// The words of a note.
  init(_ tokens: NoteTokens) {
    for token in tokens.tokens { insert(token.hash) }
  }

  mutating func insert(_ hash: UInt64) {
    bits[Int(hash >> 6 & 127)] |= 1 << (hash & 63)
  }

  @inline(__always)
  func mayContain(_ hash: UInt64) -> Bool {
    bits[Int(hash >> 6 & 127)] >> (hash & 63) & 1 == 1
  }
}

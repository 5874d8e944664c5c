// SPDX-License-Identifier: Apache-2.0

/// Words of a note that mean a code.
struct Mention {
  /// Which tokens of the stretch are covered, one bit each.
  typealias Mask = SIMD2<UInt64>

  /// The entry that matched.
  var entry: Int
  /// The stretch of text in which the match lies: its first token in the note.
  var base: Int
  /// The tokens covered, counted from ``base``.
  var mask: Mask
  /// The first and the last token in the note.
  var first: Int
  var last: Int
  /// Words between the first and the last that the entry does not need.
  var gap: Int
  /// Commas and conjunctions between them.
  var crossings: Int
  /// How many words of the classification were found.
  var wordCount: Int
  /// How many were found through a phrase that stands for them.
  var rewritten: Int
  /// The sentence.
  var sentence = 0

  /// How many tokens are covered.
  var covered: Int { mask[0].nonzeroBitCount + mask[1].nonzeroBitCount }

  /// Tells whether every token of this mention belongs to another.
  func isInside(_ other: Mention) -> Bool {
    base == other.base && mask[0] & ~other.mask[0] == 0 && mask[1] & ~other.mask[1] == 0
  }

  /// Tells whether a token of the note is covered.
  func covers(_ token: Int) -> Bool {
    token >= first && token <= last
      && mask[(token - base) >> 6] >> UInt64((token - base) & 63) & 1 == 1
  }

  /// The tokens covered, in the note.
  var tokens: [Int] {
    (first...last).filter { mask[($0 - base) >> 6] >> UInt64(($0 - base) & 63) & 1 == 1 }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Counts how many letters were left out, added, replaced or swapped with their neighbour.
///
/// Source: H. Hyyrö, A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances (2003);
/// one column of the table is one word of the machine.
struct EditDistance {
  private var places: [UInt64]
  private let count: Int

  /// Prepares for comparing with a word of 1 to 64 bytes.
  init(_ word: [UInt8]) {
    count = min(64, word.count)
    places = [UInt64](repeating: 0, count: 256)
    for (index, byte) in word.prefix(64).enumerated() { places[Int(byte)] |= 1 << UInt64(index) }
  }

  /// The distance to another word.
  func callAsFunction(_ other: UnsafeRawBufferPointer) -> Int {
    var (positive, negative, diagonal, before) = (UInt64.max, UInt64(0), UInt64(0), UInt64(0))
    var distance = count
    let last = UInt64(1) << UInt64(count - 1)
    for byte in other {
      let match = places[Int(byte)]
      let swapped = ((~diagonal & match) << 1) & before
      diagonal = swapped | (((match & positive) &+ positive) ^ positive) | match | negative
      let horizontal = negative | ~(diagonal | positive)
      let falling = diagonal & positive
      if horizontal & last != 0 { distance += 1 }
      if falling & last != 0 { distance -= 1 }
      let shifted = horizontal << 1 | 1
      positive = (falling << 1) | ~(diagonal | shifted)
      negative = shifted & diagonal
      before = match
    }
    return distance
  }
}

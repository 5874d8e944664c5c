// SPDX-License-Identifier: Apache-2.0

import Values

/// In which of some sets a code is, found by one search among sorted ranges.
///
/// All ends of all patterns cut the codes into ranges within which no set begins or ends. For each range
/// the sets that hold all of it are kept as bits, and those that ask for a character of the code beside.
struct CodeMembership: Sendable {
  /// The words of bits that a row of sets takes.
  let words: Int
  private let starts: [UInt64]
  private let bits: [UInt64]
  private let asking: [[Int]]
  private let sets: [CodePatternSet]

  /// Compiles some sets; a set's bit is its place in the list.
  init(_ sets: [CodePatternSet]) {
    self.sets = sets
    words = max(1, (sets.count + 63) / 64)
    var cuts: Set<UInt64> = [0]
    for pattern in sets.flatMap({ $0.included + $0.excluded }) {
      cuts.insert(pattern.first.bits)
      cuts.insert(pattern.last.bits + 1)
    }
    starts = cuts.sorted()
    var bits = [UInt64](repeating: 0, count: starts.count * words)
    var asking = [[Int]](repeating: [], count: starts.count)
    for (row, start) in starts.enumerated() {
      let code = PackedCode(bits: start)
      for (place, set) in sets.enumerated() {
        let covering = (set.included + set.excluded).filter { $0.covers(code) }
        if covering.contains(where: { !$0.places.isEmpty }) {
          asking[row].append(place)
        } else if set.contains(code) {
          bits[row * words + place / 64] |= 1 << UInt64(place % 64)
        }
      }
    }
    self.bits = bits
    self.asking = asking
  }

  /// Writes the sets of a code into ``words`` words.
  ///
  /// - Complexity: O(log *n*) in the number of ranges.
  func write(_ code: PackedCode, to row: UnsafeMutablePointer<UInt64>) {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= code.bits { low = middle } else { high = middle }
    }
    for word in 0..<words { row[word] = bits[low * words + word] }
    for place in asking[low] where sets[place].contains(code) {
      row[place / 64] |= 1 << UInt64(place % 64)
    }
  }
}

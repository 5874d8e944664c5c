// SPDX-License-Identifier: Apache-2.0

import Values

extension SearchIndex {
  /// The bytes of a word.
  func text(of word: UInt32) -> UnsafeRawBufferPointer {
    let at = Int(word)
    return UnsafeRawBufferPointer(
      rebasing: wordTexts[Int(words[at].text)..<Int(words[at + 1].text)])
  }

  /// A word as a string.
  func name(of word: UInt32) -> String { String(decoding: text(of: word), as: UTF8.self) }

  /// The word with these bytes.
  func word(_ bytes: [UInt8]) -> UInt32? {
    let at = lowerBound(bytes)
    return at < wordCount && text(of: UInt32(at)).elementsEqual(bytes) ? UInt32(at) : nil
  }

  /// The words that begin with these bytes.
  func words(beginningWith bytes: [UInt8]) -> Range<Int> {
    guard let last = bytes.last, last < 0xFF else { return 0..<0 }
    let start = lowerBound(bytes)
    return start..<max(start, lowerBound(bytes.dropLast() + [last + 1]))
  }

  private func lowerBound(_ bytes: [UInt8]) -> Int {
    var (low, high) = (0, wordCount)
    while low < high {
      let middle = (low + high) / 2
      if text(of: UInt32(middle)).lexicographicallyPrecedes(bytes) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// The words that a misspelt one may stand for, the likeliest first.
  ///
  /// One slip is allowed in 4 to 7 letters, two in 8 and more. A word is only compared letter by letter
  /// where the two do not differ in more letters than slips explain.
  func words(resembling bytes: [UInt8], limit: Int) -> [(word: UInt32, distance: Int)] {
    guard (4..<Layout.longest).contains(bytes.count),
      bytes.allSatisfy({ (0x61...0x7A).contains($0) })
    else { return [] }
    let allowed = bytes.count < 8 ? 1 : 2
    let letters = Layout.letters(of: bytes)
    let distance = EditDistance(bytes)
    var found: [(word: UInt32, distance: Int, rank: Int)] = []
    let from = Int(lengths[bytes.count - allowed])
    let to = Int(lengths[bytes.count + allowed + 1])
    for at in from..<to {
      let shape = shapes[at]
      if Self.hasMore(than: allowed, letters & ~shape.letters)
        || Self.hasMore(than: allowed, shape.letters & ~letters)
      {
        continue
      }
      let other = text(of: shape.word)
      let slips = distance(other)
      guard slips <= allowed else { continue }
      var rank = slips * 100 + (other.first == bytes.first ? 0 : 60)
      rank -= min(60, 4 * (32 - words[Int(shape.word)].count.leadingZeroBitCount))
      found.append((shape.word, slips, rank))
    }
    found.sort { ($0.rank, $0.word) < ($1.rank, $1.word) }
    return found.prefix(limit).map { ($0.word, $0.distance) }
  }

  /// Tells whether more than one bit, or more than two, are set; quicker than counting them all.
  @inline(__always)
  private static func hasMore(than allowed: Int, _ bits: UInt32) -> Bool {
    let rest = bits & (bits &- 1)
    return allowed == 1 ? rest != 0 : rest & (rest &- 1) != 0
  }

  /// The synonyms whose phrase begins with a word, the longest phrase first.
  func synonyms(beginningWith word: UInt32) -> Range<Int> {
    func lowerBound(_ word: UInt32) -> Int {
      var (low, high) = (0, synonyms.count)
      while low < high {
        let middle = (low + high) / 2
        if synonyms[middle].first < word { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let start = lowerBound(word)
    return start..<max(start, lowerBound(word + 1))
  }
}

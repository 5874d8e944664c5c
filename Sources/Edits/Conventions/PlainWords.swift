// SPDX-License-Identifier: Apache-2.0

/// The words of a note in lower case, searched byte by byte: what a note says is asked for every claim.
struct PlainWords {
  private let bytes: [UInt8]

  init(_ text: String) {
    bytes = text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  /// Tells whether a phrase of ASCII in lower case stands in the words.
  ///
  /// - Complexity: O(*n* · *m*) at worst, in practice one pass.
  func say(_ phrase: StaticString) -> Bool {
    let count = phrase.utf8CodeUnitCount
    guard count > 0, bytes.count >= count else { return false }
    let start = phrase.utf8Start
    return bytes.withUnsafeBufferPointer { bytes in
      var at = 0
      while at <= bytes.count - count {
        if bytes[at] == start[0] {
          var place = 1
          while place < count, bytes[at + place] == start[place] { place += 1 }
          if place == count { return true }
        }
        at += 1
      }
      return false
    }
  }

  /// Tells whether any of some phrases stands in the words.
  func say(_ phrases: StaticString...) -> Bool { phrases.contains { say($0) } }
}

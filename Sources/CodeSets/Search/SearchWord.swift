// SPDX-License-Identifier: Apache-2.0

import Values

/// One word of a title or a query in the form in which words are compared.
struct SearchWord: Hashable, Sendable {
  /// What a word is in its phrase, one bit each.
  struct Marks: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    /// The phrase means the same without it: a nonessential modifier, a second spelling.
    static let optional = Marks(rawValue: 1)
    /// It stands after `without` or `no`.
    static let negated = Marks(rawValue: 2)
    /// It may belong to the negation before it or not: `without loss of consciousness`.
    static let loose = Marks(rawValue: 4)
    /// It only tells a thing from its neighbours, in a set of supplies and services.
    static let trailing = Marks(rawValue: 8)
    /// How many bits marks take.
    static let width: UInt32 = 4
  }

  /// Lower-case ASCII without plural ending, in American spelling.
  var bytes: [UInt8]
  var marks: Marks = []
  /// A comma, a semicolon or a bracket stands between this word and the one before.
  var opensPart = false
  /// A hyphen and nothing else stands between this word and the one before.
  var isHyphenated = false
}

extension SearchWord {
  /// Cuts a text into words; never fails, whatever the text holds.
  ///
  /// - Complexity: O(*n*).
  static func words(in text: String) -> [SearchWord] {
    var cutter = SearchWordCutter()
    for scalar in text.unicodeScalars { cutter.take(scalar.value) }
    cutter.close()
    return cutter.words
  }
}

/// Takes a text one character at a time and gives its words.
private struct SearchWordCutter {
  var words: [SearchWord] = []
  private var word: [UInt8] = []
  private var opensPart = false
  private var gap = 0
  private var hyphens = 0
  private var depth = 0
  private var startedInside = false
  /// Position after an apostrophe, so that `'s` can be taken off.
  private var apostrophe: Int?

  mutating func take(_ scalar: UInt32) {
    switch scalar {
    case 0x61...0x7A, 0x30...0x39: append(UInt8(scalar))
    case 0x41...0x5A: append(UInt8(scalar + 0x20))
    case 0x27, 0x2019, 0x60: apostrophe = word.isEmpty ? nil : word.count
    case 0x2F where word == [0x77]: append(0x2F)  // w/ and w/o
    case 0x2E where word.last.map(Self.isDigit) == true: append(0x2E)  // 2.5, and a sentence's end
    case 0x80...: takeForeign(scalar)
    default:
      close()
      separate(by: scalar)
    }
  }

  private mutating func append(_ byte: UInt8) {
    if word.isEmpty { startedInside = depth > 0 }
    word.append(byte)
  }

  private mutating func takeForeign(_ scalar: UInt32) {
    if let folded = LatinFolding.ascii(scalar) {
      for byte in folded { append(byte) }
    } else if scalar >= 0x250, scalar < 0x2000 || scalar >= 0x3000 {
      for byte in String(Unicode.Scalar(scalar) ?? " ").utf8 { append(byte) }
    } else {
      close()
      separate(by: scalar)
    }
  }

  private mutating func separate(by scalar: UInt32) {
    gap += 1
    switch scalar {
    case 0x2D, 0x2010, 0x2011: hyphens += 1
    case 0x2C, 0x3B: opensPart = true
    case 0x28, 0x5B:
      depth += 1
      opensPart = true
    case 0x29, 0x5D:
      depth = max(0, depth - 1)
      opensPart = true
    default: break
    }
  }

  mutating func close() {
    while word.last == 0x2E { word.removeLast() }
    guard !word.isEmpty else { return }
    if let at = apostrophe, at == word.count - 1, word[at] == 0x73 { word.removeLast() }
    apostrophe = nil
    let marks: SearchWord.Marks = startedInside ? .optional : []
    let hyphenated = hyphens == 1 && gap == 1
    let bytes = Self.abbreviated(word) ?? SpellingRules.normalized(word)
    words.append(
      SearchWord(bytes: bytes, marks: marks, opensPart: opensPart, isHyphenated: hyphenated))
    word.removeAll(keepingCapacity: true)
    (opensPart, gap, hyphens) = (false, 0, 0)
  }

  /// `w/o` and `w/`, the two abbreviations that are made of punctuation.
  private static func abbreviated(_ word: [UInt8]) -> [UInt8]? {
    guard word.count >= 2, word[0] == 0x77, word[1] == 0x2F else { return nil }
    switch Array(word[2...]) {
    case []: return Array("with".utf8)
    case [0x6F]: return Array("without".utf8)
    default: return Array(word[2...])
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

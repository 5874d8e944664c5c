// SPDX-License-Identifier: Apache-2.0

/// The fixed-size records of a search index in a codebook file.
///
/// Sections, all used where they lie:
///
///     codes      the codes, sorted                     words     WordRecord, sorted by text
///     facts      CodeRecord, in the order of codes     wordtext  the texts of the words
///     phrases    PhraseRecord, in order of codes       postings  for each word its phrases: varint gaps
///     briefs     BriefRecord, in the same order        tokens    for each phrase its words: varints
///     shapes     ShapeRecord, by length of word        lengths   where in shapes a length begins
///     lexkeys    SynonymRecord, by first word          lextok    the words of synonyms
///     texts      texts of phrases that are not titles
enum SearchIndexLayout {
  struct WordRecord: BitwiseCopyable {
    /// Where its text begins in `wordtext`; the last record only closes the one before.
    var text: UInt32
    /// Where its phrases begin in `postings`.
    var postings: UInt32
    /// In how many phrases it stands.
    var count: UInt32
    /// How much it tells: rare words more.
    var weight: UInt8
    var role: UInt8
    var padding: UInt16
  }

  struct CodeRecord: BitwiseCopyable {
    /// The position of the code above; `none` at the top.
    var parent: UInt32
    /// The position of the last code below; its own where there is none.
    var last: UInt32
    /// Where the words of its title begin in `tokens`; only the words that its parent has not, where
    /// `isExtension`.
    var tokens: UInt32
    var tokenCount: UInt8
    var flags: UInt8
    /// How often it is met, 0 to 60.
    var prior: UInt8
    /// What is taken off because it is rarely the first choice.
    var handicap: UInt8
  }

  static let billable: UInt8 = 1
  static let isExtension: UInt8 = 2
  /// Not a code, only a place from which codes hang: `0DTJ`.
  static let isVirtual: UInt8 = 4

  struct PhraseRecord: BitwiseCopyable {
    var code: UInt32
    var tokens: UInt32
    /// Its text; 0 for a title, which the code table holds.
    var text: TextOffset
    var tokenCount: UInt8
    var kind: UInt8
    var padding: UInt16
  }

  /// What the first, rough ranking needs of a phrase.
  struct BriefRecord: BitwiseCopyable {
    /// The weights of its words that are not optional, together.
    var total: UInt16
    /// What is added for its kind and how often its code is met.
    var boost: Int16
  }

  /// What the search for misspelt words looks at first.
  struct ShapeRecord: BitwiseCopyable {
    /// Which letters the word has.
    var letters: UInt32
    var word: UInt32
  }

  struct SynonymRecord: BitwiseCopyable {
    /// The first word of the phrase.
    var first: UInt32
    /// Where in `lextok` the words of the phrase begin, and after them those of the meaning.
    var tokens: UInt32
    var phraseCount: UInt8
    var meaningCount: UInt8
    var weight: UInt8
    var padding: UInt8
  }

  static let none = UInt32.max
  /// Words longer than this share one bucket of `lengths`.
  static let longest = 40

  /// Which letters a word has: a to z, then digits two by two.
  static func letters(of word: some Sequence<UInt8>) -> UInt32 {
    word.reduce(0) { mask, byte in
      switch byte {
      case 0x61...0x7A: mask | 1 << UInt32(byte - 0x61)
      case 0x30...0x39: mask | 1 << UInt32(26 + (byte - 0x30) / 2)
      default: mask | 1 << 31
      }
    }
  }

  /// How much a word tells that stands in `count` of `total` phrases: 16, and 4 for each halving.
  static func weight(count: Int, of total: Int, role: WordRole) -> UInt8 {
    switch role {
    case .light, .joining, .negation: return 2
    case .unspecified, .assumed: return 5
    case .other: return 14
    case .plain, .article:
      return UInt8(min(90, 16 + 4 * logarithm(total) - 4 * logarithm(max(1, count))))
    }
  }

  /// The binary logarithm, whole part.
  private static func logarithm(_ number: Int) -> Int {
    number <= 1 ? 0 : Int.bitWidth - 1 - number.leadingZeroBitCount
  }
}

/// Whole numbers in as few bytes as they need, seven bits a byte.
enum Varint {
  static func append(_ value: UInt32, to bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  @inline(__always)
  static func next(_ at: inout UnsafePointer<UInt8>) -> UInt32 {
    var value = UInt32(at[0])
    at += 1
    if value < 0x80 { return value }
    value &= 0x7F
    var shift: UInt32 = 7
    while true {
      let byte = UInt32(at[0])
      at += 1
      value |= (byte & 0x7F) << shift
      if byte < 0x80 || shift >= 28 { return value }
      shift += 7
    }
  }
}

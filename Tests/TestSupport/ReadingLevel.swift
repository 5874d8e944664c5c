// SPDX-License-Identifier: Apache-2.0

/// How hard a text is to read, as the school grade of Flesch and Kincaid:
/// 0.39 × words a sentence + 11.8 × syllables a word − 15.59.
///
/// Syllables are counted by rule: groups of vowels, less a silent `e`, `ed` or `es` at the end. Numbers and amounts
/// are left out; a sentence ends at `.`, `!`, `?` or `:` before a blank or the end.
public struct ReadingLevel: Sendable {
  /// How many sentences there are.
  public let sentences: Int
  /// How many words.
  public let words: Int
  /// How many syllables.
  public let syllables: Int

  /// Measures a text.
  public init(_ text: String) {
    let pieces = text.split(separator: " ")
    var (sentences, words, syllables) = (0, 0, 0)
    for piece in pieces {
      let letters = piece.lowercased().filter { $0.isLetter && $0.isASCII }
      if !letters.isEmpty {
        words += 1
        syllables += Self.syllables(of: letters)
      }
      if let last = piece.last, ".!?:".contains(last) { sentences += 1 }
    }
    self.sentences = max(1, sentences)
    self.words = words
    self.syllables = syllables
  }

  /// The grade.
  public var grade: Double {
    guard words > 0 else { return 0 }
    return 0.39 * Double(words) / Double(sentences) + 11.8 * Double(syllables) / Double(words)
      - 15.59
  }

  /// The syllables of a word in small letters; at least one.
  public static func syllables(of word: String) -> Int {
    let letters = Array(word)
    var count = 0
    var wasVowel = false
    for letter in letters {
      let isVowel = "aeiouy".contains(letter)
      if isVowel, !wasVowel { count += 1 }
      wasVowel = isVowel
    }
    guard count > 1, letters.count > 2 else { return max(1, count) }
    let before = letters[letters.count - 3]
    if word.hasSuffix("e"), !word.hasSuffix("le") {
      count -= 1
    } else if word.hasSuffix("ed"), before != "t", before != "d" {
      count -= 1
    } else if word.hasSuffix("es"), !"sxzcgh".contains(before) {
      count -= 1
    }
    return max(1, count)
  }
}

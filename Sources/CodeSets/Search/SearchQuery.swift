// SPDX-License-Identifier: Apache-2.0

public import Values

/// What somebody is looking for.
public struct SearchQuery: Hashable, Sendable {
  /// As it was typed.
  public var text: String
  /// Whether the last word may be unfinished, as while typing.
  public var completesLastWord: Bool

  /// Makes a query.
  public init(_ text: String, completesLastWord: Bool = true) {
    self.text = text
    self.completesLastWord = completesLastWord
  }
}

/// A code that was found, and why.
public struct SearchHit: Hashable, Sendable {
  /// How a word of the query was found.
  public struct Match: Hashable, Sendable {
    /// In which way.
    public enum Way: String, Hashable, Sendable {
      /// The word itself.
      case exact
      /// As the beginning of a word.
      case prefix
      /// As a word that it resembles.
      case typo
      /// By the synonym lexicon.
      case synonym
      /// Not at all.
      case missing
    }

    /// The words of the query.
    public let words: String
    /// How they were found.
    public let way: Way
    /// The words that were found for them, in the form in which words are compared.
    public let found: String
  }

  /// The code.
  public let code: PackedCode
  /// How well it fits; 1000 is every word and nothing else.
  public let score: Int
  /// Whether the code may stand on a claim.
  public let isBillable: Bool
  /// What sort of phrase fits.
  public let kind: SearchPhrase.Kind
  /// The phrase that fits; empty for a title, which the code table holds.
  public let phrase: String
  /// The code at which the phrase stands, where the hit was chosen among the codes below it.
  public let via: PackedCode?
  /// How each word of the query was found.
  public let matches: [Match]
}

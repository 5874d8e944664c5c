// SPDX-License-Identifier: Apache-2.0

public import Values

/// Words under which a code is found.
public struct SearchPhrase: Hashable, Sendable {
  /// Where the words come from.
  public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
    /// The code's title.
    case title
    /// A term that the tabular list prints under the code.
    case inclusionTerm
    /// An entry of an index or a table of terms.
    case indexTerm
    /// A name from the synonym lexicon or another list.
    case synonym
    /// Another note: what the category includes, a definition.
    case note
    /// The code itself was typed.
    case code
  }

  /// The code; for an index entry maybe incomplete, as in `S02.1-`.
  public var code: PackedCode
  /// The words.
  public var text: String
  /// Words that may be there or not: nonessential modifiers.
  public var optional = ""
  /// Where the words come from.
  public var kind: Kind
  /// What is added to the rank of a hit, in thousandths; the default is that of the kind.
  public var weight: Int

  /// Makes a phrase.
  public init(_ code: PackedCode, _ text: String, kind: Kind, weight: Int? = nil) {
    self.code = code
    self.text = text
    self.kind = kind
    self.weight = weight ?? kind.weight
  }
}

extension SearchPhrase.Kind {
  /// What a hit of this kind is worth before others that fit as well, in thousandths.
  var weight: Int {
    switch self {
    case .code: 0
    case .title: 14
    case .indexTerm: 14
    case .inclusionTerm: 10
    case .synonym: 6
    case .note: 0
    }
  }

  /// The kind as it is written in JSON.
  public var name: String {
    switch self {
    case .title: "title"
    case .inclusionTerm: "inclusion-term"
    case .indexTerm: "index-term"
    case .synonym: "synonym"
    case .note: "note"
    case .code: "code"
    }
  }
}

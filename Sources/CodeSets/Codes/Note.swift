// SPDX-License-Identifier: Apache-2.0

import Values

/// An instruction that the tabular list prints under a code, a section or a chapter.
public struct Note: Hashable, Sendable {
  /// What sort of instruction it is.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// Further defines, or gives examples of, what a category contains.
    case includes = 1
    /// A term for which the code is used.
    case inclusionTerm
    /// Not coded here: the two are never coded together.
    case excludes1
    /// Not included here: both may be coded.
    case excludes2
    /// The underlying condition is sequenced before this code.
    case codeFirst
    /// A further code is needed for the whole picture.
    case useAdditionalCode
    /// Two codes may be needed; their order is open.
    case codeAlso
    /// Says to which codes the 7th characters below belong.
    case seventhCharacterNote
    /// One 7th character and its meaning.
    case seventhCharacter
    /// Any other remark.
    case note
    /// What the value means, from the definitions.
    case definition
  }

  /// What sort of instruction it is.
  public let kind: Kind
  /// The words of the publisher.
  public let text: String
  /// The 7th character that the text explains, for ``Kind/seventhCharacter``.
  public let character: Character?
  /// The codes that the text refers to, in its order.
  public let references: [CodeReference]
  /// The line of the source file, counted from 1; 0 where it has no lines.
  public let line: Int

  /// Makes a note; the references are read out of the text.
  public init(_ kind: Kind, _ text: String, character: Character? = nil, line: Int = 0) {
    self.init(
      kind, text, character: character, references: CodeReference.references(in: text), line: line)
  }

  init(
    _ kind: Kind, _ text: String, character: Character?, references: [CodeReference], line: Int
  ) {
    self.kind = kind
    self.text = text
    self.character = character
    self.references = references
    self.line = line
  }
}

extension Note.Kind {
  /// The kind as it is written in JSON: `excludes1`, `code-first`.
  public var name: String {
    switch self {
    case .includes: "includes"
    case .inclusionTerm: "inclusion-term"
    case .excludes1: "excludes1"
    case .excludes2: "excludes2"
    case .codeFirst: "code-first"
    case .useAdditionalCode: "use-additional-code"
    case .codeAlso: "code-also"
    case .seventhCharacterNote: "seventh-character-note"
    case .seventhCharacter: "seventh-character"
    case .note: "note"
    case .definition: "definition"
    }
  }

  /// Tells whether the note of a level holds for every code below it.
  public var isInherited: Bool {
    switch self {
    case .inclusionTerm, .definition: false
    default: true
    }
  }
}

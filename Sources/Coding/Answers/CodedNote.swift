// SPDX-License-Identifier: Apache-2.0

public import CodeSets
public import Values

/// What a note says, in codes.
public struct CodedNote: Sendable {
  /// The suggestions, the principal or first-listed one first.
  public var suggestions: [Suggestion] = []
  /// What was found and not suggested, with the reason.
  public var leftOut: [Suggestion] = []
  /// What has to be asked of who wrote the note.
  public var questions: [SpecificityQuestion] = []
  /// The procedures, drugs, supplies and services that were done or given.
  public var procedures: [ProcedureSuggestion] = []
  /// The code set in which procedures of the setting are coded, where it is not installed.
  public var missingSet: CodeSetID?

  /// Makes an empty answer.
  public init() {}
}

/// A code that a note supports, with the words that support it.
public struct Suggestion: Sendable {
  /// The code.
  public var code: PackedCode
  /// The place of the code in the edition.
  public var position: Int
  /// How sure, in thousandths: of a thousand such suggestions that many are right.
  public var confidence: Int
  /// The bytes of the note that support the code, in order, none overlapping; never empty.
  public var evidence: [Range<Int>]
  /// How the words led to the code.
  public var path: [PathStep]
  /// What part the code plays.
  public var role: Role
  /// Whether the condition was present on admission, as proposed; nothing outside of stays.
  public var presence: Presence?
  /// What became of it, where it was left out.
  public var reason: String?
  /// What is true of it, for fitting.
  public var features: [Feature]
  /// Where the note names it: the byte by which codes are put in order.
  var order = 0
  /// Only a report of the laboratory or of imaging names it.
  var isFindingOnly = false
  /// The note only says that it may be so.
  var isPossible = false
  /// The note says that it was so before.
  var isPast = false

  /// The part that a code plays.
  public enum Role: String, Sendable {
    /// The principal diagnosis of a stay.
    case principal
    /// The first-listed diagnosis of an encounter.
    case firstListed = "first-listed"
    /// Any other diagnosis.
    case secondary
    /// An external cause, place or activity.
    case externalCause = "external-cause"
    /// Found, and not suggested.
    case leftOut = "left-out"
  }
}

/// Whether a condition was present when the patient was admitted, by the indicators of the claim.
public enum Presence: String, Sendable {
  /// It was.
  case yes = "Y"
  /// It came later.
  case no = "N"
  /// The documentation does not tell.
  case unknown = "U"
  /// The provider cannot tell.
  case undetermined = "W"
}

/// A step from words to a code.
public struct PathStep: Hashable, Sendable {
  /// What sort of step: `term`, `index`, `title`, `inclusion-term`, `modifier`, `default`, `rule`.
  public let kind: String
  /// The code reached.
  public let code: PackedCode
  /// The line of the source, or the rule.
  public let source: String

  /// Makes a step.
  public init(_ kind: String, _ code: PackedCode, source: String) {
    self.kind = kind
    self.code = code
    self.source = source
  }
}

/// A question whose answer would lead to a more specific code.
public struct SpecificityQuestion: Hashable, Sendable {
  /// The code as it stands.
  public let code: PackedCode
  /// What is missing: `laterality`, `type`, `stage`.
  public let about: String
  /// The codes that the answers would lead to.
  public let choices: [PackedCode]
}

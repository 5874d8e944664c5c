// SPDX-License-Identifier: Apache-2.0

/// What a note says of something that it names.
public struct Assertion: Hashable, Sendable {
  /// Whether it is there.
  public enum Polarity: Sendable {
    /// It is there.
    case affirmed
    /// It is not there.
    case negated
    /// It may be there: probable, suspected, likely, questionable, still to be ruled out, consistent with.
    ///
    /// Source: ICD-10-CM Official Guidelines, sections II.H and IV.H.
    case possible
  }

  /// When it is or was there.
  public enum Time: Sendable {
    /// Now.
    case current
    /// Before this encounter.
    case historical
    /// It was there lately and is over: `resolved`, `no longer`; its polarity is then negated, as in ConText.
    case resolved
  }

  /// Who has it.
  public enum Experiencer: Sendable {
    /// The patient.
    case patient
    /// A relative by blood.
    case family
    /// Somebody else.
    case other
  }

  /// Whether it is a fact.
  public enum Modality: Sendable {
    /// It is.
    case actual
    /// It is spoken of for the case that it comes: `return if`, `risk of`, `to prevent`.
    case hypothetical
    /// It is looked for, or to be done: `to rule out`, `screening for`, `scheduled`.
    case planned
  }

  /// Whether it is there.
  public var polarity = Polarity.affirmed
  /// When.
  public var time = Time.current
  /// Whose.
  public var experiencer = Experiencer.patient
  /// Whether it is a fact.
  public var modality = Modality.actual
  /// The section alone made it historical or hypothetical, not a word.
  public var isBySection = false
  /// It belongs to the background of the patient: past, family and social history and allergies, where ConText's annotators call
  /// everything historical.
  public var isBackground = false
  /// The tokens that decided; nothing where nothing was said, or only the section decided.
  public var cue: Range<Int>?

  /// Plainly there.
  public init() {}
}

// SPDX-License-Identifier: Apache-2.0

/// A note as it was read: its tokens, sections and sentences, and what is asserted where.
public struct ClinicalNote: Sendable {
  /// The tokens.
  public let tokens: NoteTokens
  /// The sections in order; the first may have no heading.
  public internal(set) var sections: [NoteSection] = []
  /// The sentences in order.
  public internal(set) var sentences: [NoteSentence] = []
  /// The cues of assertion, in order of their first token.
  var cues: [FoundCue] = []
  /// For each sentence the first of its cues; one more at the end.
  var firstCues: [Int] = []
  /// For each token the sentence that it belongs to; -1 between sentences.
  var sentenceOf: [Int32] = []

  init(_ tokens: NoteTokens) { self.tokens = tokens }

  /// Tells whether somebody sums up what the patient has.
  public var hasAssessment: Bool {
    sections.contains {
      ($0.kind == .assessment || $0.kind == .dischargeDiagnosis) && !$0.tokens.isEmpty
    }
  }
}

/// A part of a note under one heading.
public struct NoteSection: Hashable, Sendable {
  /// What it tells of.
  public let kind: SectionKind
  /// The tokens of the heading; nothing for text without one.
  public let heading: Range<Int>?
  /// The tokens after the heading.
  public internal(set) var tokens: Range<Int>
}

/// A sentence, a line of a list, or a heading.
public struct NoteSentence: Hashable, Sendable {
  /// What a sentence is.
  public enum Kind: Sendable {
    /// Running text.
    case prose
    /// A line of a list.
    case listItem
    /// The heading of a section.
    case heading
    /// A line that names a problem of the patient: `2. Hypertension.`
    case problem
  }

  /// Its tokens.
  public let tokens: Range<Int>
  /// The section that it lies in, by its place.
  public let section: Int
  /// What it is.
  public let kind: Kind
  /// The sentence that names the problem which this one is about; nothing outside of such a block.
  public let problem: Int?
}

/// What a note says of something that it names.
public struct Assertion: Hashable, Sendable {
  /// Whether it is there.
  public enum Polarity: Sendable {
    /// It is there.
    case affirmed
    /// It is not there.
    case negated
    /// It may be there.
    case possible
  }

  /// When it is or was there.
  public enum Time: Sendable {
    /// Now.
    case current
    /// Before.
    case historical
  }

  /// Who has it.
  public enum Experiencer: Sendable {
    /// The patient.
    case patient
    /// A relative.
    case family
    /// Somebody else.
    case other
  }

  /// Whether it is a fact.
  public enum Modality: Sendable {
    /// It is.
    case actual
    /// It is spoken of for the case that it comes.
    case hypothetical
    /// It is looked for, or to be done.
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
  /// The tokens that decided; nothing where nothing was said, or only the section decided.
  public var cue: Range<Int>?

  /// Plainly there.
  public init() {}
}

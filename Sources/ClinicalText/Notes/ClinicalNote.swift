// SPDX-License-Identifier: Apache-2.0

/// A note as it was read: its tokens, sections and sentences, and what is asserted where.
public struct ClinicalNote: Sendable {
  /// The tokens.
  public let tokens: NoteTokens
  /// The sections in order; the first has no heading and may be empty.
  public let sections: [NoteSection]
  /// The sentences in order.
  public let sentences: [NoteSentence]
  /// The clauses of all sentences, in order, as tokens.
  public let clauses: [Range<Int>]
  /// The cues of assertion, in order of their first token.
  let cues: [FoundCue]
  /// For each sentence the first of its cues; one more at the end.
  let firstCues: [Int]
  /// For each token the sentence that it belongs to; -1 between sentences.
  let sentenceOf: [Int32]

  /// Tells whether somebody sums up what the patient has.
  ///
  /// A plan that is written by problems counts too.
  public var hasAssessment: Bool {
    sections.contains {
      ($0.kind == .assessment || $0.kind == .dischargeDiagnosis) && !$0.tokens.isEmpty
    } || sentences.contains { $0.kind == .problem && sections[$0.section].kind == .plan }
  }

  /// The sentence that a token belongs to; nothing for bullets, numbers of lists and ends of lines.
  public func sentence(of token: Int) -> Int? {
    guard sentenceOf.indices.contains(token), sentenceOf[token] >= 0 else { return nil }
    return Int(sentenceOf[token])
  }

  /// The clause that a token belongs to.
  public func clause(of token: Int) -> Range<Int>? {
    guard let sentence = sentence(of: token) else { return nil }
    return clauses[sentences[sentence].clauses].first { $0.contains(token) }
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
  /// Headed by `Impression`, which may be that of an image.
  let isImpression: Bool
}

/// A sentence, a line of a list, or a heading.
public struct NoteSentence: Hashable, Sendable {
  /// What a sentence is.
  public enum Kind: Sendable {
    /// Running text.
    case prose
    /// A line of a list.
    case listItem
    /// The heading of a section, or the label before a part of it: `HEENT`, `Medical Reasoning`.
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
  /// The label that it stands after: `Medical Reasoning`, `Cardiovascular`.
  public let label: Range<Int>?
  /// What the label announces; nothing where there is none or the table does not know it.
  public let part: SectionKind?
  /// Its clauses, as places in ``ClinicalNote/clauses``.
  public internal(set) var clauses: Range<Int> = 0..<0
}

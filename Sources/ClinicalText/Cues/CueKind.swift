// SPDX-License-Identifier: Apache-2.0

/// What words do to what stands before or after them.
///
/// That there are cues before and after, words that look like cues, words at which a scope ends, and the dimensions
/// negation, time and experiencer, are facts published with NegEx (Chapman 2001) and ConText (Harkema 2009). The
/// words are in `Data/clinical/cues.tsv`.
enum CueKind: String, CaseIterable, Sendable {
  /// It is not there.
  case negated
  /// It may be there.
  case possible
  /// It was there before.
  case historical
  /// It was there and is over.
  case resolved
  /// It is spoken of for the case that it comes.
  case hypothetical
  /// It is looked for or to be done.
  case planned
  /// It is there, whatever was said before.
  case affirmed
  /// It is there now, whatever was said of the past.
  case current
  /// Relatives have it.
  case family
  /// Somebody else has it.
  case other
  /// A relative by blood, who may have it, or may only tell of it.
  case relative
  /// Somebody else, who may have it, or may only tell of it.
  case companion
  /// The patient is spoken of again.
  case patient
  /// Belongs to the background of the patient wherever it is said: `tobacco`, `drug allergies`.
  case background
  /// Looks like a cue and is none.
  case none
  /// Ends what was said before.
  case stop
}

/// A phrase that is a cue, and where it reaches.
struct Cue: Sendable {
  enum Direction: String, CaseIterable, Sendable {
    case after, before
    /// After it, or before where nothing comes after: `likely`, `negative`.
    case either
  }

  enum Reach: String, CaseIterable, Sendable {
    /// Over the commas of its clause.
    case wide
    /// Over a comma only where `or` says that a list goes on.
    case narrow
    /// Only the words right before it: `hepatitis C antibody test`.
    case phrase
  }

  let kind: CueKind
  let direction: Direction
  let reach: Reach
}

/// A cue at its place.
struct FoundCue: Sendable {
  var kind: CueKind
  var direction: Cue.Direction
  let reach: Cue.Reach
  let tokens: Range<Int>
  /// The tokens that it speaks of.
  var scope: Range<Int>
}

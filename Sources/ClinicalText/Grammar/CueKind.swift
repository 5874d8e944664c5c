// SPDX-License-Identifier: Apache-2.0

/// What words do to what stands before or after them.
///
/// The kinds are those of the published algorithms NegEx (Chapman 2001) and ConText (Harkema 2009), as facts: cues
/// before and after, words that look like cues, words at which a scope ends.
enum CueKind: String, Sendable {
  /// What follows is not there.
  case negated
  /// What stands before is not there.
  case negatedBefore = "negated-before"
  /// What follows may be there.
  case possible
  /// What stands before may be there.
  case possibleBefore = "possible-before"
  /// What follows was there before.
  case historical
  /// What stands before was there before.
  case historicalBefore = "historical-before"
  /// What follows is of a relative.
  case family
  /// What follows is of somebody else.
  case other
  /// What follows is spoken of for the case that it comes.
  case hypothetical
  /// What follows is looked for or to be done.
  case planned
  /// What stands before is looked for or to be done.
  case plannedBefore = "planned-before"
  /// What follows is there, whatever was said before.
  case affirmed
  /// Looks like a cue and is none.
  case none
  /// Ends what was said before.
  case stop
  /// The patient is spoken of again.
  case patient
}

/// A cue at its place.
struct FoundCue: Sendable {
  let kind: CueKind
  let tokens: Range<Int>
  /// The tokens that it speaks of.
  var scope: Range<Int>
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

/// A code that some words of a note mean, before it is chosen.
struct Candidate {
  /// The place of the code in the edition.
  var position: Int
  /// The best of its mentions.
  var mention: Mention
  var assertion: Assertion
  /// Where that mention stands, as the ranking knows places.
  var place: NotePlace
  /// How good that mention is.
  var strength: Int
  /// Every mention's tokens, with those that narrowed the code down.
  var evidence: [Int]
  var path: [PathStep]
  var mentionCount = 1
  var headings = 0
  var defaults = 0
  var firstToken: Int
  var isChief = false
}

/// The candidates of a note, by code.
struct CandidateList {
  private(set) var candidates: [Candidate] = []
  private var places: [Int: Int] = [:]

  /// Adds a mention of a code.
  mutating func add(_ candidate: Candidate) {
    guard let at = places[candidate.position] else {
      places[candidate.position] = candidates.count
      candidates.append(candidate)
      return
    }
    var merged = candidates[at]
    merged.mentionCount += candidate.mentionCount
    merged.headings += candidate.headings
    merged.isChief = merged.isChief || candidate.isChief
    merged.evidence += candidate.evidence
    merged.firstToken = min(merged.firstToken, candidate.firstToken)
    if candidate.strength > merged.strength {
      (merged.mention, merged.assertion, merged.place, merged.strength) =
        (candidate.mention, candidate.assertion, candidate.place, candidate.strength)
      (merged.path, merged.defaults) = (candidate.path, candidate.defaults)
    }
    candidates[at] = merged
  }
}

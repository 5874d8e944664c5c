// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// Tells of which episode of care a note is, by `Data/coding/episodes.tsv`.
public struct EpisodeReader: Sendable {
  private struct Cue: Sendable {
    let words: [UInt64]
    let episode: EncounterCharacter.Episode
    let isOfSentence: Bool
  }

  private let cues: [UInt64: [Cue]]

  /// Reads the table: phrase, episode, scope, origin.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) {
    var cues: [UInt64: [Cue]] = [:]
    for row in ConceptRow.rows(in: table) {
      let words = row.cells.first.map { NoteTokens($0).tokens.map(\.hash) } ?? []
      guard row.cells.count >= 3, let first = words.first,
        let episode = EncounterCharacter.Episode(rawValue: row.text(1))
      else { throw ConceptTableError(line: row.line) }
      cues[first, default: []].append(
        Cue(words: words, episode: episode, isOfSentence: row.text(2) == "sentence"))
    }
    self.cues = cues
  }

  /// Every note is of the first episode.
  public init() { cues = [:] }

  /// What a note says of episodes.
  struct Reading {
    /// What the whole note says.
    var note: EncounterCharacter.Episode?
    /// What a sentence says, by its place.
    var sentences: [Int: EncounterCharacter.Episode] = [:]
  }

  /// Reads a note.
  func read(_ note: ClinicalNote) -> Reading {
    var reading = Reading()
    let tokens = note.tokens.tokens
    for (index, sentence) in note.sentences.enumerated() {
      for at in sentence.tokens {
        guard let found = cues[tokens[at].hash] else { continue }
        for cue in found where at + cue.words.count <= sentence.tokens.upperBound {
          guard cue.words.indices.allSatisfy({ tokens[at + $0].hash == cue.words[$0] }) else {
            continue
          }
          if cue.isOfSentence {
            if reading.sentences[index] != .sequela { reading.sentences[index] = cue.episode }
          } else if reading.note != .initial {
            reading.note = cue.episode
          }
        }
      }
    }
    return reading
  }
}

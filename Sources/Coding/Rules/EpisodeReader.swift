// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// Tells of which episode of care a note is, by `Data/coding/episodes.tsv`.
public struct EpisodeReader: Sendable {
  private struct Cue: Sendable {
    let episode: EncounterCharacter.Episode
    let isOfSentence: Bool
  }

  private var cues: [Cue] = []
  private var phrases = PhraseFinder()

  /// Reads the table: phrase, episode, scope, origin.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) {
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 3, let episode = EncounterCharacter.Episode(rawValue: row.text(1))
      else { throw ConceptTableError(line: row.line) }
      phrases.add(row.text(0), row: cues.count)
      cues.append(Cue(episode: episode, isOfSentence: row.text(2) == "sentence"))
    }
  }

  /// Every note is of the first episode.
  public init() {}

  /// What a note says of episodes.
  struct Reading {
    /// What the whole note says.
    var note: EncounterCharacter.Episode?
    /// What parts of it say, from a semicolon to the next.
    var parts: [(tokens: Range<Int>, episode: EncounterCharacter.Episode)] = []

    /// The episode of what stands at a token.
    func episode(at token: Int) -> EncounterCharacter.Episode {
      parts.first { $0.tokens.contains(token) }?.episode ?? note ?? .initial
    }
  }

  /// Reads a note.
  func read(_ note: ClinicalNote) -> Reading {
    var reading = Reading()
    for sentence in note.sentences {
      var said: [(tokens: Range<Int>, episode: EncounterCharacter.Episode)] = []
      for part in Self.parts(of: sentence.tokens, note) {
        var own: EncounterCharacter.Episode?
        for hit in phrases.hits(in: part, note.tokens) {
          guard let cue = hit.rows.first.map({ cues[$0] }) else { continue }
          if cue.isOfSentence {
            if own != .sequela, note.assertion(of: hit.tokens).polarity != .negated {
              own = cue.episode
            }
          } else if reading.note != .initial {
            reading.note = cue.episode
          }
        }
        if let own { said.append((part, own)) }
      }
      // What one part says holds for the others that say nothing, where it is the only one.
      if said.count == 1 { said[0].tokens = sentence.tokens }
      reading.parts += said
    }
    return reading
  }

  /// The parts of a sentence between semicolons.
  private static func parts(of sentence: Range<Int>, _ note: ClinicalNote) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = sentence.lowerBound
    for at in sentence
    where note.tokens.tokens[at].kind == .mark
      && note.tokens.text[Int(note.tokens.tokens[at].start)] == 0x3B
    {
      parts.append(start..<at)
      start = at + 1
    }
    parts.append(start..<sentence.upperBound)
    return parts.filter { !$0.isEmpty }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Finds the cues of assertion in each sentence and what they speak of.
///
/// A cue's scope runs to the next word that ends it, by clause and not by a number of words; commas and `or` carry it
/// on, so that a list under a negated head is negated whole.
struct CueReader {
  private let grammar: ClinicalGrammar

  init(_ grammar: ClinicalGrammar) { self.grammar = grammar }

  func read(_ note: inout ClinicalNote) {
    for sentence in note.sentences {
      note.firstCues.append(note.cues.count)
      findCues(in: sentence.tokens, &note)
    }
    note.firstCues.append(note.cues.count)
  }

  private func findCues(in range: Range<Int>, _ note: inout ClinicalNote) {
    let tokens = note.tokens.tokens
    let first = note.cues.count
    var at = range.lowerBound
    while at < range.upperBound {
      if let found = grammar.cues.longest(at: at, end: range.upperBound, tokens) {
        note.cues.append(
          FoundCue(kind: found.payload, tokens: at..<found.end, scope: at..<found.end))
        at = found.end
      } else {
        at += 1
      }
    }
    guard note.cues.count > first else { return }
    for index in first..<note.cues.count { setScope(of: index, first, range, &note) }
  }

  private func setScope(
    of index: Int, _ first: Int, _ range: Range<Int>, _ note: inout ClinicalNote
  ) {
    let cue = note.cues[index]
    switch cue.kind {
    case .negatedBefore, .possibleBefore, .historicalBefore, .plannedBefore:
      var start = range.lowerBound
      for other in (first..<index).reversed() where ends(note.cues[other].kind, cue.kind) {
        start = note.cues[other].tokens.upperBound
        break
      }
      start = wall(before: cue.tokens.lowerBound, from: start, note)
      note.cues[index].scope = start..<cue.tokens.lowerBound
    case .none, .stop: break
    default:
      var end = range.upperBound
      for other in index + 1..<max(index + 1, note.cues.count)
      where ends(note.cues[other].kind, cue.kind) {
        end = note.cues[other].tokens.lowerBound
        break
      }
      end = wall(after: cue.tokens.upperBound, to: end, note)
      note.cues[index].scope = cue.tokens.upperBound..<max(end, cue.tokens.upperBound)
    }
  }

  /// Tells whether one cue ends the scope of another.
  private func ends(_ kind: CueKind, _ scope: CueKind) -> Bool {
    switch kind {
    case .stop, .affirmed: true
    case .negated: scope == .affirmed || scope == .possible
    case .patient: scope == .family || scope == .other
    default: false
    }
  }

  private func wall(after start: Int, to end: Int, _ note: ClinicalNote) -> Int {
    for at in start..<max(start, end) where isWall(at, note) { return at }
    return end
  }

  private func wall(before end: Int, from start: Int, _ note: ClinicalNote) -> Int {
    for at in (min(start, end)..<end).reversed() where isWall(at, note) { return at + 1 }
    return start
  }

  private func isWall(_ at: Int, _ note: ClinicalNote) -> Bool {
    note.tokens.tokens[at].kind == .mark
      && note.tokens.text[Int(note.tokens.tokens[at].start)] == 0x3B
  }
}

extension ClinicalNote {
  /// What the note says of what some tokens name.
  ///
  /// - Complexity: O(*c*) in the number of cues of the sentence.
  public func assertion(of range: Range<Int>) -> Assertion {
    var assertion = Assertion()
    guard range.lowerBound < sentenceOf.count, sentenceOf[range.lowerBound] >= 0 else {
      return assertion
    }
    let index = Int(sentenceOf[range.lowerBound])
    let section = sections[sentences[index].section].kind
    switch section {
    case .familyHistory: assertion.experiencer = .family
    case .pastHistory, .surgicalHistory: assertion.time = .historical
    case .instructions: assertion.modality = .hypothetical
    default: break
    }
    for cue in cues[firstCues[index]..<firstCues[index + 1]] {
      let speaks =
        cue.scope.contains(range.lowerBound) || cue.scope.contains(range.upperBound - 1)
      guard speaks, !covers(range, cue) else { continue }
      apply(cue, to: &assertion)
    }
    return assertion
  }

  /// A cue that is part of what is named says nothing of it: `history of falling`, `no-show`.
  private func covers(_ range: Range<Int>, _ cue: FoundCue) -> Bool {
    range.lowerBound <= cue.tokens.lowerBound && cue.tokens.upperBound <= range.upperBound
  }

  private func apply(_ cue: FoundCue, to assertion: inout Assertion) {
    switch cue.kind {
    case .negated, .negatedBefore: assertion.polarity = .negated
    case .possible, .possibleBefore:
      guard assertion.polarity == .affirmed else { return }
      assertion.polarity = .possible
    case .historical, .historicalBefore: assertion.time = .historical
    case .family: assertion.experiencer = .family
    case .other: assertion.experiencer = .other
    case .hypothetical: assertion.modality = .hypothetical
    case .planned, .plannedBefore:
      guard assertion.modality == .actual else { return }
      assertion.modality = .planned
    case .affirmed:
      (assertion.polarity, assertion.modality) = (.affirmed, .actual)
    case .patient: assertion.experiencer = .patient
    case .none, .stop: return
    }
    assertion.cue = cue.tokens
  }
}

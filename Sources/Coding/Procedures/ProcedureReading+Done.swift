// SPDX-License-Identifier: Apache-2.0

import ClinicalText

extension ProcedureReading {
  /// Sections that tell of what was done elsewhere or is still to be done.
  private static let notHere: Set<SectionKind> = [
    .pastHistory, .surgicalHistory, .familyHistory, .socialHistory, .medications, .plan,
    .reviewOfSystems, .problemList, .allergies, .instructions, .preoperativeDiagnosis,
    .chiefComplaint,
  ]

  /// Tells whether what some words name was done in this encounter: not planned, cancelled, declined, or done
  /// in the past.
  ///
  /// Source: Uniform Hospital Discharge Data Set: procedures of the stay are reported.
  func isDone(_ tokens: [Int], sentence index: Int) -> Bool {
    guard let first = tokens.first, let last = tokens.last else { return false }
    let sentence = note.sentences[index]
    var said: Bool?
    for at in inSentence[index] {
      let occurrence = occurrences[at]
      for case .cue(let cue) in book.vocabulary.meanings[occurrence.phrase] ?? [] {
        switch cue {
        case .notDone where occurrence.tokens.upperBound <= first + 1:
          if !isDivided(occurrence.tokens.upperBound, first) { said = false }
        case .done where occurrence.tokens.upperBound <= first: said = true
        case .notDoneAfter where occurrence.tokens.lowerBound > last:
          if !isDivided(last + 1, occurrence.tokens.lowerBound),
            occurrence.tokens.lowerBound - last < 12
          {
            return false
          }
        default: break
        }
      }
    }
    if said == false { return false }
    let assertion = note.assertion(of: first..<last + 1)
    guard assertion.polarity == .affirmed, assertion.experiencer == .patient else { return false }
    if said == true { return true }
    if Self.notHere.contains(note.sections[sentence.section].kind) { return false }
    return assertion.modality == .actual && assertion.time == .current
  }

  /// A semicolon stands between two places.
  private func isDivided(_ start: Int, _ end: Int) -> Bool {
    guard start < end else { return false }
    return (start..<end).contains { place in
      let token = note.tokens.tokens[place]
      return token.kind == .mark && note.tokens.text[Int(token.start)] == 0x3B
    }
  }
}

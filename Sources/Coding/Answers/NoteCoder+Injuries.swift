// SPDX-License-Identifier: Apache-2.0

import ClinicalText

extension NoteCoder {
  /// Reads what drugs did, what brought injuries about, and takes out what an injury makes needless.
  func readInjuries(
    _ note: ClinicalNote, _ setting: CodingSetting, into answer: inout CodedNote
  ) {
    let sentence = { self.sentence(ofByte: $0, note) }
    knowledge.drugs.apply(to: &answer, note, table.codes, setting) { self.episodes.episode(at: $0) }
    // In a long note the assessment says what is reported; in a few sentences nothing is told in vain.
    CauseReader(codes: table.codes, takesAll: kind(of: note) != .assessment, sentence: sentence)
      .apply(to: &answer)
    InjuryConventions(sentence: sentence).apply(to: &answer)
  }

  /// The sentence that a byte lies in, by its place.
  func sentence(ofByte byte: Int, _ note: ClinicalNote) -> Int {
    note.sentences.firstIndex {
      !$0.tokens.isEmpty
        && byte <= note.tokens.tokens[$0.tokens.upperBound - 1].bytes.lowerBound
    } ?? note.sentences.count
  }
}

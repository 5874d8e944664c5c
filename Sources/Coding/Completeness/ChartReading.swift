// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

/// A chart that is being reviewed: its text as it was read, the codes that it supports, and what else is known.
struct ChartReading {
  let note: ClinicalNote
  let coded: CodedNote
  let codes: CodeTable
  let setting: CodingSetting
  let day: CalendarDate?
  /// The codes that the note supports, also those that gave way to others.
  let named: [Suggestion]

  init(
    _ note: ClinicalNote, _ coded: CodedNote, _ codes: CodeTable, _ setting: CodingSetting,
    _ day: CalendarDate?
  ) {
    (self.note, self.coded, self.codes) = (note, coded, codes)
    (self.setting, self.day) = (setting, day)
    named = coded.suggestions + coded.leftOut
  }

  /// Tells whether one of some codes is named, however unsurely.
  func isNamed(_ patterns: [CodePattern]) -> Bool {
    named.contains { suggestion in patterns.contains { $0.match(suggestion.code) != nil } }
  }

  /// The bytes of some tokens.
  func bytes(_ tokens: Range<Int>) -> Range<Int> {
    note.tokens.tokens[tokens.lowerBound].bytes
      .lowerBound..<note.tokens.tokens[tokens.upperBound - 1].bytes.upperBound
  }

  /// The sentence in which a byte stands.
  func sentence(at byte: Int) -> Int? {
    note.sentences.firstIndex { sentence in
      guard !sentence.tokens.isEmpty else { return false }
      let bytes = bytes(sentence.tokens)
      return bytes.contains(byte)
    }
  }

  /// Tells whether something is said of the patient and not denied.
  func isSaid(_ tokens: Range<Int>) -> Bool {
    let assertion = note.assertion(of: tokens)
    return assertion.polarity != .negated && assertion.experiencer == .patient
  }

  /// How many words the chart has.
  var wordCount: Int { note.tokens.tokens.count { $0.kind == .word } }
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Testing

@Suite("Tokens of a note")
struct NoteTokensTests {
  @Test(
    "A text is cut into words, numbers and marks",
    arguments: [
      ("Kidney stones.", "kidney|stone|."),
      ("h/o HTN, s/p CABG x3", "h/o|htn|,|s/p|cabg|x3"),
      ("N/V/D w/o fever", "n|/|v|/|d|w/o|fever"),
      ("BP 120/80, Hgb 8.2, plt 250,000", "bp|120|/|80|,|hgb|8.2|,|plt|250000"),
      ("40mg daily; 5th metatarsal", "40|mg|daily|;|5th|metatarsal"),
      ("Crohn\u{2019}s and Sj\u{F6}gren's", "crohn|and|sjogren"),
      ("don't", "dont"), ("anaemia, tumours", "anemia|,|tumor"),
      ("\u{2022} E11.9 today", "\u{2022}|e11.9|today"), ("a\nb", "a|\n|b"), ("", ""),
      ("w/ pain", "w/|pain"), ("non-ST", "non|-|st"),
    ])
  func cut(_ text: String, _ forms: String) {
    let read = NoteTokens(text.utf8)
    #expect(
      read.tokens.map { String(decoding: read.form(of: $0), as: UTF8.self) }.joined(separator: "|")
        == forms)
  }

  @Test("Any bytes are cut, and the places lie in order inside the text")
  func anyBytes() {
    var state: UInt64 = 7
    for _ in 0..<300 {
      let bytes = (0..<60).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 40)
      }
      var end: UInt32 = 0
      for token in NoteTokens(bytes).tokens {
        #expect(token.start >= end && token.end > token.start && Int(token.end) <= bytes.count)
        end = token.end
      }
    }
  }
}

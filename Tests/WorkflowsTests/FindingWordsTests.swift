// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import Workflows

@Suite struct FindingWordsTests {
  @Test("Every rule has a message and advice, and no brace is left where its facts are given")
  func worded() {
    let words = FindingWords.standard
    #expect(words.rules.count > 30)
    for rule in words.rules {
      let bare = Finding(rule, .rejects, at: .claim)
      #expect(!words.message(bare).isEmpty, "\(rule)")
      #expect(!words.message(bare).contains("{"), "\(rule)")
      #expect(!words.advice(bare).contains("{"), "\(rule)")
      #expect(words.message(bare).last != ".", "\(rule)")
    }
  }

  @Test("Facts stand where the words have braces, in the message and in the advice")
  func filled() {
    let finding = Finding(
      "codes.no-edition", .rejects, at: .claim,
      facts: [.init("set", "icd10cm"), .init("day", "2030-01-01"), .init("installed", "none")])
    let message = FindingWords.standard.message(finding)
    #expect(message.contains("icd10cm") && message.contains("2030-01-01"))
    let json = FindingWords.standard.json(finding)
    #expect(json["rule"]?.string == "codes.no-edition")
    #expect(json["place"]?.string == "claim")
    #expect(json["facts"]?["day"]?.string == "2030-01-01")
    #expect(json["what_to_do"]?.string?.isEmpty == false)
  }

  @Test("A rule without words shows its facts rather than nothing")
  func unworded() {
    let finding = Finding("test.unknown", .warns, at: .claim, facts: [.init("code", "E11.9")])
    #expect(FindingWords.standard.message(finding) == "code E11.9")
    #expect(FindingWords.standard.advice(finding) == "")
  }

  @Test("A fact that holds braces is shown as it is")
  func braces() {
    let finding = Finding(
      "codes.malformed", .rejects, at: .claim, facts: [.init("code", "{set}")])
    #expect(FindingWords.standard.message(finding).contains("{set}"))
  }
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Testing

@Suite("The grammar of notes")
struct GrammarTests {
  @Test("Any bytes are read, and every sentence lies in order inside its section")
  func anyBytes() {
    var state: UInt64 = 11
    let pieces = [
      "no ", "PMH: ", "\n", "1. ", "- ", "(", ") ", ": ", "HTN", ", ", "ASSESSMENT\n", ".", "#",
      "if ", "\u{2022}", "?",
    ]
    for round in 0..<600 {
      var bytes: [UInt8] = []
      for _ in 0..<40 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let pick = UInt8(truncatingIfNeeded: state >> 40)
        if round % 2 == 0 {
          bytes.append(pick)
        } else {
          bytes += Array(pieces[Int(pick) % pieces.count].utf8)
        }
      }
      let note = SampleGrammar.grammar.read(bytes)
      var end = 0
      for (index, sentence) in note.sentences.enumerated() {
        #expect(sentence.tokens.lowerBound >= end && !sentence.tokens.isEmpty)
        end = sentence.tokens.upperBound
        if let problem = sentence.problem {
          #expect(problem < index && note.sentences[problem].kind == .problem)
        }
        #expect(note.clauses[sentence.clauses].first?.lowerBound == sentence.tokens.lowerBound)
        #expect(note.clauses[sentence.clauses].last?.upperBound == end)
        #expect(note.sentence(of: sentence.tokens.lowerBound) == index)
        for token in sentence.tokens { _ = note.assertion(of: token..<token + 1) }
      }
      #expect(end <= note.tokens.tokens.count)
      #expect(SampleGrammar.grammar.read(bytes).outline == note.outline)
    }
  }

  @Test("Tables are sorted, without doubles, and every row says where it comes from")
  func sorted() {
    for (name, cells, least) in [
      ("headings", 4, 1500), ("cues", 5, 1000), ("lines", 3, 400), ("measures", 4, 200),
    ] {
      let rows = SampleGrammar.table(name).split(separator: 0x0A).filter { $0.first != 0x23 }
      let words = rows.map { Array($0.prefix { $0 != 0x09 }) }
      #expect(rows.count >= least, "\(name)")
      #expect(rows.allSatisfy { $0.split(separator: 0x09).count == cells }, "\(name)")
      for (one, next) in zip(words, words.dropFirst()) {
        #expect(
          one.lexicographicallyPrecedes(next), "\(name): \(String(decoding: next, as: UTF8.self))")
      }
    }
  }

  @Test("A long line without an end is read in time that grows with it")
  func long() {
    let text = String(repeating: "no, ", count: 4_000)
    let note = SampleGrammar.grammar.read(text.utf8)
    #expect(note.sentences.allSatisfy { $0.tokens.count <= 501 })
  }

  @Test("A malformed table says where")
  func malformed() {
    #expect(throws: ClinicalTableError(table: "cues", line: 2)) {
      try ClinicalGrammar(
        headings: [], cues: Array("no\tnegated\tafter\twide\town\nx\tbad\tafter\twide\town\n".utf8),
        lines: [])
    }
    #expect(throws: ClinicalTableError(table: "headings", line: 1)) {
      try ClinicalGrammar(headings: Array("plan\tplan\n".utf8), cues: [], lines: [])
    }
    #expect(throws: ClinicalTableError(table: "lines", line: 2)) {
      try ClinicalGrammar(headings: [], cues: [], lines: Array("# x\nis\tnoun\town\n".utf8))
    }
  }
}

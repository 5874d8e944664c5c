// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Foundation
import Testing

/// Sentences of reports in which people marked negation and time, as published with NegEx and ConText.
@Suite(
  "Annotated sentences",
  .enabled(
    if: ProcessInfo.processInfo.environment["CLEANCLAIM_SHARED"] != nil,
    "samples of others absent: set CLEANCLAIM_SHARED"))
struct AnnotatedSentencesTests {
  private struct Sample: Decodable {
    let text: String
    let start: Int?
    let end: Int?
    let negation: String
    let temporality: String
  }

  private struct Score {
    var (right, wrong, missed, rest) = (0, 0, 0, 0)
    mutating func add(_ found: Bool, _ wanted: Bool) {
      switch (found, wanted) {
      case (true, true): right += 1
      case (true, false): wrong += 1
      case (false, true): missed += 1
      case (false, false): rest += 1
      }
    }
    var f1: Double { Double(2 * right) / Double(max(1, 2 * right + wrong + missed)) }
    var accuracy: Double { Double(right + rest) / Double(max(1, right + wrong + missed + rest)) }
  }

  @Test("Negation and history are found as people marked them")
  func scores() throws {
    let shared = ProcessInfo.processInfo.environment["CLEANCLAIM_SHARED"] ?? ""
    let path = URL(filePath: shared).appending(path: "samples/notes/negex_context/dev.ndjson")
    var (negation, history) = (Score(), Score())
    for line in try Data(contentsOf: path).split(separator: 0x0A) {
      let sample = try JSONDecoder().decode(Sample.self, from: line)
      guard let start = sample.start, let end = sample.end else { continue }
      let scalars = sample.text.unicodeScalars
      let bytes = { (count: Int) in scalars.prefix(count).reduce(0) { $0 + $1.utf8.count } }
      let (from, to) = (bytes(start), bytes(end))
      let note = SampleGrammar.grammar.read(sample.text.utf8)
      let tokens = note.tokens.tokens.indices.filter {
        note.tokens.tokens[$0].bytes.upperBound > from
          && note.tokens.tokens[$0].bytes.lowerBound < to
      }
      guard let first = tokens.first, let last = tokens.last else { continue }
      let assertion = note.assertion(of: first..<last + 1)
      negation.add(assertion.polarity == .negated, sample.negation == "negated")
      history.add(
        assertion.time == .historical || assertion.isBackground, sample.temporality == "historical")
    }
    print("negation F1 \(negation.f1), accuracy \(negation.accuracy); history F1 \(history.f1)")
    #expect(negation.f1 >= 0.98 && negation.accuracy >= 0.99)
    #expect(history.f1 >= 0.79)
  }
}

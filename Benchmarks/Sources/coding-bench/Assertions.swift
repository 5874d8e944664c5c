// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Glibc
import Storage
import Values

extension Bench {
  /// Judges negation and history on sentences in which people have marked them.
  func assertions(_ path: String, verbose: Bool) throws {
    var (negation, history) = (Score(), Score())
    for line in try Files.read(path).split(separator: 0x0A) {
      let json = try JSON(parsing: Array(line))
      guard let start = json["start"]?.int, let end = json["end"]?.int else { continue }
      let string = json["text"]?.string ?? ""
      let bytes = Array(string.utf8)
      let from = string.unicodeScalars.prefix(start).reduce(0) { $0 + $1.utf8.count }
      let to = string.unicodeScalars.prefix(end).reduce(0) { $0 + $1.utf8.count }
      let note = grammar.read(bytes)
      let tokens = note.tokens.tokens.indices.filter {
        note.tokens.tokens[$0].bytes.lowerBound >= from
          && note.tokens.tokens[$0].bytes.upperBound <= to
      }
      guard let first = tokens.first, let last = tokens.last else { continue }
      let assertion = note.assertion(of: first..<last + 1)
      let (isNegated, wasNegated) = (
        assertion.polarity == .negated, json["negation"]?.string == "negated"
      )
      let (isPast, wasPast) = (
        assertion.time == .historical || assertion.isBackground,
        json["temporality"]?.string == "historical"
      )
      negation.add(isNegated ? ["x"] : [], wasNegated ? ["x"] : [])
      history.add(isPast ? ["x"] : [], wasPast ? ["x"] : [])
      if verbose, isNegated != wasNegated {
        print(
          "NEG \(wasNegated ? "missed" : "false ") | \(json["concept"]?.string ?? "") | \(string.prefix(220))"
        )
      }
      if verbose, isPast != wasPast {
        print(
          "PAST \(wasPast ? "missed" : "false ") | \(json["concept"]?.string ?? "") | \(string.prefix(220))"
        )
      }
    }
    print("negation \(negation.text)\thistory \(history.text)")
  }
}

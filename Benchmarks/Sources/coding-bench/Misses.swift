// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Coding
import Values

extension Bench {
  func misses(_ sets: [NoteSet]) {
    let coder = coder()
    for set in sets {
      for note in set.notes {
        let answer = coder.code(note.text, .init(setting: note.setting))
        let said = Set(answer.suggestions.map { $0.code.description })
        let left = Set(answer.leftOut.map { $0.code.description })
        func line(_ s: Suggestion) -> String {
          "\(s.code) \(s.confidence) \(s.evidence.map { String(decoding: note.text[$0], as: UTF8.self) }.joined(separator: " … ").prefix(100)) \(s.path.map { "\($0.kind):\($0.code)" }.joined(separator: ">"))"
        }
        print("== \(note.id) gold \(note.codes.sorted())")
        for code in note.codes.sorted() where !said.contains(code) {
          print("  MISS \(code) \(left.contains(code) ? "left out" : "not found") \(title(code))")
        }
        for s in answer.suggestions {
          print("  \(note.codes.contains(s.code.description) ? "ok  " : "FALSE") \(line(s))")
        }
        for s in answer.leftOut.sorted(by: { $0.confidence > $1.confidence }).prefix(40) {
          print("    out \(note.codes.contains(s.code.description) ? "GOLD" : "    ") \(line(s))")
        }
      }
    }
  }

  func outline(_ sets: [NoteSet]) {
    for note in sets.flatMap(\.notes) {
      let read = grammar.read(note.text)
      print("== \(note.id) \(read.hasAssessment)")
      for sentence in read.sentences {
        guard let first = sentence.tokens.first, let last = sentence.tokens.last else { continue }
        let text = read.tokens.words(
          of: read.tokens.tokens[first].bytes.lowerBound..<read.tokens.tokens[last].bytes.upperBound
        )
        print(
          "  \(read.sections[sentence.section].kind.rawValue) \(sentence.kind) \(sentence.problem.map(String.init) ?? "") | \(text.prefix(110).replacing("\n", with: "/"))"
        )
      }
    }
  }

  func title(_ code: String) -> String {
    PackedCode(code).flatMap { codes.entry(of: $0)?.title } ?? "no such code"
  }

  /// Why a code that people gave was not suggested.
  ///
  /// - Parameter unheeded: What the note would be coded as if nothing were denied, past, doubted or of a relative.
  func cause(of missed: String, _ answer: CodedNote, unheeded: Set<String>) -> String {
    guard let code = PackedCode(missed), let entry = codes.entry(of: code), entry.isBillable else {
      return "edition"
    }
    if let found = answer.leftOut.first(where: { $0.code == code }) {
      return found.reason == "confidence" ? "confidence" : "rule"
    }
    if unheeded.contains(missed) { return "assertion" }
    if answer.suggestions.contains(where: { $0.code.description.prefix(3) == missed.prefix(3) }) {
      return "leaf"
    }
    switch missed.first {
    case "V", "W", "X", "Y": return "external-cause"
    case "Z": return "status"
    default: return "no-match"
    }
  }
}

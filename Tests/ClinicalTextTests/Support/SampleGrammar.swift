// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Foundation

/// The grammar of the repository's tables, and notes with a marked place.
enum SampleGrammar {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Data/clinical")

  static let grammar: ClinicalGrammar = {
    do {
      return try ClinicalGrammar(
        headings: table("headings"), cues: table("cues"), lines: table("lines"),
        measures: table("measures"))
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  static func table(_ name: String) -> [UInt8] {
    guard let data = try? Data(contentsOf: folder.appending(path: "\(name).tsv")) else {
      preconditionFailure("no \(name).tsv in \(folder.path())")
    }
    return Array(data)
  }

  /// Reads a text in which `{` and `}` mark a place; gives the note and the tokens of the place.
  static func marked(_ text: String) -> (note: ClinicalNote, place: Range<Int>) {
    let bytes = Array(text.utf8)
    guard let open = bytes.firstIndex(of: 0x7B), let close = bytes.firstIndex(of: 0x7D) else {
      preconditionFailure("no marks in \(text)")
    }
    let note = grammar.read(bytes.filter { $0 != 0x7B && $0 != 0x7D })
    let tokens = note.tokens.tokens.indices.filter {
      let place = note.tokens.tokens[$0].bytes
      return place.lowerBound >= open && place.upperBound <= close - 1
    }
    guard let first = tokens.first, let last = tokens.last else {
      preconditionFailure("nothing marked in \(text)")
    }
    return (note, first..<last + 1)
  }
}

extension ClinicalNote {
  /// Some tokens as they stand in the note, in one line.
  func words(_ range: Range<Int>) -> String {
    guard let first = range.first, let last = range.last else { return "" }
    return tokens.words(
      of: tokens.tokens[first].bytes.lowerBound..<tokens.tokens[last].bytes.upperBound
    ).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// One line a sentence: its section, what it is, its words, and the problem that it belongs to.
  var outline: String {
    sentences.map { sentence in
      let head = sentence.problem.map { " <\(words(sentences[$0].tokens))>" } ?? ""
      return
        "\(sections[sentence.section].kind.rawValue) \(sentence.kind): \(words(sentence.tokens))\(head)"
    }.joined(separator: "\n")
  }
}

extension Assertion {
  /// What is not ordinary about it, in words.
  var summary: String {
    var words: [String] = []
    if polarity != .affirmed { words.append("\(polarity)") }
    if time != .current { words.append("\(time)") }
    if experiencer != .patient { words.append("\(experiencer)") }
    if modality != .actual { words.append("\(modality)") }
    return words.isEmpty ? "plain" : words.joined(separator: " ")
  }
}

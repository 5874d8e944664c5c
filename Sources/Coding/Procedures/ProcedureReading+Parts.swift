// SPDX-License-Identifier: Apache-2.0

import ClinicalText

extension ProcedureReading {
  /// A body part as the note names it.
  struct Part {
    let name: UInt32
    let tokens: Range<Int>
  }

  /// The body parts that a mention is about: the nearest one of its sentence and those joined to it.
  func bodyParts(of mention: Mention, isWanted: (UInt32) -> Bool) -> [Part] {
    var parts: [Part] = []
    meanings(in: inSentence[mention.sentence]) { meaning, tokens in
      if case .value(let name, false) = meaning, isWanted(name),
        parts.last?.tokens != tokens || parts.last?.name != name
      {
        parts.append(Part(name: name, tokens: tokens))
      }
    }
    guard
      let (first, last) = mention.tokens.first.flatMap({ first in
        mention.tokens.last.map { (first, $0) }
      })
    else { return [] }
    func distance(_ part: Part) -> Int {
      if part.tokens.lowerBound > last { return part.tokens.lowerBound - last }
      if part.tokens.upperBound <= first { return 3 * (first - part.tokens.upperBound) + 2 }
      return 0
    }
    guard let nearest = parts.indices.min(by: { distance(parts[$0]) < distance(parts[$1]) }) else {
      return []
    }
    var (low, high) = (nearest, nearest)
    while high + 1 < parts.count, isJoined(parts[high].tokens, parts[high + 1].tokens) { high += 1 }
    while low > 0, isJoined(parts[low - 1].tokens, parts[low].tokens) { low -= 1 }
    var kept: [Part] = []
    for part in parts[low...high] {
      // One phrase for several values: the first that the tables want stays.
      guard !kept.contains(where: { $0.name == part.name || $0.tokens == part.tokens }) else {
        continue
      }
      kept.append(part)
    }
    return kept
  }

  /// Only joining words, commas and sides stand between two body parts.
  private func isJoined(_ before: Range<Int>, _ after: Range<Int>) -> Bool {
    guard before.upperBound <= after.lowerBound else { return before == after }
    guard after.lowerBound - before.upperBound <= 5, after.lowerBound > before.upperBound else {
      return false
    }
    var joins = false
    for at in before.upperBound..<after.lowerBound {
      let token = note.tokens.tokens[at]
      if token.kind == .mark {
        guard [0x2C, 0x2F, 0x26].contains(note.tokens.text[Int(token.start)]) else { return false }
        joins = true
      } else if isConjunction(token) {
        joins = true
      } else if token.formLength > 3, side(at) == nil {
        return false
      }
    }
    return joins
  }

  private func isConjunction(_ token: NoteToken) -> Bool {
    note.tokens.form(of: token).elementsEqual("and".utf8)
  }

  func side(_ token: Int) -> Side? {
    for occurrence in occurrences where occurrence.tokens == token..<token + 1 {
      for case .side(let side) in book.vocabulary.meanings[occurrence.phrase] ?? [] { return side }
    }
    return nil
  }
}

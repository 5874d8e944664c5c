// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// On which side a condition is said to be.
struct SideReader {
  /// Right, left or both.
  struct Sides: OptionSet, Sendable {
    let rawValue: UInt8
    static let right = Sides(rawValue: 1)
    static let left = Sides(rawValue: 2)
    static let both: Sides = [.right, .left]
  }

  /// A word for a side, and the words that it stands before.
  private struct Word {
    let token: Int
    let sentence: Int
    let sides: Sides
    let named: [UInt32]
  }

  private var found: [Word] = []
  let right: UInt32
  let left: UInt32
  let bilateral: UInt32

  init(_ table: ConceptTable) {
    right = table.word("right")
    left = table.word("left")
    bilateral = table.word("bilateral")
  }

  /// Finds the sides that a note names.
  mutating func open(_ note: ClinicalNote, _ words: [UInt32], _ table: ConceptTable) {
    found.removeAll(keepingCapacity: true)
    for (index, sentence) in note.sentences.enumerated() {
      for at in sentence.tokens {
        let word = words[at]
        let isBoth = note.tokens.tokens[at].hash == Self.both && namesTwo(at, sentence, note)
        guard isBoth || word != 0 && (word == right || word == left || word == bilateral) else {
          continue
        }
        var named: [UInt32] = []
        for next in at + 1..<min(sentence.tokens.upperBound, at + 6) {
          let word = words[next]
          if word != 0, table.role(word) == .plain { named.append(word) }
        }
        let sides: Sides = isBoth || word == bilateral ? .both : word == right ? .right : .left
        found.append(Word(token: at, sentence: index, sides: sides, named: named))
      }
    }
  }

  private static let both = WordHash.of("both".utf8)
  private static let and = WordHash.of("and".utf8)

  /// Tells whether `both` counts the sides of one part: `both eyes`, not `both fever and cough`.
  private func namesTwo(_ at: Int, _ sentence: NoteSentence, _ note: ClinicalNote) -> Bool {
    let next = at + 1..<min(sentence.tokens.upperBound, at + 4)
    return !next.isEmpty && !next.contains { note.tokens.tokens[$0].hash == Self.and }
  }

  /// The sides of a condition: said in its sentence, else in its problem, else of the same part of the body.
  func sides(of mention: Mention, in note: ClinicalNote, _ words: [UInt32]) -> (Sides, token: Int)?
  {
    let sentence = mention.sentence
    let near = found.filter { $0.sentence == sentence }
    if let nearest = near.min(by: { distance($0, mention) < distance($1, mention) }) {
      let others = near.filter {
        $0.sides != nearest.sides && distance($0, mention) <= distance(nearest, mention) + 2
      }
      return (others.reduce(nearest.sides) { $0.union($1.sides) }, nearest.token)
    }
    if let problem = note.sentences[sentence].problem {
      let block = found.filter {
        $0.sentence == problem || note.sentences[$0.sentence].problem == problem
      }
      if let first = block.first, block.allSatisfy({ $0.sides == first.sides }) {
        return (first.sides, first.token)
      }
    }
    let own = mention.tokens.map { words[$0] }
    let alike = found.filter { side in side.named.contains { own.contains($0) } }
    if let first = alike.first, alike.allSatisfy({ $0.sides == first.sides }) {
      return (first.sides, first.token)
    }
    // A note that speaks of one side only speaks of that side.
    if found.count > 1, let first = found.first, found.allSatisfy({ $0.sides == first.sides }) {
      return (first.sides, first.token)
    }
    return nil
  }

  private func distance(_ word: Word, _ mention: Mention) -> Int {
    if word.token >= mention.first, word.token <= mention.last { return 0 }
    // A side stands before what it belongs to more often than after.
    return word.token < mention.first
      ? mention.first - word.token : 2 * (word.token - mention.last)
  }
}

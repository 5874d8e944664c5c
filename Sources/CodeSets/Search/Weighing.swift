// SPDX-License-Identifier: Apache-2.0

import Values

/// The figures of the ranking, in thousandths; tuned on the development half of the query set.
enum Weighing {
  /// What words of the phrase cost that the query has not.
  static func brevity(missing: Int, matched: Int) -> Int {
    260 * missing / max(1, missing + matched)
  }

  /// What it costs that the query has not this word of a phrase: nothing for what need not be said, little
  /// for what is denied.
  static func cost(of word: SearchIndexLayout.WordRecord, marks: SearchWord.Marks) -> Int {
    if marks.contains(.optional) { return 0 }
    if marks.contains(.negated) { return 2 }
    switch WordRole(rawValue: word.role) {
    case .unspecified, .assumed: return 0
    default: return marks.contains(.trailing) ? Int(word.weight) / 3 : Int(word.weight)
    }
  }

  /// What it costs that a word is negated on one side only.
  static let contradiction = 90
  /// What it costs to be only one of the codes below.
  static let header = 40
}

extension SearchRanking {
  /// How well the words of a text fill the slots; adds to a filling.
  struct Reading {
    var matched = 0
    var missing = 0
    var contradictions = 0
    var isNew = false
  }

  /// Reads words of a phrase or a title.
  func read(
    tokens start: UInt32, count: UInt8, except known: [UInt32], into filling: inout Coverage.Filling
  ) -> Reading {
    var reading = Reading()
    guard let base = index.tokens.baseAddress else { return reading }
    var at = base + Int(start)
    for _ in 0..<count {
      let token = Varint.next(&at)
      let word = token >> SearchWord.Marks.width
      if !known.isEmpty, known.contains(word) { continue }
      let marks = SearchWord.Marks(rawValue: UInt8(token & (1 << SearchWord.Marks.width - 1)))
      var isFound = false
      var isNew = false
      if table.mayFill(word) {
        table.forEach(word) { slot, quality in
          if (negated >> UInt32(slot) & 1 != 0) != marks.contains(.negated),
            !marks.contains(.loose), loose >> UInt32(slot) & 1 == 0, filling[slot] == 0
          {
            reading.contradictions += 1
            return
          }
          isFound = true
          if filling[slot] == 0 { isNew = true }
          if quality > filling[slot] { filling[slot] = quality }
        }
      }
      let record = index.words[Int(word)]
      if isNew {
        reading.isNew = true
        reading.matched += Int(record.weight)
      } else if !isFound {
        reading.missing += Weighing.cost(of: record, marks: marks)
      }
    }
    return reading
  }

  /// The exact rank of a phrase.
  mutating func weighed(_ phrase: Int) -> Candidate {
    let record = index.phrases[phrase]
    var filling = Coverage.Filling(repeating: 0)
    let reading = read(
      tokens: record.tokens, count: record.tokenCount, except: [], into: &filling)
    var score = coverage.share(filling) + Int(index.briefs[phrase].boost)
    score -= Weighing.brevity(missing: reading.missing, matched: reading.matched)
    score -= Weighing.contradiction * reading.contradictions
    return Candidate(
      code: Int(record.code), phrase: phrase, score: score, filling: filling,
      origin: Int(record.code))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Values

extension SearchRanking {
  /// From a header down to the code that a coder would choose: what the rest of the query asks for, else
  /// the one for who says no more, else the first.
  mutating func descended(_ header: Candidate) -> Candidate {
    var candidate = header
    var depth = 0
    while index.facts[candidate.code].flags & SearchIndexLayout.billable == 0, depth < 6 {
      guard let child = bestChild(of: candidate) else { break }
      candidate = child
      depth += 1
    }
    return candidate
  }

  private mutating func bestChild(of parent: Candidate) -> Candidate? {
    let before = coverage.share(parent.filling)
    let known = titleWords(above: parent.code)
    let last = Int(index.facts[parent.code].last)
    var best: Candidate?
    var bestRank = Int.min
    var at = parent.code + 1
    while at <= last {
      let fact = index.facts[at]
      var filling = parent.filling
      let isExtension = fact.flags & SearchIndexLayout.isExtension != 0
      let reading = read(
        tokens: fact.tokens, count: fact.tokenCount, except: isExtension ? [] : known,
        into: &filling)
      let gain = reading.isNew ? coverage.share(filling) - before : 0
      let rest = min(70, reading.missing / 2) + Weighing.contradiction * reading.contradictions
      let rank = 2 * gain - 2 * rest + Int(fact.prior) / 2 - Int(fact.handicap)
      if rank > bestRank {
        bestRank = rank
        let cost = min(160, reading.missing / 3) + Weighing.contradiction * reading.contradictions
        best = Candidate(
          code: at, phrase: parent.phrase, score: parent.score + gain - cost, filling: filling,
          origin: parent.origin)
      }
      at = Int(fact.last) + 1
    }
    return best
  }

  /// The words of a code's title, or of the nearest one above it that has a title.
  private func titleWords(above code: Int) -> [UInt32] {
    var fact = index.facts[code]
    while fact.tokenCount == 0, fact.parent != SearchIndexLayout.none {
      fact = index.facts[Int(fact.parent)]
    }
    guard let base = index.tokens.baseAddress, fact.tokenCount > 0 else { return [] }
    var at = base + Int(fact.tokens)
    return (0..<fact.tokenCount).map { _ in Varint.next(&at) >> SearchWord.Marks.width }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Values

extension SearchRanking {
  /// The hit that a candidate becomes, with how each word was found.
  mutating func hit(_ candidate: Candidate) -> SearchHit {
    let record = index.phrases[candidate.phrase]
    return SearchHit(
      code: PackedCode(bits: index.codes[candidate.code]), score: candidate.score,
      isBillable: index.facts[candidate.code].flags & SearchIndexLayout.billable != 0,
      kind: SearchPhrase.Kind(rawValue: record.kind) ?? .title, phrase: index.texts[record.text],
      via: candidate.origin == candidate.code
        ? nil : PackedCode(bits: index.codes[candidate.origin]),
      matches: matches(candidate.filling))
  }

  private mutating func matches(_ filling: Coverage.Filling) -> [SearchHit.Match] {
    _ = coverage.share(filling)
    var matches: [SearchHit.Match] = []
    var position = 0
    for span in coverage.spans.map({ plan.spans[$0] }) {
      while position < span.start {
        matches.append(missing(position))
        position += 1
      }
      let found = span.slots.compactMap {
        filling[$0] > 0 ? word(in: $0, quality: filling[$0]) : nil
      }
      let slot = plan.slots[span.slots[0]]
      let isWhole = slot.choices.first { $0.quality == filling[span.slots[0]] }?.quality ?? 0 > 93
      matches.append(
        SearchHit.Match(
          words: text(span.start..<span.end),
          way: span.isSynonym
            ? .synonym : isWhole ? .exact : slot.way == .exact ? .prefix : slot.way,
          found: found.joined(separator: " ")))
      position = span.end
    }
    while position < plan.words.count {
      matches.append(missing(position))
      position += 1
    }
    return matches
  }

  private func word(in slot: Int, quality: UInt8) -> String {
    let choices = plan.slots[slot].choices
    let choice = choices.first { $0.quality == quality } ?? choices[0]
    return index.name(of: choice.word)
  }

  private func missing(_ position: Int) -> SearchHit.Match {
    SearchHit.Match(words: text(position..<position + 1), way: .missing, found: "")
  }

  private func text(_ range: Range<Int>) -> String {
    plan.words[range].map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: " ")
  }
}

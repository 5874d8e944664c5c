// SPDX-License-Identifier: Apache-2.0

extension OutlineReader {
  /// Cuts a text into sentences.
  mutating func addSentences(_ range: Range<Int>, _ kind: NoteSentence.Kind) {
    var start = range.lowerBound
    for at in range where isSentenceEnd(at, range.upperBound) || at - start >= Self.longest {
      add(start..<at + 1, kind)
      start = at + 1
    }
    add(start..<range.upperBound, kind)
  }

  /// The tokens after which a sentence is cut even without an end, so that reading stays linear.
  private static var longest: Int { 500 }

  /// Tells whether a mark ends a sentence.
  func isSentenceEnd(_ at: Int, _ end: Int) -> Bool {
    guard tokens[at].kind == .mark else { return false }
    if !traits[at].isDisjoint(with: [.question, .exclamation]) {
      return at + 1 < end && !tokens[at + 1].marks.contains(.glued) && at > 0
        && tokens[at].marks.contains(.glued) && tokens[at + 1].marks.contains(.capitalized)
    }
    guard traits[at].contains(.point) else { return false }
    guard at + 1 < end else { return true }
    var following = at + 1
    if traits[following].contains(.closing) { following += 1 }
    while following < end, tokens[following].kind == .lineEnd { following += 1 }
    guard following < end else { return following == at + 1 }
    let next = tokens[following]
    if next.marks.contains(.glued), tokens[following - 1].kind != .lineEnd {
      return next.kind == .word && next.marks.contains(.capitalized) && next.formLength > 2
        && at > 0 && tokens[at - 1].kind == .word && tokens[at - 1].formLength > 3
    }
    if next.kind == .word, !next.marks.contains(.capitalized) {
      return (isSmall || traits[following].contains(.starter)) && at > 0
        && tokens[at - 1].formLength > 3
        && traits[at - 1].isDisjoint(with: [.abbreviation, .title])
    }
    guard at > 0, tokens[at].marks.contains(.glued) else { return true }
    return !isShortening(at - 1, before: following)
  }

  /// Tells whether a point after a word only shortens it: `Dr. Ames`, `John A. Ames`, `approx. 5`, `b.i.d. for`.
  private func isShortening(_ word: Int, before following: Int) -> Bool {
    guard tokens[word].kind == .word else { return false }
    if traits[word].contains(.title) { return true }
    let isLetter = tokens[word].formLength == 1
    let begins = traits[following].contains(.starter)
    if isLetter, word > 1, traits[word - 1].contains(.point), tokens[word].marks.contains(.glued) {
      return !begins && !tokens[following].marks.contains(.capitalized)
    }
    if traits[word].contains(.abbreviation) { return tokens[following].kind == .number }
    guard isLetter, tokens[word].marks.contains(.capitalized), !begins else { return false }
    guard tokens[following].kind == .word, word > 0 else { return tokens[following].kind == .word }
    return tokens[word - 1].kind != .word
      || tokens[word - 1].marks.contains(.capitalized) || traits[word - 1].contains(.title)
  }
}

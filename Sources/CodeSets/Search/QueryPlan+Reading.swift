// SPDX-License-Identifier: Apache-2.0

import Values

extension QueryPlan {
  private func role(_ bytes: [UInt8]) -> WordRole {
    index.word(bytes).flatMap { WordRole(rawValue: index.words[Int($0)].role) } ?? .plain
  }

  /// Takes the words of the query, the most telling ones where there are too many.
  mutating func readWords(_ query: SearchQuery) {
    var scope = 0
    var before = WordRole.light
    for word in SearchWord.words(in: query.text).prefix(256) {
      let role = role(word.bytes)
      if word.opensPart { scope = 0 }
      switch role {
      case .negation: scope = 3
      case .light: if before == .plain { scope = 0 }
      case .article where before != .plain: break
      default:
        let sense: Sense = scope == 0 ? .affirmed : scope == 3 ? .negated : .loose
        words.append(Word(bytes: word.bytes, weight: 0, sense: sense))
        if role != .joining { scope = max(0, scope - 1) }
        before = role
        continue
      }
      before = .light
      words.append(Word(bytes: word.bytes, weight: 1, sense: .affirmed))
    }
    guard words.count > Self.mostWords else { return }
    words = words.filter { $0.weight == 0 && $0.bytes.count > 1 }
    if words.count > Self.mostWords {
      let longest = words.sorted { $0.bytes.count > $1.bytes.count }.prefix(Self.mostWords)
      let least = longest.last?.bytes.count ?? 0
      words = Array(words.filter { $0.bytes.count >= least }.prefix(Self.mostWords))
    }
  }

  /// Finds the words of the index for a word of the query: itself, its other forms, what it may become.
  mutating func readWord(at position: Int, completes: Bool) {
    let bytes = words[position].bytes
    var choices: [(word: UInt32, quality: UInt8)] = []
    if let exact = index.word(bytes) {
      words[position].readings = [exact]
      if index.words[Int(exact)].count > 0 { choices.append((exact, 100)) }
    }
    if words[position].weight > 0 { return }
    if let digits = SpellingRules.arabic(bytes), let word = index.word(digits) {
      choices.append((word, 96))
    }
    if choices.isEmpty {
      guard bytes.count >= (completes ? 2 : 4) else { return }
      choices = completions(of: bytes, quality: completes ? 92 : 84, limit: 48)
      return add(choices, at: position, way: .prefix)
    }
    var more = relatives(of: bytes)
    if completes, bytes.count >= 3 { more += completions(of: bytes, quality: 55, limit: 24) }
    for choice in more where !choices.contains(where: { $0.word == choice.word }) {
      choices.append(choice)
    }
    add(choices, at: position, way: .exact)
  }

  /// Finds the words that a word may have been meant to be which neither the index nor the lexicon has.
  mutating func readMisspelt(at position: Int) {
    let resembling = index.words(resembling: words[position].bytes, limit: 6)
    words[position].readings += resembling.map(\.word)
    add(
      resembling.map { ($0.word, UInt8($0.distance == 1 ? 92 : 84)) }, at: position, way: .typo)
  }

  /// Other forms of a word: `pregnant` for `pregnancy`, `hypertensive` for `hypertension`.
  private func relatives(of bytes: [UInt8]) -> [(word: UInt32, quality: UInt8)] {
    guard bytes.count >= 7, bytes.allSatisfy({ $0 >= 0x61 }) else { return [] }
    let stem = Array(bytes.prefix(max(5, bytes.count - 4)))
    return index.words(beginningWith: stem).prefix(64).filter {
      let count = index.text(of: UInt32($0)).count
      return index.words[$0].count > 0 && abs(count - bytes.count) <= 4
    }.prefix(8).map { (UInt32($0), 70) }
  }

  /// The commonest words that begin as an unfinished one does.
  private func completions(
    of bytes: [UInt8], quality: UInt8, limit: Int
  ) -> [(word: UInt32, quality: UInt8)] {
    let range = index.words(beginningWith: bytes)
    var words = range.filter { index.words[$0].count > 0 }
    if words.count > limit {
      words.sort { (index.words[$1].count, $0) < (index.words[$0].count, $1) }
      words.removeLast(words.count - limit)
    }
    return words.map { (UInt32($0), quality) }
  }
}

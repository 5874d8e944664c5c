// SPDX-License-Identifier: Apache-2.0

import Values

extension SearchIndexSections {
  /// Adds the synonyms that speak of a set; their words join the vocabulary.
  mutating func lay(_ list: [Lexicon.Synonym], of set: CodeSetID) {
    for synonym in list {
      let weight = Lexicon.weight(of: synonym, in: set)
      let phrase = SearchWord.words(in: synonym.phrase).map { word($0.bytes) }
      let meaning = SearchWord.words(in: synonym.means).map { word($0.bytes) }
      guard weight > 0, let first = phrase.first, phrase.count + meaning.count < 64,
        !meaning.isEmpty
      else { continue }
      synonyms.append(
        Layout.SynonymRecord(
          first: first, tokens: UInt32(synonymWords.count), phraseCount: UInt8(phrase.count),
          meaningCount: UInt8(meaning.count), weight: UInt8(weight), padding: 0))
      synonymWords += phrase + meaning
    }
  }

  /// Sorts the words, and writes everything that depends on their order.
  mutating func settle() {
    for name in lexicon.roles.words { _ = word(name) }
    let order = names.indices.sorted { names[$0].lexicographicallyPrecedes(names[$1]) }
    var rank = [UInt32](repeating: 0, count: names.count)
    for (place, word) in order.enumerated() { rank[word] = UInt32(place) }
    let lists = postingLists(rank)
    settleWords(order, lists)
    settlePhrases(rank)
    settleShapes(order)
    synonymWords = synonymWords.map { rank[Int($0)] }
    for index in synonyms.indices { synonyms[index].first = rank[Int(synonyms[index].first)] }
    synonyms.sort { ($0.first, $1.phraseCount, $0.tokens) < ($1.first, $0.phraseCount, $1.tokens) }
  }

  /// For each word, in sorted order, the phrases in which it stands.
  private func postingLists(_ rank: [UInt32]) -> [[UInt32]] {
    var lists = [[UInt32]](repeating: [], count: names.count)
    for (index, draft) in drafts.enumerated() {
      for token in draftWords[draft.words] {
        let place = Int(rank[Int(token.word)])
        if lists[place].last != UInt32(index) { lists[place].append(UInt32(index)) }
      }
    }
    return lists
  }

  private mutating func settleWords(_ order: [Int], _ lists: [[UInt32]]) {
    for (place, word) in order.enumerated() {
      let role = lexicon.roles[names[word]]
      words.append(
        Layout.WordRecord(
          text: UInt32(wordTexts.count), postings: UInt32(postings.count),
          count: UInt32(lists[place].count),
          weight: Layout.weight(count: lists[place].count, of: drafts.count, role: role),
          role: role.rawValue, padding: 0))
      wordTexts += names[word]
      var last: UInt32 = 0
      for phrase in lists[place] {
        Varint.append(phrase - last, to: &postings)
        last = phrase
      }
    }
    words.append(
      Layout.WordRecord(
        text: UInt32(wordTexts.count), postings: UInt32(postings.count), count: 0, weight: 0,
        role: 0, padding: 0))
  }

  private mutating func settlePhrases(_ rank: [UInt32]) {
    var placed: [Int: UInt32] = [:]
    func cost(_ token: Token) -> Int {
      Weighing.cost(of: words[Int(rank[Int(token.word)])], marks: token.marks)
    }
    func offset(of range: Range<Int>) -> UInt32 {
      if let offset = placed[range.lowerBound] { return offset }
      let offset = UInt32(tokens.count)
      for token in draftWords[range] {
        Varint.append(
          rank[Int(token.word)] << SearchWord.Marks.width | UInt32(token.marks.rawValue),
          to: &tokens)
      }
      placed[range.lowerBound] = offset
      return offset
    }
    for draft in drafts {
      phrases.append(
        Layout.PhraseRecord(
          code: draft.code, tokens: offset(of: draft.words), text: draft.text,
          tokenCount: UInt8(draft.words.count), kind: draft.kind.rawValue, padding: 0))
      let fact = facts[Int(draft.code)]
      briefs.append(
        Layout.BriefRecord(
          total: UInt16(min(60_000, draftWords[draft.words].reduce(0) { $0 + cost($1) })),
          boost: Int16(draft.weight + Int(fact.prior) - Int(fact.handicap))))
    }
    for index in facts.indices where !titleWords[index].isEmpty {
      facts[index].tokens = offset(of: titleWords[index])
      facts[index].tokenCount = UInt8(titleWords[index].count)
    }
  }

  private mutating func settleShapes(_ order: [Int]) {
    let byLength = order.indices.sorted {
      (length(order[$0]), $0) < (length(order[$1]), $1)
    }
    for place in byLength {
      shapes.append(
        Layout.ShapeRecord(
          letters: Layout.letters(of: names[order[place]]), word: UInt32(place)))
    }
    lengths = [UInt32](repeating: 0, count: Layout.longest + 2)
    for word in order { lengths[length(word) + 1] += 1 }
    for index in 1..<lengths.count { lengths[index] += lengths[index - 1] }
  }

  private func length(_ word: Int) -> Int { min(Layout.longest, names[word].count) }
}

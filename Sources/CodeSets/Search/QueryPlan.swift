// SPDX-License-Identifier: Apache-2.0

import Values

/// A query made ready for one index: its words, the words of the index that may stand for them, and the
/// synonyms of one or several of them.
struct QueryPlan {
  /// Whether a word is meant or denied.
  enum Sense {
    case affirmed
    /// It stands right after `without` or `no`.
    case negated
    /// It stands a little further after it, and may belong to the negation or not.
    case loose
  }

  /// A word of the query.
  struct Word {
    var bytes: [UInt8]
    /// How much of the query it is.
    var weight: Int
    var sense: Sense
    /// The words of the index that it is, or was meant to be; synonyms are looked up by these.
    var readings: [UInt32] = []
  }

  /// Words of the index of which any one will do.
  struct Slot {
    var choices: [(word: UInt32, quality: UInt8)]
    var weight: Int
    var sense: Sense
    var way: SearchHit.Match.Way
    /// Whether it is a number, which no other word can stand in for.
    var isNumber: Bool
    /// In how many phrases the choices stand.
    var count: Int
  }

  /// One way to find some neighbouring words of the query: by all of its slots.
  struct Span {
    var start: Int
    var end: Int
    var slots: [Int]
    /// How sure it is, to 100.
    var quality: Int
    var isSynonym: Bool
  }

  typealias Way = SearchHit.Match.Way

  static let mostWords = 16
  static let mostSlots = 32

  var words: [Word] = []
  private(set) var slots: [Slot] = []
  private(set) var spans: [Span] = []
  /// The weights of all words together.
  private(set) var weight = 0
  let index: SearchIndex

  init(_ query: SearchQuery, index: SearchIndex) {
    self.index = index
    readWords(query)
    for position in words.indices {
      readWord(at: position, completes: query.completesLastWord && position == words.count - 1)
    }
    for position in words.indices { addSynonyms(at: position) }
    let unknown = words.indices.filter { !isFound($0) }
    if !unknown.isEmpty {
      for position in unknown { readMisspelt(at: position) }
      for position in words.indices { addSynonyms(at: position, over: unknown) }
    }
    for position in words.indices.dropLast() { addJoined(at: position) }
    for position in words.indices where words[position].weight == 0 {
      let known = spans.filter { $0.start <= position && position < $0.end }
        .map { $0.slots.reduce(0) { max($0, slots[$1].weight) } }.max()
      words[position].weight = known ?? 32
    }
    weight = max(1, words.reduce(0) { $0 + $1.weight })
    spans.sort { ($0.end, $0.start) < ($1.end, $1.start) }
  }

  private func isFound(_ position: Int) -> Bool {
    words[position].weight == 1 || spans.contains { $0.start <= position && position < $0.end }
  }

  /// Adds a slot, or gives the one that is there already; nothing where there are too many.
  private mutating func add(
    _ choices: [(word: UInt32, quality: UInt8)], way: SearchHit.Match.Way, weight: Int,
    sense: Sense
  ) -> Int? {
    if choices.count == 1,
      let known = slots.firstIndex(where: {
        $0.choices.count == 1 && $0.choices[0] == choices[0] && $0.sense == sense
      })
    {
      return known
    }
    guard slots.count < Self.mostSlots else { return nil }
    let count = choices.reduce(0) { $0 + Int(index.words[Int($1.word)].count) }
    slots.append(
      Slot(
        choices: choices, weight: weight, sense: sense, way: way,
        isNumber: index.text(of: choices[0].word).first.map { $0 < 0x3A } ?? false, count: count))
    return slots.count - 1
  }

  /// Adds the span of one word of the query, found by any of some words of the index, the likeliest first.
  mutating func add(_ choices: [(word: UInt32, quality: UInt8)], at position: Int, way: Way) {
    guard let best = choices.first else { return }
    let weight = Int(index.words[Int(best.word)].weight)
    words[position].weight = weight
    guard let slot = add(choices, way: way, weight: weight, sense: words[position].sense)
    else { return }
    spans.append(
      Span(start: position, end: position + 1, slots: [slot], quality: 100, isSynonym: false))
  }

  /// Adds the synonyms that begin at a word.
  ///
  /// - Parameter unknown: Where given, only those that have one of these positions.
  private mutating func addSynonyms(at position: Int, over unknown: [Int]? = nil) {
    for reading in words[position].readings {
      for entry in index.synonyms(beginningWith: reading) {
        let record = index.synonyms[entry]
        let count = Int(record.phraseCount)
        let range = position..<position + count
        guard range.upperBound <= words.count,
          unknown?.contains(where: range.contains) ?? true
        else { continue }
        let fits = (1..<max(1, count)).allSatisfy { step in
          words[position + step].readings.contains(
            index.synonymWords[Int(record.tokens) + step])
        }
        guard fits else { continue }
        add(record, start: position, end: position + count)
      }
    }
  }

  private mutating func add(_ record: SearchIndexLayout.SynonymRecord, start: Int, end: Int) {
    var list: [Int] = []
    var sense = words[start].sense
    let first = Int(record.tokens) + Int(record.phraseCount)
    for at in first..<first + Int(record.meaningCount) {
      let word = index.synonymWords[at]
      let entry = index.words[Int(word)]
      switch WordRole(rawValue: entry.role) ?? .plain {
      case .light: break
      case .negation: sense = .negated
      case .joining: break
      default:
        guard
          let slot = add(
            [(word, 100)], way: .synonym, weight: Int(entry.weight), sense: sense)
        else { return }
        list.append(slot)
      }
    }
    guard !list.isEmpty else { return }
    spans.append(
      Span(
        start: start, end: end, slots: list, quality: 60 + Int(record.weight) * 38 / 100,
        isSynonym: true))
  }

  /// Reads two neighbouring words as one: `bed sore`, `pre op`.
  private mutating func addJoined(at position: Int) {
    let bytes = words[position].bytes + words[position + 1].bytes
    guard let word = index.word(bytes) else { return }
    let entry = index.words[Int(word)]
    if entry.count > 0,
      let slot = add(
        [(word, 100)], way: .exact, weight: Int(entry.weight), sense: words[position].sense)
    {
      spans.append(
        Span(start: position, end: position + 2, slots: [slot], quality: 97, isSynonym: false))
    }
    for at in index.synonyms(beginningWith: word) where index.synonyms[at].phraseCount == 1 {
      add(index.synonyms[at], start: position, end: position + 2)
    }
  }
}

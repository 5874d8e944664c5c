// SPDX-License-Identifier: Apache-2.0

import Values

extension SearchIndexBuilder {
  /// Writes the codebook file of a release whose component is `search`.
  ///
  /// - Complexity: O(*n* log *n*) in the number of words of all phrases.
  public func codebook(for release: Release) -> [UInt8] {
    var sections = SearchIndexSections(lexicon, set: set, isNested: isNested)
    sections.lay(codes: codes.sorted { $0.code < $1.code })
    sections.lay(phrases)
    sections.lay(lexicon.synonyms, of: set)
    sections.settle()
    var writer = CodebookWriter(release)
    writer.add("codes", records: sections.codes.map(\.code.bits))
    writer.add("facts", records: sections.facts)
    writer.add("phrases", records: sections.phrases)
    writer.add("briefs", records: sections.briefs)
    writer.add("tokens", sections.tokens)
    writer.add("words", records: sections.words)
    writer.add("wordtext", sections.wordTexts)
    writer.add("postings", sections.postings)
    writer.add("shapes", records: sections.shapes)
    writer.add("lengths", records: sections.lengths)
    writer.add("lexkeys", records: sections.synonyms)
    writer.add("lextok", records: sections.synonymWords)
    writer.add("texts", sections.texts.bytes)
    return writer.finished()
  }
}

/// The sections of a search index while they are being laid out.
struct SearchIndexSections {
  typealias Layout = SearchIndexLayout

  /// A word of a phrase, by the order in which words were first met.
  struct Token {
    var word: UInt32
    var marks: SearchWord.Marks
  }

  /// A phrase before the words are sorted.
  struct Draft {
    var code: UInt32
    var words: Range<Int>
    var text: TextOffset
    var kind: SearchPhrase.Kind
    var weight: Int
  }

  let lexicon: Lexicon
  let set: CodeSetID
  var codes: [SearchIndexBuilder.Code] = []
  var facts: [Layout.CodeRecord] = []
  var phrases: [Layout.PhraseRecord] = []
  var briefs: [Layout.BriefRecord] = []
  var tokens: [UInt8] = []
  var words: [Layout.WordRecord] = []
  var wordTexts: [UInt8] = []
  var postings: [UInt8] = []
  var shapes: [Layout.ShapeRecord] = []
  var lengths: [UInt32] = []
  var synonyms: [Layout.SynonymRecord] = []
  var synonymWords: [UInt32] = []
  var texts = StringTableBuilder()

  var drafts: [Draft] = []
  var draftWords: [Token] = []
  /// The words of a code's title, or of what it adds to its parent's.
  var titleWords: [Range<Int>] = []
  var names: [[UInt8]] = []
  private var known: [[UInt8]: UInt32] = [:]
  private var places: [PackedCode: UInt32] = [:]
  let isNested: Bool
  private var extensions: [Substring: Range<Int>] = [:]

  init(_ lexicon: Lexicon, set: CodeSetID, isNested: Bool) {
    self.isNested = isNested
    self.lexicon = lexicon
    self.set = set
  }

  mutating func lay(codes list: [SearchIndexBuilder.Code]) {
    codes = list
    var path: [Int] = []
    for (index, entry) in list.enumerated() {
      while let last = path.last, !isNested || !entry.code.hasPrefix(list[last].code) {
        path.removeLast()
      }
      facts.append(
        Layout.CodeRecord(
          parent: path.last.map { UInt32($0) } ?? Layout.none, last: UInt32(index), tokens: 0,
          tokenCount: 0,
          flags: (entry.isBillable ? Layout.billable : 0)
            | (entry.isVirtual ? Layout.isVirtual : 0),
          prior: 0, handicap: handicap(of: entry)))
      places[entry.code] = UInt32(index)
      layTitle(of: entry, at: index, parent: path.last)
      path.append(index)
    }
    for index in facts.indices.reversed() where facts[index].parent != Layout.none {
      let parent = Int(facts[index].parent)
      facts[parent].last = max(facts[parent].last, facts[index].last)
    }
    layPriors()
  }

  /// A code of seven characters that only adds a 7th character to its parent's title gets no phrase of
  /// its own: it is found from its parent by the words that it adds.
  private mutating func layTitle(of entry: SearchIndexBuilder.Code, at index: Int, parent: Int?) {
    if let parent, entry.code.count == 7, !codes[parent].title.isEmpty,
      entry.title.hasPrefix(codes[parent].title + ",")
    {
      facts[index].flags |= Layout.isExtension
      let rest = entry.title.dropFirst(codes[parent].title.count)
      let words = extensions[rest] ?? add(words: String(rest), optional: "")
      extensions[rest] = words
      titleWords.append(words)
      return
    }
    let words = add(words: entry.title, optional: "")
    titleWords.append(words)
    guard !words.isEmpty else { return }
    drafts.append(
      Draft(
        code: UInt32(index), words: words, text: 0, kind: .title,
        weight: SearchPhrase.Kind.title.weight))
  }

  /// What is taken off for a code that is not the first choice: for manifestations, for what has no code
  /// of its own, and in ICD-9-CM for the supplementary classifications (V and E codes).
  private func handicap(of entry: SearchIndexBuilder.Code) -> UInt8 {
    var handicap = entry.isManifestation ? 30 : 0
    let others = SearchWord.words(in: entry.title).filter { lexicon.roles[$0.bytes] == .other }
    handicap += min(30, 10 * others.count)
    if set == .icd9cm, entry.code[0] > 10 { handicap += 20 }
    return UInt8(handicap)
  }

  /// 0 to 60 by how often the code, its subcategory and its category are met.
  private mutating func layPriors() {
    guard let prior = lexicon.prior[set] else { return }
    var sums: [PackedCode: Int] = [:]
    for (code, count) in prior {
      for places in 3..<max(4, code.count) { sums[code.prefix(places), default: 0] += count }
    }
    for index in codes.indices {
      let code = codes[index].code
      var weight = 0
      weight += 8 * (prior[code] ?? 0)
      for places in 3..<max(4, code.count) { weight += sums[code.prefix(places)] ?? 0 }
      facts[index].prior = UInt8(min(60, 5 * (UInt64.bitWidth - weight.leadingZeroBitCount)))
    }
  }

  mutating func lay(_ list: [SearchPhrase]) {
    for phrase in list {
      guard let code = places[phrase.code] else { continue }
      let words = add(
        words: phrase.text, optional: phrase.optional, isIndex: phrase.kind == .indexTerm)
      guard !words.isEmpty else { continue }
      drafts.append(
        Draft(
          code: code, words: words, text: texts.offset(of: phrase.text), kind: phrase.kind,
          weight: phrase.weight))
    }
    drafts.sort { ($0.code, $0.words.lowerBound) < ($1.code, $1.words.lowerBound) }
  }

  mutating func word(_ bytes: [UInt8]) -> UInt32 {
    if let word = known[bytes] { return word }
    let word = UInt32(names.count)
    names.append(bytes)
    known[bytes] = word
    return word
  }

  /// Adds the words of a phrase: those of its text, second spellings of them, and the optional ones.
  private mutating func add(words text: String, optional: String, isIndex: Bool = false) -> Range<
    Int
  > {
    let start = draftWords.count
    var list = SearchWord.words(in: text)
    if isIndex { Self.relax(&list) }
    list = lexicon.roles.markingNegations(list)
    if !isNested { Self.markTrailing(&list) }
    for (index, entry) in list.enumerated() {
      draftWords.append(Token(word: word(entry.bytes), marks: entry.marks))
      if let digits = SpellingRules.arabic(entry.bytes) ?? SpellingRules.whole(entry.bytes) {
        draftWords.append(Token(word: word(digits), marks: .optional))
      }
      if entry.isHyphenated, index > 0 {
        let joined = list[index - 1].bytes + entry.bytes
        draftWords.append(Token(word: word(joined), marks: .optional))
      }
    }
    for entry in SearchWord.words(in: optional) {
      draftWords.append(Token(word: word(entry.bytes), marks: .optional))
    }
    let longest = start + 255
    if draftWords.count > longest { draftWords.removeLast(draftWords.count - longest) }
    return start..<draftWords.count
  }

  /// In a flat set of services and supplies a title begins with what it is; what follows the first comma
  /// only tells it from its neighbours.
  private static func markTrailing(_ words: inout [SearchWord]) {
    guard let comma = words.dropFirst().firstIndex(where: \.opensPart) else { return }
    for index in comma..<words.count { words[index].marks.insert(.trailing) }
  }

  /// `Diabetes, diabetic` and `Fracture, traumatic`: a main term's second form of its own word need not
  /// be in the query.
  private static func relax(_ words: inout [SearchWord]) {
    guard words.count > 1, words[1].opensPart else { return }
    if words[1].bytes.prefix(4) == words[0].bytes.prefix(4) { words[1].marks.insert(.optional) }
  }
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// Finds the concepts that stretches of a note name: an entry matches where all its words stand close together.
///
/// Words may stand in any order and with a few others between them. An entry is looked at only where its
/// rarest word stands, so a stretch costs little more than the entries that it nearly matches.
struct ConceptMatcher {
  /// A word at its place: of the note itself, or of a phrase that stands for it.
  struct Slot {
    let word: UInt32
    let first: Int32
    let last: Int32
    var next: Int32
    let isRewritten: Bool
  }

  /// The longest stretch that is looked at in one piece, in tokens.
  static let longest = 128

  let table: ConceptTable
  /// The word of each token of the note.
  private(set) var words: [UInt32] = []
  private var slots: [Slot] = []
  /// For each word, the stretch in which it was last seen, and its first and last slot there.
  private var seen: [UInt32]
  private var head: [Int32]
  private var tail: [Int32]
  private var stretch: UInt32 = 0
  /// The words of the whole note.
  private var note: WordSet
  var base = 0
  /// Counts of tokens before each one of the stretch.
  var content: [Int32] = []
  var commas: [Int32] = []
  var joins: [Int32] = []
  var walls: [Int32] = []
  var prepositions: [Int32] = []
  /// The phrases of a stretch with the words that they stand for, and those that stand for nothing.
  private var meant: [(tokens: Range<Int>, meaning: Range<Int>)] = []
  private var mute: [Range<Int>] = []
  /// Words that make something else of a disease: `secondary`, `history`; a phrase that has one is read whole.
  private let binding: Set<UInt32>
  /// Words that number something: `first`.
  let ordinals: Set<UInt32>

  init(_ table: ConceptTable) {
    self.table = table
    seen = Array(repeating: 0, count: table.words.count)
    head = Array(repeating: -1, count: table.words.count)
    tail = Array(repeating: -1, count: table.words.count)
    note = WordSet(count: table.words.count)
    binding = Set(["secondary", "history"].map(table.word).filter { $0 != 0 })
    ordinals = Set(["first", "second", "third", "fourth"].map(table.word).filter { $0 != 0 })
  }

  /// Looks up the words of a note.
  mutating func open(_ note: NoteTokens) {
    words.removeAll(keepingCapacity: true)
    self.note.removeAll()
    for (index, token) in note.tokens.enumerated() {
      guard token.kind == .word || token.kind == .number else {
        words.append(0)
        continue
      }
      words.append(
        PhraseAnalysis.isFirst(index, note)
          ? table.word(WordHash.of("1".utf8)) : table.word(token.hash)
      )
      self.note.insert(words[index])
    }
  }

  /// Appends the mentions of a stretch, the most specific ones: none lies inside another.
  mutating func find(
    in range: Range<Int>, of note: NoteTokens, into mentions: inout [Mention]
  ) {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(range.upperBound, start + Self.longest)
      findInPiece(start..<end, note, &mentions)
      start = end
    }
  }

  private mutating func findInPiece(
    _ range: Range<Int>, _ note: NoteTokens, _ mentions: inout [Mention]
  ) {
    base = range.lowerBound
    stretch &+= 1
    slots.removeAll(keepingCapacity: true)
    count(range, note)
    findPhrases(range, note)
    addWords(range, note)
    for phrase in meant {
      for at in phrase.meaning {
        let word = table.pool[at]
        let stands = phrase.tokens.contains { words[$0] == word }
        if !stands { addSlot(word, phrase.tokens.lowerBound, phrase.tokens.upperBound - 1, true) }
      }
    }
    let found = mentions.count
    for index in slots.indices { findEntries(of: index, &mentions) }
    if mentions.count > found + 1 { keepOutermost(&mentions, from: found) }
  }

  private mutating func count(_ range: Range<Int>, _ note: NoteTokens) {
    self.content.removeAll(keepingCapacity: true)
    self.commas.removeAll(keepingCapacity: true)
    self.joins.removeAll(keepingCapacity: true)
    self.walls.removeAll(keepingCapacity: true)
    self.prepositions.removeAll(keepingCapacity: true)
    var (content, commas, joins, walls, prepositions): (Int32, Int32, Int32, Int32, Int32) =
      (0, 0, 0, 0, 0)
    for index in range {
      self.content.append(content)
      self.commas.append(commas)
      self.joins.append(joins)
      self.walls.append(walls)
      self.prepositions.append(prepositions)
      let token = note.tokens[index]
      switch token.kind {
      case .word:
        let word = words[index]
        if word == 0 {
          content += 1
          continue
        }
        switch table.role(word) {
        case .joining: joins += 1
        case .light: prepositions += 1
        case .negation: walls += 1
        case .article: break
        default: content += 1
        }
      case .number: content += 1
      case .mark:
        switch note.text[Int(token.start)] {
        case 0x2C: commas += 1
        case 0x3B, 0x3A, 0x3F, 0x21: walls += 1
        default: break
        }
      case .lineEnd: break
      }
    }
    self.content.append(content)
    self.commas.append(commas)
    self.joins.append(joins)
    self.walls.append(walls)
    self.prepositions.append(prepositions)
  }

  private mutating func addWords(_ range: Range<Int>, _ note: NoteTokens) {
    var mute = mute[...]
    for index in range {
      while let first = mute.first, first.upperBound <= index { mute.removeFirst() }
      let word = words[index]
      guard word != 0, !(mute.first?.contains(index) ?? false) else { continue }
      switch table.role(word) {
      case .plain, .axis, .assumed, .other, .generic:
        if table.words[Int(word)].rule == 2, !note.tokens[index].marks.contains(.uppercase) {
          continue
        }
        addSlot(word, index, index, false)
      case .article:
        if note.tokens[index].marks.contains(.uppercase) { addSlot(word, index, index, false) }
      default: break
      }
    }
  }

  private mutating func addSlot(_ word: UInt32, _ first: Int, _ last: Int, _ isRewritten: Bool) {
    let index = Int32(slots.count)
    slots.append(
      Slot(
        word: word, first: Int32(first - base), last: Int32(last - base), next: -1,
        isRewritten: isRewritten))
    if seen[Int(word)] == stretch {
      slots[Int(tail[Int(word)])].next = index
    } else {
      seen[Int(word)] = stretch
      head[Int(word)] = index
    }
    tail[Int(word)] = index
  }

  /// Finds the longest phrase at each place, with the words that it stands for.
  private mutating func findPhrases(_ range: Range<Int>, _ note: NoteTokens) {
    meant.removeAll(keepingCapacity: true)
    mute.removeAll(keepingCapacity: true)
    var index = range.lowerBound
    while index < range.upperBound {
      let word = words[index]
      guard word != 0 else {
        index += 1
        continue
      }
      let needsCapitals =
        table.words[Int(word)].rule == 2 && !note.tokens[index].marks.contains(.uppercase)
      let first = Int(table.words[Int(word)].firstPhrase)
      let end = Int(table.words[Int(word) + 1].firstPhrase)
      var (longest, last, best) = (-1, index, Int.min)
      var candidate = end - 1
      while candidate >= first {
        let phrase = table.phrases[candidate]
        // The longest ones come first; of those as long, the likeliest sense counts.
        if longest >= 0, phrase.wordCount < table.phrases[longest].wordCount { break }
        if let stop = phraseEnd(phrase, from: index, range, note), stop > index || !needsCapitals {
          let weight = likelihood(of: phrase)
          if weight > best { (longest, last, best) = (candidate, stop, weight) }
        }
        candidate -= 1
      }
      if longest >= 0 {
        let phrase = table.phrases[longest]
        let meaning = Int(phrase.firstWord) + Int(phrase.wordCount)
        if phrase.meaningCount > 0 {
          meant.append((index..<last + 1, meaning..<meaning + Int(phrase.meaningCount)))
        } else if phrase.wordCount > 0 {
          mute.append(index..<last + 1)
        }
      }
      if longest >= 0 {
        index = last
      }
      index += 1
    }
  }

  /// How likely a phrase has a sense: by its frequency, and by the words of the note that speak for it.
  private func likelihood(of phrase: ConceptLayout.Phrase) -> Int {
    let first = Int(phrase.firstWord) + Int(phrase.wordCount) + Int(phrase.meaningCount)
    let speaking = (first..<first + Int(phrase.favorCount)).count {
      note.contains(table.pool[$0])
    }
    return Int(phrase.weight) + 40 * min(2, speaking)
  }

  private func phraseEnd(
    _ phrase: ConceptLayout.Phrase, from index: Int, _ range: Range<Int>, _ note: NoteTokens
  ) -> Int? {
    var at = index
    for next in 0..<Int(phrase.wordCount) {
      at += 1
      if at < range.upperBound, note.tokens[at].kind == .mark,
        [0x2D, 0x2F].contains(note.text[Int(note.tokens[at].start)])
      {
        at += 1
      }
      guard at < range.upperBound, words[at] == table.pool[Int(phrase.firstWord) + next] else {
        return nil
      }
    }
    return at
  }

  /// Tells whether a token is a comma, a semicolon or a conjunction.
  func isCrossing(_ at: Int, _ note: NoteTokens) -> Bool {
    switch note.tokens[at].kind {
    case .mark: [0x2C, 0x3B].contains(note.text[Int(note.tokens[at].start)])
    case .word: words[at] != 0 && table.role(words[at]) == .joining
    default: false
    }
  }

  private func findEntries(of slotIndex: Int, _ mentions: inout [Mention]) {
    let slot = slots[slotIndex]
    let first = Int(table.words[Int(slot.word)].firstEntry)
    let end = Int(table.words[Int(slot.word) + 1].firstEntry)
    entries: for index in first..<end {
      let entry = table.entries[index]
      let others = table.others(of: entry)
      for at in others where seen[Int(table.pool[at])] != stretch { continue entries }
      if others.isEmpty {
        guard isConcept(slot, entry) else { continue entries }
        if slot.isRewritten, tearsPhrase([slot]) { continue entries }
        add([slot], index, &mentions)
        continue
      }
      var taken = [slot]
      for at in others {
        guard let other = nearest(table.pool[at], to: slot, isOwn: false) else { continue entries }
        taken.append(slots[other])
      }
      if taken.contains(where: \.isRewritten), tearsPhrase(taken) {
        // The note's own words may name it all the same.
        guard !slot.isRewritten else { continue entries }
        taken.removeSubrange(1...)
        for at in others {
          guard let other = nearest(table.pool[at], to: slot, isOwn: true) else { continue entries }
          taken.append(slots[other])
        }
      }
      add(taken, index, &mentions)
    }
  }

  /// Adds the mention that some slots make, where they stand close together.
  private func add(_ taken: [Slot], _ entry: Int, _ mentions: inout [Mention]) {
    var (low, high) = (taken[0].first, taken[0].last)
    var mask = Mention.Mask(0, 0)
    for slot in taken {
      low = min(low, slot.first)
      high = max(high, slot.last)
      mask |= Self.mask(slot.first, slot.last)
    }
    var mention = Mention(
      entry: entry, base: base, mask: mask, first: base + Int(low), last: base + Int(high),
      gap: 0, crossings: 0, wordCount: taken.count, rewritten: taken.count { $0.isRewritten })
    if isClose(&mention, Int(low), Int(high)) { mentions.append(mention) }
  }

  /// Tells whether words are taken from a phrase that stands for them, and one more from beside it that the phrase has
  /// too: `malignant ascites due to ovarian carcinoma` is not a malignant neoplasm without a site.
  private func tearsPhrase(_ taken: [Slot]) -> Bool {
    taken.contains { phrase in
      guard phrase.isRewritten else { return false }
      let outside = taken.filter { !(phrase.first <= $0.first && $0.last <= phrase.last) }
      return outside.contains { other in
        hasSlot(other.word, phrase.first, phrase.last)
          || (phrase.first...phrase.last).contains { words[base + Int($0)] == other.word }
      } || phrase.first < phrase.last && !isWhole(phrase, taken)
    }
  }

  /// Tells whether a phrase keeps what makes another disease of it: `brain metastasis from lung cancer` names no primary
  /// neoplasm of the brain.
  private func isWhole(_ slot: Slot, _ taken: [Slot]) -> Bool {
    guard let phrase = meant.first(where: { $0.tokens.lowerBound == base + Int(slot.first) }) else {
      return true
    }
    let words = phrase.meaning.map { table.pool[$0] }
    return !words.contains(where: binding.contains)
      || words.allSatisfy { word in taken.contains { $0.word == word } }
  }

  private func hasSlot(_ word: UInt32, _ first: Int32, _ last: Int32) -> Bool {
    var at = head[Int(word)]
    while at >= 0 {
      if slots[Int(at)].first == first, slots[Int(at)].last == last { return true }
      at = slots[Int(at)].next
    }
    return false
  }

  /// Tells whether one word by itself is a concept where it stands.
  private func isConcept(_ slot: Slot, _ entry: ConceptLayout.Entry) -> Bool {
    if entry.origin == ConceptOrigin.residualTitle.rawValue { return false }
    return entry.origin == ConceptOrigin.term.rawValue || table.words[Int(slot.word)].rule != 1
  }

  /// The slot of a word that lies nearest to another slot.
  ///
  /// - Parameter isOwn: Only the note's own words count, not what phrases stand for.
  private func nearest(_ word: UInt32, to slot: Slot, isOwn: Bool) -> Int? {
    var best: Int?
    var distance = Int32.max
    var next = head[Int(word)]
    while next >= 0 {
      let other = slots[Int(next)]
      let far = self.distance(other, slot)
      if far < distance, !isOwn || !other.isRewritten { (best, distance) = (Int(next), far) }
      next = other.next
    }
    return best
  }

  /// How far apart two slots stand; what lies beyond a comma or a conjunction is far.
  private func distance(_ a: Slot, _ b: Slot) -> Int32 {
    if a.first <= b.last, b.first <= a.last { return 0 }
    let (low, high) = a.first > b.last ? (Int(b.last), Int(a.first)) : (Int(a.last), Int(b.first))
    let crossings = commas[high] - commas[low] + joins[high] - joins[low]
    return Int32(high - low) + Self.crossing * crossings
  }

  /// How many words a comma or a conjunction counts for.
  private static let crossing: Int32 = 3

  private static func mask(_ first: Int32, _ last: Int32) -> Mention.Mask {
    var mask = Mention.Mask(0, 0)
    for at in Int(first)...Int(last) { mask[at >> 6] |= 1 << UInt64(at & 63) }
    return mask
  }

  /// Takes out the mentions that lie inside others. Of mentions over the same tokens all stay.
  private func keepOutermost(_ mentions: inout [Mention], from start: Int) {
    let found = mentions[start...].sorted {
      ($1.covered, $0.gap, $0.first, $0.entry) < ($0.covered, $1.gap, $1.first, $1.entry)
    }
    mentions.removeSubrange(start...)
    for mention in found {
      let isInner = mentions[start...].contains {
        mention.isInside($0) && mention.mask != $0.mask
      }
      if !isInner { mentions.append(mention) }
    }
    // What lies across a conjunction goes where each of its words belongs to something on its own side.
    let taken = mentions[start...].filter { $0.crossings == 0 && $0.wordCount > 1 }
    guard taken.count > 1 else { return }
    let kept = mentions[start...].filter { mention in
      guard mention.crossings > 0, mention.wordCount > 1 else { return true }
      let union = taken.reduce(into: Mention.Mask(0, 0)) { $0 |= $1.mask }
      return mention.mask & ~union != Mention.Mask(0, 0)
    }
    if kept.count < mentions.count - start { mentions.replaceSubrange(start..., with: kept) }
  }
}

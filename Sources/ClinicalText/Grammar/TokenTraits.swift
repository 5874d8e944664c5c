// SPDX-License-Identifier: Apache-2.0

/// What a word or a mark does in a line, one bit each; words have theirs from `Data/clinical/lines.tsv`.
struct TokenTraits: OptionSet, Sendable {
  let rawValue: UInt32

  /// A line with it is a sentence, not the name of a problem: `is`, `continue`, `we`.
  static let verb = TokenTraits(rawValue: 1)
  /// After `and`, a comma or a subject it begins a new clause: `has`, `reports`.
  static let finite = TokenTraits(rawValue: 1 << 1)
  /// Somebody or something that a clause can begin with: `she`, `there`.
  static let subject = TokenTraits(rawValue: 1 << 2)
  /// Joins a clause to what it follows: `who`, `which`.
  static let relative = TokenTraits(rawValue: 1 << 3)
  /// The point after it never ends a sentence: `Dr.`
  static let title = TokenTraits(rawValue: 1 << 4)
  /// The point after it ends a sentence only before a word that begins one: `approx.`
  static let abbreviation = TokenTraits(rawValue: 1 << 5)
  /// In capitals, it begins a sentence: `The`.
  static let starter = TokenTraits(rawValue: 1 << 6)
  /// A line with it tells who the patient is: `year-old`, `male`.
  static let person = TokenTraits(rawValue: 1 << 7)
  /// A relative before it tells something and does not have it: `mother reports`.
  static let report = TokenTraits(rawValue: 1 << 8)
  /// A relative before it has what follows: `mother had`.
  static let possession = TokenTraits(rawValue: 1 << 9)
  /// A relative after it only takes part: `brought in by`, `lives with`.
  static let company = TokenTraits(rawValue: 1 << 10)
  /// After a comma it ends what was denied: `mild`, `normal`.
  static let firm = TokenTraits(rawValue: 1 << 11)
  /// Ends a line that runs on: `of`, `the`.
  static let open = TokenTraits(rawValue: 1 << 12)
  /// `and`.
  static let and = TokenTraits(rawValue: 1 << 13)
  /// `or`, `nor`.
  static let or = TokenTraits(rawValue: 1 << 14)
  /// Stands between a subject and its verb: `also`.
  static let adverb = TokenTraits(rawValue: 1 << 15)
  /// Something that began or was found in the past and goes on: `started … ago`.
  static let onset = TokenTraits(rawValue: 1 << 16)

  /// At the beginning of a line or after a mark it is a verb: `increase`.
  static let imperative = TokenTraits(rawValue: 1 << 17)

  /// Leads to what a paragraph is about: `regarding`.
  static let topic = TokenTraits(rawValue: 1 << 18)

  /// Tells only how a problem stands: `stable`, `resolved`.
  static let status = TokenTraits(rawValue: 1 << 19)

  static let point = TokenTraits(rawValue: 1 << 20)
  static let comma = TokenTraits(rawValue: 1 << 21)
  static let semicolon = TokenTraits(rawValue: 1 << 22)
  static let colon = TokenTraits(rawValue: 1 << 23)
  static let opening = TokenTraits(rawValue: 1 << 24)
  static let closing = TokenTraits(rawValue: 1 << 25)
  static let dash = TokenTraits(rawValue: 1 << 26)
  /// A star, a hash, an underline, an equals sign, an arrow or a bullet.
  static let decoration = TokenTraits(rawValue: 1 << 27)
  static let exclamation = TokenTraits(rawValue: 1 << 28)
  static let hash = TokenTraits(rawValue: 1 << 29)
  static let question = TokenTraits(rawValue: 1 << 30)
  static let slash = TokenTraits(rawValue: 1 << 31)

  /// The names that the table uses.
  static let named: [String: TokenTraits] = [
    "verb": .verb, "finite": .finite, "imperative": .imperative, "subject": .subject,
    "relative": .relative,
    "title": .title, "abbreviation": .abbreviation, "starter": .starter, "person": .person,
    "report": .report, "possession": .possession, "company": .company, "firm": .firm,
    "open": .open, "and": .and, "or": .or, "adverb": .adverb, "onset": .onset,
    "topic": .topic, "status": .status,
  ]

  /// The traits of a mark, by its first byte.
  static func ofMark(_ byte: UInt8, length: Int) -> TokenTraits {
    switch byte {
    case 0x2E: .point
    case 0x2C: .comma
    case 0x3B: .semicolon
    case 0x3A: .colon
    case 0x28, 0x5B: .opening
    case 0x29, 0x5D: .closing
    case 0x2D: .dash
    case 0x2F: .slash
    case 0x23: [.decoration, .hash]
    case 0x2A, 0x5F, 0x3D, 0x3E, 0x7E, 0xB7: .decoration
    case 0x21: .exclamation
    case 0x3F: .question
    case 0xE2: [.decoration, .dash]
    case 0x80...: .decoration
    default: []
    }
  }
}

/// Words and what they do, by their hash.
struct WordTable: Sendable {
  private struct Slot {
    var hash: UInt64 = 0
    var traits: TokenTraits = []
  }
  private var slots: [Slot]
  private let mask: Int

  /// Compiles `lines.tsv`.
  init(_ bytes: [UInt8]) throws(ClinicalTableError) {
    let named = Dictionary(
      uniqueKeysWithValues: TokenTraits.named.map { (WordHash.of($0.key.utf8), $0.value) })
    var table = GrammarTable(bytes, "lines")
    var rows: [(word: UInt64, traits: TokenTraits)] = []
    var words: [UInt64] = []
    while let row = try table.next(cells: 3) {
      words.removeAll(keepingCapacity: true)
      table.addWords(of: row, to: &words)
      var traits: TokenTraits = []
      for kind in table.hashes(1) {
        guard let one = named[kind] else { throw table.error(row) }
        traits.formUnion(one)
      }
      guard words.count == 1, !traits.isEmpty else { throw table.error(row) }
      rows.append((words[0], traits))
    }
    var size = 64
    while size < rows.count * 2 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    mask = size - 1
    for row in rows {
      var slot = Int(truncatingIfNeeded: row.word) & mask
      while !slots[slot].traits.isEmpty, slots[slot].hash != row.word { slot = (slot + 1) & mask }
      slots[slot].hash = row.word
      slots[slot].traits.formUnion(row.traits)
    }
  }

  @inline(__always)
  func traits(of hash: UInt64) -> TokenTraits {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while !slots[slot].traits.isEmpty {
      if slots[slot].hash == hash { return slots[slot].traits }
      slot = (slot + 1) & mask
    }
    return []
  }

  /// The traits of every token.
  func traits(of tokens: NoteTokens) -> [TokenTraits] {
    tokens.tokens.map { token in
      switch token.kind {
      case .word: traits(of: token.hash)
      case .mark:
        TokenTraits.ofMark(tokens.text[Int(token.start)], length: Int(token.end - token.start))
      default: []
      }
    }
  }
}

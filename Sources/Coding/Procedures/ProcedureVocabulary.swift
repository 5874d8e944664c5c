// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets

/// What phrases of operative notes mean: values of axes, sides, counts of vessels, and whether something was done.
///
/// The names of values, the body part key and the device key are taken as published; `procedure-words.tsv` adds
/// what clinicians write instead.
///
/// Source: ICD-10-PCS Official Guidelines, A11 (terms are the coder's to translate), B4 (body part), B6 (device).
struct ProcedureVocabulary: Sendable {
  /// What a phrase means.
  enum Meaning: Hashable, Sendable {
    /// A value of that name; a weak one counts where no other is said.
    case value(name: UInt32, isWeak: Bool)
    case side(Side)
    /// One of several things that are counted: a coronary artery.
    case member(group: UInt32, name: UInt32)
    case cue(Cue)
    /// Something that a row of the operations asks for.
    case condition
  }

  /// What a phrase says about what stands around it.
  enum Cue: String, Sendable {
    /// What follows was not done in this encounter.
    case notDone = "not-done"
    /// What stands before was not done.
    case notDoneAfter = "not-done-after"
    /// What follows was done.
    case done
    /// What was begun by endoscope was finished open.
    case converted
    /// What follows was given or placed here.
    case given
    /// What stands around is a prescription or taken at home.
    case prescribed
  }

  private struct Step: Hashable {
    let node: UInt32
    let word: UInt64
  }

  private var steps: [Step: UInt32] = [:]
  private var nodeCount: UInt32 = 1
  private(set) var meanings: [UInt32: [Meaning]] = [:]
  private var names: [String: UInt32] = [:]
  /// Which value a number of members of a group means.
  private(set) var tallies: [UInt32: [Int: UInt32]] = [:]
  /// Words passed over inside a phrase.
  private let light: Set<UInt64>

  init() { light = Set(["of", "the", "a", "an"].map { WordHash.of($0.utf8) }) }

  /// The number of the name of a value.
  mutating func number(of name: String) -> UInt32 {
    if let number = names[name] { return number }
    names[name] = UInt32(names.count)
    return UInt32(names.count - 1)
  }

  func known(_ name: String) -> UInt32? { names[name] }

  /// Adds a phrase; nothing where it has no words.
  @discardableResult
  mutating func add(_ phrase: some Sequence<UInt8>, _ meaning: Meaning) -> UInt32? {
    var node: UInt32 = 0
    for word in Self.words(phrase) where !light.contains(word) {
      let step = Step(node: node, word: word)
      if let next = steps[step] {
        node = next
      } else {
        steps[step] = nodeCount
        node = nodeCount
        nodeCount += 1
      }
    }
    guard node != 0 else { return nil }
    if !meanings[node, default: []].contains(meaning) {
      meanings[node, default: []].append(meaning)
    }
    return node
  }

  /// The hashes of the words of a phrase.
  static func words(_ phrase: some Sequence<UInt8>) -> [UInt64] {
    NoteTokens(phrase).tokens.filter { $0.kind == .word || $0.kind == .number }.map(\.hash)
  }

  /// Adds the names of all values of the tables.
  mutating func add(namesOf grid: ProcedureGrid) {
    for name in Set(grid.labels.values.map(\.name)).sorted() where name.utf8.count > 2 {
      add(name.utf8, .value(name: number(of: name), isWeak: false))
    }
  }

  /// Adds the terms of the body part key or the device key.
  mutating func add(key tree: TermTree) {
    for position in tree.children(of: nil) {
      let term = tree[position]
      let values = [term.use] + tree.children(of: position).map { tree[$0].use }
      for value in Set(values) where !value.isEmpty {
        let label = Side.split(value)
        add(term.title.utf8, .value(name: number(of: label.name), isWeak: false))
      }
    }
  }

  /// Adds `procedure-words.tsv`: phrase, kind, value, origin.
  mutating func add(words table: [UInt8]) throws(ConceptTableError) {
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 3 else { throw ConceptTableError(line: row.line) }
      let value = row.text(2)
      let meaning: Meaning
      switch row.text(1) {
      case "value": meaning = .value(name: number(of: value), isWeak: false)
      case "weak": meaning = .value(name: number(of: value), isWeak: true)
      case "right": meaning = .side(.right)
      case "left": meaning = .side(.left)
      case "bilateral": meaning = .side(.both)
      case "cue":
        guard let cue = Cue(rawValue: value) else { throw ConceptTableError(line: row.line) }
        meaning = .cue(cue)
      case "tally":
        let parts = row.text(0).split(separator: " ")
        guard parts.count == 2, let count = Int(parts[1]) else {
          throw ConceptTableError(line: row.line)
        }
        tallies[number(of: String(parts[0])), default: [:]][count] = number(of: value)
        continue
      case "member":
        let parts = value.split(separator: ":")
        guard parts.count == 2 else { throw ConceptTableError(line: row.line) }
        meaning = .member(
          group: number(of: String(parts[0])), name: number(of: String(parts[1])))
      default: throw ConceptTableError(line: row.line)
      }
      if add(row.cells[0], meaning) == nil { throw ConceptTableError(line: row.line) }
    }
  }

  /// A phrase where it stands.
  struct Occurrence {
    let phrase: UInt32
    let tokens: Range<Int>
  }

  /// Every phrase of a note, by where it begins; of those that begin at one place the longest last.
  ///
  /// - Complexity: O(*n* · *w*) in the number of tokens and the words of the longest phrase.
  func occurrences(in note: NoteTokens) -> [Occurrence] {
    var found: [Occurrence] = []
    let tokens = note.tokens
    for start in tokens.indices where tokens[start].kind == .word || tokens[start].kind == .number {
      var node: UInt32 = 0
      var at = start
      while at < tokens.count {
        let token = tokens[at]
        if let next = steps[Step(node: node, word: token.hash)] {
          node = next
          at += 1
          if meanings[node] != nil { found.append(Occurrence(phrase: node, tokens: start..<at)) }
        } else if node != 0,
          light.contains(token.hash)
            || (token.kind == .mark && token.marks.contains(.glued)
              && (note.text[Int(token.start)] == 0x2D || note.text[Int(token.start)] == 0x2F))
        {
          at += 1
        } else {
          break
        }
      }
    }
    return found
  }
}

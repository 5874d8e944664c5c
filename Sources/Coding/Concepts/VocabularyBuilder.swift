// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets

/// Gives words their numbers: every spelling of one canonical word has the same.
struct VocabularyBuilder {
  /// The canonical form of a word that has another.
  private var canonical: [[UInt8]: [UInt8]] = [:]
  private var numbers: [[UInt8]: UInt32] = [:]
  /// The canonical forms by number; number 0 is no word.
  private(set) var forms: [[UInt8]] = [[]]
  private var roles: [[UInt8]: ConceptLayout.Role] = [:]
  /// 1: never a concept by itself; 2: an abbreviation only in capitals.
  private(set) var rules: [[UInt8]: UInt8] = [:]

  init(_ tables: ConceptTables) throws(ConceptTableError) {
    for row in ConceptRow.rows(in: tables.words) {
      guard row.cells.count >= 2, let word = Self.single(row.cells[0]),
        let target = Self.single(row.cells[1])
      else { throw ConceptTableError(line: row.line) }
      canonical[word] = target
    }
    for row in ConceptRow.rows(in: tables.roles) {
      guard row.cells.count >= 2, let word = Self.single(row.cells[0]),
        let role = Self.role(row.text(1))
      else { throw ConceptTableError(line: row.line) }
      roles[word] = role
    }
    for row in ConceptRow.rows(in: tables.axes) {
      guard row.cells.count >= 2, let word = Self.single(row.cells[0]) else {
        throw ConceptTableError(line: row.line)
      }
      switch row.text(1) {
      case "assumed": roles[word] = .assumed
      case "generic": roles[word] = .generic
      case "plain": roles[word] = .plain
      default: roles[word] = .axis
      }
    }
    for row in ConceptRow.rows(in: tables.ordinary) {
      guard row.cells.count >= 2, let word = Self.single(row.cells[0]) else {
        throw ConceptTableError(line: row.line)
      }
      rules[word] = row.text(1) == "capitals" ? 2 : 1
    }
  }

  private static func single(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let read = NoteTokens(text)
    guard let token = read.tokens.first else { return nil }
    return read.tokens.count == 1 ? Array(read.form(of: token)) : nil
  }

  private static func role(_ name: String) -> ConceptLayout.Role? {
    switch name {
    case "light": .light
    case "joining": .joining
    case "negation": .negation
    case "unspecified": .unspecified
    case "other": .other
    case "assumed": .assumed
    case "article": .article
    default: nil
    }
  }

  /// What a word does.
  func role(of form: ArraySlice<UInt8>) -> ConceptLayout.Role { roles[Array(form)] ?? .plain }

  /// The number of a word, given one where it has none.
  mutating func number(of form: some Sequence<UInt8>) -> UInt32 {
    var form = Array(form)
    for _ in 0..<4 { if let next = canonical[form] { form = next } else { break } }
    if let known = numbers[form] { return known }
    let number = UInt32(forms.count)
    numbers[form] = number
    forms.append(form)
    return number
  }

  /// Gives every other spelling of a known word its number too, and makes the table of words.
  mutating func slots() -> [ConceptLayout.Slot] {
    var pairs: [(form: [UInt8], number: UInt32)] = []
    for (index, form) in forms.enumerated().dropFirst() { pairs.append((form, UInt32(index))) }
    for form in canonical.keys.sorted(by: { $0.lexicographicallyPrecedes($1) })
    where numbers[form] == nil {
      pairs.append((form, number(of: form)))
    }
    for form in roles.keys.sorted(by: { $0.lexicographicallyPrecedes($1) })
    where numbers[form] == nil && canonical[form] == nil {
      pairs.append((form, number(of: form)))
    }
    var size = 1024
    while size < pairs.count * 2 { size *= 2 }
    var slots = [ConceptLayout.Slot](
      repeating: .init(hash: 0, word: 0, reserved: 0), count: size)
    for pair in pairs {
      let hash = WordHash.of(pair.form)
      var at = Int(truncatingIfNeeded: hash & UInt64(size - 1))
      while slots[at].word != 0 { at = (at + 1) & (size - 1) }
      slots[at] = .init(hash: hash, word: pair.number, reserved: 0)
    }
    return slots
  }
}

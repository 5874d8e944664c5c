// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// A title or term taken apart: the words that a note must have, and what may be left unsaid.
///
/// Words in parentheses are nonessential; words after `without` are what a note that says nothing means;
/// `unspecified` and the word that it belongs to ask for nothing.
///
/// Source: ICD-10-CM Official Guidelines, I.A.6 (abbreviations), I.A.7 (punctuation), I.A.9 (other and unspecified).
struct PhraseAnalysis {
  /// The words needed, as forms, each once.
  var core: [ArraySlice<UInt8>] = []
  /// The words of axes (side, sex, trimester), which may stand elsewhere in the note.
  var axes: [ArraySlice<UInt8>] = []
  /// The code is for what has no code of its own.
  var isResidual = false
  /// It is for nothing else: `other` is its first word.
  var isOther = false
  /// Words with `and` between them.
  var pairs: [(ArraySlice<UInt8>, ArraySlice<UInt8>)] = []
  /// How many things are not said more exactly.
  var unspecifiedCount = 0
  /// The code is for what is not said more exactly.
  var isUnspecified: Bool { unspecifiedCount > 0 }
  /// `not` or `no` stands in it: what it says is not said by its other words.
  var isNot = false
  /// Something is stated to be absent: the code for who says no more.
  var isWithout = false

  init(_ text: some Sequence<UInt8>, roles: (ArraySlice<UInt8>) -> ConceptLayout.Role) {
    let read = NoteTokens(text)
    var depth = 0
    var isNegated = false
    var skipsNext = false
    var part: [ArraySlice<UInt8>] = []
    for (index, token) in read.tokens.enumerated() {
      let form = Self.isFirst(index, read) ? Self.one : read.form(of: token)
      guard token.kind == .word || token.kind == .number else {
        switch form.first {
        case 0x28, 0x5B: depth += 1
        case 0x29, 0x5D: depth = max(0, depth - 1)
        case 0x2C, 0x3B, 0x3A:
          if depth == 0 {
            take(part)
            (part, isNegated, skipsNext) = ([], false, false)
          }
        default: break
        }
        continue
      }
      if depth > 0 { continue }
      switch roles(form) {
      case .light:
        if Self.endsAbsence(index, form, read) { isNegated = false }
      case .joining, .assumed: skipsNext = false
      case .article:
        if index + 1 == read.tokens.count, index > 0 { part.append(form) }
      case .negation:
        (isNegated, isWithout) = (true, true)
        if !form.elementsEqual("without".utf8) { isNot = true }
      case .unspecified:
        unspecifiedCount += 1
        if index == 0 {
          skipsNext = false
        } else if part.count == 1, index + 1 == read.tokens.count || isPartEnd(read, index + 1) {
          part = []
        } else {
          skipsNext = true
        }
      case .other:
        isResidual = true
        if index == 0 { isOther = true }
      case .axis:
        skipsNext = false
        if !axes.contains(form) { axes.append(form) }
      case .generic:
        if skipsNext {
          skipsNext = false
        } else if !isNegated {
          part.append(form)
        }
      case .plain:
        skipsNext = false
        if !isNegated {
          if index > 0, let last = part.last,
            roles(read.form(of: read.tokens[index - 1])) == .joining
          {
            pairs.append((last, form))
          }
          part.append(form)
        }
      }
    }
    take(part)
  }

  /// What is absent by itself, so that `of` speaks of the rest: `without foreign body of right hand`.
  private static let absent: Set<UInt64> = Set(
    NoteTokens("body fracture extension".utf8).tokens.map(\.hash))

  /// Tells whether what is said to be absent ends at a word.
  private static func endsAbsence(
    _ index: Int, _ form: ArraySlice<UInt8>, _ read: NoteTokens
  ) -> Bool {
    form.elementsEqual("with".utf8)
      || form.elementsEqual("of".utf8) && index > 0 && absent.contains(read.tokens[index - 1].hash)
  }

  private static let one: ArraySlice<UInt8> = [0x31]
  private static let numbered: Set<UInt64> = Set(
    NoteTokens("type stage grade class degree".utf8).tokens.map(\.hash))
  private static let i = WordHash.of("i".utf8)

  /// Tells whether a token is the Roman one: `type I`.
  static func isFirst(_ index: Int, _ read: NoteTokens) -> Bool {
    index > 0 && read.tokens[index].hash == i && numbered.contains(read.tokens[index - 1].hash)
  }

  private mutating func take(_ part: [ArraySlice<UInt8>]) {
    for form in part where !core.contains(where: { $0.elementsEqual(form) }) { core.append(form) }
  }

  private func isPartEnd(_ read: NoteTokens, _ index: Int) -> Bool {
    read.tokens[index].kind == .mark
  }
}

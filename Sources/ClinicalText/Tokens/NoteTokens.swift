// SPDX-License-Identifier: Apache-2.0

import Values

/// The tokens of a text, with the forms in which words are compared.
///
/// A form is lower-case ASCII without plural ending and `'s`, in American spelling. A hyphen separates words;
/// a slash does too, except in the short ones that clinicians write with it: `h/o`, `s/p`, `w/o`.
public struct NoteTokens: Sendable {
  /// The text.
  public private(set) var text: [UInt8] = []
  /// The tokens, in order.
  public private(set) var tokens: [NoteToken] = []
  /// The forms, one after the other.
  public private(set) var forms: [UInt8] = []

  /// No tokens.
  public init() {}

  /// Cuts a text; never fails, whatever it holds.
  ///
  /// - Complexity: O(*n*).
  public init(_ text: some Sequence<UInt8>) {
    self.text = Array(text)
    tokens.reserveCapacity(self.text.count / 5)
    forms.reserveCapacity(self.text.count)
    var cutter = Cutter()
    while cutter.at < self.text.count { takeToken(&cutter) }
  }

  /// The form of a token.
  public func form(of token: NoteToken) -> ArraySlice<UInt8> {
    forms[Int(token.form)..<Int(token.form) + Int(token.formLength)]
  }

  /// The words of a token as they stand in the note.
  public func words(of range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

  private struct Cutter {
    var at = 0
    /// The byte after the token before.
    var end = -1
  }

  private mutating func takeToken(_ cutter: inout Cutter) {
    let byte = text[cutter.at]
    switch byte {
    case 0x0A: add(.lineEnd, cutter.at, cutter.at + 1, &cutter)
    case 0x30...0x39: takeNumber(&cutter)
    case 0x41...0x5A, 0x61...0x7A: takeWord(&cutter)
    case 0...0x20, 0x7F: cutter.at += 1
    case 0x80...: takeForeign(&cutter)
    default: add(.mark, cutter.at, cutter.at + 1, &cutter)
    }
  }

  private mutating func add(
    _ kind: NoteToken.Kind, _ start: Int, _ end: Int, _ cutter: inout Cutter
  ) {
    let form = forms.count
    forms.append(contentsOf: text[start..<end])
    append(kind, start, end, form: form, marks: [], &cutter)
  }

  private mutating func append(
    _ kind: NoteToken.Kind, _ start: Int, _ end: Int, form: Int, marks: NoteToken.Marks,
    _ cutter: inout Cutter
  ) {
    var marks = marks
    if cutter.end == start { marks.insert(.glued) }
    if forms.count - form > Int(UInt16.max) { forms.removeLast(forms.count - form - 64) }
    tokens.append(
      NoteToken(
        hash: WordHash.of(forms[form...]), start: UInt32(start), end: UInt32(end),
        form: UInt32(form), formLength: UInt16(forms.count - form), kind: kind, marks: marks))
    (cutter.at, cutter.end) = (end, end)
  }

  private mutating func takeNumber(_ cutter: inout Cutter) {
    let start = cutter.at
    var end = start
    while end < text.count, Self.isDigit(text[end]) || isSeparator(end) { end += 1 }
    if let ordinal = ordinalEnd(end) {
      let form = forms.count
      for at in start..<ordinal { forms.append(text[at] | 0x20) }
      return append(.word, start, ordinal, form: form, marks: [], &cutter)
    }
    let form = forms.count
    for at in start..<end where text[at] != 0x2C { forms.append(text[at]) }
    append(.number, start, end, form: form, marks: [], &cutter)
  }

  /// A point between digits, or a comma before three of them.
  private func isSeparator(_ at: Int) -> Bool {
    guard at + 1 < text.count, Self.isDigit(text[at + 1]) else { return false }
    if text[at] == 0x2E { return true }
    guard text[at] == 0x2C, at + 3 < text.count else { return false }
    return Self.isDigit(text[at + 2]) && Self.isDigit(text[at + 3])
      && (at + 4 >= text.count || !Self.isDigit(text[at + 4]))
  }

  private func ordinalEnd(_ at: Int) -> Int? {
    guard at + 1 < text.count, at + 2 >= text.count || !Self.isLetter(text[at + 2]) else {
      return nil
    }
    switch (text[at] | 0x20, text[at + 1] | 0x20) {
    case (0x73, 0x74), (0x6E, 0x64), (0x72, 0x64), (0x74, 0x68): return at + 2
    default: return nil
    }
  }

  private mutating func takeWord(_ cutter: inout Cutter) {
    let (start, form) = (cutter.at, forms.count)
    var at = start
    var (capitals, letters) = (0, 0)
    var marks: NoteToken.Marks = []
    scan: while at < text.count {
      let byte = text[at]
      switch byte {
      case 0x61...0x7A, 0x30...0x39:
        forms.append(byte)
        if byte > 0x60 { letters += 1 }
      case 0x41...0x5A:
        forms.append(byte | 0x20)
        (capitals, letters) = (capitals + 1, letters + 1)
      case 0x27, 0x60:
        guard at + 1 < text.count, Self.isLetter(text[at + 1]) else { break scan }
        if isPossessive(at, apostrophe: 1) {
          marks.insert(.possessive)
          at += 2
          break scan
        }
      case 0x2F where isShort(at, form) && (start == 0 || text[start - 1] != 0x2F):
        forms.append(byte)
      case 0x2E where at + 1 < text.count && Self.isDigit(text[at + 1]) && isCode(form):
        forms.append(byte)
      case 0x80...:
        if text[at...].starts(with: [0xE2, 0x80, 0x99]) {
          if isPossessive(at, apostrophe: 3) {
            marks.insert(.possessive)
            at += 4
            break scan
          }
          guard at + 3 < text.count, Self.isLetter(text[at + 3]) else { break scan }
          at += 2
        } else {
          guard let (folded, length) = folded(at) else { break scan }
          forms.append(contentsOf: folded)
          (letters, at) = (letters + 1, at + length - 1)
        }
      default: break scan
      }
      at += 1
    }
    if capitals > 0, (0x41...0x5A).contains(text[start]) { marks.insert(.capitalized) }
    if capitals > 0, capitals == letters { marks.insert(.uppercase) }
    SpellingRules.normalize(&forms, from: form)
    append(.word, start, at, form: form, marks: marks, &cutter)
  }

  private func isPossessive(_ at: Int, apostrophe length: Int) -> Bool {
    guard at + length < text.count, text[at + length] | 0x20 == 0x73 else { return false }
    return at + length + 1 >= text.count || !Self.isLetter(text[at + length + 1])
  }

  /// A slash between one or two letters on both sides, and no further slash: `h/o`, `w/o`; `w/` too.
  private func isShort(_ at: Int, _ form: Int) -> Bool {
    let before = forms[form...]
    guard before.count <= 2, before.allSatisfy({ (0x61...0x7A).contains($0) }) else { return false }
    var end = at + 1
    while end < text.count, Self.isLetter(text[end]) { end += 1 }
    let after = end - at - 1
    if after == 0 { return before.elementsEqual([0x77]) }
    return after <= 2 && (end >= text.count || (text[end] != 0x2F && !Self.isDigit(text[end])))
  }

  /// A letter and two digits: a code is being written, `e11.9`.
  private func isCode(_ form: Int) -> Bool {
    let word = forms[form...]
    return word.count >= 3 && (0x61...0x7A).contains(word[form]) && Self.isDigit(word[form + 1])
  }

  private mutating func takeForeign(_ cutter: inout Cutter) {
    if folded(cutter.at) != nil { return takeWord(&cutter) }
    let length = scalarLength(cutter.at)
    if text[cutter.at] == 0xC2, length == 2, text[cutter.at + 1] == 0xA0 {  // no-break space
      cutter.at += 2
      return
    }
    add(.mark, cutter.at, cutter.at + length, &cutter)
  }

  /// The plain letters of the accented one at a place, and its length.
  private func folded(_ at: Int) -> (letters: [UInt8], length: Int)? {
    guard scalarLength(at) == 2 else { return nil }
    let scalar = UInt32(text[at] & 0x1F) << 6 | UInt32(text[at + 1] & 0x3F)
    return LatinFolding.ascii(scalar).map { ($0, 2) }
  }

  /// The bytes of the scalar at a place; 1 where they are none.
  private func scalarLength(_ at: Int) -> Int {
    let wanted =
      switch text[at] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    guard at + wanted <= text.count,
      text[at + 1..<at + wanted].allSatisfy({ $0 & 0xC0 == 0x80 })
    else { return 1 }
    return wanted
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  @inline(__always)
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Values

/// A rule of the guidelines that codes found together are reported otherwise, from `Data/coding/rules.tsv`.
///
/// `I10 + I50*` becomes `I11.0 + $2`: the second code stays, the first gives way to one that says both.
struct CodingRule: Sendable {
  /// What has to be there: a code, or words of the note.
  enum Condition: Sendable {
    /// A code of one of these forms.
    case code([CodePattern])
    /// One of these phrases, said of the patient.
    case words([[UInt64]])
    /// A setting.
    case setting(CodingSetting)
  }

  /// What is reported then.
  enum Result: Sendable {
    /// What a condition found, by its number from 1.
    case kept(Int)
    /// Another code, in which `~` stands for what the first condition's `~` stood for.
    case code(CodePattern)
  }

  let id: String
  /// The section of the Official Guidelines, or of the tabular list.
  let section: String
  let conditions: [Condition]
  /// Codes that must not be there.
  let unless: [CodePattern]
  let results: [Result]

  /// Reads the table: id, section, when, unless, then, reason.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  static func rules(_ table: [UInt8]) throws(ConceptTableError) -> [CodingRule] {
    var rules: [CodingRule] = []
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 5,
        let conditions = parse(row.text(2), condition), !conditions.isEmpty,
        let unless = parse(row.text(3), { CodePattern($0) }),
        let results = parse(row.text(4), result)
      else { throw ConceptTableError(line: row.line) }
      rules.append(
        CodingRule(
          id: row.text(0), section: row.text(1), conditions: conditions, unless: unless,
          results: results))
    }
    return rules
  }

  private static func parse<Part>(_ text: String, _ part: (String) -> Part?) -> [Part]? {
    var parts: [Part] = []
    for piece in text.split(separator: "+") {
      let trimmed = piece.drop { $0 == " " }
      let end = trimmed.lastIndex { $0 != " " }
      guard let end, let read = part(String(trimmed[...end])) else { return nil }
      parts.append(read)
    }
    return parts
  }

  private static func condition(_ text: String) -> Condition? {
    if let setting = CodingSetting(rawValue: text) { return .setting(setting) }
    if text.first == "\"" {
      return .words(
        text.filter { $0 != "\"" }.split(separator: "|").map { phrase in
          NoteTokens(phrase.utf8).tokens.filter { $0.kind != .mark }.map(\.hash)
        })
    }
    var patterns: [CodePattern] = []
    for piece in text.split(separator: "|") {
      guard let pattern = CodePattern(String(piece)) else { return nil }
      patterns.append(pattern)
    }
    return .code(patterns)
  }

  private static func result(_ text: String) -> Result? {
    if text.first == "$" { return Int(text.dropFirst()).map(Result.kept) }
    return CodePattern(text).map(Result.code)
  }
}

/// A form of codes: `I10`, `I50*` (it and all below), `E~~.9` (any two characters), `N18.1-N18.4`.
struct CodePattern: Hashable, Sendable {
  private let characters: [UInt8]
  private let isOpen: Bool
  private let upTo: PackedCode?

  /// Reads a form; nothing for what is none.
  init?(_ text: String) {
    let ends = text.split(separator: "-")
    if ends.count == 2 {
      guard let first = PackedCode(ends[0]), let last = PackedCode(ends[1]) else { return nil }
      characters = Array(first.description.utf8)
      upTo = last
      isOpen = true
      return
    }
    upTo = nil
    isOpen = text.last == "*"
    characters = text.uppercased().utf8.filter { $0 != 0x2E && $0 != 0x2A }
    guard !characters.isEmpty, characters.count <= 7,
      characters.allSatisfy({ $0 == 0x7E || PackedCode(String(Unicode.Scalar($0))) != nil })
    else { return nil }
  }

  /// Tells whether a code is of this form, and what its `~` stand for.
  func match(_ code: PackedCode) -> [UInt8]? {
    if let upTo {
      guard let first = PackedCode(String(decoding: characters, as: UTF8.self)) else { return nil }
      return code >= first && code <= upTo.lastDescendant ? [] : nil
    }
    let text = Array(code.description.utf8)
    guard text.count >= characters.count, isOpen || text.count == characters.count else {
      return nil
    }
    var found: [UInt8] = []
    for (a, b) in zip(characters, text) {
      if a == 0x7E { found.append(b) } else if a != b { return nil }
    }
    return found
  }

  /// The code of this form with the `~` filled in.
  func code(_ filling: [UInt8]) -> PackedCode? {
    var rest = filling[...]
    var text: [UInt8] = []
    for character in characters {
      if character == 0x7E, let next = rest.popFirst() {
        text.append(next)
      } else {
        text.append(character)
      }
    }
    return PackedCode(String(decoding: text, as: UTF8.self))
  }
}

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
    case code(CodeForm)
    /// One of these phrases, said of the patient; as a bar, one that stands in the note at all.
    case words([[UInt64]])
    /// One of these phrases, whatever is said of it.
    case stands([[UInt64]])
    /// A code of one of these forms that the note names, be it too little for a suggestion by itself.
    case named(CodeForm)
    /// A fact of the facts table.
    case fact(String)
    /// A setting.
    case setting(CodingSetting)
    /// One sentence names all that was found so far.
    case linked
  }

  /// Forms of codes, of which one is enough, and how the note has to say them.
  struct CodeForm: Sendable {
    /// What is asked of how the note says it.
    enum Manner: String, Sendable {
      case any
      /// Only said to be possible.
      case possible
      /// Said to be past.
      case past
    }

    let patterns: [CodePattern]
    let manner: Manner

    /// Tells whether a code is of one of the forms, however the note says it.
    func matches(_ code: PackedCode) -> Bool { patterns.contains { $0.matches(code) } }

    /// What the `~` of the form stand for; nothing for a suggestion that is not of it.
    func match(_ suggestion: Suggestion) -> [UInt8]? {
      switch manner {
      case .any: break
      case .possible: guard suggestion.isPossible else { return nil }
      case .past: guard suggestion.isPast else { return nil }
      }
      return patterns.lazy.compactMap { $0.match(suggestion.code) }.first
    }
  }

  /// What is reported then.
  enum Result: Sendable {
    /// What a condition found, by its number from 1.
    case kept(Int)
    /// Another code, in which `~` stands for what the first condition's `~` stood for.
    case code(CodePattern)
    /// Codes of the first, second and third trimester; then the two by which the classification leaves it open.
    case byTrimester([CodePattern])

    /// The forms of the code in a trimester, the first that exists counts; none for what a condition found.
    func patterns(in trimester: Int?) -> ArraySlice<CodePattern> {
      switch self {
      case .kept: []
      case .code(let pattern): [pattern]
      case .byTrimester(let patterns):
        if let trimester { patterns[trimester - 1..<trimester] } else { patterns[3...] }
      }
    }
  }

  let id: String
  /// The section of the Official Guidelines, or of the tabular list.
  let section: String
  let conditions: [Condition]
  /// What must not be there.
  let unless: [Condition]
  let results: [Result]

  /// Tells whether the codes that a rule needs are there at all: most rules are passed over by this.
  func isPossible(among codes: [PackedCode]) -> Bool {
    for case .code(let form) in conditions where !codes.contains(where: form.matches) {
      return false
    }
    return true
  }

  /// The codes that are reported in the place of one that this rule takes away.
  func codes(madeOf code: PackedCode) -> [PackedCode] {
    for (index, condition) in conditions.enumerated() {
      guard case .code(let form) = condition,
        let filling = form.patterns.lazy.compactMap({ $0.match(code) }).first
      else { continue }
      let isKept = results.contains {
        if case .kept(let number) = $0 { number == index + 1 } else { false }
      }
      if isKept { continue }
      return results.flatMap { result in
        ([nil, 1, 2, 3] as [Int?]).flatMap { result.patterns(in: $0) }.compactMap {
          $0.code(filling)
        }
      }
    }
    return []
  }

  /// Reads the table: id, section, when, unless, then, reason.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  static func rules(_ table: [UInt8]) throws(ConceptTableError) -> [CodingRule] {
    var rules: [CodingRule] = []
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 5,
        let conditions = parse(row.text(2), condition), !conditions.isEmpty,
        let unless = parse(row.text(3), condition),
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
      guard let read = part(trimmed(piece)) else { return nil }
      parts.append(read)
    }
    return parts
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " }
    return String(start.lastIndex { $0 != " " }.map { start[...$0] } ?? "")
  }

  /// Reads a condition of a rule.
  static func condition(_ text: String) -> Condition? {
    if text == "linked" { return .linked }
    if text.first == "#" { return .fact(String(text.dropFirst())) }
    if text.hasPrefix("stands ") { return .stands(phrases(String(text.dropFirst(7)))) }
    if text.hasPrefix("named ") { return form(String(text.dropFirst(6))).map(Condition.named) }
    if let setting = CodingSetting(rawValue: text) { return .setting(setting) }
    if text.first == "\"" { return .words(phrases(text)) }
    return form(text).map(Condition.code)
  }

  /// Phrases in quotation marks, with `|` between them.
  static func phrases(_ text: String) -> [[UInt64]] {
    text.filter { $0 != "\"" }.split(separator: "|").map(words)
  }

  /// The words of a phrase; ` .. ` in it stands for a few words of any kind.
  static func words(_ phrase: some StringProtocol) -> [UInt64] {
    var words: [UInt64] = []
    for part in String(phrase).split(separator: " ") {
      if part == ".." {
        words.append(gap)
      } else {
        words += NoteTokens(part.utf8).tokens.filter { $0.kind != .mark }.map(\.hash)
      }
    }
    return words
  }

  /// Stands in a phrase for words of any kind.
  static let gap: UInt64 = 0

  /// Forms of codes with `|` between them, after `possible` or `past`.
  static func form(_ text: String) -> CodeForm? {
    var (text, manner) = (text[...], CodeForm.Manner.any)
    for name in [CodeForm.Manner.possible, .past] where text.hasPrefix("\(name.rawValue) ") {
      (text, manner) = (text.dropFirst(name.rawValue.count + 1), name)
    }
    var patterns: [CodePattern] = []
    for piece in text.split(separator: "|") {
      guard let pattern = CodePattern(trimmed(piece)) else { return nil }
      patterns.append(pattern)
    }
    return patterns.isEmpty ? nil : CodeForm(patterns: patterns, manner: manner)
  }

  /// Reads a result: `$1`, a code, or one with `?` for the trimester.
  static func result(_ text: String) -> Result? {
    if text.first == "$" { return Int(text.dropFirst()).map(Result.kept) }
    guard text.contains("?") else { return CodePattern(text).map(Result.code) }
    let patterns = (["1", "2", "3", "9", "0"] as [Character]).compactMap { number in
      CodePattern(String(text.map { $0 == "?" ? number : $0 }))
    }
    return patterns.count == 5 ? .byTrimester(patterns) : nil
  }
}

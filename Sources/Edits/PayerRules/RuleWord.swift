// SPDX-License-Identifier: Apache-2.0

import Values

/// A word of the text of a condition.
struct RuleWord: Hashable {
  enum Kind: Hashable {
    /// A field or one of `and`, `or`, `not`, `in`, `has`, `lacks`, `any`, `all`, `is`, `given`, `missing`.
    case name
    /// In quotation marks, single or double.
    case text
    /// Digits, with a point and up to three more.
    case number
    /// `yyyy-mm-dd`.
    case day
    /// A comparison, a parenthesis, a comma, two points.
    case sign
  }

  let kind: Kind
  let text: String
  /// The character at which it begins, counted from 1.
  let column: Int

  /// The words of a text.
  static func words(of text: String) throws(RuleSyntaxError) -> [RuleWord] {
    let scalars = Array(text.unicodeScalars)
    var words: [RuleWord] = []
    var at = 0
    while at < scalars.count {
      let scalar = scalars[at]
      if scalar.properties.isWhitespace {
        at += 1
      } else {
        words.append(try word(scalars, &at))
      }
    }
    return words
  }

  private static func word(
    _ scalars: [Unicode.Scalar], _ at: inout Int
  ) throws(RuleSyntaxError) -> RuleWord {
    let start = at
    let first = scalars[at]
    func made(_ kind: Kind, _ range: Range<Int>) -> RuleWord {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars[range])
      return RuleWord(kind: kind, text: String(text), column: start + 1)
    }
    if first == "'" || first == "\"" {
      guard let close = scalars[(at + 1)...].firstIndex(of: first) else {
        throw RuleSyntaxError(
          column: start + 1, found: String(first), expected: "a closing quotation mark")
      }
      at = close + 1
      return made(.text, start + 1..<close)
    }
    if isDigit(first) {
      while at < scalars.count, isDigit(scalars[at]) || isInside(scalars, at) { at += 1 }
      let isDay = scalars[start..<at].contains("-")
      return made(isDay ? .day : .number, start..<at)
    }
    if first.isASCII, first.properties.isAlphabetic {
      while at < scalars.count,
        scalars[at].isASCII,
        scalars[at].properties.isAlphabetic || (scalars[at] == "." && isInside(scalars, at))
      {
        at += 1
      }
      return made(.name, start..<at)
    }
    for sign in ["..", "!=", "<=", ">=", "=", "<", ">", "(", ")", ","] {
      let count = sign.unicodeScalars.count
      if scalars[at...].starts(with: sign.unicodeScalars) {
        at += count
        return made(.sign, start..<at)
      }
    }
    throw RuleSyntaxError(
      column: start + 1, found: String(first), expected: "a field, a value or a sign")
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// Tells whether a point or hyphen stands between two characters of a word, and is not one of two points.
  private static func isInside(_ scalars: [Unicode.Scalar], _ at: Int) -> Bool {
    guard scalars[at] == "." || scalars[at] == "-", at + 1 < scalars.count else { return false }
    return isDigit(scalars[at + 1]) || scalars[at + 1].properties.isAlphabetic
  }

  /// A number in thousandths; nothing for a text that is none.
  static func thousandths(_ text: String) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts[0].utf8.count <= 12, let whole = Int64(parts[0])
    else { return nil }
    guard parts.count == 2 else { return whole * 1000 }
    guard (1...3).contains(parts[1].utf8.count), let fraction = Int64(parts[1]) else { return nil }
    let scale: Int64 = parts[1].utf8.count == 1 ? 100 : parts[1].utf8.count == 2 ? 10 : 1
    return whole * 1000 + fraction * scale
  }
}

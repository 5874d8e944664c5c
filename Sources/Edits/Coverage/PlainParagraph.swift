// SPDX-License-Identifier: Apache-2.0

/// A paragraph of the coverage database as plain text: without markup, with single blanks.
enum PlainParagraph {
  /// The most bytes that are kept; a longer paragraph ends with an ellipsis.
  static let most = 1200

  private static let entities = [
    "nbsp": " ", "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "rsquo": "\u{2019}",
    "lsquo": "\u{2018}", "ldquo": "\u{201C}", "rdquo": "\u{201D}", "ndash": "\u{2013}",
    "mdash": "\u{2014}", "ge": "\u{2265}", "le": "\u{2264}", "sect": "\u{A7}",
  ]

  /// Takes markup off a text.
  static func text(of markup: String) -> String {
    var out = ""
    var isInTag = false
    var isBlank = true
    var rest = Substring(markup)
    while let character = rest.first, out.utf8.count < most {
      rest.removeFirst()
      if isInTag {
        isInTag = character != ">"
        continue
      }
      var piece = String(character)
      if character == "<" {
        isInTag = true
        piece = " "
      } else if character == "&", let known = entity(&rest) {
        piece = known
      }
      for part in piece {
        let isSpace = part.isWhitespace || part == "\u{A0}"
        if !(isSpace && isBlank) { out.append(isSpace ? " " : part) }
        isBlank = isSpace
      }
    }
    while out.last == " " { out.removeLast() }
    return rest.isEmpty ? out : out + "\u{2026}"
  }

  private static func entity(_ rest: inout Substring) -> String? {
    guard let end = rest.prefix(10).firstIndex(of: ";") else { return nil }
    let name = rest[..<end]
    var text = entities[String(name)]
    if name.hasPrefix("#") {
      let isHexadecimal = name.dropFirst().first == "x" || name.dropFirst().first == "X"
      let digits = name.dropFirst(isHexadecimal ? 2 : 1)
      text = UInt32(digits, radix: isHexadecimal ? 16 : 10).flatMap(Unicode.Scalar.init)
        .map { String(Character($0)) }
    }
    if text != nil { rest = rest[rest.index(after: end)...] }
    return text
  }
}

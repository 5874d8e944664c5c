// SPDX-License-Identifier: Apache-2.0

/// The words of a rule in FHIR Shorthand, taken from the left.
struct ShorthandWords {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  /// Nothing is left.
  var isAtEnd: Bool { rest.allSatisfy(\.isWhitespace) }

  /// Takes `#code` or `#"code with blanks"`.
  mutating func code() -> String? {
    skipBlanks()
    guard rest.first == "#" else { return nil }
    rest.removeFirst()
    if rest.first == "\"", let text = string() { return text }
    let end = rest.firstIndex(where: \.isWhitespace) ?? rest.endIndex
    defer { rest = rest[end...] }
    return String(rest[..<end])
  }

  /// Takes a text in double quotes, in which a backslash stands before a quote or a backslash.
  mutating func string() -> String? {
    skipBlanks()
    guard rest.first == "\"" else { return nil }
    var text = ""
    var isEscaped = false
    for index in rest.indices.dropFirst() {
      let character = rest[index]
      if isEscaped {
        text.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        rest = rest[rest.index(after: index)...]
        return text
      } else {
        text.append(character)
      }
    }
    return nil
  }

  /// Takes `^path = value`.
  mutating func property() -> (name: String, value: String)? {
    skipBlanks()
    guard rest.first == "^", let equals = rest.firstIndex(of: "=") else { return nil }
    let name = PublishedText.trimmed(String(rest[..<equals].dropFirst()))
    rest = rest[rest.index(after: equals)...]
    let value = string() ?? PublishedText.trimmed(String(rest))
    rest = ""
    return (name, value)
  }

  private mutating func skipBlanks() { rest = rest.drop(while: \.isWhitespace) }
}

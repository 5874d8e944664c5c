// SPDX-License-Identifier: Apache-2.0

public import Claims

/// What a rule changes of a line.
public enum RuleChange: Hashable, Sendable, CustomStringConvertible {
  /// The place of service becomes another.
  case setPlace(UInt8)
  /// A modifier is added, where there is room and it is not there.
  case addModifier(Modifier)
  /// A modifier is taken away.
  case removeModifier(Modifier)

  /// Reads `set line.place '10'`, `add line.modifiers '95'` or `remove line.modifiers 'GT'`.
  init(_ text: String) throws(RuleSyntaxError) {
    let words = try RuleWord.words(of: text)
    func fail(_ index: Int, _ expected: String) -> RuleSyntaxError {
      RuleSyntaxError(
        column: index < words.count ? words[index].column : text.unicodeScalars.count + 1,
        found: index < words.count ? words[index].text : "the end", expected: expected)
    }
    guard let verb = words.first?.text, ["set", "add", "remove"].contains(verb) else {
      throw fail(0, "set, add or remove")
    }
    let field = verb == "set" ? "line.place" : "line.modifiers"
    guard words.count > 1, words[1].text == field else { throw fail(1, field) }
    guard words.count > 2, words[2].kind == .text else { throw fail(2, "a text in quotes") }
    guard words.count == 3 else { throw fail(3, "the end") }
    if verb == "set" {
      guard words[2].text.utf8.count == 2, let place = UInt8(words[2].text) else {
        throw fail(2, "two digits")
      }
      self = .setPlace(place)
    } else {
      guard let modifier = Modifier(words[2].text) else { throw fail(2, "a modifier") }
      self = verb == "add" ? .addModifier(modifier) : .removeModifier(modifier)
    }
  }

  /// The change as a rule writes it.
  public var description: String {
    switch self {
    case .setPlace(let place): "set line.place '\(place < 10 ? "0" : "")\(place)'"
    case .addModifier(let modifier): "add line.modifiers '\(modifier)'"
    case .removeModifier(let modifier): "remove line.modifiers '\(modifier)'"
    }
  }

  /// Changes a line.
  ///
  /// - Returns: Whether there was anything to change and it could be.
  public func apply(to line: inout ServiceRecord.Line) -> Bool {
    switch self {
    case .setPlace(let place):
      guard line.placeOfService != place else { return false }
      line.placeOfService = place
    case .addModifier(let modifier):
      guard !line.modifiers.contains(modifier), line.modifiers.count < Modifiers.capacity else {
        return false
      }
      line.modifiers = Modifiers(Array(line.modifiers) + [modifier])
    case .removeModifier(let modifier):
      guard line.modifiers.contains(modifier) else { return false }
      line.modifiers = Modifiers(line.modifiers.filter { $0 != modifier })
    }
    return true
  }
}

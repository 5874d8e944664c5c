// SPDX-License-Identifier: Apache-2.0

import Values

/// A condition on one character of the codes that a note names.
///
/// The list prints such conditions in words: `(S62.- with 7th character B)`, `(I69. with final
/// characters -23)`, `(F10-F19 with 5th character .6)`. The common `(T36-T50 with fifth or sixth
/// character 5)` is part of the reference itself and is passed over here.
struct CharacterCondition: Hashable {
  private enum Position: Hashable {
    case place(Int)
    case end
  }

  private let position: Position
  private let values: Set<String>

  /// Tells whether a code that a note names is meant, by the condition that its text states.
  static func admits(_ code: PackedCode, _ text: String) -> Bool {
    guard PlainWords(text).say("character" as StaticString),
      let condition = CharacterCondition(text)
    else { return true }
    return condition.admits(code)
  }

  /// Reads the condition out of the text of a note; nothing where it states none.
  init?(_ text: String) {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "-" }
      .flatMap { word in word.contains("-character") ? word.split(separator: "-") : [word] }
      .map(String.init)
    guard let at = words.firstIndex(where: { $0.hasPrefix("character") }), at > 0,
      let with = words[..<at].lastIndex(where: { $0.hasSuffix("with") })
    else { return nil }
    let before = words[with..<at]
    guard !before.contains("or"), let place = before.lazy.compactMap(Self.position).first else {
      return nil
    }
    position = place
    var values: Set<String> = []
    for word in words[(at + 1)...] { Self.add(word, to: &values) }
    // The 7th characters that stand for an open fracture, as the categories of limb fractures define.
    if values.isEmpty, before.contains("open") { values = Set("BCEFHJMNQR".map { String($0) }) }
    guard !values.isEmpty else { return nil }
    self.values = values
  }

  /// Tells whether a code meets the condition.
  func admits(_ code: PackedCode) -> Bool {
    let text = code.description
    switch position {
    case .place(let place):
      let rest = text.dropFirst(place - 1)
      return values.contains { rest.hasPrefix($0) }
    case .end:
      let stem = text.utf8.count == 7 ? text.dropLast() : text[...]
      return values.contains { stem.hasSuffix($0) }
    }
  }

  private static func position(_ word: String) -> Position? {
    switch word {
    case "fourth", "4th": .place(4)
    case "fifth", "5th": .place(5)
    case "sixth", "6th": .place(6)
    case "seventh", "7th": .place(7)
    case "final": .end
    default: nil
    }
  }

  /// Adds `B`, `.6`, `-23`, `51` or the range `1-4`.
  private static func add(_ word: String, to values: inout Set<String>) {
    let bare = word.drop { $0 == "." || $0 == "-" }
    let ends = bare.split(separator: "-")
    if ends.count == 2, let first = Int(ends[0]), let last = Int(ends[1]), first <= last, last < 10
    {
      for digit in first...last { values.insert(String(digit)) }
    } else if !bare.isEmpty, bare.utf8.count <= 2, bare.first?.isNumber == true || bare.count == 1 {
      values.insert(bare.uppercased())
    }
  }
}

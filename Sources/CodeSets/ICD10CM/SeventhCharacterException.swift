// SPDX-License-Identifier: Apache-2.0

import Values

/// A note that takes 7th characters away from some of the codes for which they are defined.
///
/// The list has one: at S06, `7th characters D and S do not apply to codes in category S06 with 6th
/// character 7 - death …, or 8 - death …`.
struct SeventhCharacterException: Hashable, Sendable {
  private let category: PackedCode
  private let sixth: Set<Character>
  private let forbidden: Set<Character>

  /// Reads the exception that a note states; nothing where it states none.
  init?(note: Note) {
    let words = note.text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard
      let apply = words.firstRange(of: ["do", "not", "apply", "to", "codes", "in", "category"]),
      apply.upperBound < words.count, let category = PackedCode(words[apply.upperBound])
    else { return nil }
    self.category = category
    forbidden = Set(words[..<apply.lowerBound].compactMap(Self.single).filter(\.isUppercase))
    sixth = Set(words[(apply.upperBound + 1)...].compactMap(Self.single).filter(\.isNumber))
    guard !forbidden.isEmpty, !sixth.isEmpty else { return nil }
  }

  func forbids(_ code: PackedCode) -> Bool {
    let places = Array(code.description)
    return code.hasPrefix(category) && places.count == 7 && sixth.contains(places[5])
      && forbidden.contains(places[6])
  }

  private static func single(_ word: String) -> Character? { word.count == 1 ? word.first : nil }
}

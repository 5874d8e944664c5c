// SPDX-License-Identifier: Apache-2.0

import Values

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

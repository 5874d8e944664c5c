// SPDX-License-Identifier: Apache-2.0

import Values

/// A form of codes: `I10`, `I50*` (it and all below), `E~~.9` (any two characters), `N18.1-N18.4`.
///
/// A code is of it where its bits, but for those that are free, lie between two words.
struct CodePattern: Hashable, Sendable {
  /// The bits that are compared.
  private let mask: UInt64
  private let first: UInt64
  private let last: UInt64
  /// The places that stand open in the middle, `~`.
  private let open: [UInt8]

  /// Reads a form; nothing for what is none.
  init?(_ text: String) {
    let ends = text.split(separator: "-")
    if ends.count == 2 {
      guard let first = PackedCode(ends[0]), let last = PackedCode(ends[1]) else { return nil }
      (mask, open) = (.max, [])
      (self.first, self.last) = (first.bits, last.lastDescendant.bits)
      return
    }
    let characters = text.uppercased().utf8.filter { $0 != 0x2E && $0 != 0x2A }
    guard !characters.isEmpty, characters.count <= 7 else { return nil }
    var (mask, bits, open): (UInt64, UInt64, [UInt8]) = (0, 0, [])
    for (place, character) in characters.enumerated() {
      let shift = 58 - 6 * UInt64(place)
      if character == 0x7E {
        open.append(UInt8(place))
        continue
      }
      guard let packed = PackedCode(String(Unicode.Scalar(character))) else { return nil }
      mask |= 0x3F << shift
      bits |= UInt64(packed[0]) << shift
    }
    // A closed form ends with its last character.
    if text.last != "*" { mask |= .max >> (6 * UInt64(characters.count)) }
    (self.mask, first, last, self.open) = (mask, bits, bits, open)
  }

  /// Tells whether a code is of this form.
  @inline(__always)
  func matches(_ code: PackedCode) -> Bool {
    let bits = code.bits & mask
    return bits >= first && bits <= last && open.allSatisfy { code[Int($0)] != 0 }
  }

  /// What the `~` of the form stand for in a code; nothing for a code that is not of it.
  func match(_ code: PackedCode) -> [UInt8]? {
    matches(code) ? open.map { code[Int($0)] } : nil
  }

  /// The code of this form with the `~` filled in.
  func code(_ filling: [UInt8]) -> PackedCode? {
    guard filling.count >= open.count else { return nil }
    var bits = first
    for (place, value) in zip(open, filling) { bits |= UInt64(value) << (58 - 6 * UInt64(place)) }
    return PackedCode(bits: bits)
  }
}

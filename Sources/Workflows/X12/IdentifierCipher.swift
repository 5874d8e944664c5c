// SPDX-License-Identifier: Apache-2.0

import Storage
import Values

/// Turns identifiers into others of the same form, by a secret: the same always into the same, and two
/// different ones never into one.
///
/// Source: SipHash-2-4 (Aumasson and Bernstein, 2012) as the pseudo-random function.
struct IdentifierCipher {
  private let key: (UInt64, UInt64)

  /// Makes a cipher of a secret of any length.
  init(seed: String) {
    let digest = SHA256.hexadecimal(of: Array("cleanclaim x12 anonymize \(seed)".utf8))
    key = (
      UInt64(digest.prefix(16), radix: 16) ?? 0,
      UInt64(digest.dropFirst(16).prefix(16), radix: 16) ?? 0
    )
  }

  /// A number that stands for a text and a purpose.
  func number(_ purpose: String, _ text: String) -> UInt64 {
    hash(Array("\(purpose)\u{0}\(text)".utf8))
  }

  /// An identifier of the same form: digits stay digits, capitals capitals, all else as it is.
  ///
  /// The letters that Medicare leaves out of its identifiers stay among themselves.
  ///
  /// - Parameter purpose: Texts under different ones become different others.
  func identifier(_ text: String, lettersToo: Bool = true, under purpose: UInt8 = 0) -> String {
    var bytes = Array(text.utf8)
    let places = bytes.indices.filter { Self.alphabet(of: bytes[$0], lettersToo) != nil }
    let own = purpose == 0 ? [] : [purpose]
    substitute(&bytes, places, passes: [1] + own, lettersToo)
    substitute(&bytes, places.reversed(), passes: [2] + own, lettersToo)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Replaces each character by one that depends on all before it, so that it can be undone in order.
  private func substitute(
    _ bytes: inout [UInt8], _ places: [Int], passes: [UInt8], _ lettersToo: Bool
  ) {
    var state = hash(passes + [UInt8(truncatingIfNeeded: places.count)])
    for place in places {
      guard let alphabet = Self.alphabet(of: bytes[place], lettersToo),
        let index = alphabet.firstIndex(of: bytes[place])
      else { continue }
      let shift = Int(state % UInt64(alphabet.count))
      // What is mixed in is the character that can be known when undoing: the new one.
      let new = alphabet[(index + shift) % alphabet.count]
      bytes[place] = new
      withUnsafeBytes(of: state) { state = hash(Array($0) + [new]) }
    }
  }

  private static let digits = Array("0123456789".utf8)
  private static let capitals = Array("ACDEFGHJKMNPQRTUVWXY".utf8)
  private static let rareCapitals = Array("SLOIBZ".utf8)
  private static let small = Array("abcdefghijklmnopqrstuvwxyz".utf8)

  private static func alphabet(of byte: UInt8, _ lettersToo: Bool) -> [UInt8]? {
    switch byte {
    case 0x30...0x39: digits
    case 0x53, 0x4C, 0x4F, 0x49, 0x42, 0x5A: lettersToo ? rareCapitals : nil
    case 0x41...0x5A: lettersToo ? capitals : nil
    case 0x61...0x7A: lettersToo ? small : nil
    default: nil
    }
  }

  private func hash(_ bytes: [UInt8]) -> UInt64 {
    var v0 = key.0 ^ 0x736F_6D65_7073_6575
    var v1 = key.1 ^ 0x646F_7261_6E64_6F6D
    var v2 = key.0 ^ 0x6C79_6765_6E65_7261
    var v3 = key.1 ^ 0x7465_6462_7974_6573
    func rotated(_ word: UInt64, _ by: UInt64) -> UInt64 { word << by | word >> (64 - by) }
    func round() {
      v0 = v0 &+ v1
      v1 = rotated(v1, 13) ^ v0
      v0 = rotated(v0, 32)
      v2 = v2 &+ v3
      v3 = rotated(v3, 16) ^ v2
      v0 = v0 &+ v3
      v3 = rotated(v3, 21) ^ v0
      v2 = v2 &+ v1
      v1 = rotated(v1, 17) ^ v2
      v2 = rotated(v2, 32)
    }
    func absorb(_ word: UInt64) {
      v3 ^= word
      round()
      round()
      v0 ^= word
    }
    var word: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      word |= UInt64(byte) << UInt64(8 * (index & 7))
      if index & 7 == 7 {
        absorb(word)
        word = 0
      }
    }
    absorb(word | UInt64(bytes.count & 0xFF) << 56)
    v2 ^= 0xFF
    for _ in 0..<4 { round() }
    return v0 ^ v1 ^ v2 ^ v3
  }
}

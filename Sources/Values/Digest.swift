// SPDX-License-Identifier: Apache-2.0

/// A hash of 32 bytes, such as SHA-256 gives.
public struct Digest: Hashable, Sendable {
  private let words: InlineWords

  /// The hash before anything: 32 zero bytes.
  public static let zero = Digest(InlineWords(a: 0, b: 0, c: 0, d: 0))

  private init(_ words: InlineWords) { self.words = words }

  /// Takes 32 bytes; nothing for any other number.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for (index, byte) in bytes.enumerated() {
      switch index >> 3 {
      case 0: words.0 = words.0 << 8 | UInt64(byte)
      case 1: words.1 = words.1 << 8 | UInt64(byte)
      case 2: words.2 = words.2 << 8 | UInt64(byte)
      default: words.3 = words.3 << 8 | UInt64(byte)
      }
    }
    self.words = InlineWords(a: words.0, b: words.1, c: words.2, d: words.3)
  }

  /// Reads 64 hexadecimal digits; nothing for anything else.
  public init?(hexadecimal text: some StringProtocol) {
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in text.utf8 {
      let digit: UInt8
      switch character {
      case 0x30...0x39: digit = character - 0x30
      case 0x41...0x46: digit = character - 0x37
      case 0x61...0x66: digit = character - 0x57
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    guard high == nil else { return nil }
    self.init(bytes)
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    for word in [words.a, words.b, words.c, words.d] {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
    return bytes
  }

  private struct InlineWords: Hashable, Sendable {
    let a, b, c, d: UInt64
  }
}

extension Digest: CustomStringConvertible {
  /// The hash in lower-case hexadecimal.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// A two-character modifier of a service, packed into two bytes.
public struct Modifier: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The two characters, the first in the upper byte; 0 for none.
  public let bits: UInt16

  /// Takes bits as packed before.
  public init(bits: UInt16) { self.bits = bits }

  /// Takes two letters or digits, in either case; nothing for another text.
  public init?(_ text: some StringProtocol) {
    var bits: UInt16 = 0
    var count = 0
    for byte in text.utf8 {
      let upper = (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
      guard count < 2, (0x30...0x39).contains(upper) || (0x41...0x5A).contains(upper) else {
        return nil
      }
      bits = bits << 8 | UInt16(upper)
      count += 1
    }
    guard count == 2 else { return nil }
    self.bits = bits
  }

  /// The two characters.
  public var description: String {
    String(decoding: [UInt8(bits >> 8), UInt8(bits & 0xFF)], as: UTF8.self)
  }

  /// Orders as the text does.
  public static func < (a: Modifier, b: Modifier) -> Bool { a.bits < b.bits }
}

/// Up to four modifiers of a service line, in their order, in one word.
///
/// Source: 005010X222A1, loop 2400, SV101-3 to SV101-6.
public struct Modifiers: Hashable, Sendable, RandomAccessCollection,
  ExpressibleByArrayLiteral
{
  /// The most that a line holds.
  public static let capacity = 4

  /// Four modifiers of 16 bits, the first on top.
  public let bits: UInt64

  /// How many there are.
  public var count: Int { 4 - Swift.min(bits.trailingZeroBitCount, 64) / 16 }

  /// Takes modifiers; those after the fourth are left out.
  public init(_ modifiers: some Sequence<Modifier>) {
    var bits: UInt64 = 0
    for (index, modifier) in modifiers.prefix(Self.capacity).enumerated() {
      bits |= UInt64(modifier.bits) << (48 - 16 * UInt64(index))
    }
    self.bits = bits
  }

  /// Takes modifiers as a list.
  public init(arrayLiteral elements: Modifier...) { self.init(elements) }

  /// The position of the first modifier.
  public var startIndex: Int { 0 }
  /// The position after the last one.
  public var endIndex: Int { count }

  /// The modifier at a position.
  public subscript(position: Int) -> Modifier {
    Modifier(bits: UInt16(truncatingIfNeeded: bits >> (48 - 16 * UInt64(position))))
  }

  /// Tells whether a modifier is among them.
  public func contains(_ modifier: Modifier) -> Bool {
    for index in 0..<count where self[index] == modifier { return true }
    return false
  }
}

// SPDX-License-Identifier: Apache-2.0

/// A code of up to ten letters and digits, packed into one word that sorts as the text does.
///
/// Every code set of the trade fits: ICD (7), HCPCS (5), taxonomy (10). Comparing two codes costs one
/// instruction, and a table of codes is an array of words.
///
///     PackedCode("E119") < PackedCode("E1165")   // false: "1" comes before "6" in the fourth place
public struct PackedCode: Hashable, Comparable, Sendable {
  /// Ten places of six bits, left to right from the top; 0 is an empty place.
  public let bits: UInt64

  /// The longest code that fits, in characters.
  public static let capacity = 10

  /// Takes a word as packed before.
  public init(bits: UInt64) { self.bits = bits }

  /// Packs letters (either case) and digits; points, blanks and hyphens inside are left out.
  ///
  /// Nothing for an empty text, another character, or more than ten places.
  public init?(_ text: some StringProtocol) {
    var copy = text.utf8.makeIterator()
    self.init { copy.next() }
  }

  /// Packs bytes of ASCII as ``init(_:)`` packs text; for the hot path over raw bytes.
  public init?(bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    self.init {
      guard index < bytes.count else { return nil }
      defer { index += 1 }
      return bytes[index]
    }
  }

  @inline(__always)
  private init?(next: () -> UInt8?) {
    var bits: UInt64 = 0
    var count = 0
    while let byte = next() {
      let value: UInt64
      switch byte {
      case 0x30...0x39: value = UInt64(byte) - 0x30 + 1
      case 0x41...0x5A: value = UInt64(byte) - 0x41 + 11
      case 0x61...0x7A: value = UInt64(byte) - 0x61 + 11
      case 0x2E, 0x2D, 0x20: continue
      default: return nil
      }
      guard count < Self.capacity else { return nil }
      bits |= value << (60 - 6 * UInt64(count + 1) + 4)
      count += 1
    }
    guard count > 0 else { return nil }
    self.bits = bits
  }

  /// How many places are filled.
  public var count: Int {
    bits == 0 ? 0 : Self.capacity - max(0, bits.trailingZeroBitCount - 4) / 6
  }

  /// The value at a place: 0 empty, 1 to 10 the digits, 11 to 36 the letters.
  public subscript(place: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: bits >> (58 - 6 * UInt64(place))) & 0x3F
  }

  /// The first `places` characters.
  public func prefix(_ places: Int) -> PackedCode {
    places >= Self.capacity
      ? self : PackedCode(bits: places <= 0 ? 0 : bits & ~(UInt64.max >> (6 * UInt64(places))))
  }

  /// Tells whether this code begins with another.
  public func hasPrefix(_ other: PackedCode) -> Bool { prefix(other.count) == other }

  /// The code with one more character, or nothing where it is full or the character cannot be packed.
  public func appending(_ character: Character) -> PackedCode? {
    PackedCode(description + String(character))
  }

  /// The largest word that any code beginning with this one can have: the end of its range.
  public var lastDescendant: PackedCode {
    PackedCode(bits: bits | (count >= Self.capacity ? 0 : UInt64.max >> (6 * UInt64(count))))
  }

  /// Orders codes as their texts sort.
  public static func < (a: PackedCode, b: PackedCode) -> Bool { a.bits < b.bits }
}

extension PackedCode: CustomStringConvertible {
  /// The code in upper case, without a point: `E119`.
  public var description: String {
    let count = count
    return String(unsafeUninitializedCapacity: count) { text in
      for place in 0..<count {
        let value = self[place]
        text[place] = value <= 10 ? value + 0x2F : value + 0x36
      }
      return count
    }
  }
}

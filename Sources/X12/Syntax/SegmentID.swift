// SPDX-License-Identifier: Apache-2.0

/// The identifier of a segment, two or three characters packed into a word.
///
/// Comparing two is comparing two integers, which is why reading never makes a `String` of it.
///
/// Source: ASC X12.6, section 3.8.3, segment identifier.
public struct SegmentID: Hashable, Sendable, BitwiseCopyable {
  /// The characters, the first in the highest byte in use.
  public let packed: UInt32

  /// Takes the packed characters.
  @inlinable
  public init(packed: UInt32) { self.packed = packed }

  /// Takes a literal of at most four characters.
  public init(_ text: StaticString) {
    var packed: UInt32 = 0
    for index in 0..<text.utf8CodeUnitCount {
      packed = packed << 8 | UInt32(text.utf8Start[index])
    }
    self.packed = packed
  }

  /// Takes text, or nothing if it is not two or three upper-case letters and digits with a letter first.
  public init?(text: some StringProtocol) {
    var packed: UInt32 = 0
    var count = 0
    for byte in text.utf8 {
      let isLetter = (0x41...0x5A).contains(byte)
      guard isLetter || (count > 0 && (0x30...0x39).contains(byte)) else { return nil }
      packed = packed << 8 | UInt32(byte)
      count += 1
    }
    guard count == 2 || count == 3 else { return nil }
    self.packed = packed
  }
}

extension SegmentID: CustomStringConvertible {
  /// The identifier as it is written.
  public var description: String {
    var text = ""
    for shift in [24, 16, 8, 0] {
      let byte = UInt8(truncatingIfNeeded: packed >> UInt32(shift))
      if byte != 0 { text.unicodeScalars.append(Unicode.Scalar(byte)) }
    }
    return text
  }
}

extension SegmentID: Comparable {
  /// Orders by the characters' numbers; any order that never changes will do.
  public static func < (a: SegmentID, b: SegmentID) -> Bool { a.packed < b.packed }
}

extension SegmentID {
  static let isa = SegmentID("ISA")
  static let iea = SegmentID("IEA")
  static let gs = SegmentID("GS")
  static let ge = SegmentID("GE")
  static let st = SegmentID("ST")
  static let se = SegmentID("SE")
  static let ta1 = SegmentID("TA1")
  static let hl = SegmentID("HL")
  static let bht = SegmentID("BHT")
  static let trn = SegmentID("TRN")
  static let bin = SegmentID("BIN")
  static let bds = SegmentID("BDS")
}

// SPDX-License-Identifier: Apache-2.0

/// Finds the bytes that give an interchange its structure, 64 at a time.
///
/// Four bytes matter while segments are taken apart: the element separator, the terminator, and the two
/// line-break characters. A block of 64 bytes is compared with all four at once and becomes a word with
/// one bit a byte; the next structural byte is then the lowest bit set.
struct StructuralScan {
  /// Offset in the buffer of the block that ``mask`` speaks of.
  private(set) var block = 0
  /// The structural bytes of the block that were not taken yet.
  private var mask: UInt64 = 0
  /// Offset after the last byte seen so far that is neither printable ASCII nor a line break.
  private(set) var lastUnusual = -1
  private let element: UInt64
  private let terminator: UInt64

  init(element: UInt8, terminator: UInt8) {
    self.element = UInt64(element) &* 0x0101_0101_0101_0101
    self.terminator = UInt64(terminator) &* 0x0101_0101_0101_0101
  }

  /// Has the bytes before an offset looked at one by one.
  mutating func noteUnusual(before offset: Int) { lastUnusual = max(lastUnusual, offset) }

  /// Begins anew at an offset; the buffer must begin at a multiple of eight and have 64
  /// readable bytes behind its end.
  @inline(__always)
  mutating func seek(_ base: UnsafePointer<UInt8>, _ offset: Int) {
    block = offset & ~63
    lastUnusual = -1
    load(base)
    mask &= ~0 << UInt64(offset & 63)
  }

  /// Gives the offset of the next structural byte before a limit, or the limit.
  @inline(__always)
  mutating func next(_ base: UnsafePointer<UInt8>, limit: Int) -> Int {
    while mask == 0 {
      block += 64
      guard block < limit else {
        block -= 64
        return limit
      }
      load(base)
    }
    let at = block + mask.trailingZeroBitCount
    guard at < limit else { return limit }
    mask &= mask &- 1
    return at
  }

  @inline(__always)
  private mutating func load(_ base: UnsafePointer<UInt8>) {
    let words = UnsafeRawPointer(base + block)
    var bits: UInt64 = 0
    var unusual: UInt64 = 0
    for part in 0..<8 {
      let word = UInt64(littleEndian: words.load(fromByteOffset: part &* 8, as: UInt64.self))
      let breaks = Self.equal(word, Self.lineFeeds) | Self.equal(word, Self.carriageReturns)
      let found = Self.equal(word, element) | Self.equal(word, terminator) | breaks
      bits |= Self.gather(found) &<< UInt64(part &* 8)
      // The high bit of a byte stays where the byte is 0x20 to 0x7E.
      let printable = ((word & Self.low) &+ Self.blanks) & ~((word & Self.low) &+ Self.ones) & ~word
      unusual |= ~(printable | breaks)
    }
    mask = bits
    if unusual & Self.high != 0 { lastUnusual = block + 64 }
  }

  private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
  private static let high: UInt64 = 0x8080_8080_8080_8080
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let blanks: UInt64 = 0x6060_6060_6060_6060
  private static let lineFeeds: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
  private static let carriageReturns: UInt64 = 0x0D0D_0D0D_0D0D_0D0D

  /// Sets the high bit of each byte that is the same in both words, and no other bit.
  @inline(__always)
  private static func equal(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
    let differs = word ^ pattern
    return ~(((differs & low) &+ low) | differs | low)
  }

  /// Collects the high bits of the eight bytes, the first byte's as the lowest bit.
  @inline(__always)
  private static func gather(_ word: UInt64) -> UInt64 {
    ((word &>> 7) &* 0x0102_0408_1020_4080) &>> 56
  }
}

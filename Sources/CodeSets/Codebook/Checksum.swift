// SPDX-License-Identifier: Apache-2.0

/// The 64-bit checksum that guards the sections of a codebook file.
///
/// Source: the xxHash specification, XXH64, seed 0. It runs at the speed of memory, so that a whole
/// file is checked each time it is opened.
struct Checksum {
  private static let p1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let p2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let p3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let p4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let p5: UInt64 = 0x27D4_EB2F_1656_67C5

  /// The checksum of some bytes.
  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let count = bytes.count
    guard let base = bytes.baseAddress else { return avalanche(p5) }
    var at = 0
    var hash: UInt64
    if count >= 32 {
      var (a, b, c, d) = (p1 &+ p2, p2, UInt64(0), 0 &- p1)
      while at + 32 <= count {
        a = round(a, load(base, at))
        b = round(b, load(base, at + 8))
        c = round(c, load(base, at + 16))
        d = round(d, load(base, at + 24))
        at += 32
      }
      hash = rotate(a, 1) &+ rotate(b, 7) &+ rotate(c, 12) &+ rotate(d, 18)
      for lane in [a, b, c, d] { hash = (hash ^ round(0, lane)) &* p1 &+ p4 }
    } else {
      hash = p5
    }
    hash = hash &+ UInt64(count)
    while at + 8 <= count {
      hash = rotate(hash ^ round(0, load(base, at)), 27) &* p1 &+ p4
      at += 8
    }
    if at + 4 <= count {
      let word = UInt64(base.loadUnaligned(fromByteOffset: at, as: UInt32.self).littleEndian)
      hash = rotate(hash ^ word &* p1, 23) &* p2 &+ p3
      at += 4
    }
    while at < count {
      hash = rotate(hash ^ UInt64(bytes[at]) &* p5, 11) &* p1
      at += 1
    }
    return avalanche(hash)
  }

  @inline(__always)
  private static func load(_ base: UnsafeRawPointer, _ at: Int) -> UInt64 {
    base.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian
  }

  @inline(__always)
  private static func rotate(_ x: UInt64, _ by: UInt64) -> UInt64 { x &<< by | x &>> (64 - by) }

  @inline(__always)
  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    rotate(lane &+ word &* p2, 31) &* p1
  }

  private static func avalanche(_ hash: UInt64) -> UInt64 {
    var hash = (hash ^ hash &>> 33) &* p2
    hash = (hash ^ hash &>> 29) &* p3
    return hash ^ hash &>> 32
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The texts of a table of the coverage database, each once: four bytes of length, then UTF-8.
enum CoverageTexts {
  /// Collects texts; the offset 0 is the empty one.
  struct Builder {
    private(set) var bytes: [UInt8] = [0, 0, 0, 0]
    private var known: [String: UInt32] = ["": 0]

    mutating func offset(of text: String) -> UInt32 {
      if let offset = known[text] { return offset }
      let offset = UInt32(bytes.count)
      let utf8 = Array(text.utf8)
      for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: utf8.count >> shift)) }
      bytes += utf8
      known[text] = offset
      return offset
    }
  }

  /// The text at an offset.
  static func text(_ offset: UInt32, in bytes: UnsafeRawBufferPointer) -> String {
    let at = Int(offset)
    guard at > 0, at + 4 <= bytes.count else { return "" }
    let length = Int(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self).littleEndian)
    guard length <= bytes.count - at - 4 else { return "" }
    return String(decoding: bytes[at + 4..<at + 4 + length], as: UTF8.self)
  }
}

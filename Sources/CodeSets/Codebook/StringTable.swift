// SPDX-License-Identifier: Apache-2.0

/// Where a text lies in a ``StringTable``; 0 is the empty text.
package typealias TextOffset = UInt32

/// The texts of a codebook, each once, found by offset.
///
/// A text is its length (one byte below 255, else 255 and four bytes) and its UTF-8.
package struct StringTable: Sendable {
  private nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

  package init(_ book: Codebook) { bytes = book.section("texts") }

  /// The bytes of a text.
  func utf8(_ offset: TextOffset) -> UnsafeRawBufferPointer {
    let at = Int(offset)
    guard at > 0, at < bytes.count else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    let short = Int(bytes[at])
    if short < 255 { return UnsafeRawBufferPointer(rebasing: bytes[at + 1..<at + 1 + short]) }
    let length = Int(bytes.loadUnaligned(fromByteOffset: at + 1, as: UInt32.self).littleEndian)
    return UnsafeRawBufferPointer(rebasing: bytes[at + 5..<at + 5 + length])
  }

  /// A text.
  package subscript(offset: TextOffset) -> String { String(decoding: utf8(offset), as: UTF8.self) }
}

/// Collects the texts of a codebook that is being written, each once.
package struct StringTableBuilder {
  package private(set) var bytes: [UInt8] = [0]
  package init() {}
  private var known: [String: TextOffset] = ["": 0]

  /// The offset of a text, which is added where it is new.
  package mutating func offset(of text: String) -> TextOffset {
    if let offset = known[text] { return offset }
    let offset = TextOffset(bytes.count)
    let utf8 = Array(text.utf8)
    if utf8.count < 255 {
      bytes.append(UInt8(utf8.count))
    } else {
      bytes.append(255)
      for shift in [0, 8, 16, 24] {
        bytes.append(UInt8(truncatingIfNeeded: utf8.count >> shift))
      }
    }
    bytes += utf8
    known[text] = offset
    return offset
  }
}

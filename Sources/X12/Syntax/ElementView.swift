// SPDX-License-Identifier: Apache-2.0

/// The bytes of an element or component where they lie in the reader's buffer.
///
/// Nothing is copied and no `String` is made until ``text`` is asked for. A view is good until the
/// reader that gave it is asked for its next segment.
public struct ElementView {
  /// The first byte.
  public let start: UnsafePointer<UInt8>
  /// How many bytes there are.
  public let count: Int

  @inlinable @inline(__always)
  init(start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }

  /// Whether there is nothing in it.
  @inlinable @inline(__always)
  public var isEmpty: Bool { count == 0 }

  /// The byte at a position, counted from 0; the position must exist.
  @inlinable @inline(__always)
  public subscript(index: Int) -> UInt8 { start[index] }

  /// The bytes as they are.
  @inlinable
  public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  /// The characters; bytes outside ASCII are read as UTF-8, or as Latin-1 where they are not that.
  public var text: String { Self.text(bytes) }

  static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    // Nearly all text is ASCII, which needs no proof of being UTF-8.
    if all < 0x80 { return String(decoding: bytes, as: UTF8.self) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  /// Tells whether the bytes are those of a literal.
  public static func == (view: ElementView, text: StaticString) -> Bool {
    guard view.count == text.utf8CodeUnitCount else { return false }
    for index in 0..<view.count where view.start[index] != text.utf8Start[index] { return false }
    return true
  }

  /// The bytes as one word, the first in the highest byte in use; nothing where there are more than eight.
  @inlinable @inline(__always)
  public var packed: UInt64? {
    guard count <= 8 else { return nil }
    var word: UInt64 = 0
    for index in 0..<count { word = word << 8 | UInt64(start[index]) }
    return word
  }

  /// The value of a number without sign or point, or nothing if it is none or has more than 18 digits.
  public var number: Int? {
    guard count > 0, count <= 18 else { return nil }
    var value = 0
    for index in 0..<count {
      let digit = Int(start[index]) - 0x30
      guard digit >= 0, digit <= 9 else { return nil }
      value = value * 10 + digit
    }
    return value
  }
}

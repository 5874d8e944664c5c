// SPDX-License-Identifier: Apache-2.0

/// Walks through one JSON text in memory without making values of it.
///
/// For records that come by the million: members are looked at as they pass, and nothing is allocated.
///
///     var cursor = JSONCursor(bytes)
///     var isFirst = true
///     guard cursor.enterObject() else { … }
///     while let key = cursor.nextMember(&isFirst) {
///       if cursor.text(key, is: "age") { age = cursor.integer() } else { cursor.skip() }
///     }
///     cursor.hasFailed  // true where the text is not JSON; `position` tells where
public struct JSONCursor {
  /// The text.
  public let bytes: UnsafeBufferPointer<UInt8>
  /// The place of the next byte.
  public private(set) var position = 0
  /// Something was not as it must be; the cursor stays where that was.
  public private(set) var hasFailed = false

  private static let deepest = 64

  /// Begins at the start of a text that stays in memory meanwhile.
  public init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Notes that a value is not what it must be.
  public mutating func fail() { hasFailed = true }

  @inline(__always)
  private mutating func skipBlanks() {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position &+= 1
    }
  }

  /// The next byte that is no blank; 0 at the end.
  @inline(__always)
  public mutating func peek() -> UInt8 {
    skipBlanks()
    return position < bytes.count ? bytes[position] : 0
  }

  @inline(__always)
  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    position &+= 1
    return true
  }

  /// Goes into an object.
  @inline(__always)
  public mutating func enterObject() -> Bool {
    if hasFailed || !take(UInt8(ascii: "{")) {
      hasFailed = true
      return false
    }
    return true
  }

  /// The name of the next member, as a range of bytes; nothing at the end of the object.
  @inline(__always)
  public mutating func nextMember(_ isFirst: inout Bool) -> Range<Int>? {
    if hasFailed { return nil }
    if take(UInt8(ascii: "}")) { return nil }
    if !isFirst, !take(UInt8(ascii: ",")) {
      hasFailed = true
      return nil
    }
    isFirst = false
    guard let key = string() else { return nil }
    guard take(UInt8(ascii: ":")) else {
      hasFailed = true
      return nil
    }
    return key
  }

  /// Goes into an array.
  @inline(__always)
  public mutating func enterArray() -> Bool {
    if hasFailed || !take(UInt8(ascii: "[")) {
      hasFailed = true
      return false
    }
    return true
  }

  /// Goes to the next element; false at the end of the array.
  @inline(__always)
  public mutating func nextElement(_ isFirst: inout Bool) -> Bool {
    if hasFailed || take(UInt8(ascii: "]")) { return false }
    if !isFirst, !take(UInt8(ascii: ",")) {
      hasFailed = true
      return false
    }
    isFirst = false
    return true
  }

  /// The bytes between the quotes of a string, escapes as they stand; nothing, and failed, where there is
  /// another value.
  @inline(__always)
  public mutating func string() -> Range<Int>? {
    guard !hasFailed, take(UInt8(ascii: "\"")) else {
      hasFailed = true
      return nil
    }
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position &+= 1
        return start..<position &- 1
      }
      if byte < 0x20 { break }
      if byte == UInt8(ascii: "\\") {
        guard takeEscape() else { break }
      } else {
        position &+= 1
      }
    }
    position = min(position, bytes.count)
    hasFailed = true
    return nil
  }

  /// Passes over an escape; false where it is none.
  private mutating func takeEscape() -> Bool {
    guard position + 1 < bytes.count else { return false }
    switch bytes[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
      return true
    case UInt8(ascii: "u"):
      guard position + 6 <= bytes.count else { return false }
      for byte in bytes[(position + 2)..<(position + 6)] {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: break
        default: return false
        }
      }
      position += 6
      return true
    default: return false
    }
  }

  /// A whole number; nothing where there is another value, which is left to be skipped.
  @inline(__always)
  public mutating func integer() -> Int? {
    if hasFailed { return nil }
    var at = (peek() == UInt8(ascii: "-")) ? position &+ 1 : position
    let isNegative = at != position
    let start = at
    var value = 0
    while at < bytes.count, bytes[at] &- 0x30 < 10 {
      value = value &* 10 &+ Int(bytes[at] &- 0x30)
      at &+= 1
      if at &- start > 18 { return nil }
    }
    guard at > start else { return nil }
    if at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): return nil
      default: break
      }
    }
    position = at
    return isNegative ? -value : value
  }

  /// Takes `null`, where it stands here.
  @inline(__always)
  public mutating func takeNull() -> Bool {
    guard !hasFailed, peek() == UInt8(ascii: "n") else { return false }
    return word("null")
  }

  /// Takes `true` or `false`; nothing where there is another value.
  public mutating func boolean() -> Bool? {
    if hasFailed { return nil }
    switch peek() {
    case UInt8(ascii: "t"): return word("true") ? true : nil
    case UInt8(ascii: "f"): return word("false") ? false : nil
    default: return nil
    }
  }

  private mutating func word(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count, self.text(position..<position + count, is: text) else {
      hasFailed = true
      return false
    }
    position += count
    return true
  }

  /// Passes over one value, and gives its bytes.
  @discardableResult
  public mutating func skip() -> Range<Int> { skip(depth: 0) }

  private mutating func skip(depth: Int) -> Range<Int> {
    let first = peek()
    let start = position
    guard !hasFailed, depth < Self.deepest else {
      hasFailed = true
      return start..<start
    }
    var isFirst = true
    switch first {
    case UInt8(ascii: "{"):
      _ = enterObject()
      while nextMember(&isFirst) != nil { _ = skip(depth: depth + 1) }
    case UInt8(ascii: "["):
      _ = enterArray()
      while nextElement(&isFirst) { _ = skip(depth: depth + 1) }
    case UInt8(ascii: "\""): _ = string()
    case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = boolean()
    case UInt8(ascii: "n"): _ = takeNull()
    default: skipNumber()
    }
    return start..<max(start, position)
  }

  private mutating func skipNumber() {
    if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
    let first = position
    let digits = skipDigits()
    // A number has no leading zero.
    guard digits > 0, digits == 1 || bytes[first] != 0x30 else {
      hasFailed = true
      return
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      if skipDigits() == 0 { hasFailed = true }
    }
    guard !hasFailed, position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") else {
      return
    }
    position += 1
    if position < bytes.count,
      bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
    {
      position += 1
    }
    if skipDigits() == 0 { hasFailed = true }
  }

  /// Passes over digits; gives how many.
  private mutating func skipDigits() -> Int {
    let start = position
    while position < bytes.count, bytes[position] &- 0x30 < 10 { position += 1 }
    return position - start
  }

  /// Where the text stops being UTF-8; nothing for a text that is.
  ///
  /// - Complexity: O(*n*); text of ASCII alone is passed over eight bytes at a time.
  public static func faultOfUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let raw = UnsafeRawBufferPointer(bytes)
    var at = 0
    while at + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      if word & 0x8080_8080_8080_8080 != 0 { break }
      at += 8
    }
    while at < bytes.count, bytes[at] < 0x80 { at += 1 }
    guard at < bytes.count else { return nil }
    var decoder = UTF8()
    var rest = bytes[at...].makeIterator()
    while true {
      switch decoder.decode(&rest) {
      case .scalarValue(let scalar): at += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return at
      }
    }
  }

  /// Tells whether nothing but blanks is left.
  public mutating func isAtEnd() -> Bool {
    skipBlanks()
    return position == bytes.count
  }

  /// Tells whether some bytes are those of a text.
  @inline(__always)
  public func text(_ range: Range<Int>, is text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard range.count == count else { return false }
    let start = text.utf8Start
    for place in 0..<count where bytes[range.lowerBound &+ place] != start[place] { return false }
    return true
  }

  /// Some bytes of the text.
  @inline(__always)
  public func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[range])
  }
}

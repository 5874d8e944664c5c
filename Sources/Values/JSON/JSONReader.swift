// SPDX-License-Identifier: Apache-2.0

/// Reads JSON text as RFC 8259 defines it, strictly, and says where it goes wrong.
struct JSONReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  private static let deepest = 200

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSON {
    var reader = JSONReader(bytes)
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { reader.at = 3 }
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.at == bytes.count else { throw reader.error(.trailingText) }
    return value
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    guard depth < Self.deepest else { throw error(.tooDeep) }
    skipBlanks()
    guard at < bytes.count else { throw error(.unexpectedEnd) }
    switch bytes[at] {
    case 0x7B: return try object(depth: depth)
    case 0x5B: return try array(depth: depth)
    case 0x22: return .string(try string())
    case 0x74: return try word("true", .bool(true))
    case 0x66: return try word("false", .bool(false))
    case 0x6E: return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    at += 1
    var members: [JSON.Member] = []
    skipBlanks()
    if take(0x7D) { return .object(members) }
    members.reserveCapacity(4)
    while true {
      skipBlanks()
      guard at < bytes.count else { throw error(.unexpectedEnd) }
      guard bytes[at] == 0x22 else { throw error(.unexpectedCharacter) }
      let name = try string()
      skipBlanks()
      guard take(0x3A) else { throw error(.unexpectedCharacter) }
      members.append(JSON.Member(name, try value(depth: depth + 1)))
      skipBlanks()
      if take(0x2C) { continue }
      guard take(0x7D) else { throw error(.unexpectedCharacter) }
      return .object(members)
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    at += 1
    var elements: [JSON] = []
    skipBlanks()
    if take(0x5D) { return .array(elements) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
      if take(0x2C) { continue }
      guard take(0x5D) else { throw error(.unexpectedCharacter) }
      return .array(elements)
    }
  }

  private mutating func string() throws(JSONError) -> String {
    at += 1
    let start = at
    let isASCII = skipPlain()
    guard at < bytes.count else { throw error(.unexpectedEnd) }
    if bytes[at] == 0x22 {
      defer { at += 1 }
      let plain = UnsafeBufferPointer(rebasing: bytes[start..<at])
      // ASCII is known to be good from the scan, so that nothing need be checked again.
      return isASCII ? String(decoding: plain, as: UTF8.self) : try text(plain, at: start)
    }
    var out = Array(bytes[start..<at])
    while at < bytes.count {
      switch bytes[at] {
      case 0x22:
        at += 1
        return try out.withUnsafeBufferPointer { out throws(JSONError) in try text(out, at: start) }
      case 0x5C: try escape(into: &out)
      case 0x00..<0x20: throw error(.controlCharacter)
      default:
        let plain = at
        _ = skipPlain()
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[plain..<at]))
      }
    }
    throw error(.unexpectedEnd)
  }

  /// Passes over what stands for itself in a string: all up to a quotation mark, a backslash or a control
  /// character.
  ///
  /// - Returns: Whether all of it was ASCII.
  private mutating func skipPlain() -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var seen: UInt64 = 0
    // Eight bytes at a time: subtracting borrows into the high bit of a byte that is too small.
    let raw = UnsafeRawBufferPointer(bytes)
    while at + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let slash = word ^ (ones &* 0x5C)
      let special =
        (word &- (ones &* 0x20)) & ~word | (quote &- ones) & ~quote | (slash &- ones) & ~slash
      if special & highs != 0 { break }
      seen |= word
      at += 8
    }
    var last: UInt8 = 0
    while at < bytes.count, bytes[at] != 0x22, bytes[at] != 0x5C, bytes[at] >= 0x20 {
      last |= bytes[at]
      at += 1
    }
    return seen & highs == 0 && last < 0x80
  }

  private func text(_ utf8: UnsafeBufferPointer<UInt8>, at start: Int) throws(JSONError) -> String {
    guard let text = String(validating: utf8, as: UTF8.self) else {
      throw JSONError(.notUTF8, in: bytes, at: start)
    }
    return text
  }

  private mutating func escape(into out: inout [UInt8]) throws(JSONError) {
    guard at + 1 < bytes.count else { throw error(.unexpectedEnd) }
    let kind = bytes[at + 1]
    at += 2
    switch kind {
    case 0x22, 0x5C, 0x2F: out.append(kind)
    case 0x62: out.append(0x08)
    case 0x66: out.append(0x0C)
    case 0x6E: out.append(0x0A)
    case 0x72: out.append(0x0D)
    case 0x74: out.append(0x09)
    case 0x75:
      var scalar = try hex()
      if (0xD800..<0xDC00).contains(scalar) {
        guard at + 1 < bytes.count, bytes[at] == 0x5C, bytes[at + 1] == 0x75 else {
          throw error(.badEscape)
        }
        at += 2
        let low = try hex()
        guard (0xDC00..<0xE000).contains(low) else { throw error(.badEscape) }
        scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let unicode = Unicode.Scalar(scalar) else { throw error(.badEscape) }
      out.append(contentsOf: String(unicode).utf8)
    default: throw error(.badEscape)
    }
  }

  private mutating func hex() throws(JSONError) -> UInt32 {
    guard at + 4 <= bytes.count else { throw error(.unexpectedEnd) }
    var value: UInt32 = 0
    for _ in 0..<4 {
      let byte = bytes[at]
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
      case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
      default: throw error(.badEscape)
      }
      at += 1
    }
    return value
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = at
    _ = take(0x2D)
    let whole = at
    guard digits() > 0 else { throw error(.unexpectedCharacter) }
    if bytes[whole] == 0x30, at - whole > 1 {
      at = whole + 1
      throw error(.unexpectedCharacter)
    }
    if take(0x2E) { guard digits() > 0 else { throw error(.unexpectedCharacter) } }
    if at < bytes.count, bytes[at] == 0x65 || bytes[at] == 0x45 {
      at += 1
      if !take(0x2B) { _ = take(0x2D) }
      guard digits() > 0 else { throw error(.unexpectedCharacter) }
    }
    return .number(String(decoding: bytes[start..<at], as: UTF8.self))
  }

  private mutating func digits() -> Int {
    let start = at
    while at < bytes.count, (0x30...0x39).contains(bytes[at]) { at += 1 }
    return at - start
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    for index in 0..<word.utf8CodeUnitCount {
      guard at < bytes.count else { throw error(.unexpectedEnd) }
      guard bytes[at] == word.utf8Start[index] else { throw error(.unexpectedCharacter) }
      at += 1
    }
    return value
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func skipBlanks() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return
      }
    }
  }

  private func error(_ code: JSONError.Code) -> JSONError {
    JSONError(at < bytes.count ? code : .unexpectedEnd, in: bytes, at: at)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Storage
import Values

/// Reads JSON token by token from a file or the standard input, holding one block at a time.
///
/// Source: RFC 8259.
final class JSONScanner {
  private let source: ByteReader
  private var buffer = [UInt8](repeating: 0, count: 1 << 17)
  private var count = 0
  private var at = 0
  private var offset = 0
  private var line = 1
  private let progress: SegmentStream.Progress?

  init(_ path: String, progress: SegmentStream.Progress?) throws(FileFailure) {
    source = try ByteReader(path)
    self.progress = progress
  }

  /// Where the scanner stands.
  var place: Place { .text(line: line, byte: offset + at + 1) }

  /// A failure at the place where the scanner stands.
  func failure(_ rule: String, _ facts: (String, String)...) -> WorkflowFailure {
    WorkflowFailure(
      [
        Finding(rule, .rejects, at: place, facts: facts.map { Finding.Fact($0.0, $0.1) })
      ], .unusable)
  }

  /// The next byte that is no blank, or nothing at the end.
  func peek() throws -> UInt8? {
    while let byte = try byte() {
      switch byte {
      case 0x0A: line += 1
      case 0x20, 0x09, 0x0D: break
      default: return byte
      }
      at += 1
    }
    return nil
  }

  /// Passes a character that must come next.
  func expect(_ character: UInt8) throws {
    guard let byte = try peek() else { throw malformed(.unexpectedEnd) }
    guard byte == character else { throw malformed(.unexpectedCharacter) }
    at += 1
  }

  /// Passes a character if it comes next.
  func take(_ character: UInt8) throws -> Bool {
    guard try peek() == character else { return false }
    at += 1
    return true
  }

  /// Passes a byte-order mark.
  func passMark() throws {
    guard try byte() == 0xEF else { return }
    for expected: UInt8 in [0xEF, 0xBB, 0xBF] {
      guard try byte() == expected else { throw malformed(.unexpectedCharacter) }
      at += 1
    }
  }

  /// Reads the members of an object; the body must read each value.
  func object(_ body: (String) throws -> Void) throws {
    try expect(0x7B)
    if try take(0x7D) { return }
    repeat {
      let name = try string()
      try expect(0x3A)
      try body(name)
    } while try take(0x2C)
    try expect(0x7D)
  }

  /// Reads the elements of an array; the body must read each value.
  func array(_ body: () throws -> Void) throws {
    try expect(0x5B)
    if try take(0x5D) { return }
    repeat { try body() } while try take(0x2C)
    try expect(0x5D)
  }

  /// Reads a string.
  func string() throws -> String {
    let start = place
    try expect(0x22)
    var bytes: [UInt8] = []
    while let byte = try byte() {
      switch byte {
      case 0x22:
        at += 1
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw malformed(.notUTF8, at: start)
        }
        return text
      case 0x5C: bytes.append(contentsOf: String(try escape()).utf8)
      case 0x00..<0x20: throw malformed(.controlCharacter)
      default:
        bytes.append(byte)
        at += 1
      }
    }
    throw malformed(.unexpectedEnd)
  }

  /// Reads a value that has no members and elements, as its text: a string, a number, `true`; nothing for
  /// `null`.
  func scalar() throws -> String? {
    guard let first = try peek() else { throw malformed(.unexpectedEnd) }
    if first == 0x22 { return try string() }
    var word: [UInt8] = []
    while let byte = try byte(), Self.isPartOfWord(byte) {
      word.append(byte)
      at += 1
    }
    let text = String(decoding: word, as: UTF8.self)
    guard let value = try? JSON(parsing: text) else { throw malformed(.unexpectedCharacter) }
    if value == .null { return nil }
    return text
  }

  /// Passes a value of any kind.
  func skip(depth: Int = 0) throws {
    guard depth < 100 else { throw malformed(.tooDeep) }
    switch try peek() {
    case 0x7B: try object { _ in try skip(depth: depth + 1) }
    case 0x5B: try array { try skip(depth: depth + 1) }
    default: _ = try scalar()
    }
  }

  /// Requires that nothing follows.
  func end() throws { if try peek() != nil { throw malformed(.trailingText) } }

  private func malformed(_ code: JSONError.Code, at place: Place? = nil) -> WorkflowFailure {
    WorkflowFailure(
      [
        Finding(
          "x12.json.malformed", .rejects, at: place ?? self.place,
          facts: [.init("fault", code.rawValue)])
      ], .unusable)
  }

  private func byte() throws(FileFailure) -> UInt8? {
    if at == count {
      offset += count
      at = 0
      count = 0
      let got = try fill()
      count = got
      progress?(source.count, source.size)
    }
    return at < count ? buffer[at] : nil
  }

  private func fill() throws(FileFailure) -> Int {
    let result = buffer.withUnsafeMutableBytes { room in
      Result { () throws(FileFailure) in try source.read(into: room) }
    }
    return try result.get()
  }

  private func escape() throws -> Unicode.Scalar {
    at += 1
    guard let kind = try byte() else { throw malformed(.unexpectedEnd) }
    at += 1
    switch kind {
    case 0x22, 0x5C, 0x2F: return Unicode.Scalar(kind)
    case 0x62: return "\u{8}"
    case 0x66: return "\u{C}"
    case 0x6E: return "\n"
    case 0x72: return "\r"
    case 0x74: return "\t"
    case 0x75: break
    default: throw malformed(.badEscape)
    }
    var value = try hex()
    if (0xD800..<0xDC00).contains(value) {
      for expected: UInt8 in [0x5C, 0x75] {
        guard try byte() == expected else { throw malformed(.badEscape) }
        at += 1
      }
      let low = try hex()
      guard (0xDC00..<0xE000).contains(low) else { throw malformed(.badEscape) }
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw malformed(.badEscape) }
    return scalar
  }

  private func hex() throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = try byte(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw malformed(.badEscape)
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, 0x41...0x5A, 0x2B, 0x2D, 0x2E: true
    default: false
    }
  }
}

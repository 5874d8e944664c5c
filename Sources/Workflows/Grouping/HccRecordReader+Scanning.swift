// SPDX-License-Identifier: Apache-2.0

import Glibc

// How the reader goes through a line: blanks, strings, numbers, words, values that are passed over.
extension HccRecordReader {
  var malformed: Fault { Fault(rule: "hcc.record.malformed", found: "\(at + 1)") }

  func wrong(_ name: Range<Int>, _ found: Range<Int>) -> Fault {
    // Only the kind of a value is told: it may be a person's.
    Fault(rule: "hcc.record.value", member: text(name), found: found.isEmpty ? "" : "value")
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  @inline(__always)
  var peek: UInt8 { at < bytes.count ? bytes[at] : 0 }

  @inline(__always)
  mutating func skipBlanks() {
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0D { at += 1 }
  }

  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard peek == byte else { return false }
    at += 1
    return true
  }

  @inline(__always)
  mutating func expect(_ byte: UInt8) throws(Fault) {
    guard take(byte) else { throw malformed }
  }

  @inline(__always)
  func matches(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount, let base = bytes.baseAddress else { return false }
    return memcmp(base + range.lowerBound, text.utf8Start, range.count) == 0
  }

  /// Passes a string; the range is that between its quotes, with its escapes as they stand.
  mutating func string() throws(Fault) -> Range<Int> {
    try expect(0x22)
    let start = at
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 0x22 {
        at += 1
        return start..<at - 1
      }
      if byte == 0x5C {
        at += 1
        guard at < bytes.count, "\"\\/bfnrtu".utf8.contains(bytes[at]) else { throw malformed }
        if bytes[at] == 0x75 {
          let end = at + 4
          guard end < bytes.count, (at + 1...end).allSatisfy({ Self.isHexadecimal(bytes[$0]) })
          else { throw malformed }
          at = end
        }
      } else if byte < 0x20 {
        throw malformed
      } else if byte >= 0x80 {
        hasHighBytes = true
      }
      at += 1
    }
    throw malformed
  }

  mutating func plainString(_ name: Range<Int>) throws(Fault) -> Range<Int> {
    let range = try value()
    guard range.count >= 2, bytes[range.lowerBound] == 0x22 else { throw wrong(name, range) }
    return range.lowerBound + 1..<range.upperBound - 1
  }

  /// Passes a string, a number or a word; the range holds all of it.
  mutating func value() throws(Fault) -> Range<Int> {
    skipBlanks()
    let start = at
    if peek == 0x22 {
      _ = try string()
      return start..<at
    }
    if peek == 0x7B || peek == 0x5B {
      try skip(depth: 0)
      return start..<at
    }
    while at < bytes.count, Self.isPartOfWord(bytes[at]) { at += 1 }
    let range = start..<at
    guard isWord(range) else { throw malformed }
    return range
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, 0x41...0x5A, 0x2B, 0x2D, 0x2E: true
    default: false
    }
  }

  /// A number by its form, `true`, `false` or `null`.
  private func isWord(_ range: Range<Int>) -> Bool {
    if matches(range, "true") || matches(range, "false") || matches(range, "null") { return true }
    var index = range.lowerBound
    let end = range.upperBound
    func digits() -> Int {
      let start = index
      while index < end, (0x30...0x39).contains(bytes[index]) { index += 1 }
      return index - start
    }
    if index < end, bytes[index] == 0x2D { index += 1 }
    let first = index
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[first] != 0x30 else { return false }
    if index < end, bytes[index] == 0x2E {
      index += 1
      guard digits() > 0 else { return false }
    }
    if index < end, bytes[index] == 0x65 || bytes[index] == 0x45 {
      index += 1
      if index < end, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
      guard digits() > 0 else { return false }
    }
    return index == end
  }

  mutating func skip(depth: Int) throws(Fault) {
    guard depth < 100 else { throw malformed }
    skipBlanks()
    let opening = peek
    guard opening == 0x7B || opening == 0x5B else {
      _ = try value()
      return
    }
    let closing: UInt8 = opening == 0x7B ? 0x7D : 0x5D
    at += 1
    if take(closing) { return }
    repeat {
      if opening == 0x7B {
        _ = try string()
        try expect(0x3A)
      }
      try skip(depth: depth + 1)
    } while take(0x2C)
    try expect(closing)
  }
}

// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Goes through the rows of comma-separated bytes without a copy of what is not asked for.
///
/// The tables of the coverage database have long descriptions in columns that are not read, and half a
/// million rows: only the columns in use are decoded.
///
/// Source: RFC 4180, with any of LF and CR LF as the end of a row.
struct CoverageRowScanner {
  /// Where a field lies, without its quotation marks.
  private struct Span {
    var start: Int
    var end: Int
    var isEscaped: Bool
  }

  /// The line on which the row begins, counted from 1.
  private(set) var line = 1
  /// Whether the last quoted field was closed.
  private(set) var isWhole = true
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  private var nextLine = 1
  private var spans: [Span] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
  }

  /// How many fields the row has.
  var count: Int { spans.count }

  /// Steps to the next row that is not empty; false after the last one.
  mutating func next() -> Bool {
    while at < bytes.count {
      spans.removeAll(keepingCapacity: true)
      line = nextLine
      scanRow()
      if spans.count > 1 || spans.first.map({ $0.end > $0.start }) ?? false { return true }
    }
    return false
  }

  private mutating func scanRow() {
    while true {
      let mayGoOn = at < bytes.count && bytes[at] == 0x22 ? scanQuoted() : scanPlain()
      guard mayGoOn else { return }
    }
  }

  /// Scans a field up to its comma or the end of the row; true where another field follows.
  private mutating func scanPlain() -> Bool {
    let start = at
    while at < bytes.count, bytes[at] != 0x2C, bytes[at] != 0x0A { at += 1 }
    var end = at
    if end > start, bytes[end - 1] == 0x0D, at == bytes.count || bytes[at] == 0x0A { end -= 1 }
    spans.append(Span(start: start, end: end, isEscaped: false))
    return closeField()
  }

  private mutating func scanQuoted() -> Bool {
    at += 1
    var span = Span(start: at, end: at, isEscaped: false)
    isWhole = false
    while at < bytes.count {
      if bytes[at] == 0x0A { nextLine += 1 }
      if bytes[at] == 0x22 {
        guard at + 1 < bytes.count, bytes[at + 1] == 0x22 else {
          isWhole = true
          break
        }
        span.isEscaped = true
        at += 1
      }
      at += 1
    }
    span.end = at
    spans.append(span)
    at += 1
    while at < bytes.count, bytes[at] != 0x2C, bytes[at] != 0x0A { at += 1 }
    return closeField()
  }

  private mutating func closeField() -> Bool {
    guard at < bytes.count else { return false }
    at += 1
    if bytes[at - 1] == 0x2C { return true }
    nextLine += 1
    return false
  }

  /// The bytes of a field without blanks around it; empty where the row has no such field.
  private func trimmed(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    guard column < spans.count else { return UnsafeBufferPointer(start: nil, count: 0) }
    var (start, end) = (spans[column].start, min(spans[column].end, bytes.count))
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while start < end, bytes[end - 1] <= 0x20 { end -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }

  /// Tells whether a field is empty.
  func isEmpty(_ column: Int) -> Bool { trimmed(column).isEmpty }

  /// The text of a field.
  func text(_ column: Int) -> String {
    guard column < spans.count else { return "" }
    let field = trimmed(column)
    guard spans[column].isEscaped else { return PublishedText.decoded(field) }
    return PublishedText.decoded(field).replacing("\"\"", with: "\"")
  }

  /// The whole number that a field is; nothing for another text.
  func number(_ column: Int, most: UInt64) -> UInt64? {
    let field = trimmed(column)
    guard (1...18).contains(field.count) else { return nil }
    var number: UInt64 = 0
    for byte in field {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + UInt64(byte - 0x30)
    }
    return number <= most ? number : nil
  }

  /// The code that a field is.
  func code(_ column: Int) -> PackedCode? { PackedCode(bytes: trimmed(column)) }

  /// The first character of a field in upper case; 0 where it is empty.
  func letter(_ column: Int) -> UInt8 {
    guard let byte = trimmed(column).first else { return 0 }
    return (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
  }

  /// The day at the beginning of a field: `2026-04-01 00:00:00` or `4/1/2026 0:00`; nothing for another text.
  func day(_ column: Int) -> CalendarDate? {
    let field = trimmed(column).prefix { $0 != 0x20 && $0 != 0x54 }
    let text = String(decoding: field, as: UTF8.self)
    guard text.contains("/") else { return CalendarDate(text) }
    let parts = text.split(separator: "/").compactMap { Int($0) }
    guard parts.count == 3, parts[2] > 1900 else { return nil }
    return CalendarDate(year: parts[2], month: parts[0], day: parts[1])
  }
}

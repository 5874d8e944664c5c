// SPDX-License-Identifier: Apache-2.0

/// Rows as bytes, the same for both engines: a letter for the kind of each value, then the value.
///
/// A whole number is seven bits a byte, the last group first and the sign in the lowest bit; text and bytes come
/// after their length.
enum RowBytes {
  static func append(_ values: some Sequence<DatabaseValue>, to bytes: inout [UInt8]) {
    for value in values {
      switch value {
      case .null: bytes.append(0)
      case .int(let number):
        bytes.append(1)
        append(UInt64(bitPattern: number << 1 ^ number >> 63), to: &bytes)
      case .text(let text):
        bytes.append(2)
        append(UInt64(text.utf8.count), to: &bytes)
        bytes.append(contentsOf: text.utf8)
      case .bytes(let content):
        bytes.append(3)
        append(UInt64(content.count), to: &bytes)
        bytes.append(contentsOf: content)
      }
    }
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Hands over the rows of some bytes; false where the bytes are none.
  static func forEachRow(
    of bytes: [UInt8], width: Int, _ body: ([DatabaseValue]) throws -> Void
  ) rethrows -> Bool {
    var at = 0
    while at < bytes.count {
      var row: [DatabaseValue] = []
      row.reserveCapacity(width)
      for _ in 0..<width {
        guard let value = value(bytes, &at) else { return false }
        row.append(value)
      }
      try body(row)
    }
    return true
  }

  private static func value(_ bytes: [UInt8], _ at: inout Int) -> DatabaseValue? {
    guard at < bytes.count else { return nil }
    let kind = bytes[at]
    at += 1
    if kind == 0 { return .null }
    guard let number = number(bytes, &at) else { return nil }
    if kind == 1 { return .int(Int64(bitPattern: number >> 1) ^ -Int64(number & 1)) }
    guard let count = Int(exactly: number), count <= bytes.count - at else { return nil }
    defer { at += count }
    switch kind {
    case 2: return .text(String(decoding: bytes[at..<at + count], as: UTF8.self))
    case 3: return .bytes(Array(bytes[at..<at + count]))
    default: return nil
    }
  }

  private static func number(_ bytes: [UInt8], _ at: inout Int) -> UInt64? {
    var (number, shift): (UInt64, UInt64) = (0, 0)
    while at < bytes.count, shift < 64 {
      let byte = bytes[at]
      at += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    return nil
  }
}

// SPDX-License-Identifier: Apache-2.0

import Values

/// The fields of a line of a large table, as they lie in the file's bytes; no text is made of them.
struct TextRow {
  /// The number of the line, counted from 1.
  private(set) var line: Int
  private let bytes: UnsafeBufferPointer<UInt8>
  private let bounds: ArraySlice<Int>

  fileprivate init(line: Int, bytes: UnsafeBufferPointer<UInt8>, bounds: ArraySlice<Int>) {
    (self.line, self.bytes, self.bounds) = (line, bytes, bounds)
  }

  /// The same fields under another number.
  func numbered(_ line: Int) -> TextRow {
    var row = self
    row.line = line
    return row
  }

  /// How many fields there are.
  var count: Int { bounds.count - 1 }

  /// The bytes of a field, without blanks around and without quotation marks.
  func bytes(_ field: Int) -> UnsafeBufferPointer<UInt8> {
    var start = bounds[bounds.startIndex + field]
    var end = bounds[bounds.startIndex + field + 1] - 1
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x22 || byte == 0xA0 }
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }

  /// A field as text.
  func text(_ field: Int) -> String { String(decoding: bytes(field), as: UTF8.self) }

  /// A field as a code of five characters; nothing for another text.
  func code(_ field: Int) -> PackedCode? {
    let bytes = bytes(field)
    guard bytes.count == 5, let code = PackedCode(bytes: bytes), code.count == 5 else { return nil }
    return code
  }

  /// A field as a day: `yyyymmdd` or `yyyy-mm-dd`; nothing for another text.
  func day(_ field: Int) -> CalendarDate? { CalendarDate(text(field)) }

  /// Goes through the lines of a file, empty ones left out.
  ///
  /// - Parameter separator: The byte between fields. One inside quotation marks belongs to its field.
  static func forEach(
    _ bytes: [UInt8], separator: UInt8, _ body: (TextRow) -> Void
  ) {
    var bounds: [Int] = []
    bytes.withUnsafeBufferPointer { buffer in
      var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      var line = 0
      while at < buffer.count {
        line += 1
        bounds.removeAll(keepingCapacity: true)
        bounds.append(at)
        var isQuoted = false
        while at < buffer.count, buffer[at] != 0x0A {
          let byte = buffer[at]
          if byte == 0x22 { isQuoted.toggle() }
          if byte == separator, !isQuoted { bounds.append(at + 1) }
          at += 1
        }
        var end = at
        if end > bounds[0], buffer[end - 1] == 0x0D { end -= 1 }
        at += 1
        if end == bounds[0] { continue }
        bounds.append(end + 1)
        body(TextRow(line: line, bytes: buffer, bounds: bounds[...]))
      }
    }
  }
}

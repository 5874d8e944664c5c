// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the columns of one row of a published table; what cannot be read becomes a fault at its line and
/// a value that is not used.
package struct PublishedColumns {
  package let line: Int
  package var faults: ImportFaults

  package init(line: Int, _ faults: ImportFaults) {
    self.line = line
    self.faults = faults
  }

  /// Notes what is wrong with a column.
  package mutating func bad(_ column: String, found: String, _ expected: String) {
    faults.add(
      "import.row", line: line, "\(column): not \(expected)", found: found, expected: expected)
  }

  /// A number of at most so many digits after its point, without the point.
  package mutating func scaled(
    _ text: String, _ places: Int, _ column: String, below limit: Int64 = 1_000_000_000_000
  ) -> Int64 {
    var (units, after, digits) = (Int64(0), -1, 0)
    for byte in text.utf8 {
      switch byte {
      case 0x2E where after < 0: after = 0
      case 0x30...0x39 where digits < 15:
        digits += 1
        if after >= 0 {
          after += 1
          // More digits than are kept may only be zeros.
          if after > places, byte != 0x30 { digits = 99 }
          if after > places { continue }
        }
        units = units * 10 + Int64(byte - 0x30)
      default: digits = 99
      }
    }
    for _ in min(max(after, 0), places)..<places { units *= 10 }
    guard (1...15).contains(digits), units < limit else {
      bad(column, found: text, "a number of \(places) decimals")
      return 0
    }
    return units
  }

  /// A whole number of exactly so many digits.
  package mutating func digits(_ text: String, _ width: Int, _ column: String) -> UInt32 {
    if text.utf8.count == width, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = UInt32(text)
    {
      return number
    }
    bad(column, found: text, "\(width) digits")
    return 0
  }

  /// One character of those that may stand in a column.
  package mutating func mark(_ text: String, _ allowed: String, _ column: String) -> UInt8 {
    if text.utf8.count == 1, let byte = text.utf8.first, allowed.utf8.contains(byte) { return byte }
    bad(column, found: text, "one of \(allowed)")
    return 0
  }

  /// The position of a text among those that may stand in a column.
  package mutating func choice(_ text: String, _ allowed: [String], _ column: String) -> UInt8 {
    if let index = allowed.firstIndex(of: text) { return UInt8(index) }
    bad(column, found: text, "one of \(allowed.joined(separator: " "))")
    return 0
  }

  /// A code of five letters and digits, packed; 0 for none where none may stand.
  package mutating func code(_ text: String, _ column: String, mayBeEmpty: Bool = false) -> UInt64 {
    if text.isEmpty, mayBeEmpty { return 0 }
    if text.utf8.count == 5, let code = PackedCode(exactly: text) { return code.bits }
    bad(column, found: text, "a code of five characters")
    return 0
  }

  /// Two characters, the first in the upper byte; 0 for none where none may stand.
  package mutating func pair(_ text: String, _ column: String, mayBeEmpty: Bool = true) -> UInt16 {
    if text.isEmpty, mayBeEmpty { return 0 }
    let bytes = Array(text.utf8)
    let isGood = bytes.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    if bytes.count == 2, isGood { return UInt16(bytes[0]) << 8 | UInt16(bytes[1]) }
    bad(column, found: text, "two letters or digits")
    return 0
  }
}

/// Two characters packed as ``PublishedColumns`` packs them.
package func unpacked(_ pair: UInt16) -> String {
  pair == 0 ? "" : String(decoding: [UInt8(pair >> 8), UInt8(pair & 0xFF)], as: UTF8.self)
}

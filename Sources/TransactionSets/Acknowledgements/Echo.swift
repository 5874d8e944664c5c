// SPDX-License-Identifier: Apache-2.0

import X12

/// What was received as far as it can be sent back without making the answer wrong in its turn.
enum Echo {
  /// A text that has room, and nothing but printable ASCII without delimiters.
  static func text(_ text: String, _ size: ClosedRange<Int>) -> String? {
    guard size.contains(text.utf8.count), text.utf8.contains(where: { $0 != 0x20 }) else {
      return nil
    }
    let isSafe = text.utf8.allSatisfy {
      (0x20..<0x7F).contains($0) && !Delimiters.usual.contains($0)
    }
    return isSafe ? text : nil
  }

  /// A number of up to nine digits.
  static func number(_ text: String) -> String? {
    let isNumber = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    return isNumber && (1...9).contains(text.utf8.count) ? text : nil
  }

  /// A control number of a set as far as AK202 has room for it: four to nine characters.
  static func setNumber(_ text: String) -> String {
    var number = text.prefix(9)
    while number.last == " " { number.removeLast() }
    let digits = String(repeating: "0", count: max(0, 4 - number.utf8.count)) + number
    return Self.text(digits, 4...9) ?? "0000"
  }
}

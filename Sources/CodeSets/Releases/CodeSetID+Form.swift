// SPDX-License-Identifier: Apache-2.0

import Values

extension CodeSetID {
  /// Tells whether a text looks like a code of the set: length and kinds of characters, not existence.
  func hasForm(_ text: String) -> Bool {
    let places = text.utf8.filter { $0 != 0x2E }.map { byte -> Character in
      (0x30...0x39).contains(byte) ? "9" : "A"
    }
    let shape = String(places)
    switch self {
    case .icd10cm:
      return (3...7).contains(shape.count) && shape.hasPrefix("A")
        && shape.dropFirst().contains("9") && !(shape == "A9999" && !text.contains("."))
    case .icd10pcs: return shape.count == 7 && !text.contains(".")
    case .hcpcs: return shape == "A9999" || shape == "AA" || shape == "A9" || shape == "99"
    case .icd9cm:
      // V01 to V91 and E800 to E999 beside the numbers.
      guard text.hasPrefix("V") || text.hasPrefix("E8") || text.hasPrefix("E9") else {
        return (3...5).contains(shape.count) && !shape.contains("A")
      }
      return (3...5).contains(shape.count) && !shape.dropFirst().contains("A")
    case .icd9proc: return (2...4).contains(shape.count) && !shape.contains("A")
    default: return false
    }
  }

  /// Tells whether a code of this set can be as long as a text: false only where no edition of the set,
  /// headers included, has such a code.
  func mayHave(_ text: String) -> Bool {
    guard self == .icd10pcs, let code = PackedCode(text) else { return true }
    return code.count <= 3 || code.count == 7
  }
}

/// Forms of codes that hardly any other set shares.
enum PublicForm {
  /// Tells whether a text has the form of a HCPCS Level II service: a letter from A to V and four digits,
  /// without a point.
  static func isService(_ text: String) -> Bool {
    let utf8 = Array(text.uppercased().utf8)
    return utf8.count == 5 && (0x41...0x56).contains(utf8[0])
      && utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
  }
}

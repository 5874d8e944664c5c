// SPDX-License-Identifier: Apache-2.0

/// The condition of a formula, as a tree.
///
/// Written `PDX:x & (MCC | ~y)`: `&` binds tighter than `|`, `~` tightest, blanks mean nothing. A name is
/// any run of other characters, with a prefix before a colon.
indirect enum FormulaExpression: Hashable {
  case atom(String)
  case not(FormulaExpression)
  case all([FormulaExpression])
  case any([FormulaExpression])

  /// Reads a condition; nothing where it is not well formed.
  init?(_ text: String) {
    var reader = Reader(Array(text.utf8))
    guard let expression = reader.any(), reader.isAtEnd else { return nil }
    self = expression
  }

  /// The names in the condition, from left to right.
  var atoms: [String] {
    switch self {
    case .atom(let name): [name]
    case .not(let part): part.atoms
    case .all(let parts), .any(let parts): parts.flatMap(\.atoms)
    }
  }

  /// The parts that must all hold; the condition itself where it is no conjunction.
  var conjuncts: [FormulaExpression] {
    if case .all(let parts) = self { return parts.flatMap(\.conjuncts) }
    return [self]
  }

  private struct Reader {
    private let text: [UInt8]
    private var at = 0
    private var depth = 0

    init(_ text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { at == text.count }

    mutating func any() -> FormulaExpression? {
      guard let first = all() else { return nil }
      var parts = [first]
      while take(UInt8(ascii: "|")) {
        guard let part = all() else { return nil }
        parts.append(part)
      }
      return parts.count == 1 ? first : .any(parts)
    }

    private mutating func all() -> FormulaExpression? {
      guard let first = factor() else { return nil }
      var parts = [first]
      while take(UInt8(ascii: "&")) {
        guard let part = factor() else { return nil }
        parts.append(part)
      }
      return parts.count == 1 ? first : .all(parts)
    }

    private mutating func factor() -> FormulaExpression? {
      depth += 1
      defer { depth -= 1 }
      guard depth < 64 else { return nil }
      if take(UInt8(ascii: "~")) { return factor().map(FormulaExpression.not) }
      if take(UInt8(ascii: "(")) {
        guard let inner = any(), take(UInt8(ascii: ")")) else { return nil }
        return inner
      }
      let start = at
      while at < text.count, !Self.isSign(text[at]) { at += 1 }
      guard at > start else { return nil }
      let name = String(decoding: text[start..<at], as: UTF8.self)
      skipBlanks()
      return .atom(name)
    }

    private mutating func take(_ sign: UInt8) -> Bool {
      skipBlanks()
      guard at < text.count, text[at] == sign else { return false }
      at += 1
      skipBlanks()
      return true
    }

    private mutating func skipBlanks() {
      while at < text.count, text[at] == 0x20 { at += 1 }
    }

    private static func isSign(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x20, UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "&"), UInt8(ascii: "|"),
        UInt8(ascii: "~"):
        true
      default: false
      }
    }
  }
}

extension FormulaExpression: CustomStringConvertible {
  /// The condition as the tables write it.
  var description: String {
    switch self {
    case .atom(let name): name
    case .not(let part): "~\(part.isAtom ? part.description : "(\(part))")"
    case .all(let parts):
      parts.map { $0.isAny ? "(\($0))" : $0.description }.joined(separator: " & ")
    case .any(let parts): parts.map(\.description).joined(separator: " | ")
    }
  }

  private var isAtom: Bool { if case .atom = self { true } else { false } }
  private var isAny: Bool { if case .any = self { true } else { false } }
}

// SPDX-License-Identifier: Apache-2.0

/// An expression of a rule, as it is written.
///
/// References name a value by loop, segment, qualifier, element and component: `2400.SV102`,
/// `DTP[01=472]03`, `CLM05-3`. The tables' head says the rest.
indirect enum Expression: Hashable, Sendable {
  case number(Int64)
  case text(String)
  case value(Reference)
  case function(String, [Expression])
  case not(Expression)
  case both(Expression, Expression)
  case either(Expression, Expression)
  case compare(Comparison, Expression, Expression)
  case among(Expression, [String])
  case add(Expression, Expression)
  case subtract(Expression, Expression)
  case matches(Reference, String)

  enum Comparison: String, Sendable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  /// A loop, a segment or an element of one.
  struct Reference: Hashable, Sendable {
    var loop: String?
    var segment: String?
    var qualifiers: [Qualifier] = []
    var element = 0
    var component = 0
  }

  struct Qualifier: Hashable, Sendable {
    var element: Int
    var component: Int
    var codes: [String]
  }
}

extension Expression {
  /// The first value, segment or loop that it names and that has to be there.
  var firstReference: Reference? {
    switch self {
    case .number, .text, .not: nil
    case .value(let reference), .matches(let reference, _): reference
    case .function("absent", _): nil
    case .function(_, let arguments): arguments.lazy.compactMap(\.firstReference).first
    case .both(let left, let right), .either(let left, let right), .compare(_, let left, let right),
      .add(let left, let right), .subtract(let left, let right):
      left.firstReference ?? right.firstReference
    case .among(let inner, _): inner.firstReference
    }
  }
}

/// Why an expression cannot be read.
struct ExpressionError: Error {
  let detail: String
}

/// Reads expressions.
struct ExpressionReader {
  /// The most words and signs of an expression, and the most that lie in one another: working it out goes
  /// as deep as it is written.
  private static let limits = (tokens: 2000, depth: 50)
  private let tokens: [String]
  private var at = 0
  private var depth = 0

  init(_ text: String) throws(ExpressionError) {
    tokens = try Self.tokens(of: text)
    guard tokens.count <= Self.limits.tokens else {
      throw ExpressionError(detail: "\(tokens.count)")
    }
  }

  static func read(_ text: String) throws(ExpressionError) -> Expression {
    var reader = try ExpressionReader(text)
    let expression = try reader.either()
    guard reader.at == reader.tokens.count else {
      throw ExpressionError(detail: reader.tokens[reader.at])
    }
    return expression
  }

  /// Cuts into words, quoted texts (with the opening quote kept), numbers and signs; a reference with its
  /// bracket is one token.
  private static func tokens(of text: String) throws(ExpressionError) -> [String] {
    var tokens: [String] = []
    let bytes = Array(text.utf8)
    var at = 0
    func isWord(_ byte: UInt8) -> Bool { Delimiters.isAlphanumeric(byte) || byte == 0x2E }
    while at < bytes.count {
      let start = at
      switch bytes[at] {
      case 0x20:
        at += 1
        continue
      case 0x27:
        at += 1
        while at < bytes.count, bytes[at] != 0x27 { at += 1 }
        guard at < bytes.count else { throw ExpressionError(detail: "'") }
        tokens.append(String(decoding: bytes[start..<at], as: UTF8.self))
        at += 1
        continue
      case let byte where isWord(byte):
        while at < bytes.count, isWord(bytes[at]) || bytes[at] == 0x5B {
          guard bytes[at] == 0x5B else {
            at += 1
            continue
          }
          while at < bytes.count, bytes[at] != 0x5D { at += 1 }
          at += 1
        }
        // A hyphen straight between digits belongs to a component: CLM05-3.
        if at + 1 < bytes.count, bytes[at] == 0x2D, Delimiters.isDigit(bytes[at + 1]),
          Delimiters.isCapital(bytes[start]) || bytes[start..<at].contains(0x2E)
        {
          at += 1
          while at < bytes.count, Delimiters.isDigit(bytes[at]) { at += 1 }
        }
      case 0x21, 0x3C, 0x3E:
        at += at + 1 < bytes.count && bytes[at + 1] == 0x3D ? 2 : 1
      default: at += 1
      }
      guard at <= bytes.count else { throw ExpressionError(detail: "[") }
      tokens.append(String(decoding: bytes[start..<at], as: UTF8.self))
    }
    return tokens
  }

  private var next: String? { at < tokens.count ? tokens[at] : nil }

  private mutating func take(_ token: String) -> Bool {
    guard next == token else { return false }
    at += 1
    return true
  }

  private mutating func expect(_ token: String) throws(ExpressionError) {
    guard take(token) else { throw ExpressionError(detail: next ?? "end") }
  }

  private mutating func either() throws(ExpressionError) -> Expression {
    var left = try both()
    while take("or") { left = .either(left, try both()) }
    return left
  }

  private mutating func both() throws(ExpressionError) -> Expression {
    var left = try negation()
    while take("and") { left = .both(left, try negation()) }
    return left
  }

  private mutating func negation() throws(ExpressionError) -> Expression {
    guard depth < Self.limits.depth else { throw ExpressionError(detail: next ?? "end") }
    depth += 1
    defer { depth -= 1 }
    return take("not") ? .not(try negation()) : try comparison()
  }

  private mutating func comparison() throws(ExpressionError) -> Expression {
    let left = try sum()
    if take("in") { return .among(left, try codes()) }
    if next == "not", at + 1 < tokens.count, tokens[at + 1] == "in" {
      at += 2
      return .not(.among(left, try codes()))
    }
    guard let sign = next.flatMap(Expression.Comparison.init) else { return left }
    at += 1
    return .compare(sign, left, try sum())
  }

  private mutating func codes() throws(ExpressionError) -> [String] {
    try expect("(")
    var codes: [String] = []
    while let token = next, token != ")" {
      at += 1
      if token != "," { codes.append(token.hasPrefix("'") ? String(token.dropFirst()) : token) }
    }
    try expect(")")
    return codes
  }

  private mutating func sum() throws(ExpressionError) -> Expression {
    var left = try primary()
    while true {
      if take("+") {
        left = .add(left, try primary())
      } else if take("-") {
        left = .subtract(left, try primary())
      } else {
        return left
      }
    }
  }

  private mutating func primary() throws(ExpressionError) -> Expression {
    guard let token = next else { throw ExpressionError(detail: "end") }
    at += 1
    if token == "(" {
      let inner = try either()
      try expect(")")
      return inner
    }
    if token.hasPrefix("'") { return .text(String(token.dropFirst())) }
    if let number = Self.number(token), !tokens.indices.contains(at) || tokens[at] != "(" {
      if Self.reference(token) == nil || !token.contains(where: \.isLetter) {
        return .number(number)
      }
    }
    if next == "(" {
      at += 1
      return try call(token)
    }
    guard let reference = Self.reference(token) else { throw ExpressionError(detail: token) }
    return .value(reference)
  }

  private mutating func call(_ name: String) throws(ExpressionError) -> Expression {
    var arguments: [Expression] = []
    while next != ")" {
      // A loop's id alone, such as 2400, would be read as a number.
      if let token = next, let reference = Self.reference(token), reference.segment == nil,
        ["present", "absent", "count"].contains(name)
      {
        at += 1
        arguments.append(.value(reference))
      } else {
        arguments.append(try either())
      }
      if !take(",") { break }
    }
    try expect(")")
    if name == "matches", arguments.count == 2, case .value(let reference) = arguments[0],
      case .text(let pattern) = arguments[1]
    {
      return .matches(reference, pattern)
    }
    return .function(name, arguments)
  }

  static func number(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer {
      $0.baseAddress.flatMap {
        ValueForms.tenThousandths(ElementView(start: $0, count: bytes.count))
      }
    }
  }
}

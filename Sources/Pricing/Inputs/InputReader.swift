// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the members of a document of pricing; everything that is wrong becomes a finding with its path.
struct InputReader {
  private(set) var findings: [Finding] = []
  private let source: JSON
  private let path: String

  /// Starts with the members of a document, which is called `path` in findings.
  init(_ source: JSON, path: String) {
    self.source = source
    self.path = path
  }

  /// Notes what is not right with a value.
  mutating func note(_ rule: String, _ name: String, _ facts: (String, String)...) {
    findings.append(
      Finding(
        rule, .rejects, at: .field("\(path).\(name)"),
        facts: [.init("field", name)] + facts.map { Finding.Fact($0.0, $0.1) }))
  }

  /// Takes over what a reader of a part has found.
  mutating func take(_ other: InputReader) { findings += other.findings }

  /// A reader of the object that a member is; nothing where there is none.
  mutating func part(_ name: String) -> InputReader? {
    guard let value = source[name], value != .null else { return nil }
    guard case .object = value else {
      bad(name, value, "an object")
      return nil
    }
    return InputReader(value, path: "\(path).\(name)")
  }

  /// Tells whether a member is there.
  func has(_ name: String) -> Bool { source[name].map { $0 != .null } ?? false }

  /// Notes every member that has no meaning here: a name that is misspelt would go unused otherwise.
  mutating func checkMembers(_ known: String...) {
    guard case .object(let members) = source else {
      findings.append(
        Finding(
          "price.bad-value", .rejects, at: .field(path),
          facts: [
            .init("field", path), .init("found", source.line), .init("expected", "an object"),
          ]))
      return
    }
    for member in members where !known.contains(member.name) {
      note("price.unknown-member", member.name, ("known", known.joined(separator: ", ")))
    }
  }

  /// A number within limits, with at most so many digits after its point.
  mutating func number(
    _ name: String, places: Int, _ limits: ClosedRange<FixedDecimal>,
    default standard: FixedDecimal? = nil
  ) -> FixedDecimal? {
    guard let value = source[name], value != .null else {
      if standard == nil { note("price.missing-value", name) }
      return standard
    }
    if let text = value.digits ?? value.string, let number = FixedDecimal(text, places: places),
      limits.contains(number)
    {
      return number
    }
    bad(
      name, value,
      "a number from \(limits.lowerBound) to \(limits.upperBound) with at most \(places) digits after "
        + "the point")
    return nil
  }

  /// An amount from nothing to a limit of whole dollars.
  mutating func money(_ name: String, below limit: Int, default standard: Money? = nil) -> Money? {
    let most = FixedDecimal(units: Int128(limit) * 100 - 1, places: 2)
    return number(name, places: 2, .zero...most, default: standard.map(FixedDecimal.init))?.money
  }

  /// A whole number within limits.
  mutating func count(_ name: String, _ limits: ClosedRange<Int>) -> Int? {
    guard let value = source[name], value != .null else {
      note("price.missing-value", name)
      return nil
    }
    if let number = (value.digits ?? value.string).flatMap({ Int($0) }), limits.contains(number) {
      return number
    }
    bad(name, value, "a whole number from \(limits.lowerBound) to \(limits.upperBound)")
    return nil
  }

  /// A day; nothing where there is none and none is needed.
  mutating func date(_ name: String, isRequired: Bool = false) -> CalendarDate? {
    guard let value = source[name], value != .null else {
      if isRequired { note("price.missing-value", name) }
      return nil
    }
    if let date = (value.string ?? value.digits).flatMap({ CalendarDate($0) }) { return date }
    bad(name, value, "a day such as 2026-01-10")
    return nil
  }

  /// Yes or no; no where nothing is said.
  mutating func flag(_ name: String) -> Bool {
    guard let value = source[name], value != .null else { return false }
    if let flag = value.bool { return flag }
    bad(name, value, "true or false")
    return false
  }

  /// A text; nothing where there is none.
  mutating func text(_ name: String) -> String? {
    guard let value = source[name], value != .null else { return nil }
    if let text = value.string { return text }
    bad(name, value, "a text")
    return nil
  }

  /// A text, or a number as its digits; nothing where there is none.
  mutating func identifier(_ name: String) -> String? {
    if let digits = source[name]?.digits { return digits }
    return text(name)
  }

  /// The texts of a list; none where there is no list.
  mutating func texts(_ name: String) -> [String] {
    guard let value = source[name], value != .null else { return [] }
    guard case .array(let elements) = value else {
      bad(name, value, "a list of texts")
      return []
    }
    let texts = elements.compactMap { $0.string ?? $0.digits }
    if texts.count < elements.count { bad(name, value, "a list of texts") }
    return texts
  }

  /// Notes a value that cannot stand here.
  mutating func bad(_ name: String, _ expected: String) {
    bad(name, source[name] ?? .null, expected)
  }

  private mutating func bad(_ name: String, _ value: JSON, _ expected: String) {
    note(
      "price.bad-value", name, ("found", String(value.line.prefix(60))), ("expected", expected))
  }
}

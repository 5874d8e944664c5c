// SPDX-License-Identifier: Apache-2.0

import Pricing
import Values

/// Reads the members of a document of estimates; everything that is wrong becomes a finding with its path.
struct DocumentReader {
  private(set) var findings: [Finding] = []
  private let source: JSON
  private let path: String

  /// Starts with the members of an object, which stands at a path of the document; the document itself has none.
  init(_ source: JSON, path: String = "") {
    self.source = source
    self.path = path
  }

  /// The path of a member.
  func path(of name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  /// Takes over what a reader of a part has found.
  mutating func take(_ other: DocumentReader) { findings += other.findings }

  /// Notes that a value is wrong.
  mutating func note(_ rule: String, _ name: String, _ facts: (String, String)...) {
    findings.append(
      Finding(
        rule, .rejects, at: .field(path(of: name)),
        facts: [.init("field", name)] + facts.map { Finding.Fact($0.0, $0.1) }))
  }

  /// Notes that a value which is needed is missing.
  mutating func missing(_ name: String) { note("estimate.missing-value", name) }

  /// Notes a value that cannot stand here.
  mutating func bad(_ name: String, _ expected: String, found: JSON? = nil) {
    let found = String((found ?? source[name] ?? source).line.prefix(60))
    note("estimate.bad-value", name, ("found", found), ("expected", expected))
  }

  /// Notes that a member does not agree with another.
  mutating func conflict(_ name: String, with other: String) {
    note("estimate.conflicting-values", name, ("other", other))
  }

  /// The value of a member; nothing where it is missing or null.
  func value(_ name: String) -> JSON? { source[name].flatMap { $0 == .null ? nil : $0 } }

  /// Tells whether a member is there.
  func has(_ name: String) -> Bool { value(name) != nil }

  /// The members of the object.
  var members: [JSON.Member] { source.members }

  /// Notes every member that has no meaning here: a name that is misspelt would go unused otherwise.
  mutating func checkMembers(_ known: String...) {
    var seen: [String] = []
    for member in source.members {
      if !known.contains(member.name) {
        note("estimate.unknown-member", member.name, ("known", known.joined(separator: ", ")))
      } else if seen.contains(member.name) {
        conflict(member.name, with: member.name)
      }
      seen.append(member.name)
    }
  }

  /// A reader of the object that a member is; nothing where there is none.
  mutating func part(_ name: String) -> DocumentReader? {
    guard let value = value(name) else { return nil }
    guard case .object = value else {
      bad(name, "an object")
      return nil
    }
    return DocumentReader(value, path: path(of: name))
  }

  /// Readers of the objects of a list.
  mutating func parts(_ name: String) -> [DocumentReader] {
    guard let value = value(name) else { return [] }
    guard case .array(let elements) = value else {
      bad(name, "a list of objects")
      return []
    }
    return elements.enumerated().compactMap { index, element in
      guard case .object = element else {
        bad("\(name)[\(index)]", "an object", found: element)
        return nil
      }
      return DocumentReader(element, path: path(of: "\(name)[\(index)]"))
    }
  }

  /// An amount from nothing to less than a hundred million dollars.
  mutating func money(_ name: String) -> Money? {
    guard let value = value(name) else { return nil }
    if let text = value.digits ?? value.string,
      let number = FixedDecimal(text, places: 2, whole: 8),
      number >= .zero
    {
      return number.money
    }
    bad(name, "an amount in dollars such as 25.00")
    return nil
  }

  /// A share of an amount.
  mutating func share(_ name: String) -> Share? {
    guard let value = value(name) else { return nil }
    if let share = (value.digits ?? value.string).flatMap({ Share($0) }) { return share }
    bad(name, "a share from 0 to 1 with at most four digits, such as 0.20")
    return nil
  }

  /// A whole number within limits.
  mutating func count(_ name: String, _ limits: ClosedRange<Int>) -> Int? {
    guard let value = value(name) else { return nil }
    if let number = (value.digits ?? value.string).flatMap({ Int($0) }), limits.contains(number) {
      return number
    }
    bad(name, "a whole number from \(limits.lowerBound) to \(limits.upperBound)")
    return nil
  }

  /// A day.
  mutating func date(_ name: String) -> CalendarDate? {
    guard let value = value(name) else { return nil }
    if let date = value.string.flatMap({ CalendarDate($0) }) { return date }
    bad(name, "a day such as 2026-03-02")
    return nil
  }

  /// Yes or no; nothing where nothing is said.
  mutating func flag(_ name: String) -> Bool? {
    guard let value = value(name) else { return nil }
    if let flag = value.bool { return flag }
    bad(name, "true or false")
    return nil
  }

  /// A text.
  mutating func text(_ name: String) -> String? {
    guard let value = value(name) else { return nil }
    if let text = value.string { return text }
    bad(name, "a text")
    return nil
  }

  /// A code of letters and digits.
  mutating func code(_ name: String) -> PackedCode? {
    guard let text = text(name) else { return nil }
    if let code = PackedCode(text) { return code }
    bad(name, "a code of up to ten letters and digits")
    return nil
  }

  /// One of some words.
  mutating func word<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ type: Word.Type
  ) -> Word? {
    guard has(name) else { return nil }
    if let word = value(name)?.string.flatMap({ Word(rawValue: $0) }) { return word }
    bad(name, Word.allCases.map(\.rawValue).joined(separator: ", "))
    return nil
  }
}

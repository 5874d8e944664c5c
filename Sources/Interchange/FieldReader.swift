// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// Reads fields as values of the model and collects what is wrong with them.
struct FieldReader {
  var findings: [Finding] = []

  mutating func find(
    _ rule: String, _ severity: Finding.Severity = .rejects, at field: Field,
    _ facts: [Finding.Fact] = []
  ) {
    findings.append(Finding(rule, severity, at: .field(field.path), facts: facts))
  }

  /// Adds a finding where a field that must be there is not; a wrong one was found already.
  mutating func required<Value>(_ field: Field, _ value: Value?) -> Value? {
    if value == nil, !field.isPresent { find("encounter.missing-field", at: field) }
    return value
  }

  /// A text; an empty one counts as wrong.
  mutating func text(_ field: Field) -> String? {
    guard let value = field.value else { return nil }
    if let text = value.string, !text.isEmpty { return text }
    find("encounter.bad-value", at: field, [Finding.Fact("expected", "text")])
    return nil
  }

  /// A value made from a text by an initializer that may refuse it.
  mutating func text<Value>(
    _ field: Field, as expected: @autoclosure () -> String, rule: String = "encounter.bad-value",
    _ make: (String) -> Value?
  ) -> Value? {
    guard let text = text(field) else { return nil }
    if let value = make(text) { return value }
    find(rule, at: field, [Finding.Fact("expected", expected())])
    return nil
  }

  mutating func date(_ field: Field) -> CalendarDate? {
    text(field, as: "yyyy-mm-dd", rule: "encounter.bad-date") { CalendarDate($0) }
  }

  mutating func time(_ field: Field) -> TimeOfDay? {
    text(field, as: "hh:mm", rule: "encounter.bad-date") { TimeOfDay($0) }
  }

  /// A word out of a list.
  mutating func choice<Value: RawRepresentable & CaseIterable>(
    _ field: Field, _ type: Value.Type = Value.self
  ) -> Value? where Value.RawValue == String {
    text(field, as: Value.allCases.map(\.rawValue).joined(separator: ", ")) { Value(rawValue: $0) }
  }

  mutating func money(_ field: Field) -> Money? {
    decimal(field, as: "an amount in dollars and cents") { text in
      Money(text).flatMap { Self.isPlausible($0) ? $0 : nil }
    }
  }

  /// Tells whether an amount is below ten billion dollars, so that no sum of charges overflows.
  static func isPlausible(_ amount: Money) -> Bool { amount.cents.magnitude < 1_000_000_000_000 }

  mutating func quantity(_ field: Field) -> Quantity? {
    decimal(field, as: "a number with at most three decimals") { Quantity($0) }
  }

  /// A number, written as one or as a text.
  private mutating func decimal<Value>(
    _ field: Field, as expected: String, _ make: (String) -> Value?
  ) -> Value? {
    guard let value = field.value else { return nil }
    if let made = (value.digits ?? value.string).flatMap(make) { return made }
    find("encounter.bad-value", at: field, [Finding.Fact("expected", expected)])
    return nil
  }

  mutating func whole(_ field: Field) -> Int? {
    guard let value = field.value else { return nil }
    if let number = value.int { return number }
    find("encounter.bad-value", at: field, [Finding.Fact("expected", "a whole number")])
    return nil
  }

  mutating func bool(_ field: Field) -> Bool? {
    guard let value = field.value else { return nil }
    if let truth = value.bool { return truth }
    find("encounter.bad-value", at: field, [Finding.Fact("expected", "true or false")])
    return nil
  }

  /// The elements of an array; any other value is wrong.
  mutating func elements(_ field: Field) -> [Field] {
    if let value = field.value, case .array = value { return field.elements }
    if field.isPresent {
      find("encounter.bad-value", at: field, [Finding.Fact("expected", "an array")])
    }
    return []
  }

  mutating func texts(_ field: Field) -> [String] {
    elements(field).compactMap { text($0) }
  }

  /// Finds members that nobody reads, so that none is dropped in silence.
  mutating func check(_ field: Field, has known: Set<String>) {
    guard let value = field.value else { return }
    guard case .object(let members) = value else {
      find("encounter.bad-value", at: field, [Finding.Fact("expected", "an object")])
      return
    }
    for member in members where !known.contains(member.name) {
      find("encounter.unknown-field", .warns, at: field[member.name])
    }
  }

  /// A postal code without its hyphen.
  mutating func postalCode(_ field: Field) -> String? {
    text(field).map { $0.filter { $0 != "-" } }
  }
}

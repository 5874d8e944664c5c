// SPDX-License-Identifier: Apache-2.0

import Values

extension ImportFaults {
  /// Tells whether a header is as published, and notes each column that is not.
  package mutating func checkHeader(_ found: [String], is expected: [String], line: Int) -> Bool {
    let before = count
    for column in 0..<max(found.count, expected.count) {
      let name = column < found.count ? PublishedText.trimmed(found[column]) : ""
      let published = column < expected.count ? expected[column] : ""
      guard name != published else { continue }
      add("import.header", line: line, "column \(column + 1)", found: name, expected: published)
    }
    return count == before
  }

  /// The code that a text is, letter for letter; a fault where it is none.
  mutating func code(_ text: String, column: String, line: Int) -> PackedCode? {
    if let code = PackedCode(exactly: text) { return code }
    add("import.row", line: line, "not a code", found: text, expected: column)
    return nil
  }

  /// The date that a text is, or nothing where it is empty; a fault where it is another text.
  mutating func date(_ text: String, column: String, line: Int) -> CalendarDate? {
    guard !text.isEmpty else { return nil }
    if let date = CalendarDate(text) { return date }
    add("import.row", line: line, "not a date", found: text, expected: column)
    return nil
  }

  /// The period that two dates make; a fault where it would end before it begins.
  mutating func period(
    from effective: CalendarDate?, to termination: CalendarDate?, line: Int
  ) -> EffectivePeriod? {
    guard let effective else { return nil }
    if let period = EffectivePeriod(effective: effective, termination: termination) {
      return period
    }
    add("import.row", line: line, "ends before it begins", found: termination?.description)
    return nil
  }
}

extension PackedCode {
  /// Packs a text that is nothing but upper-case letters and digits: what unpacking gives back.
  init?(exactly text: String) {
    guard let code = PackedCode(text), code.description == text else { return nil }
    self = code
  }
}

// SPDX-License-Identifier: Apache-2.0

import Values

/// The faults of a file while it is read to its end: the first hundred, and the count of all.
struct CollectedFaults {
  /// How many findings are kept.
  static let kept = 100

  private(set) var findings: [Finding] = []
  private(set) var count = 0

  /// Notes a fault at a line.
  mutating func add(_ rule: String, line: Int, _ facts: KeyValuePairs<String, String> = [:]) {
    count += 1
    guard findings.count < Self.kept else { return }
    findings.append(
      Finding(
        rule, .rejects, at: .text(line: line, byte: nil),
        facts: facts.map { Finding.Fact($0.key, $0.value) }))
  }

  /// Notes each code that a table was given twice.
  mutating func addDuplicates(in builder: CodeTableBuilder) {
    for (code, lines) in builder.duplicates {
      add("import.duplicate", line: lines.1, ["code": "\(code)", "first": String(lines.0)])
    }
  }

  /// Fails if there was any fault.
  func check() throws(ImportFailure) {
    guard let last = findings.last else { return }
    guard count > findings.count else { throw ImportFailure(findings) }
    let more = Finding(
      "import.more", .rejects, at: last.place, facts: [Finding.Fact("count", String(count))])
    throw ImportFailure(findings + [more])
  }
}

extension CollectedFaults {
  /// Tells whether a header is as published, and notes each column that is not.
  mutating func checkHeader(_ found: [String], is expected: [String], line: Int) -> Bool {
    let before = count
    for column in 0..<max(found.count, expected.count) {
      let name = column < found.count ? PublishedText.trimmed(found[column]) : ""
      let published = column < expected.count ? expected[column] : ""
      guard name != published else { continue }
      add(
        "import.header", line: line,
        ["column": String(column + 1), "expected": published, "found": name])
    }
    return count == before
  }

  /// The code that a text is, letter for letter; a fault where it is none.
  mutating func code(_ text: String, column: String, line: Int) -> PackedCode? {
    if let code = PackedCode(exactly: text) { return code }
    add("import.row", line: line, ["column": column, "value": text, "fault": "not a code"])
    return nil
  }

  /// The date that a text is, or nothing where it is empty; a fault where it is another text.
  mutating func date(_ text: String, column: String, line: Int) -> CalendarDate? {
    guard !text.isEmpty else { return nil }
    if let date = CalendarDate(text) { return date }
    add("import.row", line: line, ["column": column, "value": text, "fault": "not a date"])
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
    add("import.row", line: line, ["fault": "ends before it begins", "from": "\(effective)"])
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

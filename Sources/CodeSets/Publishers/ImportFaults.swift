// SPDX-License-Identifier: Apache-2.0

import Values

/// What an importer found wrong with a file so far.
///
/// All of a file is read before it is refused. The first hundred faults are kept; the last one kept
/// then says in the fact `faults` how many there are.
package struct ImportFaults {
  static let kept = 100

  package private(set) var count = 0
  private var findings: [Finding] = []

  package init() {}

  package var isEmpty: Bool { count == 0 }

  /// Notes a fault at a line.
  ///
  /// - Parameters:
  ///   - reason: What is wrong, as a word that the faces turn into a sentence.
  ///   - found: What the file has there, where that helps.
  ///   - expected: What should have been there.
  package mutating func add(
    _ rule: String, line: Int, _ reason: String, found: String? = nil, expected: String? = nil
  ) {
    count += 1
    guard findings.count < Self.kept else { return }
    var facts = [Finding.Fact("reason", reason)]
    if let found { facts.append(Finding.Fact("found", found)) }
    if let expected { facts.append(Finding.Fact("expected", expected)) }
    findings.append(Finding(rule, .rejects, at: .text(line: line, byte: nil), facts: facts))
  }

  /// Notes the codes of a table that are given twice.
  mutating func addDuplicates(of table: CodeTableBuilder) {
    for (code, lines) in table.duplicates {
      addDuplicate(code.description, line: lines.1, first: lines.0)
    }
  }

  /// Notes a code that stands in an earlier line too.
  package mutating func addDuplicate(_ code: String, line: Int, first: Int) {
    count += 1
    guard findings.count < Self.kept else { return }
    findings.append(
      Finding(
        "import.duplicate", .rejects, at: .text(line: line, byte: nil),
        facts: [
          Finding.Fact("reason", "code"), Finding.Fact("code", code),
          Finding.Fact("first", String(first)),
        ]))
  }

  /// Notes a file whose last line was cut off: every published text file ends with a line end.
  package mutating func checkEnd(of file: PublishedFile, lines: Int) {
    if let last = file.bytes.last, last != 0x0A {
      add("import.row", line: lines, "unterminated")
    }
  }

  /// Refuses the file if anything is wrong with it.
  package func check() throws(ImportFailure) {
    guard !findings.isEmpty else { return }
    guard count > findings.count, let last = findings.last else { throw ImportFailure(findings) }
    let total = Finding(
      last.rule, last.severity, at: last.place,
      facts: last.facts + [Finding.Fact("faults", String(count))])
    throw ImportFailure(findings.dropLast() + [total])
  }
}

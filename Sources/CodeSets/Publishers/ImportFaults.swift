// SPDX-License-Identifier: Apache-2.0

import Values

/// What an importer found wrong with a file so far.
///
/// All of a file is read before it is refused. The first hundred faults are kept; the last one kept
/// then says in the fact `faults` how many there are.
struct ImportFaults {
  static let kept = 100

  private(set) var count = 0
  private var findings: [Finding] = []

  var isEmpty: Bool { count == 0 }

  /// Notes a fault at a line.
  ///
  /// - Parameters:
  ///   - reason: What is wrong, as a word that the faces turn into a sentence.
  ///   - found: What the file has there, where that helps.
  ///   - expected: What should have been there.
  mutating func add(
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
      count += 1
      guard findings.count < Self.kept else { continue }
      findings.append(
        Finding(
          "import.duplicate", .rejects, at: .text(line: lines.1, byte: nil),
          facts: [
            Finding.Fact("reason", "code"), Finding.Fact("code", code.description),
            Finding.Fact("first", String(lines.0)),
          ]))
    }
  }

  /// Notes a file whose last line was cut off: every published text file ends with a line end.
  mutating func checkEnd(of file: PublishedFile, lines: Int) {
    if let last = file.bytes.last, last != 0x0A {
      add("import.row", line: lines, "unterminated")
    }
  }

  /// Refuses the file if anything is wrong with it.
  func check() throws(ImportFailure) {
    guard !findings.isEmpty else { return }
    guard count > findings.count, let last = findings.last else { throw ImportFailure(findings) }
    let total = Finding(
      last.rule, last.severity, at: last.place,
      facts: last.facts + [Finding.Fact("faults", String(count))])
    throw ImportFailure(findings.dropLast() + [total])
  }
}

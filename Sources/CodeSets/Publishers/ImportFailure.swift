// SPDX-License-Identifier: Apache-2.0

public import Values

/// Why a file was not imported: everything that is wrong with it, in the order of the file.
///
/// The rules are `import.unrecognised`, `import.header`, `import.row`, `import.duplicate`,
/// `import.row-count`, `import.edition`, `import.empty` and `import.markup`.
public struct ImportFailure: Error, Hashable, Sendable {
  /// What is wrong, all of it found in one pass; never empty.
  public let findings: [Finding]

  /// Makes a failure from what was found.
  public init(_ findings: [Finding]) {
    precondition(!findings.isEmpty)
    self.findings = findings
  }

  /// Makes a failure from one fault at a line.
  public init(_ rule: String, line: Int, facts: [Finding.Fact] = []) {
    findings = [Finding(rule, .rejects, at: .text(line: line, byte: nil), facts: facts)]
  }
}

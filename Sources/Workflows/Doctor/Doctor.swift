// SPDX-License-Identifier: Apache-2.0

import Glibc
import Storage
public import Values

/// Looks at everything that has to be in order before work begins, in one pass, and changes nothing.
///
///     let answer = Doctor(Installation(), database: nil, isQuick: false).examine()
///     answer["sound"]?.bool
public struct Doctor {
  /// Something that was looked at.
  struct Check {
    let name: String
    /// What was found, in a few words, where it is in order.
    let detail: String
    let findings: [Finding]

    init(_ name: String, _ detail: String, _ findings: [Finding] = []) {
      (self.name, self.detail, self.findings) = (name, detail, findings)
    }

    /// What a look that failed has to say.
    init(_ name: String, _ error: any Error) {
      self.init(name, "", WorkflowFailure(any: error).findings)
    }
  }

  let installation: Installation
  let database: String?
  let isQuick: Bool

  /// Takes an installation and a database.
  ///
  /// - Parameters:
  ///   - database: The address; nothing for `books.sqlite` in the installation.
  ///   - isQuick: Whether what takes longer with every year (each byte of the code sets, each entry of the books) is
  ///     left out.
  public init(_ installation: Installation, database: String?, isQuick: Bool) {
    self.installation = installation
    self.database = database
    self.isQuick = isQuick
  }

  /// Looks at everything.
  ///
  /// - Returns: `sound`: whether nothing has to be done; `checks`: each with its outcome (`ok`, `informs`, `warns`,
  ///   `rejects`) and its findings.
  public func examine() -> JSON {
    let checks =
      [folder(), disk(), releases(), numbers(), keys(), leftOvers(), client()] + databaseChecks()
    let words = FindingWords.standard
    let isSound = !checks.flatMap(\.findings).contains { $0.severity == .rejects }
    return .members(
      ("sound", .bool(isSound)), ("program", .string(Program.version)),
      (
        "checks",
        .array(
          checks.map { check in
            .members(
              ("check", .string(check.name)),
              (
                "outcome",
                .string(check.findings.map(\.severity).max().map(\.rawValue) ?? "ok")
              ), ("detail", .string(check.detail)),
              ("findings", .array(check.findings.map(words.json))))
          })
      ))
  }

  /// A finding of this examination.
  static func finding(
    _ rule: String, _ severity: Finding.Severity, _ facts: (String, String)...
  ) -> Finding {
    Finding(rule, severity, at: .claim, facts: facts.map { Finding.Fact($0.0, $0.1) })
  }
}

// SPDX-License-Identifier: Apache-2.0

import Claims
import Edits
import Interchange
import Storage
public import Values

/// Files of payers' rules: read, tested, installed in versions that stand side by side.
public struct RuleFiles: Sendable {
  private let installation: Installation

  /// Takes an installation.
  public init(_ installation: Installation) { self.installation = installation }

  private var folder: String { "\(installation.home)/rules" }

  /// Reads a file of rules.
  ///
  /// - Throws: ``WorkflowFailure`` with everything that is wrong, each at its line.
  static func book(at path: String) throws(WorkflowFailure) -> PayerRuleBook {
    let bytes = try asWorkflow { try Files.read(path) }
    let document: YAMLReader
    do {
      document = try YAMLReader(bytes)
    } catch {
      throw WorkflowFailure(
        [
          Finding(
            "payer-rule.yaml", .rejects, at: .text(line: error.line, byte: nil),
            facts: [.init("reason", error.reason)])
        ], .unusable)
    }
    let reading = PayerRuleReading(
      document.document, lines: document.lines, sha256: SHA256.hexadecimal(of: bytes))
    guard let book = reading.book else { throw WorkflowFailure(reading.findings, .rejected) }
    return book
  }

  /// Runs the tests inside a file.
  ///
  /// - Returns: `name`, `version`, `rules` (each with `fires` and `silent`: how many tests came out as they
  ///   say), `passed`, `failed`, `findings`.
  public func test(_ path: String) throws(WorkflowFailure) -> JSON {
    let book = try Self.book(at: path)
    var rules: [JSON] = []
    var findings: [Finding] = []
    var passed = 0
    for rule in book.rules {
      var counts = (fires: 0, silent: 0)
      for test in rule.cases {
        let reading = ServiceRecordReading(test.claim)
        let line = Place.text(line: test.line ?? 1, byte: nil)
        guard let claim = reading.record else {
          findings += reading.findings.map {
            Finding($0.rule, $0.severity, at: line, facts: $0.facts, source: $0.source)
          }
          continue
        }
        if book.fires(rule, on: claim) == test.fires {
          passed += 1
          if test.fires { counts.fires += 1 } else { counts.silent += 1 }
        } else {
          findings.append(
            Finding(
              "payer-rule.test-failed", .rejects, at: line,
              facts: [
                .init("rule", rule.id), .init("expected", test.fires ? "fire" : "be silent"),
              ]))
        }
      }
      rules.append(
        .members(
          ("rule", .string(rule.id)), ("title", .string(rule.title)),
          ("severity", .string(rule.severity.rawValue)), ("enabled", .bool(rule.isEnabled)),
          ("fires", .int(counts.fires)), ("silent", .int(counts.silent)),
          ("learned", rule.learned)))
    }
    return .members(
      ("file", .string(path)), ("name", .string(book.name)), ("version", .string(book.version)),
      ("rules", .array(rules)), ("passed", .int(passed)), ("failed", .int(findings.count)),
      ("findings", .array(findings.map(FindingWords.standard.json))))
  }

  /// Installs a file whose tests all come out.
  ///
  /// A version, once installed, does not change: other rules are another version.
  ///
  /// - Returns: `name`, `version`, `outcome` (`added` or `present`).
  /// - Throws: ``WorkflowFailure``: everything that is wrong with the file, failed tests,
  ///   `payer-rule.version-differs`.
  public func install(_ path: String) throws(WorkflowFailure) -> JSON {
    let tested = try test(path)
    guard tested["failed"]?.digits == "0" else {
      throw WorkflowFailure(
        "payer-rule.not-installed", .rejected, ("failed", tested["failed"]?.digits ?? "?"))
    }
    let book = try Self.book(at: path)
    for (member, text) in [("name", book.name), ("version", book.version)]
    where !text.utf8.allSatisfy(Self.isPlain) || text.hasPrefix(".") {
      throw WorkflowFailure("payer-rule.bad-name", .rejected, ("member", member))
    }
    let target = "\(folder)/\(book.name) \(book.version).yaml"
    return try asWorkflow {
      var outcome = "present"
      if let old = try? Files.read(target) {
        guard SHA256.hexadecimal(of: old) == book.sha256 else {
          throw WorkflowFailure(
            "payer-rule.version-differs", .rejected, ("book", book.name), ("version", book.version))
        }
      } else {
        try Files.makeFolder(folder)
        try Files.write(try Files.read(path), to: target)
        outcome = "added"
      }
      return .members(
        ("name", .string(book.name)), ("version", .string(book.version)),
        ("outcome", .string(outcome)))
    }
  }

  /// The files installed, by name and version.
  public func list() throws(WorkflowFailure) -> JSON {
    .array(
      try books().map { book in
        .members(
          ("name", .string(book.name)), ("version", .string(book.version)),
          ("effective", .date(book.period.effective)),
          ("termination", .date(book.period.termination)),
          ("payers", .array(book.payers.map(JSON.string))),
          ("rules", .int(book.rules.count)),
          ("off", .int(book.rules.count { !$0.isEnabled })), ("sha256", .string(book.sha256)))
      })
  }

  /// The installed books; of one name the version that took effect last comes first.
  func books() throws(WorkflowFailure) -> [PayerRuleBook] {
    guard Files.isFolder(folder) else { return [] }
    let names = try asWorkflow { try Files.names(in: folder) }
    var books: [PayerRuleBook] = []
    for name in names.sorted() where name.hasSuffix(".yaml") {
      books.append(try Self.book(at: "\(folder)/\(name)"))
    }
    return books.sorted {
      $0.name != $1.name
        ? $0.name < $1.name
        : ($1.period.effective, $1.version) < ($0.period.effective, $0.version)
    }
  }

  /// Letters, digits, points, hyphens and underscores: what may stand in the name of a file.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || [0x2D, 0x2E, 0x5F].contains(byte)
  }
}

extension RuleFiles {
  /// A file of rules of an invented payer.
  public static var example: [UInt8] { Assets.bytes("edits/example-rules.yaml") }
}

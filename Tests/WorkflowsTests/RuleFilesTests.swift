// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Values
import Workflows

@Suite("Files of payers' rules")
struct RuleFilesTests {
  private let folder: String
  private let files: RuleFiles

  init() throws {
    folder = InstalledCodes.temporaryFolder()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    files = RuleFiles(Installation(home: "\(folder)/home"))
  }

  private func file(_ text: String) throws -> String {
    let path = "\(folder)/\(UUID()).yaml"
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  private static let example = String(decoding: RuleFiles.example, as: UTF8.self)

  /// A file with one rule, whose condition holds for the claim `fires` and not for `silent`.
  private func rule(_ when: String, fires: String, silent: String, more: String = "") -> String {
    """
    name: test
    version: "1"
    effective: 2026-01-01
    rules:
      - id: one
        severity: warn
        when: \(when)
        message: something
    \(more)
        tests:
          - fires: \(fires)
          - silent: \(silent)
    """
  }

  private static func claim(_ line: String, _ more: String = "") -> String {
    "{ date: 2026-03-02, \(more) lines: [ { \(line) } ] }"
  }

  @Test func theExampleComesOut() throws {
    let answer = try files.test(file(Self.example))
    #expect(answer["failed"]?.digits == "0")
    #expect(answer["passed"]?.digits == "6")
  }

  @Test(arguments: [
    // condition, a line that it holds for, one that it does not
    ("line.code = '99213'", "code: '99213'", "code: '99214'"),
    ("line.code in ('99202'..'99205', 'G04*')", "code: '99204'", "code: '99206'"),
    ("line.code in ('99202'..'99205', 'G04*')", "code: G0463", "code: G0500"),
    ("line.code not in ('99213')", "code: '99214'", "code: '99213'"),
    ("not line.code = '99213'", "code: '99214'", "code: '99213'"),
    ("line.units > 3", "code: X1, units: 3.001", "code: X1, units: 3"),
    ("line.charge >= 1000.50", "code: X1, charge: 1000.50", "code: X1, charge: 1000.49"),
    ("line.modifiers has '25'", "code: X1, modifiers: ['59', '25']", "code: X1"),
    ("line.modifiers lacks '25'", "code: X1", "code: X1, modifiers: ['25']"),
    (
      "line.modifiers has all ('LT', 'RT')", "code: X1, modifiers: [LT, RT]",
      "code: X1, modifiers: [LT]"
    ),
    (
      "line.modifiers has any ('LT', 'RT')", "code: X1, modifiers: [RT]",
      "code: X1, modifiers: [TC]"
    ),
    ("line.place is missing", "code: X1", "code: X1, place: '11'"),
    ("line.place is given", "code: X1, place: '11'", "code: X1"),
    ("line.revenue in ('0450'..'0459')", "code: X1, revenue: '0450'", "code: X1, revenue: '0460'"),
    ("line.from > 2026-03-01", "code: X1", "code: X1, date: '2026-03-01'"),
    ("line.from != line.through", "code: X1, through: '2026-03-03'", "code: X1"),
    ("line.days >= 3", "code: X1, through: '2026-03-04'", "code: X1, through: '2026-03-03'"),
    (
      "(line.place = '11' or line.place = '12') and line.units = 1", "code: X1, place: '12'",
      "code: X1, place: '12', units: 2"
    ),
    ("line.taxonomy = '207Q00000X'", "code: X1, taxonomy: 207Q00000X", "code: X1"),
    ("claim.total < 10", "code: X1, charge: 9.99", "code: X1, charge: 10.00"),
    ("claim.codes has '99213'", "code: '99213'", "code: '99214'"),
  ])
  func conditionsHoldAsTheySay(_ when: String, _ fires: String, _ silent: String) throws {
    let answer = try files.test(
      file(rule("\"\(when)\"", fires: Self.claim(fires), silent: Self.claim(silent))))
    #expect(answer["failed"]?.digits == "0", "\(answer.line)")
    #expect(answer["passed"]?.digits == "2")
  }

  @Test(arguments: [
    (
      "claim.diagnoses has 'E11*'", "diagnoses: [I10, E1165],", "diagnoses: [I10],"
    ),
    ("patient.age >= 65", "birthDate: '1961-03-02',", "birthDate: '1961-03-03',"),
    ("patient.sex = 'M'", "sex: M,", "sex: F,"),
    ("claim.payer in ('99905')", "payer: '99905',", "payer: '99906',"),
    ("claim.bill = 'outpatient'", "bill: outpatient,", "bill: professional,"),
    ("claim.type = '131'", "billType: '0131',", "billType: '0121',"),
    ("claim.conditions has 'G0'", "conditionCodes: [G0],", "conditionCodes: ['41'],"),
    (
      "history.codes has '99213'",
      "history: [ { claim: A, code: '99213', date: 2026-02-01 } ],",
      "history: [ { claim: A, code: '99214', date: 2026-02-01 } ],"
    ),
  ])
  func conditionsSeeTheWholeClaim(_ when: String, _ fires: String, _ silent: String) throws {
    let answer = try files.test(
      file(
        rule(
          "\"\(when)\"", fires: Self.claim("code: X1", fires),
          silent: Self.claim("code: X1", silent))))
    #expect(answer["failed"]?.digits == "0", "\(answer.line)")
  }

  @Test func aLinePointsToItsDiagnoses() throws {
    let diagnoses = "diagnoses: [E119, I10],"
    let answer = try files.test(
      file(
        rule(
          "\"line.diagnoses has 'I10' and line.diagnosis = 'I10'\"",
          fires: Self.claim("code: X1, pointers: [2]", diagnoses),
          silent: Self.claim("code: X1, pointers: [1]", diagnoses))))
    #expect(answer["failed"]?.digits == "0", "\(answer.line)")
  }

  @Test(arguments: [
    // text of the example, what takes its place, rule, line
    ("severity: hold ", "severity: reject ", "payer-rule.bad-value", 11),
    ("    message: a visit by", "    mesage: a visit by", "payer-rule.unknown-member", 14),
    ("    message: a visit by", "    # message: a visit by", "payer-rule.missing", 9),
    ("('99202'..'99215')", "(99202)", "payer-rule.syntax", 12),
    ("('99202'..'99215')", "('99202'..'992')", "payer-rule.syntax", 12),
    ("and line.code", "and line.cod", "payer-rule.syntax", 12),
    ("\"remove line.modifiers 'GT'\"", "\"drop line.modifiers 'GT'\"", "payer-rule.syntax", 48),
    ("id: drop-gt", "id: pregnancy-of-a-man", "payer-rule.repeated", 44),
    ("effective: 2026-01-01", "effective: 2026-13-01", "payer-rule.bad-value", 5),
    ("payers: [", "\tpayers: [", "payer-rule.yaml", 4),
    ("name: example-health", "name: &a example-health\nx: *a", "payer-rule.yaml", 3),
    ("name: example-health", "name: a\nname: b", "payer-rule.yaml", 3),
  ])
  func whatIsWrongIsToldAtItsLine(
    _ text: String, _ other: String, _ rule: String, _ line: Int
  ) throws {
    let range = try #require(Self.example.range(of: text))
    let path = try file(Self.example.replacingCharacters(in: range, with: other))
    let failure = #expect(throws: WorkflowFailure.self) { try files.test(path) }
    #expect(
      failure?.findings.contains { $0.rule == rule && $0.place.description == "line \(line)" }
        == true,
      "\(failure?.findings.map { "\($0.rule) \($0.place)" } ?? [])")
  }

  @Test func aRuleWithoutBothTestsIsRefused() throws {
    let cut = Self.example.replacingOccurrences(of: "      - silent:", with: "      - fires:")
    let path = try file(cut)
    let failure = #expect(throws: WorkflowFailure.self) { try files.test(path) }
    #expect(failure?.findings.count { $0.rule == "payer-rule.no-test" } == 3)
  }

  @Test func aTestThatDoesNotComeOutIsTold() throws {
    let path = try file(Self.example.replacingOccurrences(of: "'M'", with: "'F'"))
    let answer = try files.test(path)
    #expect(answer["failed"]?.digits == "2")
    #expect(
      answer["findings"]?.elements.allSatisfy { $0["rule"]?.string == "payer-rule.test-failed" }
        == true)
    let failure = #expect(throws: WorkflowFailure.self) { try files.install(path) }
    #expect(failure?.findings.first?.rule == "payer-rule.not-installed")
  }

  @Test func aVersionOnceInstalledStays() throws {
    #expect(try files.install(file(Self.example))["outcome"]?.string == "added")
    #expect(try files.install(file(Self.example))["outcome"]?.string == "present")
    let other = try file(Self.example.replacingOccurrences(of: "section 7", with: "section 8"))
    let failure = #expect(throws: WorkflowFailure.self) { try files.install(other) }
    #expect(failure?.findings.first?.rule == "payer-rule.version-differs")
    let next = Self.example.replacingOccurrences(of: "2026.1", with: "2026.2")
    #expect(try files.install(file(next))["outcome"]?.string == "added")
    #expect(try files.list().elements.map { $0["version"]?.string } == ["2026.2", "2026.1"])
    let bad = Self.example.replacingOccurrences(of: "name: example-health", with: "name: ../x")
    let refused = #expect(throws: WorkflowFailure.self) { try files.install(file(bad)) }
    #expect(refused?.findings.first?.rule == "payer-rule.bad-name")
  }
}

// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Storage
import Testing
import Values

@testable import Workflows

@Suite struct NecessityTests {
  /// An installation with the made-up coverage tables alone.
  private static func installation() throws -> Installation {
    var tables = TrialTables()
    for name in Assets.files(under: "edits/tables/") where name.contains("coverage") {
      try tables.add(PublishedFile(name: name, bytes: Assets.bytes(name), sha256: "00"))
    }
    return Installation(home: InstalledCodes.temporaryFolder()).trying(tables)
  }

  private static func claim(_ code: String, _ diagnoses: [String], state: String) -> JSON {
    .members(
      ("date", .string("2026-06-01")), ("state", .string(state)),
      ("diagnoses", .array(diagnoses.map(JSON.string))),
      (
        "lines",
        .array([
          .members(
            ("code", .string(code)),
            ("pointers", .array(diagnoses.indices.map { .int($0 + 1) })))
        ])
      ))
  }

  @Test(
    "The verdict names the policy, its day, the release and the row",
    arguments: [
      ("10030", ["D51.0"], "OH", "covered", "necessity.none"),
      ("10030", ["I10"], "OH", "not-covered", "necessity.not-covered"),
      ("10030", [], "OH", "not-covered", "necessity.not-covered"),
      ("10031", ["Z00.00"], "OH", "not-covered", "necessity.notice-advised"),
      ("10031", ["I10"], "OH", "covered", "necessity.none"),
      ("10032", ["D51.0"], "OH", "conditions-to-read", "necessity.conditions"),
      ("10030", ["I10"], "VA", "no-policy", "necessity.no-policy"),
    ])
  func verdicts(_ row: (String, [String], String, String, String)) throws {
    let answer = try ReviewNecessity(Self.installation()).judge(
      Self.claim(row.0, row.1, state: row.2))
    let line = try #require(answer["lines"]?.elements.first)
    #expect(line["verdict"]?.string == row.3)
    let rules = line["findings"]?.elements.compactMap { $0["rule"]?.string } ?? []
    #expect(row.4 == "necessity.none" ? rules.isEmpty : rules.contains(row.4), "\(rules)")
    let policy = try #require(line["policies"]?.elements.first)
    #expect(policy["effective"]?.string == "2025-01-01")
    #expect(policy["release"]?.string == "coverage-article-services-2025-01-05")
    #expect(policy["row"]?.string?.contains("row ") == true)
  }

  @Test("Without tables the command says what to import")
  func notInstalled() {
    do {
      _ = try ReviewNecessity(Installation(home: InstalledCodes.temporaryFolder()))
      Issue.record("it was opened")
    } catch { #expect(error.findings.map(\.rule) == ["necessity.not-installed"]) }
  }

  /// A notice with some of its members replaced.
  private static func notice(_ members: String = "") throws -> JSON {
    let given = try JSON(parsing: "{\(members)}")
    let usual = try JSON(
      parsing: """
        {"notifier": {"name": "Milbrook", "address": "100 Main Street", "phone": "614-555-0101"},
         "patient": {"name": "Astrid Lindqvist", "number": "MRN-1"}, "service": "test",
         "items": [{"item": "B-12", "reason": "not for this condition", "cost": 45.00}]}
        """)
    return .object(
      usual.members.filter { given[$0.name] == nil } + given.members.filter { $0.value != .null })
  }

  @Test(
    "What is wrong with a notice is told with its member",
    arguments: [
      (#""paitent": 1"#, "necessity.notice-member"),
      (#""service": null"#, "necessity.notice-missing"),
      (#""service": 12"#, "necessity.notice-value"),
      (#""patient": {"name": "A", "number": "1EG4-TE5-MK73"}"#, "necessity.notice-number"),
      (#""patient": {"name": "A", "number": "000-12-3456"}"#, "necessity.notice-number"),
      (#""patient": {"name": "\u6F22\u5B57 \uD83D\uDE00"}"#, "necessity.notice-characters"),
      (#""prepared": "tomorrow""#, "necessity.notice-value"),
    ])
  func wrong(_ members: String, _ rule: String) throws {
    let notice = try Self.notice(members)
    do {
      _ = try WriteNotice().pdf(notice)
      Issue.record("it was written: \(members)")
    } catch { #expect(error.findings.map(\.rule).contains(rule), "\(error.findings)") }
  }

  @Test("A notice that is too long for a page is refused; one that fits tells of the official form")
  func pages() throws {
    let item =
      #"{"item": "B-12", "reason": "\#(String(repeating: "long ", count: 60))", "cost": 1}"#
    let long = try Self.notice(
      #""items": [\#(Array(repeating: item, count: 12).joined(separator: ","))]"#)
    do {
      _ = try WriteNotice().pdf(long)
      Issue.record("it was written")
    } catch { #expect(error.findings.map(\.rule) == ["necessity.notice-space"]) }
    let path = "\(InstalledCodes.temporaryFolder()).pdf"
    defer { try? Files.remove(path) }
    let answer = try WriteNotice().write(Self.notice(), to: path)
    #expect(answer["findings"]?.elements.first?["rule"]?.string == "necessity.official-form")
    #expect(try Files.read(path, limit: 5) == Array("%PDF-".utf8))
  }

  @Test("A document that is not JSON is told with its place")
  func notJSON() throws {
    let path = "\(InstalledCodes.temporaryFolder()).json"
    defer { try? Files.remove(path) }
    try Files.write(Array("{".utf8), to: path)
    do { _ = try WriteNotice.document(path) } catch {
      #expect(error.findings.map(\.rule) == ["necessity.not-json"])
    }
  }
}

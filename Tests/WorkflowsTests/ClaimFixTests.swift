// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Edits
import Storage
import Testing
import Values

@testable import Workflows

@Suite(.enabled(if: InstalledCodes.arePossible, Comment(rawValue: InstalledCodes.whyNot)))
struct ClaimFixTests {
  /// An installation with the default code sets and the made-up tables of the edits.
  private static func installation() throws -> Installation {
    var tables = TrialTables()
    for name in Assets.files(under: "edits/tables/") {
      try tables.add(PublishedFile(name: name, bytes: Assets.bytes(name), sha256: "00"))
    }
    return InstalledCodes.installation.trying(tables)
  }

  private static func claim(_ lines: String) throws -> JSON {
    try JSON(
      parsing: """
        {"id":"case","bill":"professional","date":"2026-07-15","claimFiling":"MB","lines":[\(lines)]}
        """)
  }

  /// Lines, the rule that holds them, and the changes that settle it, in order.
  static let cases: [(lines: String, rule: String, changes: [String])] = [
    (
      #"{"code":"10001"},{"code":"10000"}"#, "ncci.procedure-pair",
      [
        "take service line 1 off the claim", "add modifier XS to service line 1",
        "add modifier XE to service line 1", "add modifier XP to service line 1",
      ]
    ),
    (
      #"{"code":"10000"},{"code":"10002"}"#, "ncci.procedure-pair-never-together",
      ["take service line 2 off the claim"]
    ),
    (
      #"{"code":"10000","units":3}"#, "ncci.units-line", ["bill 2 units on service line 1"]
    ),
    (
      #"{"code":"10020"},{"code":"80053"}"#, "ncci.add-on-without-primary",
      ["bill 10000 on the day of service line 1", "take service line 1 off the claim"]
    ),
  ]

  @Test(
    "Each change that is told was tried: it settles the finding and brings no other",
    arguments: cases)
  func tried(row: (lines: String, rule: String, changes: [String])) throws {
    let answer = try EditClaims(Self.installation()).judge(Self.claim(row.lines))
    let found = answer["findings"]?.elements.first { $0["rule"]?.string == row.rule }
    #expect(answer["status"]?.string == "held")
    #expect(found?["fixes"]?.elements.compactMap { $0["change"]?.string } == row.changes)
    for fix in found?["fixes"]?.elements ?? [] {
      #expect(fix["when"]?.string?.isEmpty == false)
      #expect(fix["source"]?.string?.isEmpty == false)
    }
  }

  @Test("Every rule of the table of changes has words and stands in the catalogue of edits")
  func rules() {
    for rule in Assets.fixes.rules {
      #expect(FindingWords.standard.rules.contains(rule), "\(rule)")
      #expect(EditCatalogue.standard.entries[rule] != nil, "\(rule)")
    }
  }

  @Test("An override lets a claim through while it counts, and says so")
  func overridden() throws {
    let home = InstalledCodes.temporaryFolder()
    defer { try? Files.remove(OverrideTrail.path(in: home)) }
    let claim = try Self.claim(#"{"code":"10000"},{"code":"10002"}"#)
    func status() throws -> (String?, JSON?) {
      let edits = try EditClaims(
        Installation(home: home).trying(try #require(Self.installation().trial)))
      let answer = try edits.judge(claim)
      let found = answer["findings"]?.elements.first { $0["severity"]?.string == "rejects" }
      return (answer["status"]?.string, found?["overridden"])
    }
    #expect(try status() == ("held", nil))
    let day = try #require(CalendarDate("2999-12-31"))
    let today = try #require(CalendarDate("2026-07-20"))
    let overrides = Overrides(Installation(home: home), today: today)
    _ = try overrides.add(
      claim: "case", rule: "ncci.procedure-pair-never-together", line: 2, reason: "appeal",
      user: "A. Biller", until: day)
    let (state, override) = try status()
    #expect(state == "warned")
    #expect(override?["reason"]?.string == "appeal")
    try overrides.revoke(1, by: "C. Compliance", because: "no record")
    #expect(try status().0 == "held")
    #expect(try overrides.report().elements.first?["state"]?.string == "revoked")
  }

  @Test("What is wrong with an override is told at once")
  func wrong() throws {
    let today = try #require(CalendarDate("2026-07-20"))
    let past = try #require(CalendarDate("2026-07-19"))
    let overrides = Overrides(Installation(home: InstalledCodes.temporaryFolder()), today: today)
    do {
      _ = try overrides.add(
        claim: " ", rule: "ncci.none", line: nil, reason: "", user: "A", until: past)
      Issue.record("it was taken")
    } catch {
      #expect(
        error.findings.map(\.rule) == [
          "override.unknown-rule", "override.missing", "override.missing", "override.expired",
        ])
    }
    do { try overrides.revoke(1, by: "A", because: "b") } catch {
      #expect(error.findings.map(\.rule) == ["override.unknown"])
    }
  }

  @Test("A payer's rule changes the claim that a run writes, and tells it")
  func changed() throws {
    let folder = InstalledCodes.temporaryFolder()
    try Files.makeFolder(folder)
    let rules = "\(folder)/rules.yaml"
    try Files.write(
      Array(
        """
        name: lesson
        version: "1"
        effective: 2026-01-01
        rules:
          - id: apart
            title: Nails beside a wound carry XS
            severity: inform
            when: line.code = '11720'
            change: ["add line.modifiers 'XS'"]
            message: XS was added
            source: test
            tests:
              - fires: {date: 2026-03-02, lines: [{code: "11720"}]}
              - silent: {date: 2026-03-02, lines: [{code: "11719"}]}

        """.utf8), to: rules)
    var options = RunEncounters.Options(out: "\(folder)/out")
    options.rules = [rules]
    var rows: [JSON] = []
    let lesson = "Docs/correct-coding"
    let installation = try InstalledCodes.installation.trying(["\(lesson)/tables"])
    let counts = try RunEncounters(installation, options).run(["\(lesson)/held/pair.json"]) {
      rows.append($0)
    }
    #expect(counts["clean"]?.int == 1)
    let found = rows[0]["findings"]?.elements.compactMap { $0["rule"]?.string } ?? []
    #expect(found.contains("payer-rule.changed"))
    #expect(!found.contains("ncci.procedure-pair"))
    let written = String(decoding: try Files.read("\(folder)/out/837p.edi"), as: UTF8.self)
    #expect(written.contains("SV1*HC:11720:XS*"))
  }

  @Test("The lesson in correct coding: three claims are held, and clean once they are settled")
  func lesson() throws {
    let installation = try InstalledCodes.installation.trying(["Docs/correct-coding/tables"])
    for (folder, rules) in [
      ("held", ["ncci.add-on-without-primary", "ncci.procedure-pair", "ncci.units-day"]),
      ("settled", []),
    ] {
      var found: [String] = []
      let counts = try RunEncounters(installation, .init(out: nil)).run([
        "Docs/correct-coding/\(folder)"
      ]) { row in
        found +=
          row["findings"]?.elements.filter { $0["severity"]?.string == "rejects" }
          .compactMap { $0["rule"]?.string } ?? []
      }
      #expect(found == rules)
      #expect(counts["held"]?.int == rules.count)
      #expect(counts["clean"]?.int == 3 - rules.count)
    }
  }
}

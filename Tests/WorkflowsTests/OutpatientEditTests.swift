// SPDX-License-Identifier: Apache-2.0

import Grouping
import Testing
import Values

@testable import Workflows

@Suite struct OutpatientEditTests {
  /// The ids are stable, whatever the edits are called in their table.
  static let rules = [
    "oce.bilateral-misplaced", "oce.bilateral-units", "oce.blood-billing", "oce.corneal-tissue",
    "oce.device-credit-modifier", "oce.device-missing", "oce.emergency-inpatient-repeated",
    "oce.emergency-inpatient-status", "oce.inpatient-procedure", "oce.invalid-age",
    "oce.invalid-date", "oce.invalid-modifier", "oce.invalid-revenue", "oce.invalid-service",
    "oce.manual-price", "oce.modifier-pair", "oce.not-billable", "oce.not-covered",
    "oce.observation-bill-type", "oce.observation-revenue", "oce.only-packaged",
    "oce.other-code-needed", "oce.outside-releases", "oce.pass-through-without-procedure",
    "oce.program-bill-type", "oce.program-diagnosis", "oce.program-few-services",
    "oce.program-only", "oce.referral-without-observation", "oce.revenue-needs-code",
    "oce.revenue-not-recognized", "oce.revenue-with-code", "oce.same-day-as-inpatient",
    "oce.skin-substitute-missing", "oce.submitted-for-denial", "oce.submitted-for-review",
    "oce.supplier-only", "oce.terminated-units", "oce.transfusion-without-blood",
    "oce.trauma-without-critical-care", "oce.visit-with-procedure", "oce.visits-repeated",
  ]

  @Test("Each edit fires on its one case and not on the other")
  func cases() throws {
    let grouper = try MadeUpOutpatient.grouper()
    for line in try MadeUpOutpatient.lines("cases-outpatient.ndjson") {
      let json = try JSON(parsing: line)
      let edit = try #require(json["edit"]?.string)
      let document = try OutpatientDocument(try #require(json["claim"]))
      let answer = grouper.group(document.claim)
      let findings = OutpatientJSON(document, answer, grouper.tables).findings
      let fires = findings.contains { $0.rule == edit }
      #expect(fires == (json["case"]?.string == "fires"), "\(line): \(findings.map(\.rule))")
      for finding in findings { #expect(!FindingWords.standard.message(finding).contains("{")) }
    }
  }

  @Test("Every edit of the catalogue has both cases, a number and words")
  func catalogue() throws {
    var cases: Set<String> = []
    for line in try MadeUpOutpatient.lines("cases-outpatient.ndjson") {
      let json = try JSON(parsing: line)
      cases.insert("\(json["edit"]?.string ?? "") \(json["case"]?.string ?? "")")
    }
    let built = Set(OutpatientLibrary.edits.entries.filter { $0.built == "yes" }.map(\.rule))
    let listed = try MadeUpOutpatient.lines("catalogue-outpatient.tsv")
      .filter { !$0.hasPrefix("#") }.compactMap { $0.split(separator: "\t").first.map(String.init) }
    #expect(built == Set(listed))
    #expect(listed == Self.rules)
    for rule in listed {
      #expect(cases.contains("\(rule) fires"), "\(rule)")
      #expect(cases.contains("\(rule) silent"), "\(rule)")
      #expect(FindingWords.standard.rules.contains(rule), "\(rule)")
    }
    #expect(cases.count == listed.count * 2)
  }

  @Test("A made-up code of a claim that cannot be read is told with its member")
  func members() throws {
    for (text, member) in [
      (#"{"lines":[]}"#, "lines"),
      (#"{"date":"2025-03-01","lines":[{"unit":2}]}"#, "lines[0].unit"),
      (#"{"date":"x","lines":[{"code":"10021"}]}"#, "date"),
      (#"{"date":"2025-03-01","lines":[{"code":"10021","units":0}]}"#, "lines[0].units"),
      (#"{"date":"2025-03-01","billType":"x","lines":[{"code":"10021"}]}"#, "billType"),
    ] {
      do {
        _ = try OutpatientDocument(JSON(parsing: text))
        Issue.record("read: \(text)")
      } catch let failure as WorkflowFailure {
        let found = failure.findings.filter { $0.rule == "apc.member" }.compactMap {
          $0.fact("member")
        }
        #expect(found.contains(member), "\(text): \(found)")
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Grouping
import Testing
import Values

@testable import Workflows

@Suite struct OutpatientEditTests {
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

// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Edits
import Testing
import Values

@Suite(
  .enabled(if: Installed.codes != nil, "needs the default code sets: cleanclaim codes install"))
struct InstalledCodesTests {
  @Test("combinations that are coded every day are not held", arguments: Combinations.accepted)
  func areNotHeld(codes: String) throws {
    let edits = EncounterEdits(codes: try #require(Installed.codes))
    let findings = edits.findings(
      for: Encounters.visit(codes, born: codes.hasPrefix("O") ? "1996-03-04" : "1960-03-04"))
    let known: Set<String> = []
    #expect(findings.rejecting.filter { !known.contains($0) } == [], "\(codes)")
  }

  @Test("combinations that the list forbids are held by the one rule", arguments: Combinations.held)
  func areHeld(codes: String, findings: [String]) throws {
    let edits = EncounterEdits(codes: try #require(Installed.codes))
    #expect(edits.findings(for: Encounters.visit(codes)).rejecting == findings, "\(codes)")
  }

  @Test("what holds a hospital stay", arguments: Combinations.heldStays)
  func staysAreHeld(codes: String, findings: [String]) throws {
    let edits = EncounterEdits(codes: try #require(Installed.codes))
    #expect(edits.findings(for: Encounters.stay(codes)).rejecting == findings, "\(codes)")
  }

  @Test("a complete code alone is held only as a manifestation, an external cause or both")
  func everyTenthCodeAlone() throws {
    let edits = EncounterEdits(codes: try #require(Installed.codes))
    let table = try #require(Installed.tabular)
    let allowed: Set<String> = [
      "icd10cm.manifestation-principal", "icd10cm.external-cause-principal",
      "icd10cm.code-first-missing",
    ]
    var held = 0
    for position in stride(from: 0, to: table.count, by: 10)
    where table.flags(at: position).contains(.billable) {
      let code = table[position].printed
      let rejecting = edits.findings(for: Encounters.visit(code)).filter { $0.severity == .rejects }
      if !rejecting.isEmpty { held += 1 }
      #expect(rejecting.allSatisfy { allowed.contains($0.rule) }, "\(code)")
    }
    #expect(held > 500)
  }

  @Test("each header is held, as one or for its 7th character")
  func headers() throws {
    let edits = EncounterEdits(codes: try #require(Installed.codes))
    let table = try #require(Installed.tabular)
    let rules = ["icd10cm.not-billable", "icd10cm.seventh-character-missing"]
    for position in stride(from: 0, to: table.count, by: 7)
    where !table.flags(at: position).contains(.billable) {
      let code = table[position].printed
      let findings = edits.findings(for: Encounters.visit(code))
      #expect(findings.count == 1 && rules.contains(findings[0].rule), "\(code)")
      #expect(findings.first?.fact("nearest") != "none", "\(code)")
    }
  }

  @Test("codes on days that other editions or the dated list decide", arguments: Combinations.dated)
  func dated(codes: String, date: String, findings: [String]) throws {
    let edits = EncounterEdits(codes: try #require(Installed.codes))
    #expect(edits.findings(for: Encounters.visit(codes, on: date)).rejecting == findings)
  }
}

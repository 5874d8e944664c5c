// SPDX-License-Identifier: Apache-2.0

import Claims
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
}

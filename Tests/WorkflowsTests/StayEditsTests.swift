// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Testing
import Values

@testable import Workflows

@Suite struct StayEditsTests {
  /// Every edit with the id of its finding: the ids are stable, whatever the edits are called in the source.
  static let rules: [(EditorEdit, String)] = [
    (.invalidCode, "mce.invalid-code"), (.requiresSecondary, "mce.requires-secondary"),
    (.sexConflict, "mce.sex-conflict"), (.ageConflict, "mce.age-conflict"),
    (.invalidAdmitting, "mce.invalid-admitting"),
    (.questionableAdmission, "mce.questionable-admission"),
    (.manifestation, "mce.manifestation"), (.externalCause, "mce.external-cause"),
    (.unacceptablePrincipal, "mce.unacceptable-principal"),
    (.nonspecificPrincipal, "mce.nonspecific-principal"), (.nonCovered, "mce.non-covered"),
    (.limitedCoverage, "mce.limited-coverage"), (.obstetricAdmission, "mce.obstetric-admission"),
    (.duplicateOfPrincipal, "mce.duplicate-of-principal"), (.invalidAge, "mce.invalid-age"),
    (.invalidSex, "mce.invalid-sex"), (.invalidStatus, "mce.invalid-status"),
    (.lengthOfStay, "mce.length-of-stay"), (.wrongProcedure, "mce.wrong-procedure"),
    (.unspecified, "mce.unspecified"), (.medicareSecondary, "mce.medicare-secondary"),
    (.bilateral, "mce.bilateral"), (.openBiopsy, "mce.open-biopsy"),
    (.nonspecificProcedure, "mce.nonspecific-procedure"),
    (.limitedLungVolume, "mce.limited-lung-volume"), (.limitedLung, "mce.limited-lung"),
    (.limitedHeartLung, "mce.limited-heart-lung"), (.limitedHeart, "mce.limited-heart"),
    (.limitedHeartImplant, "mce.limited-heart-implant"),
    (.limitedIntestine, "mce.limited-intestine"), (.limitedLiver, "mce.limited-liver"),
    (.limitedKidney, "mce.limited-kidney"), (.limitedPancreas, "mce.limited-pancreas"),
  ]

  @Test("Every edit has an id of its own, and words")
  func ids() {
    #expect(Self.rules.map(\.0) == EditorEdit.allCases)
    for (edit, rule) in Self.rules {
      #expect(StayEdits.rule(edit) == rule)
      #expect(FindingWords.standard.rules.contains(rule))
    }
    #expect(Set(Self.rules.map(\.1)).count == Self.rules.count)
  }

  @Test("Every reason for no group is a finding with words")
  func reasons() {
    let rules: [(GroupingCode, String?)] = [
      (.ok, nil), (.ungroupable, "group.ungroupable"),
      (.invalidPrincipal, "group.invalid-principal"), (.notPrincipal, "group.not-principal"),
      (.invalidStatus, "group.invalid-status"), (.invalidSex, "group.invalid-sex"),
      (.conditionWithoutIndicator, "group.condition-without-indicator"),
      (.conditionNotPresent, "group.condition-not-present"),
      (.conditionInvalidIndicator, "group.condition-invalid-indicator"),
      (.conditionSeveral, "group.condition-several"),
    ]
    #expect(rules.map(\.0) == GroupingCode.allCases)
    for (code, rule) in rules {
      #expect(StayEdits.finding(code)?.rule == rule)
      if let rule { #expect(FindingWords.standard.rules.contains(rule)) }
    }
  }

  @Test(
    "What is wrong with a stay that a person spells out is told at once",
    arguments: [
      ("I21/4", ["E11.9:Q"], ["0/1"], "sexless", 4), ("I21.4", ["E11.9:Y"], ["02703DZ"], "f", 0),
      ("", [], [], "male", 1),
    ] as [(String, [String], [String], String, Int)])
  func given(
    _ principal: String, _ secondary: [String], _ procedures: [String], _ sex: String, _ count: Int
  ) throws {
    var given = GivenStay(
      principal: principal, discharged: try #require(CalendarDate("2026-05-01")), age: 1, sex: sex,
      dischargeStatus: 1, lengthOfStay: 1)
    given.secondary = secondary
    given.procedures = procedures
    do {
      _ = try given.read()
      #expect(count == 0)
    } catch {
      #expect(error.findings.map(\.rule) == Array(repeating: "group.option", count: count))
    }
  }

  @Test("A stay without an installed grouper is refused: group.not-installed")
  func notInstalled() {
    let home = InstalledCodes.temporaryFolder()
    #expect {
      _ = try GrouperLibrary(Installation(home: home))
    } throws: { error in
      (error as? WorkflowFailure)?.findings.map(\.rule) == ["group.not-installed"]
        && (error as? WorkflowFailure)?.kind == .notInstalled
    }
  }

  @Test("A change that cannot be made is refused: group.what-if")
  func changes() throws {
    #expect(try StayChange.read(["+sdx=E11.9:Y", "status=20"]).count == 2)
    #expect {
      _ = try StayChange.read(["sdx=E11.9", "+px", "status=20"])
    } throws: { error in
      (error as? WorkflowFailure)?.findings.map(\.rule) == ["group.what-if", "group.what-if"]
    }
  }

  @Test("A file without a stay is refused: group.no-stay")
  func noStay() {
    #expect {
      _ = try StayDocument("Examples/office-visit.json")
    } throws: { error in
      (error as? WorkflowFailure)?.findings.map(\.rule) == ["group.no-stay"]
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Edits
import Testing
import Values
import Workflows

/// What is found on a visit.
private enum Visits {
  /// Codes of a visit on made-up tables, and every finding.
  static let all: [(codes: String, findings: [String])] = [
    ("E10.9", []),
    ("E10.9 E11.9", ["diagnosis 2 icd10cm.excludes1 rejects"]),
    ("E11.9 E10.9", ["diagnosis 2 icd10cm.excludes1 rejects"]),
    ("E11.9 P70.2", ["diagnosis 2 icd10cm.excludes1 rejects"]),
    ("E12.0 E12.1", []),
    ("S61 S62.001A", []),
    ("S61 S62.001B", ["diagnosis 2 icd10cm.excludes1 rejects"]),
    ("E11.9 e119", ["diagnosis 2 icd10cm.duplicate rejects"]),
    ("E11.9 G63", []),
    (
      "G63 E11.9",
      [
        "diagnosis 1 icd10cm.manifestation-principal rejects",
        "diagnosis 1 icd10cm.code-first rejects",
      ]
    ),
    ("N39 B96", []),
    ("N39", ["diagnosis 1 icd10cm.use-additional-code warns"]),
    ("N40", ["diagnosis 1 icd10cm.use-additional-code informs"]),
    ("N41", ["diagnosis 1 icd10cm.code-also informs"]),
    ("P70.2 G63", ["diagnosis 2 icd10cm.code-first-missing rejects"]),
    ("P70.2 G64", ["diagnosis 2 icd10cm.code-first-missing warns"]),
    ("P70.2 G64 M10.0", ["diagnosis 2 icd10cm.code-first warns"]),
    ("W01 E11.9", ["diagnosis 1 icd10cm.external-cause-principal rejects"]),
    ("*W01 E11.9", []),
    ("E11", ["diagnosis 1 icd10cm.not-billable rejects"]),
    ("S62", ["diagnosis 1 icd10cm.seventh-character-missing rejects"]),
    ("S62.001Z", ["diagnosis 1 icd10cm.seventh-character-invalid rejects"]),
    ("E11.8", ["diagnosis 1 code.unknown rejects"]),
    ("E11/9", ["diagnosis 1 code.malformed rejects"]),
    ("250.00", ["diagnosis 1 code.wrong-set-for-date rejects"]),
    ("P07", ["diagnosis 1 icd10cm.age-conflict warns"]),
    ("O80", ["diagnosis 1 icd10cm.age-conflict warns"]),
    ("N44", ["diagnosis 1 icd10cm.sex-conflict warns"]),
    ("R65", []),
    ("S72", []),
  ]
}

/// What is found on a hospital stay of a woman of 66.
private enum Stays {
  /// Codes with present-on-admission values, and every finding.
  static let all: [(codes: String, findings: [String])] = [
    ("E11.9/Y Z79", []),
    ("E11.9", ["diagnosis 1 poa.missing rejects"]),
    ("E11.9/1", ["diagnosis 1 poa.invalid rejects"]),
    ("E11.9/Y Z79/1", []),
    ("E11.9/Y Z79/Y", ["diagnosis 2 poa.exempt warns"]),
    ("R65/Y E11.9/Y", ["diagnosis 1 icd10cm.unacceptable-principal rejects"]),
    ("R66/Y", ["diagnosis 1 icd10cm.requires-secondary rejects"]),
    ("R66/Y E11.9/Y", []),
    ("S72/Y", ["diagnosis 1 icd10cm.unspecified informs"]),
    ("P07/Y", ["diagnosis 1 icd10cm.age-conflict rejects"]),
    ("N44/Y", ["diagnosis 1 icd10cm.sex-conflict rejects"]),
  ]
}

@Suite struct EncounterEditsTests {
  @Test("a visit's diagnoses are judged by the notes that apply", arguments: Visits.all)
  func visit(codes: String, findings: [String]) throws {
    let edits = EncounterEdits(codes: try MadeUp.codes())
    #expect(edits.findings(for: Encounters.visit(codes)).lines == findings, "\(codes)")
  }

  @Test("a hospital stay's diagnoses are judged by the code editor too", arguments: Stays.all)
  func stay(codes: String, findings: [String]) throws {
    let edits = EncounterEdits(codes: try MadeUp.codes())
    #expect(edits.findings(for: Encounters.stay(codes)).lines == findings, "\(codes)")
  }

  @Test("without a list of exempt codes a missing value is only a warning")
  func missingExemptList() throws {
    let edits = EncounterEdits(codes: try MadeUp.codes(poaExempt: nil))
    let findings = edits.findings(for: Encounters.stay("E11.9"))
    #expect(findings.lines == ["diagnosis 1 poa.missing warns"])
  }

  @Test("a day that no edition covers is said so, never judged by another edition")
  func noEdition() throws {
    let edits = EncounterEdits(codes: try MadeUp.codes())
    let later = edits.findings(for: Encounters.visit("E11.9", on: "2031-05-01"))
    #expect(later.lines == ["diagnosis 1 code.no-edition rejects"])
    let none = edits.findings(for: Encounters.visit("E11.9", on: ""))
    #expect(none.lines == ["claim code.no-date rejects"])
    let before = edits.findings(for: Encounters.visit("E11.9", on: "2015-05-01"))
    #expect(before.lines == ["diagnosis 1 code.wrong-set-for-date rejects"])
  }

  @Test("notes of the nearest edition are said to be of another")
  func otherEdition() throws {
    let row = MadeUp.row("E119")
    let tables = [
      try MadeUp.table(.icd10cm, .tabular, from: "2025-10-01", to: "2026-09-30", [row]),
      try MadeUp.table(.icd10cm, .validity, from: "2015-10-01", [row]),
    ]
    let edits = EncounterEdits(codes: EditCodes([.made(of: .icd10cm, tables, exempt: [])]))
    let before = edits.findings(for: Encounters.visit("E11.9", on: "2024-05-01"))
    #expect(before.lines.contains("claim icd10cm.notes-of-other-edition informs"), "\(before)")
    let within = edits.findings(for: Encounters.visit("E11.9", on: "2026-05-01"))
    #expect(!within.contains { $0.rule == "icd10cm.notes-of-other-edition" })
  }

  @Test("a visit says nothing of what was present on admission")
  func presentOnVisit() throws {
    let edits = EncounterEdits(codes: try MadeUp.codes())
    var encounter = Encounters.visit("E11.9")
    encounter.diagnoses[0].presentOnAdmission = .yes
    #expect(edits.findings(for: encounter).lines == ["diagnosis 1 poa.not-expected informs"])
  }

  @Test("a finding names the note, its level, its line and the file that it comes from")
  func sources() throws {
    let edits = EncounterEdits(codes: try MadeUp.codes())
    let finding = try #require(edits.findings(for: Encounters.visit("E10.9 E11.9")).first)
    #expect(finding.fact("code") == "E11.9")
    #expect(finding.fact("other") == "E10.9")
    #expect(finding.fact("other_position") == "1")
    #expect(finding.fact("holder") == "E10.9")
    #expect(finding.fact("level") == "E10")
    #expect(finding.fact("note") == "other (E11.-)")
    #expect(finding.source?.document == "icd10cm-tabular-2025-10-01")
    #expect(finding.source?.locator == "E10 Excludes1, line 20")
    #expect(finding.source?.sha256 == "00ff")
  }

  @Test("the admitting diagnosis may repeat the principal one")
  func admitting() throws {
    let edits = EncounterEdits(codes: try MadeUp.codes())
    var encounter = Encounters.stay("E11.9/Y")
    encounter.diagnoses.append(Diagnosis(code: "E11.9", role: .admitting))
    encounter.diagnoses.append(Diagnosis(code: "E11.8", role: .admitting))
    #expect(edits.findings(for: encounter).lines == ["diagnosis 3 code.unknown rejects"])
  }

  @Test("a trace tells what was asked and what came of it")
  func traces() throws {
    let edits = EncounterEdits(codes: try MadeUp.codes())
    let traces = edits.trace(for: Encounters.visit("E10.9 G63 E11.9"))
    #expect(traces.map(\.standing) == ["valid", "valid", "valid"])
    #expect(traces.map(\.order) == [1, 2, 3])
    #expect(traces[0].edition == "icd10cm-tabular-2025-10-01")
    #expect(traces[0].notes.map(\.outcome) == [.conflict, .clear])
    #expect(traces[0].notes[0].named == ["E11.9"])
    #expect(traces[1].notes.map(\.outcome) == [.outOfOrder])
    #expect(traces[1].rules == ["icd10cm.code-first"])
    #expect(traces[2].rules == ["icd10cm.excludes1"])
    #expect(traces[1].json["notes"]?[0]?["outcome"]?.string == "out-of-order")
  }

  @Test("every finding has words, and every fact that they name")
  func words() throws {
    let edits = EncounterEdits(codes: try MadeUp.codes())
    var findings = Visits.all.flatMap { edits.findings(for: Encounters.visit($0.codes)) }
    findings += Stays.all.flatMap { edits.findings(for: Encounters.stay($0.codes)) }
    findings += edits.findings(for: Encounters.visit("E11.9/Y", on: "2031-05-01"))
    var service = Encounters.stay("E11.9/Y")
    service.placeOfService = "98"
    service.procedures = [InpatientProcedure(code: "0DJ08ZZ", date: CalendarDate("2026-05-20"))]
    var charge = Charge(code: "J1200", amount: .zero)
    charge.modifiers = ["ZZ"]
    service.charges = [charge, Charge(code: "99213", amount: .zero)]
    findings += edits.findings(for: service)
    let words = FindingWords.standard
    for finding in findings {
      #expect(words.rules.contains(finding.rule), "\(finding.rule)")
      let sentences = words.message(finding) + words.advice(finding)
      #expect(!sentences.contains("?"), "\(finding.rule): \(sentences)")
    }
    #expect(Set(findings.map(\.rule)).count > 25)
  }
}

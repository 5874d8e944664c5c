// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Edits
import Testing
import Values

/// Codes of one service line, and every finding.
private enum Lines {
  static let all: [(code: String, modifiers: String, place: String, findings: [String])] = [
    ("J1100", "", "11", []),
    ("J1100", "RT", "11", []),
    ("J1100", "25", "11", []),
    ("J1100", "P3", "11", []),
    ("J1100", "ZZ", "11", ["service line 1 modifier.unknown rejects"]),
    ("J1100", "1", "11", ["service line 1 modifier.unknown rejects"]),
    ("J1100", "25 25", "11", ["service line 1 modifier.repeated rejects"]),
    ("J1100", "25 59", "11", []),
    ("J1200", "", "11", ["service line 1 code.terminated rejects"]),
    ("J9999", "", "11", ["service line 1 code.unknown rejects"]),
    ("99213", "", "11", ["claim code.set-not-installed informs"]),
    ("0001U", "", "11", ["claim code.set-not-installed informs"]),
    ("9921", "", "11", ["service line 1 code.malformed rejects"]),
    ("J11/0", "", "11", ["service line 1 code.malformed rejects"]),
    ("J1100", "", "98", ["claim place-of-service.unknown rejects"]),
    ("J1100", "", "1", ["claim place-of-service.unknown rejects"]),
  ]
}

/// Procedures of a stay from 2026-05-09 to 2026-05-12: code, day, bill type, and every finding.
private enum Procedures {
  static let all: [(code: String, day: String, bill: String, findings: [String])] = [
    ("0DJ08ZZ", "2026-05-10", "0111", []),
    ("0DJ08ZZ", "2026-05-06", "0111", []),
    ("0DJ08ZZ", "2026-05-05", "0111", ["procedure 1 procedure.date-outside-stay rejects"]),
    ("0DJ08ZZ", "2026-05-13", "0111", ["procedure 1 procedure.date-outside-stay rejects"]),
    ("0DJ08ZX", "2026-05-10", "0111", ["procedure 1 code.unknown rejects"]),
    ("0DJ08Z", "2026-05-10", "0111", ["procedure 1 code.malformed rejects"]),
    ("0DJ08ZZ", "2026-05-10", "0131", ["procedure 1 procedure.pcs-outpatient rejects"]),
  ]
}

@Suite struct ServiceEditsTests {
  @Test("service lines, modifiers and the place of service", arguments: Lines.all)
  func line(code: String, modifiers: String, place: String, findings: [String]) throws {
    let edits = EncounterEdits(codes: try MadeUp.codes())
    var encounter = Encounters.visit("E11.9")
    encounter.placeOfService = place
    var charge = Charge(code: code, amount: Money(cents: 100))
    charge.modifiers = modifiers.split(separator: " ").map(String.init)
    encounter.charges = [charge]
    #expect(edits.findings(for: encounter).lines == findings)
  }

  @Test("a service is judged by its own day")
  func dayOfLine() throws {
    let edits = EncounterEdits(codes: try MadeUp.codes())
    var encounter = Encounters.visit("E11.9")
    var charge = Charge(code: "J1200", amount: Money(cents: 100))
    charge.date = CalendarDate("2025-06-30")
    encounter.charges = [charge]
    let findings = edits.findings(for: encounter).lines
    #expect(!findings.contains { $0.hasPrefix("service line") })
    #expect(findings == ["diagnosis 1 code.no-edition rejects"])
  }

  @Test("a diagnosis is judged on the day of every line that points to it")
  func everyDayOfService() throws {
    let edits = EncounterEdits(codes: try MadeUp.codes())
    let finding = "diagnosis 1 code.no-edition rejects"
    for (pointers, isFound) in [([1], true), ([2], false), ([], true)] {
      var encounter = Encounters.visit("E11.9 I10")
      var first = Charge(code: "J1100", amount: Money(cents: 100))
      first.date = CalendarDate("2026-05-12")
      first.diagnosisPointers = [1]
      var second = first
      second.date = CalendarDate("2040-01-01")
      second.diagnosisPointers = pointers
      encounter.charges = [first, second]
      #expect(edits.findings(for: encounter).lines.contains(finding) == isFound)
    }
  }

  @Test("without an edition in force, a code that some edition has warns, any other holds")
  func dayWithoutEdition() throws {
    let edits = EncounterEdits(codes: try MadeUp.codes())
    for (code, finding) in [
      ("J1100", "service line 1 code.no-edition warns"),
      ("Q9999", "service line 1 code.in-no-edition rejects"),
    ] {
      var encounter = Encounters.visit("E11.9")
      var charge = Charge(code: code, amount: Money(cents: 100))
      charge.date = CalendarDate("1980-01-02")
      encounter.charges = [charge]
      #expect(edits.findings(for: encounter).lines.contains(finding))
    }
  }

  @Test("inpatient procedures", arguments: Procedures.all)
  func procedure(code: String, day: String, bill: String, findings: [String]) throws {
    let edits = EncounterEdits(codes: try MadeUp.codes())
    var encounter = Encounters.stay("E11.9/Y")
    encounter.billType = BillType(bill)
    if bill == "0131" { encounter.diagnoses[0].presentOnAdmission = nil }
    encounter.procedures = [InpatientProcedure(code: code, date: CalendarDate(day))]
    #expect(edits.findings(for: encounter).lines == findings)
  }
}

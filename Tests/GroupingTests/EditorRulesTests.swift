// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import Grouping

@Suite struct EditorRulesTests {
  /// A stay whose codes have these flags, and what the editor says of it.
  private func found(
    _ diagnoses: [EditorFlags?], _ procedures: [EditorFlags?] = [], age: Int = 40,
    sex: RecordedSex = .female, status: Int = 1, days: Int = 10, on day: String = "2026-05-01",
    admitting: String? = nil, codes: [String]? = nil
  ) throws -> [EditorEdit: Int] {
    let names = codes ?? diagnoses.indices.map { "A0\($0)" }
    let stay = InpatientRecord(
      discharged: try #require(CalendarDate(day)), age: age, sex: sex, dischargeStatus: status,
      lengthOfStay: days, admitting: admitting.flatMap { PackedCode($0) },
      diagnoses: names.map { CodedDiagnosis($0) },
      procedures: procedures.indices.compactMap { PackedCode("0AA\($0)ZZZ") })
    func words(_ flags: [EditorFlags?]) -> [UInt64] {
      flags.map { $0.map { $0.rawValue | EditorRules.valid } ?? 0 }
    }
    var answer = EditorAnswer()
    words(diagnoses).withUnsafeBufferPointer { diagnoses in
      words(procedures).withUnsafeBufferPointer { procedures in
        EditorRules(
          stay: stay, diagnoses: diagnoses, procedures: procedures,
          ages: SIMD8(0, 0, 0, 17, 9, 64, 15, 124), knowsStatus: status != 99,
          admittingIsValid: admitting != "ZZZ"
        ).judge(&answer)
      }
    }
    return Dictionary(uniqueKeysWithValues: answer.edits.map { ($0, answer[$0]) })
  }

  @Test("A stay without faults has no edits")
  func clean() throws { #expect(try found([[], []], [[]]).isEmpty) }

  @Test(
    "Edits of the principal diagnosis",
    arguments: [
      (EditorFlags.manifestation, EditorEdit.manifestation),
      (.externalCausePrincipal, .externalCause), (.unacceptablePrincipal, .unacceptablePrincipal),
      (.questionableAdmission, .questionableAdmission), (.nonspecific, .nonspecificPrincipal),
      (.wrongProcedure, .wrongProcedure), (.unspecified, .unspecified),
      (.medicareSecondary, .medicareSecondary),
    ])
  func principal(_ flag: EditorFlags, _ edit: EditorEdit) throws {
    #expect(try found([flag]) == [edit: 1])
    let ofAny: Set<EditorEdit> = [.wrongProcedure, .unspecified, .medicareSecondary]
    #expect(try found([[], flag]) == (ofAny.contains(edit) ? [edit: 1] : [:]))
  }

  @Test("A principal diagnosis may want a secondary one")
  func requiresSecondary() throws {
    let flags: EditorFlags = [.unacceptablePrincipal, .requiresSecondary]
    #expect(try found([flags]) == [.requiresSecondary: 1])
    #expect(try found([flags, []]).isEmpty)
  }

  @Test(
    "Ages",
    arguments: [
      (EditorFlags.newborn, 0, 1), (.pediatric, 17, 18), (.maternity, 9, 8), (.maternity, 64, 65),
      (.adult, 15, 14), (.adult, 124, -1),
    ])
  func ages(_ flag: EditorFlags, _ fits: Int, _ conflicts: Int) throws {
    #expect(try found([[], flag], age: fits)[.ageConflict] == nil)
    #expect(try found([[], flag, flag], age: conflicts)[.ageConflict] == 2)
  }

  @Test("Sexes conflict; from October 2024 an unknown one does not")
  func sexes() throws {
    #expect(try found([.male], sex: .female) == [.sexConflict: 1])
    #expect(try found([.male], sex: .male).isEmpty)
    #expect(try found([[]], [.female], sex: .male) == [.sexConflict: 1])
    #expect(
      try found([.male], sex: .unknown, on: "2024-09-30") == [.sexConflict: 1, .invalidSex: 1])
    #expect(try found([.male], sex: .unknown, on: "2024-10-01").isEmpty)
  }

  @Test("What is not valid")
  func invalid() throws {
    #expect(try found([nil, nil], [nil]) == [.invalidCode: 3])
    #expect(try found([[]], age: 125) == [.invalidAge: 1])
    #expect(try found([[]], status: 99) == [.invalidStatus: 1])
    #expect(try found([[]], admitting: "ZZZ") == [.invalidAdmitting: 1])
    // A position of zeros is empty, but not that of the principal diagnosis.
    #expect(try found([nil, nil], codes: ["00000", "00000"])[.invalidCode] == 1)
  }

  @Test("The principal diagnosis again, and an empty one whose place the next takes")
  func places() throws {
    #expect(try found([[], []], codes: ["A00", "A00"]) == [.duplicateOfPrincipal: 1])
    #expect(try found([nil, .manifestation], codes: ["", "A01"]) == [.manifestation: 1])
  }

  @Test("Coverage of procedures")
  func coverage() throws {
    #expect(try found([[]], [.nonCovered]) == [.nonCovered: 1])
    #expect(try found([[]], [.limitedCoverage]) == [.limitedCoverage: 1])
    #expect(try found([[]], [[.limitedCoverage, .nonCovered]]) == [.nonCovered: 1])
    #expect(try found([[]], [.nonCovered45]) == [.nonCovered: 1])
    #expect(try found([.diabetesType1], [.nonCovered45]).isEmpty)
    #expect(try found([[]], [.nonCovered45, .kidneyTransplant]).isEmpty)
    #expect(try found([[], .nonCovered6], [.nonCovered6]) == [.nonCovered: 1])
    #expect(try found([[]], [.nonCovered6]).isEmpty)
    #expect(try found([[]], [.nonCoveredOver60], age: 61) == [.nonCovered: 1])
    #expect(try found([[]], [.nonCoveredOver60], age: 60).isEmpty)
  }

  @Test("An artificial heart is covered within a trial")
  func artificialHeart() throws {
    let parts: [EditorFlags?] = [.artificialHeartA, .artificialHeartB]
    #expect(try found([[]], parts) == [.nonCovered: 2])
    #expect(try found([[], .clinicalTrial], parts) == [.limitedCoverage: 2])
    #expect(try found([[]], [.artificialHeartA]).isEmpty)
  }

  @Test("Deliveries want an outcome among the secondary diagnoses")
  func deliveries() throws {
    #expect(try found([[]], [.cesarean]) == [.obstetricAdmission: 1])
    #expect(try found([.deliveryOutcome], [.vaginalDelivery]) == [.obstetricAdmission: 1])
    #expect(try found([[], .deliveryOutcome], [.vaginalDelivery]).isEmpty)
  }

  @Test("A procedure that takes days")
  func days() throws {
    #expect(try found([[]], [.lengthOfStay], days: 4) == [.lengthOfStay: 1])
    #expect(try found([[]], [.lengthOfStay], days: 5).isEmpty)
    #expect(try found([[]], [.lengthOfStay], days: 4, on: "2014-01-01").isEmpty)
  }

  @Test("What only ICD-9-CM has")
  func icd9() throws {
    let day = "2013-01-01"
    #expect(try found([.mdc8], [.bilateral, .bilateral], on: day) == [.bilateral: 1])
    #expect(try found([.mdc8], [.bilateral], on: day).isEmpty)
    #expect(try found([[]], [.bilateral, .bilateral], on: day).isEmpty)
    #expect(try found([[]], [.biopsy], on: day) == [.openBiopsy: 1])
    let vague: EditorFlags = [.operatingRoom, .nonspecific]
    #expect(try found([[]], [vague], on: day) == [.nonspecificProcedure: 1])
    #expect(try found([[]], [vague, .operatingRoom], on: day).isEmpty)
    #expect(try found([[]], [.limitedLung], on: day) == [.limitedLung: 1])
  }

  @Test("The names of flags are those of the published tables, each once")
  func names() {
    #expect(Set(EditorFlags.names).count == EditorFlags.names.count)
    #expect(EditorFlags.names.count < 63)
    #expect(EditorFlags(published: "noncovered") == .nonCovered)
    #expect(EditorFlags(published: "lcov_kidneyxp") == .limitedKidney)
    #expect(EditorFlags(published: "other") == nil)
  }
}

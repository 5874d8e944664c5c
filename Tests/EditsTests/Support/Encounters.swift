// SPDX-License-Identifier: Apache-2.0

import Claims
import Edits
import Values

/// Builds encounters of invented people from a line of codes.
enum Encounters {
  /// A visit to a practice: the codes in order, the first listed first; `*` before a code marks an
  /// external cause.
  static func visit(
    _ codes: String, on date: String = "2026-05-12", born: String = "1960-03-04",
    sex: Sex = .female
  ) -> Encounter {
    guard let id = EncounterID("test") else { preconditionFailure("an identifier was refused") }
    var encounter = Encounter(
      id: id, setting: .office,
      patient: Patient(
        person: Person(
          name: PersonName(family: "Example"), birthDate: CalendarDate(born), sex: sex)))
    encounter.placeOfService = "11"
    if let day = CalendarDate(date) {
      encounter.statementPeriod = StatementPeriod(from: day, through: day)
    }
    encounter.diagnoses = codes.split(separator: " ").enumerated().map { index, word in
      let isCause = word.hasPrefix("*")
      return Diagnosis(
        code: String(isCause ? word.dropFirst() : word),
        role: isCause ? .externalCause : index == 0 ? .firstListed : .secondary)
    }
    return encounter
  }

  /// A hospital stay of three days; a code may carry its present-on-admission value, as in `I10/Y`.
  static func stay(
    _ codes: String, on date: String = "2026-05-12", born: String = "1960-03-04",
    sex: Sex = .female
  ) -> Encounter {
    var encounter = visit(codes, on: date, born: born, sex: sex)
    encounter.setting = .inpatient
    encounter.placeOfService = nil
    encounter.billType = BillType("0111")
    if let day = CalendarDate(date) {
      encounter.admission = Admission(date: day.adding(days: -3))
      encounter.discharge = Discharge(date: day, status: "01")
      encounter.statementPeriod = StatementPeriod(from: day.adding(days: -3), through: day)
    }
    for index in encounter.diagnoses.indices {
      let parts = encounter.diagnoses[index].code.split(separator: "/")
      encounter.diagnoses[index].code = String(parts[0])
      encounter.diagnoses[index].presentOnAdmission =
        parts.count > 1 ? PresentOnAdmission(rawValue: String(parts[1])) : nil
      if index == 0 { encounter.diagnoses[index].role = .principal }
    }
    return encounter
  }
}

extension [Finding] {
  /// What holds the claim, each as `place rule`.
  var rejecting: [String] {
    filter { $0.severity == .rejects }.map { "\($0.place) \($0.rule)" }
  }

  /// Every finding as `place rule severity`.
  var lines: [String] { map { "\($0.place) \($0.rule) \($0.severity.rawValue)" } }
}

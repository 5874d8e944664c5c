// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// The procedures of a stay: codes of the edition in force at discharge, done within the stay.
///
/// A procedure of the three days before admission is part of the stay.
///
/// Source: 45 CFR 162.1002(c)(3): ICD-10-PCS is for hospital inpatients; Social Security Act, section
/// 1886(a)(4): services in the three days before admission.
enum ProcedureEdit {
  private static let daysBeforeAdmission = 3

  static func judge(_ review: Review, _ findings: inout [Finding]) {
    guard let day = review.day, !review.encounter.procedures.isEmpty else { return }
    let isInpatient = review.held.isInpatientBill
    let isProfessional = review.held.kind == .professional
    let set = review.codes.procedures?.on(day)
    let former = review.codes.formerProcedures?.on(day)
    for (index, procedure) in review.encounter.procedures.enumerated() {
      let place = Place.procedure(index + 1)
      if !isInpatient {
        // A professional claim has no place for procedures: making the claim says so.
        if !isProfessional {
          findings.append(outpatient(procedure, at: place))
        }
        continue
      }
      if let problem = problem(with: procedure, on: day, set, former) {
        findings.append(problem.finding(at: place))
      }
      if let finding = dateFinding(procedure, in: review, at: place) { findings.append(finding) }
    }
  }

  private static func outpatient(_ procedure: InpatientProcedure, at place: Place) -> Finding {
    Finding(
      "procedure.pcs-outpatient", .rejects, at: place,
      facts: [Finding.Fact("code", procedure.code)],
      source: RuleSource(document: "45 CFR 162.1002", locator: "(c)(3)"))
  }

  private static func problem(
    with procedure: InpatientProcedure, on day: CalendarDate, _ set: DayOfCodeSet?,
    _ former: DayOfCodeSet?
  ) -> CodeProblem? {
    let isFormer = procedure.codeSet == .icd9pcs
    let id: CodeSetID = isFormer ? .icd9proc : .icd10pcs
    guard let code = PackedCode(procedure.code), isFormer || code.count == 7 else {
      return CodeProblem("code.malformed", code: procedure.code, set: id)
    }
    guard isFormer == (day <= CodeSetID.lastDayOfICD9) else {
      return .wrongSet(code, in: id, on: day)
    }
    guard let set = isFormer ? former : set else {
      return CodeProblem("code.no-edition", code: id.printed(code), set: id, day: day)
    }
    return CodeStanding(of: code, in: set).problem
  }

  private static func dateFinding(
    _ procedure: InpatientProcedure, in review: Review, at place: Place
  ) -> Finding? {
    let period = review.encounter.statementPeriod
    guard let date = procedure.date,
      let admission = review.encounter.admission?.date ?? period?.from,
      let discharge = review.encounter.discharge?.date ?? period?.through,
      date < admission.adding(days: -daysBeforeAdmission) || date > discharge
    else { return nil }
    return Finding(
      "procedure.date-outside-stay", .rejects, at: place,
      facts: [
        Finding.Fact("code", procedure.code), Finding.Fact("date", date.description),
        Finding.Fact("from", admission.description),
        Finding.Fact("through", discharge.description),
      ],
      source: RuleSource(
        document: "Social Security Act", locator: "section 1886(a)(4): three days"))
  }
}

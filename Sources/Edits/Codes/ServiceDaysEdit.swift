// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// A diagnosis is valid on every day of service that it stands for, not only on the first.
///
/// Where an edition changes between two lines of one claim, a code may end with the first of them.
///
/// Source: 45 CFR 162.1002: the code sets valid at the time the health care is furnished.
enum ServiceDaysEdit {
  static func judge(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding]
  ) {
    guard diagnosis.standing.isValid, diagnosis.diagnosis.codeSet == .icd10cm,
      let code = diagnosis.code, let set = review.codes.diagnoses
    else { return }
    guard review.held.hasOtherDays else { return }
    for day in review.encounter.daysOfService(ofDiagnosis: diagnosis.number).sorted()
    where day != review.day {
      let standing = CodeStanding(of: code, in: set.on(day))
      if let problem = standing.problem {
        return findings.append(problem.finding(at: diagnosis.place))
      }
    }
  }
}

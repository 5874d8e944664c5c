// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// A diagnosis that the Medicare Code Editor knows only at another age than the patient's.
///
/// The age is that of the admission, or of the first day of service. An institution's claim is returned;
/// on a practitioner's a person should look.
///
/// Source: Definitions of Medicare Code Edits, age conflict: newborn 0, pediatric 0 to 17, maternity 9
/// to 64 (12 to 55 before 2019-10-01), adult 15 to 124.
enum AgeEdit: DiagnosisEdit {
  private static let widerMaternity = CalendarDate(daysSinceEpoch: 18_170)

  static func judge(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding]
  ) {
    let known: CodeFlags = [.newborn, .pediatric, .maternity, .adult]
    guard !diagnosis.flags.isDisjoint(with: known), let day = review.day,
      let birth = review.held.birthDate
    else { return }
    let age = birth.years(until: review.held.admission ?? day)
    guard let group = groups(on: day).first(where: { diagnosis.flags.contains($0.flag) }),
      !group.ages.contains(age)
    else { return }
    findings.append(
      diagnosis.find(
        "icd10cm.age-conflict", review.severityOfPatientConflict,
        [
          Finding.Fact("group", group.name), Finding.Fact("from", "\(group.ages.lowerBound)"),
          Finding.Fact("to", "\(group.ages.upperBound)"), Finding.Fact("age", "\(age)"),
        ], source: review.editorSource(diagnosis)))
  }

  private static func groups(
    on day: CalendarDate
  ) -> [(flag: CodeFlags, name: String, ages: ClosedRange<Int>)] {
    [
      (.newborn, "newborns", 0...0), (.pediatric, "children", 0...17),
      (.maternity, "pregnancy", day < widerMaternity ? 12...55 : 9...64),
      (.adult, "adults", 15...124),
    ]
  }
}

extension Review {
  /// How grave a conflict with the patient's age or sex is.
  var severityOfPatientConflict: Finding.Severity {
    held.kind == .institutional ? .rejects : .warns
  }
}

// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// The trimester of an obstetric code against the weeks of gestation, or against the trimester of another.
///
/// Care of several days may reach from one trimester into the next, and a code keeps the trimester in which
/// its condition arose: then a person has to look.
///
/// Source: ICD-10-CM Official Guidelines, sections I.C.15.a.3 to I.C.15.a.5; Tabular List, chapter 15:
/// first trimester less than 14 weeks 0 days, second to 27 weeks 6 days, third from 28 weeks 0 days.
enum TrimesterEdit: DiagnosisEdit {
  static func judge(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding]
  ) {
    guard isObstetric(diagnosis) else { return }
    guard let trimester = diagnosis.notes?.trimester else {
      return judgeUnspecified(diagnosis, in: review, &findings)
    }
    for other in review.diagnoses where other.isJudged && other.number != diagnosis.number {
      let (rule, theirs): (String, Int?)
      if let weeks = weeks(of: other) {
        (rule, theirs) = ("icd10cm.trimester-weeks", weeks < 14 ? 1 : weeks < 28 ? 2 : 3)
      } else if isObstetric(other), other.number < diagnosis.number {
        (rule, theirs) = ("icd10cm.trimesters-differ", other.notes?.trimester)
      } else {
        continue
      }
      guard let theirs, theirs != trimester else { continue }
      let isCertain = rule == "icd10cm.trimester-weeks" && review.held.isOneDay
      findings.append(
        diagnosis.find(
          rule, isCertain ? .rejects : .warns,
          [
            Finding.Fact("other", other.printed),
            Finding.Fact("other_position", "\(other.number)"),
            Finding.Fact("trimester", "\(trimester)"),
          ], source: guideline("I.C.15.a.3")))
      return
    }
  }

  /// A code of an unspecified trimester beside the weeks, which say which it is.
  ///
  /// Source: ICD-10-CM Official Guidelines, section I.C.15.a.5.
  private static func judgeUnspecified(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding]
  ) {
    guard diagnosis.notes?.hasUnspecifiedTrimester == true,
      let other = review.diagnoses.first(where: { $0.isJudged && weeks(of: $0) != nil })
    else { return }
    findings.append(
      diagnosis.find(
        "icd10cm.trimester-unspecified", .warns,
        [
          Finding.Fact("other", other.printed),
          Finding.Fact("other_position", "\(other.number)"),
        ], source: guideline("I.C.15.a.5")))
  }

  /// Whether a code is one of chapter 15: O00 to O9A.
  private static func isObstetric(_ diagnosis: ReviewedDiagnosis) -> Bool {
    diagnosis.code?[0] == 25
  }

  /// The completed weeks that a code of Z3A states: Z3A.08 to Z3A.42; Z3A.01 is less than 8, Z3A.49 more
  /// than 42.
  private static func weeks(of diagnosis: ReviewedDiagnosis) -> Int? {
    guard let code = diagnosis.code, code.count == 5, code[0] == 36, code[1] == 4, code[2] == 11,
      (1...10).contains(code[3]), (1...10).contains(code[4])
    else { return nil }
    let weeks = Int(code[3] - 1) * 10 + Int(code[4] - 1)
    return weeks == 0 ? nil : weeks
  }
}

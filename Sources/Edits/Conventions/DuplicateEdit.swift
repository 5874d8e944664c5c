// SPDX-License-Identifier: Apache-2.0

import Values

/// Each unique code is reported once for an encounter.
///
/// The admitting diagnosis and the reasons for the visit may repeat one of the others.
///
/// Source: ICD-10-CM Official Guidelines, section I.B.12; Medicare Code Editor, duplicate of the
/// principal diagnosis.
enum DuplicateEdit: DiagnosisEdit {
  static func judge(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding]
  ) {
    let earlier = review.diagnoses[..<(diagnosis.number - 1)]
    guard let same = earlier.first(where: { $0.isJudged && $0.code == diagnosis.code }) else {
      return
    }
    findings.append(
      diagnosis.find(
        "icd10cm.duplicate", .rejects, [Finding.Fact("first_position", "\(same.number)")],
        source: guideline("I.B.12")))
  }
}

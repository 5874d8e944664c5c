// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// A code without a side or site where more exact codes exist.
///
/// The Medicare Code Editor lists them for hospital stays; Medicare returns such a claim unless the record
/// says why nothing more exact is known.
///
/// Source: Definitions of Medicare Code Edits, unspecified code; ICD-10-CM Official Guidelines, section
/// I.B.18.
enum UnspecifiedEdit: DiagnosisEdit {
  static func judge(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding]
  ) {
    guard review.held.isHospitalStay, diagnosis.flags.contains(.unspecified) else { return }
    findings.append(
      diagnosis.find("icd10cm.unspecified", .informs, source: review.editorSource(diagnosis)))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// A diagnosis that the Medicare Code Editor knows only for the other sex than the patient's.
///
/// The editor's list has no such codes from October 2024; the edit speaks only where the list of the day
/// does.
///
/// Source: Definitions of Medicare Code Edits, sex conflict.
enum SexEdit: DiagnosisEdit {
  static func judge(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding]
  ) {
    let sex = review.held.sex
    let other: Sex
    switch sex {
    case .male where diagnosis.flags.contains(.female): other = .female
    case .female where diagnosis.flags.contains(.male): other = .male
    default: return
    }
    findings.append(
      diagnosis.find(
        "icd10cm.sex-conflict", review.severityOfPatientConflict,
        [Finding.Fact("only", other.rawValue), Finding.Fact("sex", sex.rawValue)],
        source: review.editorSource(diagnosis)))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Values

/// A manifestation is never the principal or first-listed diagnosis.
///
/// Source: ICD-10-CM Official Guidelines, section I.A.13; Medicare Code Editor, manifestation code as
/// principal diagnosis.
enum ManifestationPrincipalEdit: DiagnosisEdit {
  static func judge(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding]
  ) {
    guard diagnosis.rank == 0, diagnosis.isManifestation else { return }
    findings.append(
      diagnosis.find(
        "icd10cm.manifestation-principal", .rejects,
        source: review.editorSource(diagnosis) ?? guideline("I.A.13")))
  }
}

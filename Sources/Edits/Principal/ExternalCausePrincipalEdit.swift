// SPDX-License-Identifier: Apache-2.0

import Values

/// An external cause is never the principal or first-listed diagnosis.
///
/// Source: ICD-10-CM Official Guidelines, section I.C.20.a.6; Medicare Code Editor, external causes of
/// morbidity codes as principal diagnosis.
enum ExternalCausePrincipalEdit: DiagnosisEdit {
  static func judge(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding]
  ) {
    guard diagnosis.rank == 0, diagnosis.isExternalCause else { return }
    findings.append(
      diagnosis.find(
        "icd10cm.external-cause-principal", .rejects, source: guideline("I.C.20.a.6")))
  }
}

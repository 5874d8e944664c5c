// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// A code that the Medicare Code Editor does not accept as the principal diagnosis of a hospital stay, or
/// accepts only with a secondary one.
///
/// The editor judges inpatient claims: for an outpatient's first-listed diagnosis it does not speak.
///
/// Source: Definitions of Medicare Code Edits, unacceptable principal diagnosis, requires secondary
/// diagnosis.
enum UnacceptablePrincipalEdit: DiagnosisEdit {
  static func judge(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding]
  ) {
    guard review.held.isHospitalStay, diagnosis.rank == 0,
      diagnosis.flags.contains(.unacceptablePrincipal)
    else { return }
    let source = review.editorSource(diagnosis)
    if !diagnosis.flags.contains(.requiresSecondary) {
      findings.append(
        diagnosis.find("icd10cm.unacceptable-principal", .rejects, source: source))
    } else if review.sequence.count < 2 {
      findings.append(diagnosis.find("icd10cm.requires-secondary", .rejects, source: source))
    }
  }
}

extension Review {
  /// The row of the Medicare Code Editor's list for a diagnosis.
  func editorSource(_ diagnosis: ReviewedDiagnosis) -> RuleSource? {
    guard let code = diagnosis.code, let icd10cm, let table = icd10cm.flagging else {
      return nil
    }
    guard let position = table.position(of: code, on: icd10cm.day) else { return nil }
    return table.release.source("\(diagnosis.printed), row \(table[position].line)")
  }
}

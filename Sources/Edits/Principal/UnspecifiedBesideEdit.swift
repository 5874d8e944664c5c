// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// An unspecified code beside a more exact one of the same subcategory: the record knew more.
///
/// Injuries are left out: of two injuries one may be known better than the other.
///
/// Source: ICD-10-CM Official Guidelines, sections I.B.18 and IV.F.3.
enum UnspecifiedBesideEdit: DiagnosisEdit {
  static func judge(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding]
  ) {
    // S to Z: injuries, causes and reasons of encounters.
    guard let code = diagnosis.code, code[0] < 29, code.count > 3 else { return }
    guard
      let other = review.diagnoses.first(where: {
        $0.isJudged && $0.code.map { isSibling($0, of: code) } ?? false
      }),
      diagnosis.notes?.isUnspecified == true, other.notes?.isUnspecified != true
    else { return }
    findings.append(
      diagnosis.find(
        "icd10cm.unspecified-beside-specific", .informs,
        [
          Finding.Fact("other", other.printed),
          Finding.Fact("other_position", "\(other.number)"),
        ], source: guideline("I.B.18")))
  }

  /// Codes that share all but what follows the character before the last of this one.
  private static func isSibling(_ other: PackedCode, of code: PackedCode) -> Bool {
    other != code && other.hasPrefix(code.prefix(code.count - 1))
  }
}

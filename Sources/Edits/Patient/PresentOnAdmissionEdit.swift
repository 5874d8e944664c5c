// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// Whether each diagnosis of a hospital stay says if it was present on admission.
///
/// Exempt codes stay blank. Where no list of exempt codes covers the day, a blank cannot be judged: it
/// is a warning then.
///
/// Source: ICD-10-CM Official Guidelines, Appendix I; 005010X223A2, loop 2300, HI.
enum PresentOnAdmissionEdit: DiagnosisEdit {
  static func judge(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding]
  ) {
    let value = diagnosis.diagnosis.presentOnAdmission
    let fact = value.map { [Finding.Fact("value", $0.rawValue)] } ?? []
    func find(_ rule: String, _ severity: Finding.Severity) {
      findings.append(
        diagnosis.find(rule, severity, fact, source: guideline("Appendix I")))
    }
    guard review.held.isHospitalStay else {
      if value != nil { find("poa.not-expected", .informs) }
      return
    }
    switch (value, exemption(of: diagnosis, in: review)) {
    case (nil, false?): find("poa.missing", .rejects)
    case (nil, nil): find("poa.missing", .warns)
    case (.exempt?, false?): find("poa.invalid", .rejects)
    case (.yes?, true?), (.no?, true?), (.unknown?, true?), (.undetermined?, true?):
      find("poa.exempt", .warns)
    default: break
    }
  }

  /// Tells whether the code is exempt; nothing where no list covers the day.
  private static func exemption(of diagnosis: ReviewedDiagnosis, in review: Review) -> Bool? {
    guard let code = diagnosis.code, let icd10cm = review.icd10cm else { return nil }
    return icd10cm.codes.isPOAExempt(code, on: icd10cm.day)
  }
}

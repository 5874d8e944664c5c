// SPDX-License-Identifier: Apache-2.0

import Values

/// A rule that judges one diagnosis of an encounter.
protocol DiagnosisEdit: Sendable {
  /// Adds what the rule has to say of a diagnosis that is valid and stands in the sequence.
  static func judge(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding])
}

/// The edits of a diagnosis, in the order in which they are reported.
enum DiagnosisEdits {
  static let all: [any DiagnosisEdit.Type] = [
    DuplicateEdit.self, ManifestationPrincipalEdit.self, ExternalCausePrincipalEdit.self,
    UnacceptablePrincipalEdit.self, CodeFirstEdit.self, UseAdditionalCodeEdit.self,
    CodeAlsoEdit.self, AgeEdit.self, SexEdit.self, UnspecifiedEdit.self,
    PresentOnAdmissionEdit.self, LateralityEdit.self, UnspecifiedBesideEdit.self,
    TrimesterEdit.self,
  ]
}

extension ReviewedDiagnosis {
  /// Makes a finding at this diagnosis; its code is the first fact.
  func find(
    _ rule: String, _ severity: Finding.Severity, _ facts: [Finding.Fact] = [],
    source: RuleSource?
  ) -> Finding {
    Finding(
      rule, severity, at: place, facts: [Finding.Fact("code", printed)] + facts, source: source)
  }
}

/// The Official Guidelines as the source of a finding.
func guideline(_ section: String) -> RuleSource {
  RuleSource(document: "ICD-10-CM Official Guidelines FY2026", locator: section)
}

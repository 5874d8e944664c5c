// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// A condition that a second code describes in full.
///
/// Only notes that name codes can be judged. What a note asks for `if applicable`, by examples, or as a
/// circumstance of the patient is a reminder; so is what a whole section asks for. Reminders of a whole
/// section, and whatever a chapter asks for, are not reported: they would stand on most claims and say
/// nothing.
///
/// Source: ICD-10-CM Official Guidelines, sections I.A.13 and I.B.7.
enum UseAdditionalCodeEdit: DiagnosisEdit {
  static func judge(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding]
  ) {
    for printed in diagnosis.notes?.useAdditionalCode ?? [] {
      guard let severity = severity(of: printed) else { continue }
      let instruction = Instruction(printed, in: review, for: diagnosis)
      if instruction.isNamed { continue }
      findings.append(
        diagnosis.find(
          "icd10cm.use-additional-code", severity, instruction.facts, source: instruction.source))
    }
  }

  /// How grave it is that nothing on the claim answers an instruction; nothing where that is no matter.
  static func severity(of instruction: Instruction) -> Finding.Severity? {
    instruction.isNamed ? nil : severity(of: instruction.printed)
  }

  private static func severity(of instruction: PrintedInstruction) -> Finding.Severity? {
    guard instruction.hasReferences else { return nil }
    let wording = instruction.wording
    let isReminder =
      wording.isConditional || wording.isAssociated || wording.isOpen || wording.isCircumstance
    switch instruction.standing {
    case .code: return isReminder ? .informs : .warns
    case .section: return isReminder ? nil : .informs
    case .chapter: return nil
    }
  }
}

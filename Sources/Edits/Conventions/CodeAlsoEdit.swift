// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Two codes that may both be needed, in either order.
///
/// Reported as a reminder, and only where the note is not limited to what applies or is associated.
///
/// Source: ICD-10-CM Official Guidelines, section I.A.17.
enum CodeAlsoEdit: DiagnosisEdit {
  static func judge(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding]
  ) {
    for printed in diagnosis.notes?.codeAlso ?? [] where mayBeReported(printed) {
      let instruction = Instruction(printed, in: review, for: diagnosis)
      if instruction.isNamed { continue }
      findings.append(
        diagnosis.find(
          "icd10cm.code-also", .informs, instruction.facts, source: instruction.source))
    }
  }

  static func isReported(_ instruction: Instruction) -> Bool {
    !instruction.isNamed && mayBeReported(instruction.printed)
  }

  private static func mayBeReported(_ instruction: PrintedInstruction) -> Bool {
    guard instruction.hasReferences, instruction.standing == .code else { return false }
    return !instruction.wording.isConditional && !instruction.wording.isAssociated
  }
}

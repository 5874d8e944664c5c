// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// A condition that is coded after the one that it comes from.
///
/// A code that a *code first* note names must stand before the code with the note. Where the note lists
/// examples only, any earlier diagnosis may be the one meant, so that a person has to look. Where no such
/// code is on the claim at all, a manifestation is held if the note's list is complete, and another code
/// is looked at if the note speaks of what must be there.
///
/// Source: ICD-10-CM Official Guidelines, sections I.A.13 and I.B.7.
enum CodeFirstEdit: DiagnosisEdit {
  /// What a group of notes at one level comes to.
  enum Outcome: Hashable {
    case satisfied
    case outOfOrder(Finding.Severity)
    case missing(Finding.Severity)
    case notAsked
  }

  static func judge(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding]
  ) {
    guard let notes = diagnosis.notes, !notes.codeFirst.isEmpty else { return }
    let judged = notes.codeFirst.map { printed in
      let instruction = Instruction(printed, in: review, for: diagnosis)
      return (instruction, outcome(of: instruction, for: diagnosis))
    }
    for case (let instruction, .outOfOrder(let severity)) in judged {
      let later = review.diagnoses[instruction.after[0] - 1]
      findings.append(
        diagnosis.find(
          "icd10cm.code-first", severity,
          [
            Finding.Fact("other", later.printed),
            Finding.Fact("other_position", "\(later.number)"),
          ] + instruction.facts, source: instruction.source))
      return
    }
    guard !judged.contains(where: { $0.1 == .satisfied }) else { return }
    for case (let instruction, .missing(let severity)) in judged {
      findings.append(
        diagnosis.find(
          "icd10cm.code-first-missing", severity, instruction.facts, source: instruction.source))
      return
    }
  }

  static func outcome(
    of instruction: Instruction, for diagnosis: ReviewedDiagnosis
  ) -> Outcome {
    if !instruction.before.isEmpty { return .satisfied }
    let wording = instruction.wording
    if wording.isForAdverseEffects, !isAdverseEffect(diagnosis.code) { return .notAsked }
    let isFirst = diagnosis.rank == 0
    if !instruction.after.isEmpty {
      guard wording.isOpen else { return .outOfOrder(.rejects) }
      return .outOfOrder(isFirst && !wording.isConditional ? .rejects : .warns)
    }
    let missing =
      diagnosis.isManifestation
      ? severityForManifestation(instruction, wording, isFirst: isFirst)
      : severity(instruction, wording, isFirst: isFirst)
    return missing.map { .missing($0) } ?? .notAsked
  }

  /// Tells whether a code of T36 to T50 is that of an adverse effect: only then its nature comes first.
  ///
  /// Source: ICD-10-CM Official Guidelines, section I.C.19.e.5.
  private static func isAdverseEffect(_ code: PackedCode?) -> Bool {
    guard let code, let first = PackedCode("T36"), let last = PackedCode("T50") else {
      return false
    }
    return CodeReference(from: first, to: last, digits: 5...5).contains(code)
  }

  private static func severityForManifestation(
    _ instruction: Instruction, _ wording: InstructionWording, isFirst: Bool
  ) -> Finding.Severity? {
    if wording.isConditional { return .warns }
    if isFirst { return .rejects }
    guard instruction.hasReferences else { return nil }
    return wording.isOpen ? .warns : .rejects
  }

  private static func severity(
    _ instruction: Instruction, _ wording: InstructionWording, isFirst: Bool
  ) -> Finding.Severity? {
    if wording.isConditional { return nil }
    if wording.isUnderlying {
      return isFirst || instruction.hasReferences && !wording.isOpen ? .warns : nil
    }
    if wording.isComplicating { return nil }
    if wording.isAssociated { return instruction.hasReferences ? .informs : nil }
    return instruction.printed.notes.count == 1 && instruction.hasReferences ? .warns : nil
  }
}

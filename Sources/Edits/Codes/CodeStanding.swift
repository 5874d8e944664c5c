// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// Whether a code may stand on the claim by the edition in force, and if not why.
enum CodeStanding {
  /// It may.
  case valid
  /// It may not: the finding says why.
  case invalid(CodeProblem)
  /// Nothing can be said: no day, or the set is not asked.
  case unjudged

  var isValid: Bool { if case .valid = self { true } else { false } }

  var problem: CodeProblem? { if case .invalid(let problem) = self { problem } else { nil } }

  /// Judges a diagnosis.
  init(
    of diagnosis: Diagnosis, _ code: PackedCode?, on day: CalendarDate?, _ icd10cm: DayOfCodeSet?,
    _ codes: EditCodes
  ) {
    let isFormer = diagnosis.codeSet == .icd9cm
    let id: CodeSetID = isFormer ? .icd9cm : .icd10cm
    guard let code else {
      self = .invalid(CodeProblem("code.malformed", code: diagnosis.code, set: id))
      return
    }
    guard let day else {
      self = .unjudged
      return
    }
    guard isFormer == (day <= CodeSetID.lastDayOfICD9) else {
      self = .invalid(.wrongSet(code, in: id, on: day))
      return
    }
    let former = isFormer ? codes.formerDiagnoses?.on(day) : nil
    guard let set = isFormer ? former : icd10cm else {
      self = .invalid(CodeProblem("code.no-edition", code: id.printed(code), set: id, day: day))
      return
    }
    self.init(of: code, in: set)
    if case .invalid(let problem) = self, problem.rule == "code.unknown", !isFormer,
      codes.formerDiagnoses?.tables.contains(where: { $0.position(of: code) != nil }) == true
    {
      self = .invalid(.wrongSet(code, in: .icd9cm, on: day))
    }
  }

  /// Judges a code of a set on a day.
  init(of code: PackedCode, in set: DayOfCodeSet) {
    guard let table = set.deciding else {
      let printed = set.id.printed(code)
      self = .invalid(CodeProblem("code.no-edition", code: printed, set: set.id, day: set.day))
      return
    }
    if let position = table.position(of: code, on: set.day),
      !table.flags(at: position).isDisjoint(with: [.billable, .modifier])
    {
      self = .valid
    } else {
      self = .invalid(CodeProblem(of: code, in: set))
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Claims
import CodeSets
import Values

extension EncounterEdits {
  /// Tells for each diagnosis what was asked and what came of it, satisfied notes included.
  ///
  /// Decides as ``findings(for:)`` does, only slower: it reads the words of every note that applies.
  public func trace(for encounter: Encounter) -> [DiagnosisTrace] {
    let held = HeldEncounter(encounter)
    let review = Review(held, codes: codes)
    let findings = findings(for: held)
    let exclusions = ExclusionEdit.hits(in: review)
    return review.diagnoses.map { diagnosis in
      let described = diagnosis.described.flatMap { at in
        review.table(at.table).map { $0[at.position] }
      }
      return DiagnosisTrace(
        position: diagnosis.number, code: diagnosis.printed,
        set: diagnosis.diagnosis.codeSet.rawValue, day: review.day,
        edition: review.deciding(diagnosis)?.name, describedBy: described?.table.release.name,
        title: described?.title, standing: diagnosis.standing.name,
        flags: diagnosis.flags.names, order: diagnosis.rank.map { $0 + 1 },
        notes: diagnosis.isJudged ? review.checks(of: diagnosis, exclusions) : [],
        rules: findings.filter { $0.place == diagnosis.place }.map(\.rule))
    }
  }
}

extension CodeStanding {
  fileprivate var name: String {
    switch self {
    case .valid: "valid"
    case .invalid(let problem): problem.rule
    case .unjudged: "not judged"
    }
  }
}

extension Review {
  fileprivate func deciding(_ diagnosis: ReviewedDiagnosis) -> Release? {
    if diagnosis.diagnosis.codeSet == .icd10cm { return icd10cm?.release }
    guard let day, let former = codes.formerDiagnoses else { return nil }
    return former.on(day).release
  }

  private func instructions(
    _ kind: CodeSets.Note.Kind, for diagnosis: ReviewedDiagnosis
  ) -> [Instruction] {
    guard let described = diagnosis.described, let table = table(described.table) else {
      return []
    }
    return PrintedInstruction.all(kind, of: described.position, in: table).map {
      Instruction($0, in: self, for: diagnosis)
    }
  }

  fileprivate func checks(
    of diagnosis: ReviewedDiagnosis, _ exclusions: [ExclusionEdit.Hit]
  ) -> [DiagnosisTrace.NoteCheck] {
    let index = diagnosis.number - 1
    let excluded = exclusions.filter { $0.holder == index }
    var checks = instructions(.excludes1, for: diagnosis).filter(\.hasReferences)
      .map { instruction in
        let named = excluded.filter { instruction.printed.notes.contains($0.note) }.map(\.named)
        return check(instruction, named.isEmpty ? .clear : .conflict, named.map { $0 + 1 })
      }
    checks += instructions(.codeFirst, for: diagnosis).map { instruction in
      let outcome: DiagnosisTrace.NoteCheck.Outcome =
        switch CodeFirstEdit.outcome(of: instruction, for: diagnosis) {
        case .satisfied: .satisfied
        case .outOfOrder: .outOfOrder
        case .missing: .missing
        case .notAsked: .notAsked
        }
      return check(instruction, outcome, instruction.before + instruction.after)
    }
    checks += instructions(.useAdditionalCode, for: diagnosis).map {
      check($0, asked: UseAdditionalCodeEdit.severity(of: $0) != nil)
    }
    checks += instructions(.codeAlso, for: diagnosis).map {
      check($0, asked: CodeAlsoEdit.isReported($0))
    }
    return checks
  }

  private func check(_ instruction: Instruction, asked: Bool) -> DiagnosisTrace.NoteCheck {
    check(
      instruction, instruction.isNamed ? .satisfied : asked ? .missing : .notAsked,
      instruction.before + instruction.after)
  }

  private func check(
    _ instruction: Instruction, _ outcome: DiagnosisTrace.NoteCheck.Outcome, _ named: [Int]
  ) -> DiagnosisTrace.NoteCheck {
    let printed = instruction.printed
    return DiagnosisTrace.NoteCheck(
      kind: printed.kind.name, level: printed.table.printed(printed.level),
      line: printed.table.noteLine(at: printed.notes.lowerBound), text: printed.text,
      outcome: outcome, named: named.map { diagnoses[$0 - 1].printed })
  }
}

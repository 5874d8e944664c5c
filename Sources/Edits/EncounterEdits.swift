// SPDX-License-Identifier: Apache-2.0

public import Claims
import CodeSets
public import Values

/// Judges the codes of encounters by the editions in force and the conventions that they state.
///
///     let edits = EncounterEdits(codes: try EditCodes(library))
///     for finding in edits.findings(for: encounter) { … }
///
/// The date of service chooses the editions; for an inpatient bill it is the date of discharge.
public struct EncounterEdits: Sendable {
  let codes: EditCodes
  let guidelines: GuidelineRules

  /// Takes the code sets to judge by.
  ///
  /// - Parameter guidelines: The rules of the Official Guidelines; without them only the conventions that
  ///   the code sets themselves state are judged.
  public init(codes: EditCodes, guidelines: GuidelineRules = .none) {
    self.codes = codes
    self.guidelines = guidelines
  }

  /// Judges an encounter.
  ///
  /// - Returns: Every finding in one pass: those of the whole encounter, then of each diagnosis,
  ///   procedure and service line in the order in which they were written.
  /// - Complexity: O(*d*²) in the number of diagnoses, with a small factor: the notes of each are held
  ///   against the others.
  public func findings(for encounter: Encounter) -> [Finding] {
    findings(for: HeldEncounter(encounter))
  }

  /// Judges an encounter that is held by reference, as ``findings(for:)-(Encounter)`` does.
  public func findings(for held: HeldEncounter) -> [Finding] {
    let review = Review(held, codes: codes)
    var findings: [Finding] = []
    guard review.day != nil else {
      return [Finding("code.no-date", .rejects, at: .claim)]
        + review.diagnoses.compactMap { $0.standing.problem?.finding(at: $0.place) }
    }
    PlaceOfServiceEdit.judge(review, &findings)
    NotInstalledEdit.judge(review, &findings)
    OtherEditionEdit.judge(review, &findings)
    let exclusions = ExclusionEdit.hits(in: review)
    let guideline = GuidelineReview(guidelines, review, exclusions)
    for diagnosis in review.diagnoses {
      if let problem = diagnosis.standing.problem {
        findings.append(problem.finding(at: diagnosis.place))
      }
      ServiceDaysEdit.judge(diagnosis, in: review, &findings)
      ExclusionEdit.judge(diagnosis, exclusions, in: review, &findings)
      guard diagnosis.isJudged else { continue }
      for edit in DiagnosisEdits.all { edit.judge(diagnosis, in: review, &findings) }
      guideline.judge(diagnosis, &findings)
    }
    ProcedureEdit.judge(review, &findings)
    ServiceLineEdit.judge(review, &findings)
    return findings
  }
}

extension CodeProblem {
  /// The problem as a finding; a code that cannot be judged for want of an edition is held as well.
  func finding(at place: Place, _ severity: Finding.Severity = .rejects) -> Finding {
    Finding(rule, severity, at: place, facts: facts, source: source)
  }
}

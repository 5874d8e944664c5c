// SPDX-License-Identifier: Apache-2.0

extension ClinicalNote {
  /// What the note says of what some tokens name.
  ///
  /// The section gives what holds where nothing is said: relatives for a family history, the past for a past history,
  /// the case that it comes for instructions. Cues whose scope reaches the tokens then decide, as in ConText
  /// (Harkema 2009); a cue that is part of what is named says nothing of it.
  ///
  /// - Parameters:
  ///   - range: The tokens from the first to the last of what is named.
  ///   - isNamed: Tells whether a token between them belongs to what is named: a cue among the others speaks of what
  ///     stands after it, as in `screening negative for depression`.
  /// - Complexity: O(*c*) in the number of cues of the sentence.
  public func assertion(
    of range: Range<Int>, isNamed: (Int) -> Bool = { _ in true }
  ) -> Assertion {
    var assertion = Assertion()
    guard let first = range.first, let last = range.last, let index = sentence(of: first) else {
      return assertion
    }
    apply(sections[sentences[index].section].kind, to: &assertion)
    for cue in cues[firstCues[index]..<firstCues[index + 1]] {
      guard cue.scope.contains(first) || cue.scope.contains(last),
        cue.kind == .background
          || !(first <= cue.tokens.lowerBound && cue.tokens.upperBound <= last + 1)
          || [.negated, .hypothetical].contains(cue.kind) && !cue.tokens.contains(where: isNamed)
      else { continue }
      apply(cue, to: &assertion)
    }
    return assertion
  }

  private func apply(_ section: SectionKind, to assertion: inout Assertion) {
    switch section {
    case .familyHistory:
      (assertion.experiencer, assertion.isBySection, assertion.isBackground) = (.family, true, true)
    case .pastHistory, .surgicalHistory, .obstetricHistory:
      (assertion.time, assertion.isBySection, assertion.isBackground) = (.historical, true, true)
    case .differentialDiagnosis: (assertion.polarity, assertion.isBySection) = (.possible, true)
    case .resolvedProblems:
      (assertion.polarity, assertion.time, assertion.isBySection) = (.negated, .resolved, true)
    case .socialHistory, .allergies: assertion.isBackground = true
    // What one is immune to, one does not have.
    case .instructions, .immunizations:
      (assertion.modality, assertion.isBySection) = (.hypothetical, true)
    default: break
    }
  }

  private func apply(_ cue: FoundCue, to assertion: inout Assertion) {
    switch cue.kind {
    case .negated: assertion.polarity = .negated
    case .possible:
      guard assertion.polarity == .affirmed else { return }
      assertion.polarity = .possible
    case .historical: (assertion.time, assertion.isBySection) = (.historical, false)
    case .resolved:
      (assertion.polarity, assertion.time, assertion.isBySection) = (.negated, .resolved, false)
    case .family: (assertion.experiencer, assertion.isBackground) = (.family, true)
    case .background:
      assertion.isBackground = true
      return
    case .other: assertion.experiencer = .other
    case .hypothetical: (assertion.modality, assertion.isBySection) = (.hypothetical, false)
    case .planned:
      guard assertion.modality == .actual else { return }
      assertion.modality = .planned
    case .affirmed, .current, .relative, .companion, .patient, .none, .stop: return
    }
    assertion.cue = cue.tokens
  }
}

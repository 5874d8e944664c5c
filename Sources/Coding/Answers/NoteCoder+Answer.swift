// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

extension NoteCoder {
  /// Ranks the candidates and chooses among them.
  func answer(
    _ list: CandidateList, _ note: ClinicalNote, _ circumstances: Circumstances
  ) -> CodedNote {
    var answer = CodedNote()
    let kind = kind(of: note).rawValue
    let threshold = circumstances.abstainBelow ?? 10 * (model.thresholds[kind] ?? 50)
    for suggestion in ranked(list, note) {
      if suggestion.isFindingOnly,
        circumstances.setting == .inpatient || Self.isInfection(suggestion.code)
      {
        // Abnormal findings that the provider says nothing of are not coded (III.B), nor does a swab make an infection.
        var suggestion = suggestion
        (suggestion.role, suggestion.reason) = (.leftOut, "finding-only")
        answer.leftOut.append(suggestion)
      } else if suggestion.confidence >= threshold {
        answer.suggestions.append(suggestion)
      } else {
        var suggestion = suggestion
        (suggestion.role, suggestion.reason) = (.leftOut, "confidence")
        answer.leftOut.append(suggestion)
      }
    }
    let filter = HashFilter(note.tokens)
    let sentence = { self.sentence(ofByte: $0, note) }
    readInjuries(note, circumstances.setting ?? .outpatient, into: &answer)
    knowledge.rules.apply(ruleCircumstances(note, circumstances, filter), to: &answer)
    knowledge.values.apply(to: &answer, note, table.codes)
    knowledge.burns.apply(to: &answer, note, table.codes)
    if let pregnancy {
      knowledge.pregnancy.apply(to: &answer, pregnancy, table.codes)
      knowledge.pregnancy.addWeeks(pregnancy.gestation, table.codes, to: &answer)
    }
    let unrelated = knowledge.facts.phrases(of: "unrelated").flatMap {
      places(of: $0, note, filter)
    }
    Conventions(
      table: table, isTogether: { sentence($0.lowerBound) == sentence($1.lowerBound) }
    ) { evidence in
      !unrelated.isEmpty
        && unrelated.contains { place in
          let sentence = self.bytes(of: self.sentence(of: place.lowerBound, note), note)
          return evidence.contains { sentence.contains($0.lowerBound) }
        }
    }.apply(to: &answer)
    // In a story that nobody sums up, no one has said which disease a symptom belongs to.
    if kind != NoteKind.narrative.rawValue { knowledge.integral.apply(to: &answer) }
    knowledge.sequence.apply(
      to: &answer, table.codes, circumstances.setting ?? .outpatient,
      knowledge.reasons.reasons(in: note)
    ) { !self.places(of: $0, note, filter).isEmpty }
    if circumstances.setting == .inpatient {
      let sentence = sentences(of: note)
      knowledge.presence.apply(
        to: &answer,
        places: { self.places(of: $0, note, filter).map { self.bytes(of: $0, note) } },
        sentence: sentence)
    }
    answer.questions = knowledge.questions.questions(for: answer.suggestions, table) {
      !self.places(of: $0, note, filter).isEmpty
    }
    return answer
  }

  /// The first letters of infections: A, B, U.
  private static func isInfection(_ code: PackedCode) -> Bool { [11, 12, 31].contains(code[0]) }

  /// Everything that the note names, the surest first, before any rule: what weights are fitted on.
  public func ranked(
    _ text: some Sequence<UInt8>, _ circumstances: Circumstances
  ) -> [Suggestion] {
    let note = grammar.read(text)
    return ranked(candidates(of: note, settled(circumstances, note)), note)
  }

  private func ranked(_ list: CandidateList, _ note: ClinicalNote) -> [Suggestion] {
    let kind = kind(of: note)
    return zip(list.candidates, features(of: list, note)).map { candidate, features in
      let code = table.codes.code(at: candidate.position)
      return Suggestion(
        code: code, position: candidate.position,
        confidence: model.confidence(features, of: code, in: kind),
        evidence: spans(candidate.evidence, note),
        path: candidate.path, role: .secondary, features: features,
        order: note.tokens.tokens[candidate.mention.first].bytes.lowerBound,
        isFindingOnly: candidate.place == .results,
        isPossible: candidate.assertion.polarity == .possible,
        isPast: candidate.assertion.time == .historical)
    }
    .sorted { ($1.confidence, $0.code) < ($0.confidence, $1.code) }
  }

  func kind(of note: ClinicalNote) -> NoteKind {
    if note.tokens.tokens.count <= NoteKind.briefest { return .brief }
    return note.hasAssessment ? .assessment : .narrative
  }

  /// The bytes of some tokens; tokens side by side become one stretch.
  func spans(_ tokens: [Int], _ note: ClinicalNote) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    for index in Set(tokens).sorted() {
      let bytes = note.tokens.tokens[index].bytes
      if let last = spans.last, bytes.lowerBound <= last.upperBound + 1 {
        spans[spans.count - 1] = last.lowerBound..<bytes.upperBound
      } else {
        spans.append(bytes)
      }
    }
    return spans
  }
}

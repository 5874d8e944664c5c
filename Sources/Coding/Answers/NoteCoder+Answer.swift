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
      if suggestion.isFindingOnly, circumstances.setting == .inpatient {
        // Abnormal findings that the provider says nothing of are not coded (III.B).
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
    knowledge.drugs.apply(
      to: &answer, note, table.codes, circumstances.setting ?? .outpatient
    ) { self.episodes.episode(at: $0) }
    let sentence = { (byte: Int) in
      note.sentences.firstIndex {
        !$0.tokens.isEmpty
          && byte <= note.tokens.tokens[$0.tokens.upperBound - 1].bytes.lowerBound
      } ?? note.sentences.count
    }
    // In a long note the assessment says what is reported; in a few sentences nothing is told in vain.
    CauseReader(codes: table.codes, takesAll: kind != NoteKind.assessment.rawValue, sentence: sentence)
      .apply(to: &answer)
    knowledge.rules.apply(
      RuleBook.Circumstances(
        codes: table.codes, setting: circumstances.setting ?? .outpatient,
        said: { phrase in
          self.places(of: phrase, note, filter).first { range in
            let assertion = note.assertion(of: range)
            return assertion.polarity == .affirmed && assertion.experiencer == .patient
              && assertion.modality == .actual
          }.map { self.bytes(of: $0, note) }
        }, stands: { !self.places(of: $0, note, filter).isEmpty },
        sentence: sentence),
      to: &answer)
    Conventions(table: table).apply(to: &answer)
    // In a story that nobody sums up, no one has said which disease a symptom belongs to.
    if kind != NoteKind.narrative.rawValue { knowledge.integral.apply(to: &answer) }
    knowledge.values.apply(to: &answer, note, table.codes)
    knowledge.sequence.apply(
      to: &answer, table.codes, circumstances.setting ?? .outpatient,
      knowledge.reasons.reasons(in: note))
    answer.questions = knowledge.questions.questions(for: answer.suggestions, table) {
      !self.places(of: $0, note, filter).isEmpty
    }
    return answer
  }

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

  /// Where a phrase stands.
  func places(
    of phrase: [UInt64], _ note: ClinicalNote, _ filter: HashFilter
  ) -> [Range<Int>] {
    let tokens = note.tokens.tokens
    guard let first = phrase.first, tokens.count >= phrase.count,
      phrase.allSatisfy(filter.mayContain)
    else { return [] }
    var found: [Range<Int>] = []
    for start in 0...tokens.count - phrase.count where tokens[start].hash == first {
      var at = start + 1
      var isWhole = true
      for word in phrase.dropFirst() {
        // Hyphens join what a phrase has as words.
        if at < tokens.count, tokens[at].kind == .mark, note.tokens.text[Int(tokens[at].start)] == 0x2D {
          at += 1
        }
        guard at < tokens.count, tokens[at].hash == word else {
          isWhole = false
          break
        }
        at += 1
      }
      if isWhole { found.append(start..<at) }
    }
    return found
  }

  private func bytes(of range: Range<Int>, _ note: ClinicalNote) -> Range<Int> {
    let tokens = note.tokens.tokens
    return tokens[range.lowerBound].bytes.lowerBound..<tokens[range.upperBound - 1].bytes.upperBound
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

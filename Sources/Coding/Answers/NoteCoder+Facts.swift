// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

extension NoteCoder {
  /// Reads what rules ask for that no code says.
  func readFacts(of note: ClinicalNote) {
    let filter = HashFilter(note.tokens)
    facts = knowledge.facts.facts(
      said: { self.said($0, note, filter, isNow: true) },
      place: { self.places(of: $0, note, filter).first.map { self.bytes(of: $0, note) } })
    pregnancy = nil
    guard let period = Self.periods.first(where: { facts[$0.fact] != nil }),
      let place = facts[period.fact]
    else { return }
    let patient = grammar.patient(of: note)
    if patient.sex == .male { return }
    var gestation = knowledge.gestation.read(note)
    if let said = patient.gestation, let weeks = said.weeks {
      gestation = .init(
        weeks: weeks, place: bytes(of: said.tokens, note), trimester: said.trimester)
    }
    pregnancy = PregnancyTable.Pregnancy(
      period: period.period, gestation: gestation, place: place)
  }

  /// The facts that tell of which part of a pregnancy a note is; the first that is one counts.
  private static let periods: [(fact: String, period: PregnancyTable.Period)] = [
    ("childbirth", .childbirth), ("puerperium", .puerperium), ("pregnant", .pregnancy),
  ]

  /// The words of the classification that are so of the note's pregnancy.
  var pregnancyWords: CodeWalk.Pregnancy? {
    guard let pregnancy else { return nil }
    let number = pregnancy.gestation.trimester.map { ["first", "second", "third"][$0 - 1] }
    return CodeWalk.Pregnancy(
      trimester: table.word("trimester"), number: number.map(table.word) ?? 0,
      period: pregnancy.period.word.map(table.word) ?? 0)
  }

  /// Tells the sentence that a byte lies in.
  func sentences(of note: ClinicalNote) -> (Int) -> Int {
    { byte in
      note.sentences.firstIndex {
        !$0.tokens.isEmpty
          && byte <= note.tokens.tokens[$0.tokens.upperBound - 1].bytes.lowerBound
      } ?? note.sentences.count
    }
  }

  /// What rules look at in a note.
  func ruleCircumstances(
    _ note: ClinicalNote, _ circumstances: Circumstances, _ filter: HashFilter
  ) -> RuleBook.Circumstances {
    RuleBook.Circumstances(
      codes: table.codes, setting: circumstances.setting ?? .outpatient,
      said: { self.said($0, note, filter) },
      stands: { !self.places(of: $0, note, filter).isEmpty },
      place: { self.places(of: $0, note, filter).first.map { self.bytes(of: $0, note) } },
      sentence: sentences(of: note),
      fact: { self.facts[$0] },
      trimester: pregnancy?.gestation.trimester,
      completed: { position in
        EncounterCharacter(codes: self.table.codes)
          .completed(position, self.episodes.note ?? .initial) { hash in filter.mayContain(hash) }
      })
  }

  /// The bytes of a phrase that is said of the patient; nothing where it is not.
  private func said(
    _ phrase: [UInt64], _ note: ClinicalNote, _ filter: HashFilter, isNow: Bool = false
  ) -> Range<Int>? {
    places(of: phrase, note, filter).first { range in
      let assertion = note.assertion(of: range)
      return assertion.polarity == .affirmed && assertion.experiencer == .patient
        && assertion.modality == .actual && (!isNow || assertion.time == .current)
    }.map { bytes(of: $0, note) }
  }

  /// The tokens of the sentence that a token stands in.
  func sentence(of token: Int, _ note: ClinicalNote) -> Range<Int> {
    note.sentences.first { $0.tokens.contains(token) }?.tokens ?? token..<token + 1
  }

  /// Where a phrase stands, each time as it does first from there.
  func places(
    of phrase: [UInt64], _ note: ClinicalNote, _ filter: HashFilter
  ) -> [Range<Int>] {
    let tokens = note.tokens.tokens
    guard let first = phrase.first, tokens.count >= phrase.count,
      phrase.allSatisfy({ $0 == CodingRule.gap || filter.mayContain($0) })
    else { return [] }
    return tokens.indices.lazy.filter { tokens[$0].hash == first }.compactMap { start in
      self.end(of: phrase.dropFirst(), after: start, note).map { start..<$0 }
    }
  }

  /// Where the rest of a phrase ends that follows a token; a gap in it is at most six tokens of the same sentence.
  private func end(of rest: ArraySlice<UInt64>, after start: Int, _ note: ClinicalNote) -> Int? {
    let tokens = note.tokens.tokens
    var (at, reach) = (start + 1, 0)
    for word in rest {
      if word == CodingRule.gap {
        reach = 6
        continue
      }
      // Hyphens join what a phrase has as words.
      if at < tokens.count, tokens[at].kind == .mark,
        note.tokens.text[Int(tokens[at].start)] == 0x2D
      {
        at += 1
      }
      let last = min(at + reach, tokens.count - 1)
      guard at <= last, let found = (at...last).first(where: { tokens[$0].hash == word }),
        !(at..<found).contains(where: { isFullStop($0, note) })
      else { return nil }
      (at, reach) = (found + 1, 0)
    }
    return at
  }

  private func isFullStop(_ token: Int, _ note: ClinicalNote) -> Bool {
    note.tokens.tokens[token].kind == .mark
      && note.tokens.text[Int(note.tokens.tokens[token].start)] == 0x2E
  }

  func bytes(of range: Range<Int>, _ note: ClinicalNote) -> Range<Int> {
    let tokens = note.tokens.tokens
    return tokens[range.lowerBound].bytes.lowerBound..<tokens[range.upperBound - 1].bytes.upperBound
  }
}

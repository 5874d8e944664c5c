// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Values

/// The procedures of one note.
///
/// Source: ICD-10-PCS Official Guidelines, B3.1 to B6.2; the sections stand at what follows them.
struct ProcedureReading {
  /// A procedure where a note names it.
  struct Mention {
    let operation: OperationTable.Operation
    let tokens: [Int]
    let sentence: Int
    /// It stands where the operation is described step by step.
    let isStep: Bool
    let isListed: Bool
  }

  let book: ProcedureBook
  let note: ClinicalNote
  let occurrences: [ProcedureVocabulary.Occurrence]
  /// For each sentence, the occurrences in it.
  let inSentence: [Range<Int>]

  /// Looks at a note; nothing where no word for a procedure stands in it.
  init?(_ note: ClinicalNote, _ book: ProcedureBook) {
    guard note.tokens.tokens.contains(where: { book.operations.anchors[$0.hash] != nil }) else {
      return nil
    }
    self.note = note
    self.book = book
    occurrences = book.vocabulary.occurrences(in: note.tokens)
    var ranges: [Range<Int>] = []
    var at = 0
    for sentence in note.sentences {
      while at < occurrences.count, occurrences[at].tokens.lowerBound < sentence.tokens.lowerBound {
        at += 1
      }
      let start = at
      while at < occurrences.count, occurrences[at].tokens.lowerBound < sentence.tokens.upperBound {
        at += 1
      }
      ranges.append(start..<at)
    }
    inSentence = ranges
  }

  /// What was done, as codes.
  func suggestions() -> [ProcedureSuggestion] {
    var drafts: [ProcedureDraft] = []
    let mentions = mentions()
    let hasTitles = mentions.contains { !$0.isStep && !$0.operation.isGeneric }
    for mention in mentions {
      // A step on the way is not coded beside what it leads to (B3.1b).
      if mention.isStep, mention.operation.isGeneric, hasTitles { continue }
      for pattern in mention.operation.codes { drafts += self.drafts(pattern, mention) }
    }
    drafts += inspections(before: drafts)
    return settled(drafts).map(suggestion)
  }

  private func mentions() -> [Mention] {
    var found: [Mention] = []
    for (index, sentence) in note.sentences.enumerated() {
      let kind = note.sections[sentence.section].kind
      let matches = book.operations.matches(in: sentence.tokens, of: note.tokens) {
        holds($0, in: index)
      }
      for match in matches where isDone(match.tokens, sentence: index) {
        found.append(
          Mention(
            operation: book.operations.operations[match.operation], tokens: match.tokens,
            sentence: index, isStep: Self.steps.contains(kind),
            isListed: Self.lists.contains(kind)))
      }
    }
    return found
  }

  /// Sections that tell an operation step by step, and those that name what was done.
  private static let steps: Set<SectionKind> = [.operation]
  private static let lists: Set<SectionKind> = [.procedurePerformed]

  private func holds(_ operation: OperationTable.Operation, in sentence: Int) -> Bool {
    for group in operation.with where !group.contains(where: isSaid) { return false }
    guard !operation.without.isEmpty else { return true }
    return !inSentence[sentence].contains { operation.without.contains(occurrences[$0].phrase) }
  }

  /// Tells whether a phrase is said of the patient anywhere in the note.
  private func isSaid(_ phrase: UInt32) -> Bool {
    occurrences.contains { $0.phrase == phrase && isAffirmed($0.tokens) }
  }

  func isAffirmed(_ tokens: Range<Int>) -> Bool {
    let assertion = note.assertion(of: tokens)
    return assertion.polarity == .affirmed && assertion.experiencer == .patient
      && assertion.modality == .actual
  }

  /// What is meant by phrases of a sentence, those inside longer ones left out.
  func meanings(
    in range: Range<Int>, _ take: (ProcedureVocabulary.Meaning, Range<Int>) -> Void
  ) {
    var covered = 0..<0
    for index in range {
      let occurrence = occurrences[index]
      // The last of those that begin together is the longest.
      if index + 1 < range.upperBound,
        occurrences[index + 1].tokens.lowerBound == occurrence.tokens.lowerBound,
        hasValue(occurrences[index + 1].phrase)
      {
        continue
      }
      let all = book.vocabulary.meanings[occurrence.phrase] ?? []
      let isInside =
        occurrence.tokens.lowerBound >= covered.lowerBound
        && occurrence.tokens.upperBound <= covered.upperBound && !covered.isEmpty
      for meaning in all {
        if case .value = meaning, isInside { continue }
        take(meaning, occurrence.tokens)
      }
      if !isInside, hasValue(occurrence.phrase) { covered = occurrence.tokens }
    }
  }

  private func hasValue(_ phrase: UInt32) -> Bool {
    book.vocabulary.meanings[phrase]?.contains {
      if case .value = $0 { true } else { false }
    } ?? false
  }

  func hasCue(_ cue: ProcedureVocabulary.Cue) -> Bool {
    occurrences.contains { book.vocabulary.meanings[$0.phrase]?.contains(.cue(cue)) ?? false }
  }

  /// The words of some tokens, as the note has them.
  func words(_ tokens: Range<Int>) -> String {
    let all = note.tokens.tokens
    guard !tokens.isEmpty else { return "" }
    return note.tokens.words(
      of: Int(all[tokens.lowerBound].start)..<Int(all[tokens.upperBound - 1].end))
  }
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

/// The drugs, supplies and services that were given in one outpatient encounter.
struct ServiceReading {
  private let note: ClinicalNote
  private let book: ServiceBook
  private let occurrences: [ProcedureVocabulary.Occurrence]

  init(_ note: ClinicalNote, _ book: ServiceBook) {
    self.note = note
    self.book = book
    occurrences = book.vocabulary.occurrences(in: note.tokens)
  }

  /// What was given, as codes with units, each code once.
  func suggestions() -> [ProcedureSuggestion] {
    var made: [ProcedureSuggestion] = []
    for (index, sentence) in note.sentences.enumerated()
    where !Self.notGiven.contains(note.sections[sentence.section].kind) {
      let said = occurrences.filter { sentence.tokens.contains($0.tokens.lowerBound) }
      for found in drugs(sentence, said) + supplies(index, said) + services(sentence)
      where !made.contains(where: { $0.code == found.code }) {
        made.append(found)
      }
    }
    return made.sorted {
      ($0.evidence[0].lowerBound, $0.code) < ($1.evidence[0].lowerBound, $1.code)
    }
  }

  /// Sections of what is taken at home, of the past, and of what is to come.
  private static let notGiven: Set<SectionKind> = [
    .medications, .pastHistory, .surgicalHistory, .familyHistory, .socialHistory, .allergies,
    .reviewOfSystems, .instructions, .problemList,
  ]

  private func hasCue(_ cue: ProcedureVocabulary.Cue, _ said: [ProcedureVocabulary.Occurrence])
    -> Bool
  {
    said.contains { book.vocabulary.meanings[$0.phrase]?.contains(.cue(cue)) ?? false }
  }

  /// Tells whether words are said of the patient, here and now; a word for giving settles when.
  private func isAffirmed(_ tokens: Range<Int>, isGiven: Bool) -> Bool {
    let assertion = note.assertion(of: tokens)
    guard assertion.polarity == .affirmed, assertion.experiencer == .patient else { return false }
    return isGiven || (assertion.modality == .actual && assertion.time == .current)
  }

  /// A drug, a dose beside it, and a sign that it was given here.
  private func drugs(
    _ sentence: NoteSentence, _ said: [ProcedureVocabulary.Occurrence]
  ) -> [ProcedureSuggestion] {
    guard let hcpcs = book.hcpcs, hasCue(.given, said) || hasRoute(sentence.tokens),
      !hasCue(.prescribed, said), !hasCue(.notDone, said), !hasCue(.notDoneAfter, said)
    else { return [] }
    var names: [(tokens: Range<Int>, words: [UInt64])] = []
    for occurrence in said {
      if let words = book.brands[occurrence.phrase] { names.append((occurrence.tokens, words)) }
    }
    for at in sentence.tokens where book.drugs[note.tokens.tokens[at].hash] != nil {
      if !names.contains(where: { $0.tokens.contains(at) }) {
        names.append((at..<at + 1, [note.tokens.tokens[at].hash]))
      }
    }
    return names.compactMap { name in
      guard isAffirmed(name.tokens, isGiven: hasCue(.given, said)),
        let dose = dose(near: name.tokens, sentence.tokens)
      else {
        return nil
      }
      return suggestion(name, dose, sentence, hcpcs)
    }
  }

  private func suggestion(
    _ name: (tokens: Range<Int>, words: [UInt64]),
    _ dose: (amount: Int, measure: DrugDescriptor.Measure, tokens: Range<Int>),
    _ sentence: NoteSentence, _ hcpcs: CodeTable
  ) -> ProcedureSuggestion? {
    let here = Set(sentence.tokens.map { note.tokens.tokens[$0].hash }).union(name.words)
    let candidates = (book.drugs[name.words[0]] ?? []).filter { drug in
      drug.isInjection && drug.measure == dose.measure
        && name.words.allSatisfy { drug.words.contains($0) }
    }
    // The descriptor of whose name the note says most; of those, the one that needs the fewest units.
    let best = candidates.min { a, b in
      let (said, other) = (
        a.words.count { here.contains($0) }, b.words.count { here.contains($0) }
      )
      let (units, otherUnits) = (
        a.units(of: (dose.amount, dose.measure)) ?? 0, b.units(of: (dose.amount, dose.measure)) ?? 0
      )
      return (-said, a.words.count - said, remainder(a, dose.amount), units, a.position)
        < (-other, b.words.count - other, remainder(b, dose.amount), otherUnits, b.position)
    }
    guard let best, let units = best.units(of: (dose.amount, dose.measure)) else { return nil }
    let doseWords = words(dose.tokens)
    return ProcedureSuggestion(
      code: hcpcs.code(at: best.position).description, set: .hcpcs,
      title: hcpcs[best.position].title, confidence: hasRoute(sentence.tokens) ? 850 : 700,
      evidence: spans([name.tokens, dose.tokens]),
      path: [
        .init("words", words(name.tokens), source: "drug"),
        .init("descriptor", hcpcs[best.position].title, source: hcpcs.release.name),
        .init("dose", "\(units)", source: doseWords),
      ], units: units, release: hcpcs.release.name)
  }

  private func remainder(_ drug: DrugDescriptor, _ amount: Int) -> Int {
    amount % drug.amount == 0 ? 0 : 1
  }

  /// Whether a sentence says how a drug went in.
  private func hasRoute(_ range: Range<Int>) -> Bool {
    range.contains { at in
      let token = note.tokens.tokens[at]
      guard token.kind == .word else { return false }
      let form = note.tokens.form(of: token)
      return Self.routes.contains { form.elementsEqual($0) }
    }
  }

  private static let routes = [
    "im", "iv", "ivp", "ivpb", "sq", "subq", "sc", "subcut", "intramuscular", "intramuscularly",
    "intravenous", "intravenously", "subcutaneous", "subcutaneously", "intraarticular",
    "intra-articular",
  ].map { Array($0.utf8) }

  /// The amount nearest to the name of a drug; one that follows is preferred.
  private func dose(
    near name: Range<Int>, _ sentence: Range<Int>
  ) -> (amount: Int, measure: DrugDescriptor.Measure, tokens: Range<Int>)? {
    var best: (distance: Int, amount: Int, measure: DrugDescriptor.Measure, tokens: Range<Int>)?
    for at in sentence.dropLast() where note.tokens.tokens[at].kind == .number {
      guard let (amount, measure) = DrugDescriptor.amount(at, note.tokens) else { continue }
      let distance =
        at >= name.upperBound ? at - name.upperBound : 2 * (name.lowerBound - at)
      if distance <= 12, best.map({ distance < $0.distance }) ?? true {
        best = (distance, amount, measure, at..<at + 2)
      }
    }
    return best.map { ($0.amount, $0.measure, $0.tokens) }
  }

  /// Supplies and services by the words of `services.tsv`.
  private func supplies(
    _ index: Int, _ said: [ProcedureVocabulary.Occurrence]
  ) -> [ProcedureSuggestion] {
    guard let hcpcs = book.hcpcs else { return [] }
    var kept: [(tokens: Range<Int>, code: PackedCode)] = []
    for occurrence in said.sorted(by: { $0.tokens.count > $1.tokens.count }) {
      guard let code = book.supplies[occurrence.phrase],
        !kept.contains(where: { $0.tokens.overlaps(occurrence.tokens) })
      else { continue }
      kept.append((occurrence.tokens, code))
    }
    guard !kept.isEmpty, !hasCue(.notDone, said), !hasCue(.notDoneAfter, said),
      !said.contains(where: { isPrescription($0) })
    else { return [] }
    let isService = { (code: PackedCode) in code[0] == AxisSet.number(of: 0x47) }
    return kept.compactMap { found in
      guard isAffirmed(found.tokens, isGiven: hasCue(.given, said)),
        let position = hcpcs.position(of: found.code),
        isService(found.code) || found.code[0] == AxisSet.number(of: 0x51) || hasCue(.given, said)
      else { return nil }
      return ProcedureSuggestion(
        code: found.code.description, set: .hcpcs, title: hcpcs[position].title, confidence: 700,
        evidence: spans([found.tokens]),
        path: [
          .init("words", words(found.tokens), source: "services.tsv"),
          .init("descriptor", hcpcs[position].title, source: hcpcs.release.name),
        ], units: 1, release: hcpcs.release.name)
    }
  }

  private func isPrescription(_ occurrence: ProcedureVocabulary.Occurrence) -> Bool {
    book.vocabulary.meanings[occurrence.phrase]?.contains(.cue(.prescribed)) ?? false
  }

  /// Services by the descriptors of CPT, where the user has installed them.
  private func services(_ sentence: NoteSentence) -> [ProcedureSuggestion] {
    guard let cpt = book.cpt, note.sections[sentence.section].kind != .plan else { return [] }
    return cpt.matches(in: sentence.tokens, of: note.tokens).compactMap { match in
      guard let first = match.tokens.first, let last = match.tokens.last,
        isAffirmed(first..<last + 1, isGiven: false)
      else { return nil }
      let title = cpt.table[match.position].title
      return ProcedureSuggestion(
        code: cpt.table.code(at: match.position).description, set: .cpt,
        title: title.isEmpty ? cpt.table[match.position].shortTitle : title, confidence: 500,
        evidence: spans(match.tokens.map { $0..<$0 + 1 }),
        path: [.init("descriptor", "", source: cpt.table.release.name)], units: 1,
        release: cpt.table.release.name)
    }
  }

  private func words(_ tokens: Range<Int>) -> String {
    note.tokens.words(of: bytes(tokens))
  }

  private func bytes(_ tokens: Range<Int>) -> Range<Int> {
    let all = note.tokens.tokens
    return Int(all[tokens.lowerBound].start)..<Int(all[tokens.upperBound - 1].end)
  }

  private func spans(_ ranges: [Range<Int>]) -> [Range<Int>] { RuleBook.merged(ranges.map(bytes)) }
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

/// What drugs and other substances did to a patient: adverse effects, poisoning, underdosing, toxic effects, by
/// `Data/coding/drugs.tsv` and `drug-cues.tsv`.
///
/// Source: ICD-10-CM Official Guidelines, I.C.19.e.
public struct DrugReader: Sendable {
  private var table = DrugTable()

  /// Reads the tables: substance, codes, kind; and phrase, meaning, stands, reach.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ drugs: [UInt8], cues: [UInt8]) throws(ConceptTableError) {
    table = try DrugTable(drugs, cues: cues)
  }

  /// No note says anything of drugs.
  public init() {}

  /// What a substance did, with the digit that stands for it.
  enum Effect: Hashable {
    case adverse
    case poisoning(Character)
    case underdosing

    var digit: Character {
      switch self {
      case .adverse: "5"
      case .poisoning(let intent): intent
      case .underdosing: "6"
      }
    }
  }

  typealias Hit = (cue: DrugTable.Cue, tokens: Range<Int>)

  /// A substance of a sentence with what is said there.
  struct Named {
    let substance: DrugTable.Substance
    let tokens: Range<Int>
  }

  /// A sentence that names substances.
  struct Scene {
    let sentence: Int
    let named: [Named]
    let hits: [Hit]
  }

  /// Reads a note and adds what it says.
  ///
  /// - Parameter episode: The episode of care that a token is of.
  func apply(
    to answer: inout CodedNote, _ note: ClinicalNote, _ codes: CodeTable, _ setting: CodingSetting,
    episode: (Int) -> EncounterCharacter.Episode
  ) {
    let scenes = scenes(of: note)
    guard !scenes.isEmpty else { return }
    let whole = note.sentences.filter { !$0.tokens.isEmpty }.flatMap {
      table.cues(in: $0.tokens, note.tokens)
    }
    for scene in scenes {
      for named in scene.named {
        guard
          let (effect, cue) = effect(of: named, scene, whole, note, setting, answer),
          let base = named.substance.code(effect.digit),
          let position = codes.position(of: base),
          let full = EncounterCharacter(codes: codes).completed(
            position, episode(named.tokens.lowerBound), isSaid: { _ in false })
        else { continue }
        let evidence = RuleBook.merged([bytes(named.tokens, note), bytes(cue, note)])
        clear(named, effect, evidence, scene, &answer, note)
        report(
          codes.code(at: full), full, effect, evidence, bytes(named.tokens, note).lowerBound,
          &answer)
        if effect == .underdosing { addReason(scene, whole, note, codes, &answer) }
      }
    }
  }

  private func scenes(of note: ClinicalNote) -> [Scene] {
    var scenes: [Scene] = []
    for (index, sentence) in note.sentences.enumerated() where sentence.kind != .heading {
      switch note.sections[sentence.section].kind {
      case .familyHistory, .allergies, .medications, .socialHistory: continue
      default: break
      }
      guard table.mayName(note.tokens.tokens[sentence.tokens]) else { continue }
      let named = table.substances(in: sentence.tokens, note.tokens)
        .map { Named(substance: table.substances[$0.row], tokens: $0.tokens) }
      guard !named.isEmpty else { continue }
      scenes.append(
        Scene(sentence: index, named: named, hits: table.cues(in: sentence.tokens, note.tokens)))
    }
    return scenes
  }

  /// What a substance did, with the words that say so.
  private func effect(
    of named: Named, _ scene: Scene, _ whole: [Hit], _ note: ClinicalNote,
    _ setting: CodingSetting, _ answer: CodedNote
  ) -> (Effect, Range<Int>)? {
    let near = scene.hits.filter { reaches($0, named, scene, note) }
    if near.contains(where: { $0.cue.meaning == .other }) { return nil }
    if named.substance.isDrug, let cue = underdosing(near, scene, note) {
      return (.underdosing, cue)
    }
    let assertion = note.assertion(of: named.tokens)
    guard assertion.experiencer == .patient, assertion.time != .historical,
      assertion.polarity != .negated || isOwn(assertion, scene)
    else { return nil }
    let isHarm: (Hit) -> Bool = {
      switch $0.cue.meaning {
      case .poisoning: true
      case .toxic: !named.substance.isDrug && !named.substance.isAlcohol
      case .unprescribed: whole.contains { $0.cue.meaning == .interaction }
      default: false
      }
    }
    let harm = near.first { hit in
      isHarm(hit)
        && (isActual(hit.tokens, note, setting) || isOwn(note.assertion(of: hit.tokens), scene))
    }
    if let treatment = near.first(where: { $0.cue.meaning == .treatment }),
      harm.map({ $0.tokens.lowerBound < treatment.tokens.lowerBound }) ?? true
    {
      return nil
    }
    if let harm { return (.poisoning(intent(scene, whole)), harm.tokens) }
    if let cue = interaction(scene, whole, note) { return (.poisoning(intent(scene, whole)), cue) }
    guard named.substance.isDrug, let cue = adverse(named, near, scene, note),
      isActual(cue, note, setting), hasManifestation(scene, named, note, answer)
    else { return nil }
    return (.adverse, cue)
  }

  /// Tells whether words that look like a denial say what was done wrong: given in error.
  private func isOwn(_ assertion: Assertion, _ scene: Scene) -> Bool {
    guard assertion.experiencer == .patient, let cue = assertion.cue else { return false }
    return scene.hits.contains { $0.cue.meaning == .poisoning && $0.tokens.overlaps(cue) }
  }

  /// Tells whether a phrase is said of a substance.
  private func reaches(_ hit: Hit, _ named: Named, _ scene: Scene, _ note: ClinicalNote) -> Bool {
    let isBefore = hit.tokens.upperBound <= named.tokens.lowerBound
    switch hit.cue.stand {
    case .before: guard isBefore else { return false }
    case .after: guard !isBefore else { return false }
    case .beside: break
    case .sentence, .note: return false
    }
    let between =
      isBefore
      ? hit.tokens.upperBound..<named.tokens.lowerBound
      : named.tokens.upperBound..<max(named.tokens.upperBound, hit.tokens.lowerBound)
    if hit.cue.stand == .before, between.contains(where: { isStop($0, note) }) { return false }
    return between.count { note.tokens.tokens[$0].kind != .mark } <= hit.cue.reach
  }

  /// Tells whether a token ends what a preposition speaks of.
  private func isStop(_ at: Int, _ note: ClinicalNote) -> Bool {
    let token = note.tokens.tokens[at]
    return token.kind == .mark
      && [0x2C, 0x3B, 0x3A, 0x2E].contains(note.tokens.text[Int(token.start)])
  }

  private func isActual(_ tokens: Range<Int>, _ note: ClinicalNote, _ setting: CodingSetting)
    -> Bool
  {
    let assertion = note.assertion(of: tokens)
    return assertion.experiencer == .patient && assertion.modality == .actual
      && assertion.time != .historical
      && (assertion.polarity == .affirmed
        || assertion.polarity == .possible && setting == .inpatient)
  }

  /// What says that less was taken than prescribed; of some words only where a reason is named.
  private func underdosing(_ near: [Hit], _ scene: Scene, _ note: ClinicalNote) -> Range<Int>? {
    func isSaid(_ tokens: Range<Int>) -> Bool {
      let assertion = note.assertion(of: tokens)
      return assertion.experiencer == .patient && assertion.modality == .actual
        && assertion.polarity == .affirmed
    }
    if let hit = near.first(where: { $0.cue.meaning == .underdosing && isSaid($0.tokens) }) {
      return hit.tokens
    }
    guard scene.hits.contains(where: { Self.reasons.contains($0.cue.meaning) }),
      !note.hasAssessment || isAssessed(note.sentences[scene.sentence], note)
    else { return nil }
    return near.first { $0.cue.meaning == .less && isSaid($0.tokens) }?.tokens
  }

  /// Tells whether a sentence is of the provider's assessment.
  private func isAssessed(_ sentence: NoteSentence, _ note: ClinicalNote) -> Bool {
    switch note.sections[sentence.section].kind {
    case .assessment, .plan, .dischargeDiagnosis, .hospitalCourse: true
    default: sentence.kind == .problem || sentence.problem != nil
    }
  }

  static let reasons: Set<DrugTable.Meaning> = [.financial, .forgotten, .deliberate]

  /// Alcohol or a drug that was not prescribed makes a poisoning of an interaction with what was.
  private func interaction(_ scene: Scene, _ whole: [Hit], _ note: ClinicalNote) -> Range<Int>? {
    guard let said = whole.first(where: { $0.cue.meaning == .interaction }),
      scene.named.contains(where: \.substance.isAlcohol) && scene.named.count > 1
        || scene.hits.contains(where: { $0.cue.meaning == .unprescribed })
    else { return nil }
    return said.tokens
  }

  private func adverse(
    _ named: Named, _ near: [Hit], _ scene: Scene, _ note: ClinicalNote
  ) -> Range<Int>? {
    near.first { $0.cue.meaning == .adverse }?.tokens
  }

  private func intent(_ scene: Scene, _ whole: [Hit]) -> Character {
    for hit in scene.hits + whole {
      switch hit.cue.meaning {
      case .selfHarm: return "2"
      case .assault: return "3"
      case .undetermined: return "4"
      default: break
      }
    }
    return "1"
  }

  /// Tells whether the sentence names what the drug did.
  private func hasManifestation(
    _ scene: Scene, _ named: Named, _ note: ClinicalNote, _ answer: CodedNote
  ) -> Bool {
    let sentence = bytes(note.sentences[scene.sentence].tokens, note)
    let own = bytes(named.tokens, note)
    return answer.suggestions.contains { suggestion in
      // Letters before S are diseases and symptoms; injuries, causes and circumstances come after.
      suggestion.code[0] <= Self.lastOfDiseases && !suggestion.isPast
        && suggestion.evidence.contains { sentence.contains($0.lowerBound) && !$0.overlaps(own) }
    }
  }

  static let lastOfDiseases = PackedCode("R")?[0] ?? 0

  func bytes(_ tokens: Range<Int>, _ note: ClinicalNote) -> Range<Int> {
    let all = note.tokens.tokens
    return all[tokens.lowerBound].bytes.lowerBound..<all[tokens.upperBound - 1].bytes.upperBound
  }
}

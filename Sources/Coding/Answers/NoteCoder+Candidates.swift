// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

extension NoteCoder {
  /// Judges a mention, walks to its code and adds it.
  func add(
    _ mention: Mention, _ note: ClinicalNote, _ circumstances: Circumstances,
    _ list: inout CandidateList
  ) {
    let assertion = note.assertion(of: mention.first..<mention.last + 1)
    guard assertion.polarity != .negated, assertion.experiencer == .patient,
      assertion.modality == .actual
    else { return }
    if assertion.polarity == .possible, circumstances.setting == .outpatient { return }
    let entry = table.entries[mention.entry]
    guard holds(ConceptCondition(rawValue: entry.condition) ?? .none, mention, assertion, note)
    else { return }
    var path = [
      PathStep(
        ConceptOrigin(rawValue: entry.origin)?.name ?? "",
        table.codes.code(at: Int(entry.target)), source: "\(entry.row)")
    ]
    var evidence = mention.tokens
    var defaults = 0
    var position = entry.target
    let walk = CodeWalk(table: table)
    if table.nodes[Int(position)].marks & ConceptLayout.NodeMark.unspecified != 0,
      let sibling = walk.sibling(
        of: position, isAxisSaid: { self.isAxisSaid($0, of: mention, note) })
    {
      position = sibling
      path.append(PathStep("modifier", table.codes.code(at: Int(sibling)), source: "side"))
      addSide(of: mention, note, &evidence)
    }
    let steps = walk.steps(
      from: position, isSaid: { self.isSaid($0, of: mention, note) },
      isAxisSaid: { self.isAxisSaid($0, of: mention, note) })
    for step in steps {
      position = step.position
      if step.isDefault { defaults += 1 }
      path.append(
        PathStep(
          step.isDefault ? "default" : "modifier", table.codes.code(at: Int(position)),
          source: ""))
      for at in note.sentences[mention.sentence].tokens
      where step.words.contains(matcher.words[at]) { evidence.append(at) }
      if step.words.contains(where: { $0 == sides.right || $0 == sides.left }) {
        addSide(of: mention, note, &evidence)
      }
    }
    if table.nodes[Int(position)].axisCount > 0 { addSide(of: mention, note, &evidence) }
    var code = Int(position)
    if table.nodes[code].marks & ConceptLayout.NodeMark.seventh != 0 {
      guard
        let whole = EncounterCharacter(codes: table.codes)
          .completed(
            code, episode(of: mention),
            isSaid: { hash in
              note.sentences[mention.sentence].tokens.contains {
                note.tokens.tokens[$0].hash == hash
              }
            })
      else { return }
      code = whole
    }
    guard table.codes.flags(at: code).contains(.billable) else { return }
    let place = place(of: mention, note)
    list.add(
      Candidate(
        position: code, mention: mention, assertion: assertion, place: place,
        strength: strength(mention, place, assertion), evidence: evidence, path: path,
        headings: place == .problem ? 1 : 0, defaults: defaults, firstToken: mention.first,
        isChief: place == .chiefComplaint))
  }

  /// Tells whether the condition is met under which an entry counts.
  private func holds(
    _ condition: ConceptCondition, _ mention: Mention, _ assertion: Assertion, _ note: ClinicalNote
  ) -> Bool {
    switch condition {
    case .none, .injury: return true
    case .currentUse: return assertion.time == .current
    case .heading: return note.sentences[mention.sentence].kind == .problem
    case .past:
      let section = note.sections[note.sentences[mention.sentence].section].kind
      return assertion.time == .historical || section == .surgicalHistory
        || section == .pastHistory
    }
  }

  private func addSide(of mention: Mention, _ note: ClinicalNote, _ evidence: inout [Int]) {
    if let said = sides.sides(of: mention, in: note, matcher.words) { evidence.append(said.token) }
  }

  /// The episode of care that a note tells of.
  private func episode(of mention: Mention) -> EncounterCharacter.Episode {
    episodes.sentences[mention.sentence] ?? episodes.note ?? .initial
  }

  private func strength(_ mention: Mention, _ place: NotePlace, _ assertion: Assertion) -> Int {
    var strength = 10 * mention.wordCount - 3 * mention.gap - 5 * mention.crossings
    switch place {
    case .problem: strength += 60
    case .assessment: strength += 40
    case .narrative, .course: strength += 30
    case .plan, .presentIllness: strength += 20
    default: break
    }
    if assertion.time == .historical { strength -= 25 }
    if assertion.polarity == .possible { strength -= 15 }
    return strength
  }

  /// Where a mention stands, as the ranking knows places.
  private func place(of mention: Mention, _ note: ClinicalNote) -> NotePlace {
    let sentence = note.sentences[mention.sentence]
    if sentence.kind == .problem { return .problem }
    switch note.sections[sentence.section].kind {
    case .assessment, .dischargeDiagnosis: return .assessment
    case .plan: return .plan
    case .presentIllness: return .presentIllness
    case .chiefComplaint: return .chiefComplaint
    case .pastHistory, .surgicalHistory, .problemList: return .pastHistory
    case .examination, .vitals: return .examination
    case .reviewOfSystems: return .reviewOfSystems
    case .results: return .results
    case .medications: return .medications
    case .socialHistory: return .socialHistory
    case .hospitalCourse: return .course
    case .narrative: return .narrative
    default: return .other
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

extension NoteCoder {
  /// Judges a mention, walks to its code and adds it.
  ///
  /// - Returns: Whether the mention is settled: it is added, or what is said of it keeps it out; false where its walk ends
  ///   without a code.
  func add(
    _ mention: Mention, _ note: ClinicalNote, _ circumstances: Circumstances,
    _ list: inout CandidateList
  ) -> Bool {
    let assertion = note.assertion(
      of: mention.first..<mention.last + 1, isNamed: mention.covers)
    guard assertion.polarity != .negated, assertion.experiencer == .patient,
      assertion.modality == .actual
    else { return true }
    if assertion.polarity == .possible, circumstances.setting == .outpatient { return true }
    let entry = table.entries[mention.entry]
    guard holds(ConceptCondition(rawValue: entry.condition) ?? .none, mention, assertion, note)
    else { return true }
    let reading = Reading(mention: mention, assertion: assertion)
    guard let reached = reach(reading, note) else { return false }
    if others.contains(where: { $0.contains(mention.first) }),
      !knowledge.authors.isFree(table.codes.code(at: reached.position))
    {
      return true
    }
    if let said = sides.sides(of: mention, in: note, matcher.words), said.0 == .both {
      // Both sides of what has a code for each and none for both are two codes (I.B.13).
      let each = [SideReader.Sides.right, .left].compactMap { reach(reading, note, side: $0) }
      if each.count == 2, each[0].position != each[1].position,
        reached.position != each[0].position, reached.position != each[1].position,
        CodeWalk(table: table).isOpen(UInt32(base(of: reached.position)))
      {
        for one in each { list.add(one) }
        return true
      }
    }
    list.add(reached)
    return true
  }

  /// Tells whether a word is said right beside a mention and not denied there.
  private func isBeside(_ word: UInt32, _ mention: Mention, _ note: ClinicalNote) -> Bool {
    let sentence = note.sentences[mention.sentence].tokens
    let beside =
      max(sentence.lowerBound, mention.first - 6)..<min(sentence.upperBound, mention.last + 9)
    return beside.contains {
      matcher.words[$0] == word
        && (mention.first <= $0 && $0 <= mention.last
          || note.assertion(of: $0..<$0 + 1).polarity != .negated)
    } || !isSaid(word, of: mention, note) && isAffirmed(word, of: mention, note)
  }

  /// How far from a mention a word stands in its sentence; what lies beyond a comma or a conjunction is far.
  private func distance(_ word: UInt32, _ mention: Mention, _ note: ClinicalNote) -> Int {
    let sentence = note.sentences[mention.sentence].tokens
    return sentence.lazy.filter { self.matcher.words[$0] == word }.map { at in
      if at >= mention.first, at <= mention.last { return 0 }
      let between = at < mention.first ? at..<mention.first : mention.last..<at
      let crossings = between.count { self.matcher.isCrossing($0, note.tokens) }
      return between.count + 4 * crossings
    }.min() ?? 60
  }

  /// Tells whether an ordinal stands beside what it numbers: `second degree`, `lower third`; nothing where it is no ordinal.
  private func isNumbered(
    _ ordinal: UInt32, _ other: UInt32, by mention: Mention, _ note: ClinicalNote
  ) -> Bool? {
    guard matcher.ordinals.contains(ordinal), !matcher.ordinals.contains(other) else { return nil }
    let sentence = note.sentences[mention.sentence]
    let problem = sentence.problem.map { note.sentences[$0].tokens }
    return [sentence.tokens, problem ?? 0..<0].contains { tokens in
      tokens.contains { at in
        matcher.words[at] == ordinal
          && (max(at - 2, tokens.lowerBound)..<min(at + 3, tokens.upperBound))
            .contains { matcher.words[$0] == other }
      }
    }
  }

  /// The code without the 7th character.
  private func base(of position: Int) -> Int {
    let entry = table.codes[position]
    return entry.flags.contains(.generated) ? entry.parent?.position ?? position : position
  }

  /// A mention and what the note says of it.
  private struct Reading {
    let mention: Mention
    let assertion: Assertion
  }

  /// Walks from a mention to its code; nothing where the documentation does not reach a billable one.
  private func reach(
    _ reading: Reading, _ note: ClinicalNote, side: SideReader.Sides? = nil
  ) -> Candidate? {
    let (mention, assertion) = (reading.mention, reading.assertion)
    let entry = table.entries[mention.entry]
    var path = [
      PathStep(
        ConceptOrigin(rawValue: entry.origin)?.name ?? "",
        table.codes.code(at: Int(entry.target)), source: "\(entry.row)")
    ]
    var evidence = mention.tokens
    var defaults = 0
    var position = entry.target
    var walk = CodeWalk(table: table, pregnancy: pregnancyWords)
    walk.isNumbered = { self.isNumbered($0, $1, by: mention, note) }
    let isSaid = { self.isAffirmed($0, of: mention, note) }
    let isAxisSaid = { self.isAxisSaid($0, of: mention, note, side: side) }
    let isBeside = { self.isBeside($0, mention, note) }
    if let start = walk.start(from: position, isSaid: isBeside, isAxisSaid: isAxisSaid) {
      position = start
    }
    let distance = { self.distance($0, mention, note) }
    for step in walk.steps(
      from: position, isSaid: isSaid, isAxisSaid: isAxisSaid, distance: distance)
    {
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
    if let refined = knowledge.consciousness.refined(
      table.codes.code(at: Int(position)), note, table.codes)
    {
      position = UInt32(refined)
      defaults = max(0, defaults - 1)
      path.append(PathStep("modifier", table.codes.code(at: refined), source: ""))
    }
    guard var code = completed(Int(position), mention, note) else { return nil }
    if assertion.time == .historical,
      let past = knowledge.history.past(
        table.codes.code(at: code), isSaid: !assertion.isBySection),
      let position = table.codes.position(of: past.code)
    {
      code = position
      path.append(PathStep("rule", past.code, source: "history (\(past.section))"))
    }
    let place = place(of: mention, note)
    return Candidate(
      position: code, mention: mention, assertion: assertion, place: place,
      strength: strength(mention, place, assertion), evidence: evidence, path: path,
      headings: place == .problem ? 1 : 0, defaults: defaults, firstToken: mention.first,
      isChief: place == .chiefComplaint)
  }

  /// The billable code, with its 7th character where it has one.
  private func completed(_ position: Int, _ mention: Mention, _ note: ClinicalNote) -> Int? {
    var code = position
    if table.nodes[code].marks & ConceptLayout.NodeMark.seventh != 0 {
      let tokens = note.sentences[mention.sentence].tokens
      let whole = EncounterCharacter(codes: table.codes)
        .completed(code, episode(of: mention)) { hash in
          self.isSideSaid(hash, of: mention, note)
            ?? tokens.contains { note.tokens.tokens[$0].hash == hash }
        }
      guard let whole else { return nil }
      code = whole
    }
    return table.codes.flags(at: code).contains(.billable) ? code : nil
  }

  /// Tells whether a word for a side is so of a mention; nothing for other words.
  private func isSideSaid(_ hash: UInt64, of mention: Mention, _ note: ClinicalNote) -> Bool? {
    let word = table.word(hash)
    guard word != 0, word == sides.right || word == sides.left || word == sides.bilateral else {
      return nil
    }
    return isAxisSaid(word, of: mention, note)
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
    episodes.episode(at: mention.first)
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

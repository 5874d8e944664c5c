// SPDX-License-Identifier: Apache-2.0

/// Finds the clauses of each sentence, the cues of assertion in it, and what they speak of.
///
/// A cue reaches to the end of its clause, not over a number of words; within it over the items of a list, so that a
/// list under a negated head is negated whole.
struct CueReader {
  /// Where a clause begins.
  struct Wall: Hashable, Sendable {
    let at: Int
    /// Joined by `which` or a dash: what is said after it may be said of what stands before.
    let isSoft: Bool
  }

  let table: PhraseTable<Cue>
  let source: NoteTokens
  let tokens: [NoteToken]
  let traits: [TokenTraits]

  private(set) var sentences: [NoteSentence] = []
  private(set) var clauses: [Range<Int>] = []
  var cues: [FoundCue] = []
  private(set) var firstCues: [Int] = []
  /// The walls of the sentence now read.
  private(set) var walls: [Wall] = []

  init(_ table: PhraseTable<Cue>, _ source: NoteTokens, _ traits: [TokenTraits]) {
    self.table = table
    self.source = source
    self.traits = traits
    tokens = source.tokens
  }

  mutating func read(_ all: [NoteSentence]) {
    sentences = all
    firstCues.reserveCapacity(all.count + 1)
    clauses.reserveCapacity(all.count * 2)
    for index in sentences.indices {
      firstCues.append(cues.count)
      let range = sentences[index].tokens
      walls.removeAll(keepingCapacity: true)
      if sentences[index].kind != .heading {
        findCues(in: range)
        findWalls(in: range)
        for cue in firstCues[index]..<cues.count {
          setScope(of: cue, from: firstCues[index], range)
        }
      }
      addClauses(of: index)
    }
    firstCues.append(cues.count)
  }

  private mutating func addClauses(of index: Int) {
    let range = sentences[index].tokens
    let first = clauses.count
    var start = range.lowerBound
    for wall in walls where wall.at > start && wall.at < range.upperBound {
      clauses.append(start..<wall.at)
      start = wall.at
    }
    clauses.append(start..<range.upperBound)
    sentences[index].clauses = first..<clauses.count
  }

  private mutating func findCues(in range: Range<Int>) {
    var at = range.lowerBound
    while at < range.upperBound {
      if tokens[at].kind != .number,
        let found = table.longest(at: at, end: range.upperBound, tokens)
      {
        let cue = found.payload
        let tokens = at..<found.end
        if cue.kind == .relative || cue.kind == .companion {
          addRelative(cue, tokens, range)
        } else {
          add(cue.kind, cue.direction, cue.reach, tokens)
        }
        at = found.end
      } else {
        if tokens[at].kind == .mark { addSign(at, range) }
        at += 1
      }
    }
  }

  private mutating func add(
    _ kind: CueKind, _ direction: Cue.Direction, _ reach: Cue.Reach, _ range: Range<Int>
  ) {
    guard kind != .none else { return }
    cues.append(
      FoundCue(
        kind: kind, direction: direction, reach: reach, tokens: range,
        scope: range.upperBound..<range.upperBound))
  }

  /// Signs for words: `?pneumonia`, `+cough, -fever`.
  private mutating func addSign(_ at: Int, _ range: Range<Int>) {
    let next = at + 1
    guard next < range.upperBound else { return }
    let byte = source.text[Int(tokens[at].start)]
    let isGlued = tokens[next].marks.contains(.glued) && tokens[next].kind == .word
    let isFree =
      at == range.lowerBound || !tokens[at].marks.contains(.glued)
      || !traits[at - 1].isDisjoint(with: [.opening, .comma, .slash])
    guard isFree else { return }
    switch byte {
    case 0x3F where tokens[next].kind == .word: add(.possible, .after, .narrow, at..<next)
    case 0x2B where tokens[next].kind == .word:
      add(.affirmed, .after, .narrow, at..<next)
    case 0x2D where isGlued && at > range.lowerBound && hasPlus(range):
      add(.negated, .after, .narrow, at..<next)
    default: break
    }
  }

  private func hasPlus(_ range: Range<Int>) -> Bool {
    range.contains { tokens[$0].kind == .mark && source.text[Int(tokens[$0].start)] == 0x2B }
  }

  /// A relative or a companion: has something, or only tells it, brings the patient, lives with her.
  ///
  /// After a word of company (`brought in by`, `lives with`) or before a verb of telling they say nothing of whose it
  /// is; `in her mother` gives what stands before to the mother.
  private mutating func addRelative(_ cue: Cue, _ at: Range<Int>, _ range: Range<Int>) {
    let kind: CueKind = cue.kind == .relative ? .family : .other
    var before = at.lowerBound - 1
    while before >= range.lowerBound, traits[before].contains(.open),
      !traits[before].contains(.company)
    {
      if source.form(of: tokens[before]).elementsEqual([0x69, 0x6E]) {
        return add(kind, .before, .narrow, at)
      }
      before -= 1
    }
    var next = at.upperBound
    while next < range.upperBound {
      if traits[next].contains(.opening) {
        // What stands in parentheses is said beside.
        guard let end = (next..<range.upperBound).first(where: { traits[$0].contains(.closing) })
        else { break }
        next = end + 1
      } else if tokens[next].kind == .lineEnd
        || !traits[next].isDisjoint(with: [.adverb, .relative])
        || traits[next].contains(.comma) && next + 1 < range.upperBound
          && traits[next + 1].contains(.relative)
      {
        next += 1
      } else {
        break
      }
    }
    if next + 1 < range.upperBound, traits[next].contains(.finite),
      traits[next + 1].contains(.possession)
    {
      next += 1
    }
    let following: TokenTraits = next < range.upperBound ? traits[next] : []
    let has = following.contains(.possession) || isWith(next, range)
    if before >= range.lowerBound, traits[before].contains(.company), !has { return }
    if following.contains(.report) || !has && following.contains(.verb) { return }
    if kind == .other, !has { return }
    // `son, who has`: what he has stands after it.
    let joins = (at.upperBound..<next).contains { traits[$0].contains(.relative) }
    add(kind, .after, .wide, joins ? at.lowerBound..<next : at)
  }

  /// Tells whether a verb says of a person before it that he has what follows: `was in hospital with`.
  private func isWith(_ verb: Int, _ range: Range<Int>) -> Bool {
    guard verb < range.upperBound, traits[verb].isSuperset(of: [.finite, .open]) else {
      return false
    }
    let near = verb + 1..<max(verb + 1, min(range.upperBound - 1, verb + 7))
    guard
      let with = near.first(where: {
        !traits[$0].isDisjoint(with: [.company, .comma, .semicolon, .subject])
      })
    else { return false }
    return traits[with].isSuperset(of: [.company, .possession])
      && !traits[with + 1].contains(.subject)
  }

  private mutating func findWalls(in range: Range<Int>) {
    let first = firstCues.last ?? 0
    var cue = first
    for at in range {
      while cue < cues.count, cues[cue].tokens.lowerBound < at { cue += 1 }
      let isStop = cue < cues.count && cues[cue].tokens.lowerBound == at && cues[cue].kind == .stop
      if isStop {
        walls.append(Wall(at: at, isSoft: false))
        continue
      }
      let these = traits[at]
      guard !these.isDisjoint(with: [.semicolon, .comma, .and, .relative, .dash]) else { continue }
      if these.contains(.semicolon) {
        walls.append(Wall(at: at + 1, isSoft: false))
      } else if these.contains(.relative) {
        if at > range.lowerBound { walls.append(Wall(at: at, isSoft: true)) }
      } else if these.contains(.dash) {
        if !tokens[at].marks.contains(.glued), at > range.lowerBound, at + 1 < range.upperBound,
          !tokens[at + 1].marks.contains(.glued)
        {
          walls.append(Wall(at: at + 1, isSoft: true))
        }
      } else if beginsClause(at + 1, range.upperBound) {
        walls.append(Wall(at: at + 1, isSoft: false))
      }
    }
  }

  /// Tells whether a subject or a finite verb comes next, after `and` or a comma.
  private func beginsClause(_ start: Int, _ end: Int) -> Bool {
    var at = start
    while at < end, at < start + 3,
      !traits[at].isDisjoint(with: [.and, .adverb]) || tokens[at].kind == .lineEnd
    {
      at += 1
    }
    guard at < end else { return false }
    return !traits[at].isDisjoint(with: [.subject, .finite])
  }
}

// SPDX-License-Identifier: Apache-2.0

extension CueReader {
  /// Finds what a cue of the sentence speaks of.
  mutating func setScope(of index: Int, from first: Int, _ range: Range<Int>) {
    let cue = cues[index]
    switch cue.kind {
    case .background:
      cues[index].scope = cue.tokens
      return
    case .none, .stop, .affirmed, .current, .patient: return
    default: break
    }
    if cue.direction == .before {
      cues[index].scope = scopeBefore(index, first, range, cue.reach)
      return
    }
    let scope = scopeAfter(index, range)
    let hasWord = scope.contains { tokens[$0].kind == .word || tokens[$0].kind == .number }
    let isAnswer = isAnswer(cue.tokens, range)
    if hasWord ? isAnswer && cue.direction == .either : isAnswer || cue.direction == .either {
      let isAfterDash = isAnswer && traits[cue.tokens.lowerBound - 1].contains(.dash)
      cues[index].scope = scopeBefore(index, first, range, isAfterDash ? .phrase : cue.reach)
    } else {
      cues[index].scope = scope
    }
  }

  /// `Chest pain: denies.`, `nausea (denied)`: nothing but an answer, so what was asked stands before it.
  private func isAnswer(_ cue: Range<Int>, _ range: Range<Int>) -> Bool {
    guard cue.lowerBound > range.lowerBound,
      !traits[cue.lowerBound - 1].isDisjoint(with: [.colon, .dash, .opening])
    else { return false }
    return cue.upperBound >= range.upperBound || tokens[cue.upperBound].kind == .mark
  }

  private func scopeAfter(_ index: Int, _ range: Range<Int>) -> Range<Int> {
    let cue = cues[index]
    let start = cue.tokens.upperBound
    var end = range.upperBound
    for wall in walls where wall.at > cue.tokens.lowerBound {
      // A dash right after the cue only leads to what it speaks of: `Denies - fever`.
      let isPerson = cue.kind == .family || cue.kind == .other
      if wall.at < start || wall.isSoft && wall.at == start && isPerson { continue }
      if wall.isSoft, wall.at > start, isBare(start..<wall.at) { continue }
      end = wall.at
      break
    }
    for other in cues[(index + 1)...] where ends(other.kind, cue.kind) {
      // `no complaints of`, `denies any reported`: part of what the cue says.
      if other.kind == .affirmed, isBare(start..<max(start, other.tokens.lowerBound)) { continue }
      end = min(end, other.tokens.lowerBound)
      break
    }
    end = closing(of: cue.tokens.lowerBound, start, end, range) ?? end
    guard start < end else { return start..<start }
    return start..<(comma(endingScopeOf: index, start, end) ?? end)
  }

  /// The first comma that the scope of a cue does not reach over.
  ///
  /// It reaches over those before an `or`, which says that a list goes on; over the others only if it is wide, and
  /// no verb, other cue or firm word after the comma begins something new.
  private func comma(endingScopeOf index: Int, _ start: Int, _ end: Int) -> Int? {
    let cue = cues[index]
    var lastOr: Int?
    var other = index + 1
    for at in start..<end where traits[at].contains(.comma) && at > start {
      let next = at + 1
      guard next < end else { return at }
      if lastOr == nil { lastOr = (next..<end).last { traits[$0].contains(.or) } ?? -1 }
      if let lastOr, lastOr >= next { continue }
      if cue.reach != .wide || beginsStatement(next, end) { return at }
      guard cue.kind == .negated else { continue }
      if traits[next].contains(.firm) { return at }
      while other < cues.count, cues[other].tokens.lowerBound < next { other += 1 }
      if other < cues.count, cues[other].tokens.lowerBound == next,
        [.historical, .possible, .planned, .resolved].contains(cues[other].kind)
      {
        return at
      }
    }
    return nil
  }

  /// `…, swelling is present`: a verb comes before the next comma.
  private func beginsStatement(_ start: Int, _ end: Int) -> Bool {
    for at in start..<end {
      if !traits[at].isDisjoint(with: [.comma, .relative, .opening]) { return false }
      if traits[at].contains(.finite), at > start, traits[at].contains(.verb) { return true }
    }
    return false
  }

  private func scopeBefore(
    _ index: Int, _ first: Int, _ range: Range<Int>, _ reach: Cue.Reach
  ) -> Range<Int> {
    let cue = cues[index]
    var end = cue.tokens.lowerBound
    if let open = opening(of: end, range) { end = open }
    var start = range.lowerBound
    for wall in walls.reversed() where wall.at <= end {
      if wall.isSoft, !(wall.at..<end).contains(where: { isSubjectWord($0) }) { continue }
      start = wall.at
      break
    }
    for other in cues[first..<index].reversed()
    where other.kind != cue.kind {
      guard [.negated, .affirmed, .stop, .resolved].contains(other.kind) else { continue }
      start = max(start, other.tokens.upperBound)
      break
    }
    guard start < end else { return end..<end }
    var at = end - 1
    if !traits[at].isDisjoint(with: [.comma, .colon, .dash]) { at -= 1 }
    // `diagnosed 15 years ago`: it goes on.
    if cue.kind == .historical, (start..<end).contains(where: { traits[$0].contains(.onset) }) {
      return end..<end
    }
    var isList = false
    while at >= start {
      if reach == .phrase, endsPhrase(at) { return at + 1..<end }
      if !traits[at].isDisjoint(with: [.and, .or]), cue.kind != .historical { isList = true }
      if traits[at].contains(.comma), reach != .wide, !isList { return at + 1..<end }
      at -= 1
    }
    return start..<end
  }

  private func isBare(_ range: Range<Int>) -> Bool {
    range.allSatisfy {
      tokens[$0].kind == .mark && !traits[$0].contains(.comma) || tokens[$0].kind == .lineEnd
        || traits[$0].contains(.open)
    }
  }

  private func endsPhrase(_ at: Int) -> Bool {
    tokens[at].kind == .mark && !traits[at].contains(.dash)
      || !traits[at].isDisjoint(with: [.open, .verb, .finite, .and, .or, .adverb, .subject])
  }

  /// A clause after `which` has its own subject only if a noun stands there before the cue.
  private func isSubjectWord(_ at: Int) -> Bool {
    tokens[at].kind == .word
      && traits[at].isDisjoint(with: [.relative, .verb, .adverb, .open, .subject])
  }

  /// Tells whether one cue ends the scope of another.
  private func ends(_ kind: CueKind, _ scope: CueKind) -> Bool {
    switch kind {
    case .stop: true
    case .affirmed: scope != .family && scope != .other
    case .current: scope == .historical
    case .negated: scope == .possible
    case .patient: scope == .family || scope == .other
    default: false
    }
  }

  /// The bracket that closes around a cue, if it stands in brackets.
  private func closing(of cue: Int, _ start: Int, _ end: Int, _ range: Range<Int>) -> Int? {
    guard opening(of: cue, range) != nil else { return nil }
    return (start..<max(start, end)).first { traits[$0].contains(.closing) }
  }

  /// The bracket that opens around a token.
  private func opening(of token: Int, _ range: Range<Int>) -> Int? {
    var at = token - 1
    while at >= range.lowerBound, at >= token - 40 {
      if traits[at].contains(.closing) { return nil }
      if traits[at].contains(.opening) { return at }
      at -= 1
    }
    return nil
  }
}

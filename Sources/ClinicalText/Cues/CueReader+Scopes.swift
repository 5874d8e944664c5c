// SPDX-License-Identifier: Apache-2.0

extension CueReader {
  /// Finds what a cue of the sentence speaks of.
  mutating func setScope(of index: Int, from first: Int, _ range: Range<Int>) {
    let cue = cues[index]
    switch cue.kind {
    case .background: cues[index].scope = cue.tokens
      return
    case .none, .stop, .affirmed, .current, .patient: return
    default: break
    }
    switch cue.direction {
    case .after: cues[index].scope = scopeAfter(index, range)
    case .before: cues[index].scope = scopeBefore(index, first, range)
    case .either:
      let scope = scopeAfter(index, range)
      let hasWord = scope.contains { tokens[$0].kind == .word || tokens[$0].kind == .number }
      let isAnswer = isAfterColon(cue.tokens.lowerBound, range)
      if hasWord, !isAnswer {
        cues[index].scope = scope
      } else {
        cues[index].scope = scopeBefore(index, first, range)
      }
    }
  }

  /// `Chest pain: denies.`: nothing but an answer after a colon.
  private func isAfterColon(_ at: Int, _ range: Range<Int>) -> Bool {
    guard at > range.lowerBound, traits[at - 1].contains(.colon) else { return false }
    let end = cueEnd(at)
    return end >= range.upperBound || tokens[end].kind == .mark
  }

  private func cueEnd(_ at: Int) -> Int {
    cues.last { $0.tokens.lowerBound == at }?.tokens.upperBound ?? at + 1
  }

  private func scopeAfter(_ index: Int, _ range: Range<Int>) -> Range<Int> {
    let cue = cues[index]
    let start = cue.tokens.upperBound
    var end = range.upperBound
    for wall in walls where wall.at > cue.tokens.lowerBound {
      // A dash right after the cue only leads to what it speaks of: `Denies - fever`.
      if wall.at <= start || wall.isSoft && isBare(start..<wall.at) { continue }
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
    for at in start..<end where traits[at].contains(.comma) && at > start {
      if endsAtComma(at, end, cue, index) { return start..<at }
    }
    return start..<end
  }

  /// Tells whether the scope of a cue ends at a comma.
  private func endsAtComma(_ at: Int, _ end: Int, _ cue: FoundCue, _ index: Int) -> Bool {
    let next = at + 1
    guard next < end else { return true }
    let goesOn = (next..<end).contains { traits[$0].contains(.or) }
    if goesOn { return false }
    if !cue.isWide { return true }
    guard cue.kind == .negated else { return false }
    if traits[next].contains(.firm) { return true }
    return cues[(index + 1)...].contains {
      $0.tokens.lowerBound == next && [.historical, .possible, .planned, .resolved].contains($0.kind)
    }
  }

  private func scopeBefore(_ index: Int, _ first: Int, _ range: Range<Int>) -> Range<Int> {
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
    if traits[at].contains(.comma) || traits[at].contains(.colon) { at -= 1 }
    var isList = false
    while at >= start {
      if !traits[at].isDisjoint(with: [.and, .or]) { isList = true }
      if traits[at].contains(.comma), !cue.isWide, !isList { return at + 1..<end }
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

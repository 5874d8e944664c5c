// SPDX-License-Identifier: Apache-2.0

extension OutlineReader {
  /// The heading at the beginning of a line; nothing where there is none.
  func heading(at line: Range<Int>) -> FoundHeading? {
    var start = line.lowerBound
    while start < line.upperBound, tokens[start].kind == .mark,
      !traits[start].isDisjoint(with: [.decoration, .dash])
    {
      start += 1
    }
    let isMarked = start > line.lowerBound
    var marker = self.marker(start..<line.upperBound)
    if marker.kind != .number { marker = Marker(kind: .none, end: start) }
    start = marker.end
    guard start < line.upperBound else { return nil }
    if let found = headings.longest(at: start, end: line.upperBound, tokens),
      counts(found.payload)
    {
      if let end = headingEnd(after: found.end, line.upperBound) {
        let isAlone = end == line.upperBound
        let needsColon = isMarked || marker.kind != .none || !isCapitalized(start)
        if !(isAlone && needsColon && !traits[end - 1].contains(.colon) && !isStarred(line)) {
          return FoundHeading(
            heading: found.payload, tokens: start..<found.end, end: end, isMarked: isMarked,
            isRunIn: !isAlone)
        }
      }
      if isShout(start..<found.end, before: found.end, line.upperBound) {
        return FoundHeading(
          heading: found.payload, tokens: start..<found.end, end: found.end, isRunIn: true)
      }
    }
    guard marker.kind == .none else { return nil }
    return unknownHeading(start, line)
  }

  /// A heading inside of a line, before its colon: after the end of a sentence, a gap or a dash.
  func innerHeading(
    endingAt colon: Int, from start: Int, _ range: Range<Int>
  ) -> FoundHeading? {
    var at = max(start, colon - 9)
    while at < colon {
      defer { at += 1 }
      guard tokens[at].kind == .word, isCapitalized(at) || at == start else { continue }
      guard let found = headings.longest(at: at, end: colon, tokens) else { continue }
      guard let end = headingEnd(after: found.end, range.upperBound), end == colon + 1,
        counts(found.payload)
      else { continue }
      let isClear =
        at == start || gap(before: at) >= 2
        || !traits[at - 1].isDisjoint(with: [.point, .dash, .decoration, .semicolon])
        || tokens[at - 1].kind == .lineEnd
      guard isClear else { continue }
      return FoundHeading(
        heading: found.payload, tokens: at..<found.end, end: end,
        isMarked: at > start && traits[at - 1].contains(.dash), isRunIn: end < range.upperBound)
    }
    return nil
  }

  /// Tells whether a heading only labels a part of the section now read.
  ///
  /// A part of a problem is written otherwise than the section: after a bullet, in small letters under capitals, or
  /// before its text under a heading that stands alone.
  func isLabel(_ found: FoundHeading) -> Bool {
    guard let heading = found.heading else { return kind.isExamination }
    let hasProblems = kind.namesProblems || kind == .plan || kind == .hospitalCourse
    switch heading.level {
    case .section: return hasProblems && found.isMarked && !style.isMarked && problem != nil
    case .history: return false
    case .label: return true
    case .part:
      guard hasProblems else { return false }
      if found.isMarked { return true }
      if isShouted(found.tokens) { return false }
      return style.isShouted || !style.isRunIn && found.isRunIn && problem != nil
    }
  }

  func isShouted(_ range: Range<Int>) -> Bool {
    range.allSatisfy { tokens[$0].kind != .word || tokens[$0].marks.contains(.uppercase) }
  }

  /// Tells whether a heading means something where it stands.
  private func counts(_ heading: Heading) -> Bool {
    switch heading.level {
    case .section, .part: true
    case .history: kind.isHistory
    case .label: kind.isExamination
    }
  }

  /// The token after a heading that ends with the line or with a colon; a remark, a date or marks may come between.
  private func headingEnd(after found: Int, _ end: Int) -> Int? {
    var at = found
    if at < end, traits[at].contains(.opening) {
      while at < min(end, found + 9), !traits[at].contains(.closing) { at += 1 }
      at += 1
    }
    while at < end,
      tokens[at].kind == .number || !traits[at].isDisjoint(with: [.decoration, .slash])
        || (traits[at].contains(.comma) && at + 1 < end && tokens[at + 1].kind == .number)
    {
      at += 1
    }
    guard at < end else { return at > end ? nil : at }
    guard !traits[at].isDisjoint(with: [.colon, .dash]) else { return nil }
    if traits[at].contains(.dash) {
      guard at == found, !tokens[at].marks.contains(.glued) else { return nil }
      return at + 1
    }
    at += 1
    while at < end, traits[at].contains(.decoration), tokens[at].marks.contains(.glued) { at += 1 }
    return at
  }

  /// `IMPRESSION Patient is …`: two words or more in capitals, then text that is not.
  private func isShout(_ range: Range<Int>, before next: Int, _ end: Int) -> Bool {
    guard range.count > 1, next < end, tokens[next].kind == .word,
      tokens[next].marks.contains(.capitalized), !tokens[next].marks.contains(.uppercase)
    else { return false }
    return isShouted(range)
  }

  /// A line of capitals alone, or of few words before a colon, that the table does not know.
  private func unknownHeading(_ start: Int, _ line: Range<Int>) -> FoundHeading? {
    guard !kind.namesProblems, kind != .problemList, kind != .plan, line.upperBound - start <= 8
    else { return nil }
    let hasColon = traits[line.upperBound - 1].contains(.colon)
    let words = start..<(hasColon ? line.upperBound - 1 : line.upperBound)
    guard let last = words.last, tokens[last].kind == .word else { return nil }
    var letters = 0
    for at in words {
      switch tokens[at].kind {
      case .word:
        guard tokens[at].marks.contains(.uppercase) else { return nil }
        letters += Int(tokens[at].formLength)
      case .number: return nil
      default: break
      }
    }
    guard letters >= 5, hasColon || !kind.isHistory && kind != .chiefComplaint else { return nil }
    return FoundHeading(heading: nil, tokens: words, end: line.upperBound)
  }

  private func isCapitalized(_ at: Int) -> Bool {
    tokens[at].marks.contains(.capitalized) || tokens[at].kind == .number
  }

  private func isStarred(_ line: Range<Int>) -> Bool {
    traits[line.lowerBound].contains(.decoration) && !traits[line.lowerBound].contains(.dash)
      && (traits[line.lowerBound].contains(.hash)
        || traits[line.upperBound - 1].contains(.decoration))
  }

  /// The blanks before a token.
  func gap(before at: Int) -> Int {
    at == 0 ? 0 : Int(tokens[at].start) - Int(tokens[at - 1].end)
  }
}

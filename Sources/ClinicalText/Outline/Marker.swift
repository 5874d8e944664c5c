// SPDX-License-Identifier: Apache-2.0

/// The bullet or number that an item of a list begins with.
struct Marker: Hashable, Sendable {
  enum Kind: Hashable, Sendable { case none, bullet, number, hash }

  let kind: Kind
  /// The token after it.
  let end: Int
}

extension OutlineReader {
  /// The marker at the beginning of a line.
  func marker(_ line: Range<Int>) -> Marker {
    guard let first = line.first else { return Marker(kind: .none, end: line.lowerBound) }
    let next = first + 1
    let hasNext = next < line.upperBound
    switch tokens[first].kind {
    case .mark:
      if traits[first].contains(.hash) {
        guard hasNext, tokens[next].kind == .number else { return Marker(kind: .hash, end: next) }
        let isPointed =
          next + 1 < line.upperBound
          && !traits[next + 1].isDisjoint(with: [.point, .closing, .colon])
        return Marker(kind: .hash, end: isPointed ? next + 2 : next + 1)
      }
      guard !traits[first].isDisjoint(with: [.dash, .decoration]) else { break }
      var end = next
      while end < line.upperBound, !traits[end].isDisjoint(with: [.dash, .decoration]) { end += 1 }
      if end < line.upperBound, tokens[end].kind == .number {
        let inner = marker(end..<line.upperBound)
        if inner.kind == .number { return inner }
      }
      return Marker(kind: .bullet, end: end)
    case .number, .word:
      guard hasNext, tokens[next].marks.contains(.glued), isItemSign(first) else { break }
      guard traits[next].contains(.closing) || traits[next].contains(.point) else { break }
      if next + 1 < line.upperBound, tokens[next + 1].marks.contains(.glued),
        tokens[next + 1].kind != .word
      {
        break
      }
      return Marker(kind: .number, end: next + 1)
    case .lineEnd: break
    }
    return Marker(kind: .none, end: first)
  }

  /// A number of one or two digits, or a small letter alone.
  private func isItemSign(_ at: Int) -> Bool {
    if tokens[at].kind == .number { return tokens[at].formLength <= 2 }
    return tokens[at].formLength == 1 && !tokens[at].marks.contains(.capitalized)
      && traits[at + 1].contains(.closing)
  }

  /// Tells whether a line goes on from the one before: text that was wrapped.
  func runsOn(_ line: Range<Int>, _ next: Range<Int>) -> Bool {
    guard let last = line.last, let first = next.first else { return false }
    guard marker(next).kind == .none, heading(at: next) == nil else { return false }
    let width = Int(tokens[last].end - tokens[line.lowerBound].start)
    let isOpen = traits[last].contains(.comma) || traits[last].contains(.open)
    let isLower = tokens[first].kind == .word && !tokens[first].marks.contains(.capitalized)
    if traits[last].contains(.point) {
      let isTitle = last > line.lowerBound && traits[last - 1].contains(.title)
      return isTitle || isLower && width >= 45
    }
    if !traits[last].isDisjoint(with: [.question, .exclamation, .colon]) { return false }
    if isOpen { return true }
    if isLower { return width >= 45 || !isListed || marker(line).kind != .none }
    return width >= 60 && width <= 140 && !isListed
  }

  /// Tells whether the lines of this section are mostly items of a list, without saying so.
  private var isListed: Bool {
    kind.namesProblems || kind == .medications || kind == .problemList || kind == .allergies
      || kind == .plan || kind.isHistory || kind == .vitals
  }
}

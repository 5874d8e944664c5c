// SPDX-License-Identifier: Apache-2.0

extension OutlineReader {
  /// Cuts a text at the items of a list that stand in one line: `1) Hiatal hernia 2) Gastritis`.
  mutating func readItems(_ range: Range<Int>) {
    var start = range.lowerBound
    var at = start
    while at < range.upperBound {
      if at > start, let marker = innerMarker(at, range) {
        readItem(start..<at, isLineStart: start == range.lowerBound)
        start = at
        at = marker.end
      } else {
        if at == start, tokens[at].kind == .number, marker(at..<range.upperBound).kind == .number {
          nextNumber = number(at) + 1
        }
        at += 1
      }
    }
    if start < range.upperBound {
      readItem(start..<range.upperBound, isLineStart: start == range.lowerBound)
    }
  }

  /// The next number of a list inside of a line, after the end of a sentence or a gap; or a dash after a sentence.
  private mutating func innerMarker(_ at: Int, _ range: Range<Int>) -> Marker? {
    if tokens[at].kind == .number {
      guard number(at) == nextNumber else { return nil }
      let found = marker(at..<range.upperBound)
      guard found.kind == .number, found.end < range.upperBound,
        !tokens[found.end].marks.contains(.glued)
      else { return nil }
      let before = traits[at - 1]
      let isAfterEnd = !before.isDisjoint(with: [.point, .colon, .semicolon, .closing])
      guard isAfterEnd || gap(before: at) >= 2 || traits[found.end - 1].contains(.closing) else {
        return nil
      }
      nextNumber += 1
      return found
    }
    guard tokens[at].kind == .mark, traits[at].contains(.dash) || traits[at].contains(.decoration),
      traits[at - 1].contains(.point), gap(before: at) > 0, at + 1 < range.upperBound,
      tokens[at + 1].marks.contains(.capitalized), !tokens[at + 1].marks.contains(.glued)
    else { return nil }
    return Marker(kind: .bullet, end: at + 1)
  }

  private func number(_ at: Int) -> Int {
    source.form(of: tokens[at]).reduce(0) { $0 &* 10 &+ Int($1 & 15) }
  }

  private mutating func readItem(_ range: Range<Int>, isLineStart: Bool) {
    let marker = marker(range)
    let text = marker.end..<range.upperBound
    guard !text.isEmpty else { return }
    if marker.kind == .hash || marker.kind == .number, isLineStart, label == labelBefore {
      (label, part) = (nil, nil)
    }
    if let head = problemHead(text, marker, isLineStart: isLineStart) {
      headMarker = marker.kind
      names.insert(name(of: text.lowerBound..<head))
      let end = statusEnd(after: head, text)
      add(text.lowerBound..<end, .problem)
      if end < text.upperBound { addSentences(end..<text.upperBound, .prose) }
      return
    }
    if let topic = topic(of: text) {
      problem = topic
    } else if endsBlock(text, marker) {
      problem = nil
    }
    addSentences(text, marker.kind == .none ? .prose : .listItem)
  }

  /// The end of the head of a problem with its mark, and with words that only tell how it stands: `- resolved`.
  private func statusEnd(after head: Int, _ text: Range<Int>) -> Int {
    guard head < text.upperBound else { return head }
    var words = 0
    var at = head + 1
    while at < text.upperBound, traits[at].contains(.status), words < 4 {
      words += 1
      at += 1
    }
    if words > 0, !traits[head].contains(.point) {
      if at == text.upperBound { return at }
      if traits[at].contains(.point) { return at + 1 }
      if !traits[at].isDisjoint(with: [.comma, .semicolon]) { return at }
    }
    return traits[head].isDisjoint(with: [.point, .colon]) ? head : head + 1
  }

  /// Tells whether a line that names no problem is not about the last one named either.
  ///
  /// A sentence that tells who the patient is sums up; so does running text after a list of bare names.
  private func endsBlock(_ text: Range<Int>, _ marker: Marker) -> Bool {
    guard let problem, marker.kind == .none, label == nil else { return false }
    let opening = text.prefix(14)
    if opening.contains(where: { traits[$0].contains(.person) }) { return true }
    guard problem == sentences.count - 1, problem > 0, headMarker != Marker.Kind.none else {
      return false
    }
    return sentences[problem - 1].kind == .problem
      && sentences[problem - 1].section == sentences[problem].section
      && headMarker == .bullet
  }

  /// The end of the name of a problem at the beginning of an item; nothing where it is something else.
  private func problemHead(_ text: Range<Int>, _ marker: Marker, isLineStart: Bool) -> Int? {
    guard label == nil else { return nil }
    guard kind.namesProblems || kind == .plan || kind == .hospitalCourse || kind == .instructions
    else { return nil }
    if marker.kind == .bullet, let headMarker, headMarker != .bullet { return nil }
    guard let head = nameEnd(text) else { return nil }
    let isWhole = head + 1 >= text.upperBound
    let isKnown = names.contains(name(of: text.lowerBound..<head))
    if isKnown, isWhole || traits[head].contains(.colon) || traits[head].contains(.dash) {
      return head
    }
    if kind.namesProblems { return head }
    if kind == .instructions { return nil }
    let hasColon = head < text.upperBound && !traits[head].isDisjoint(with: [.colon, .dash])
    let isMarked = marker.kind == .number || marker.kind == .hash
    if kind == .hospitalCourse { return isMarked || hasColon && isLineStart ? head : nil }
    if isMarked, hasColon || isWhole && names.isEmpty || marker.kind == .hash { return head }
    if marker.kind == .none, hasColon, names.isEmpty, isLineStart { return head }
    guard marker.kind == .none, isWhole, isLineStart else { return nil }
    return standsOverText(head) ? head : nil
  }

  /// Tells whether running text or a list follows on the next line.
  private func standsOverText(_ head: Int) -> Bool {
    guard line < lines.count, !lines[line].isEmpty else { return false }
    if let next = heading(at: lines[line]) { return next.heading?.level == .part && next.isMarked }
    return nameEnd(lines[line]) == nil || marker(lines[line]).kind == .bullet
  }

  /// The words of a name as one number, whatever their order.
  private func name(of range: Range<Int>) -> UInt64 {
    range.reduce(0) { tokens[$1].kind == .mark ? $0 : $0 &+ tokens[$1].hash }
  }

  /// The end of a name: up to a point, a colon, a dash, or the comma before a verb; nothing where it is a sentence.
  private func nameEnd(_ text: Range<Int>) -> Int? {
    var words = 0
    var comma: Int?
    var depth = 0
    for at in text {
      let these = traits[at]
      switch tokens[at].kind {
      case .mark:
        if these.contains(.opening) { depth += 1 }
        if these.contains(.closing) { depth -= 1 }
        if these.contains(.comma), depth == 0 { comma = at }
        if !these.isDisjoint(with: [.question, .exclamation]), words == 0 { continue }
        if depth <= 0, isNameEnd(at, text) {
          return words > 0 && words <= 16 ? at : nil
        }
      case .word:
        words += 1
        guard words <= 16 else { return nil }
        let isVerb =
          these.contains(.verb)
          || these.contains(.imperative)
            && (at == text.lowerBound || tokens[at - 1].kind == .mark)
        guard isVerb || these.contains(.person), depth <= 0 else { continue }
        guard !these.contains(.person), let comma, words > 1 else { return nil }
        return comma
      case .number: words += 1
      case .lineEnd: break
      }
    }
    return words > 0 && words <= 16 ? text.upperBound : nil
  }

  private func isNameEnd(_ at: Int, _ text: Range<Int>) -> Bool {
    if !traits[at].isDisjoint(with: [.colon, .semicolon]) { return at > text.lowerBound }
    if traits[at].contains(.point) { return isSentenceEnd(at, text.upperBound) }
    guard traits[at].contains(.dash) || source.text[Int(tokens[at].start)] == 0x3E else {
      return false
    }
    return !tokens[at].marks.contains(.glued) && at > text.lowerBound
  }
}

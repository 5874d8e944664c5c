// SPDX-License-Identifier: Apache-2.0

/// Cuts a note into sections and sentences, and finds the lines that name problems.
struct OutlineReader {
  private let grammar: ClinicalGrammar
  /// Where each line begins and ends, without its line end.
  private var lines: [Range<Int>] = []
  /// The sentence that names the problem which the lines now read are about.
  private var problem: Int?
  private var kind = SectionKind.narrative
  /// The problems of this section stand on lines of their own, with bullets below them.
  private var headsStandFree = false

  init(_ grammar: ClinicalGrammar) { self.grammar = grammar }

  mutating func read(_ note: inout ClinicalNote) {
    cutLines(note.tokens.tokens)
    note.sections = [NoteSection(kind: .narrative, heading: nil, tokens: 0..<0)]
    var index = 0
    while index < lines.count {
      let line = lines[index]
      if line.isEmpty {
        index += 1
        continue
      }
      if let heading = heading(of: line, &note) {
        open(heading, line, &note)
        if heading.end < line.upperBound {
          index = addParagraph(heading.end..<line.upperBound, from: index, &note)
        } else {
          index += 1
        }
      } else {
        index = addParagraph(line, from: index, &note)
      }
    }
    note.sentenceOf = Array(repeating: -1, count: note.tokens.tokens.count)
    for (index, sentence) in note.sentences.enumerated() {
      for at in sentence.tokens { note.sentenceOf[at] = Int32(index) }
    }
  }

  private mutating func cutLines(_ tokens: [NoteToken]) {
    var start = 0
    for (index, token) in tokens.enumerated() where token.kind == .lineEnd {
      lines.append(start..<index)
      start = index + 1
    }
    lines.append(start..<tokens.count)
  }

  private struct Heading {
    let kind: SectionKind
    let tokens: Range<Int>
    /// The token after the heading and its colon.
    let end: Int
  }

  /// The heading at the beginning of a line; nothing where there is none.
  private func heading(of line: Range<Int>, _ note: inout ClinicalNote) -> Heading? {
    let tokens = note.tokens.tokens
    var start = line.lowerBound
    while start < line.upperBound, tokens[start].kind == .mark, isDecoration(byte(start, note)) {
      start += 1
    }
    guard start < line.upperBound else { return nil }
    // A labelled bullet belongs to the problem above it.
    if kind == .assessment || kind == .plan || kind == .dischargeDiagnosis,
      marker(line, note).kind == .bullet
    {
      return nil
    }
    if let found = grammar.headings.longest(at: start, end: line.upperBound, tokens) {
      var end = found.end
      while end < line.upperBound, tokens[end].kind == .mark,
        [0x2A, 0x23, 0x5F, 0x3D].contains(byte(end, note))
      {
        end += 1
      }
      if end == line.upperBound {
        return Heading(kind: found.payload, tokens: start..<found.end, end: end)
      }
      if tokens[end].kind == .mark, byte(end, note) == 0x3A {
        var next = end + 1
        while next < line.upperBound, tokens[next].kind == .mark, [0x2A, 0x5F].contains(byte(next, note)) {
          next += 1
        }
        return Heading(kind: found.payload, tokens: start..<found.end, end: next)
      }
      let isShouted = (start..<found.end).allSatisfy {
        tokens[$0].kind != .word || tokens[$0].marks.contains(.uppercase)
      }
      let isNextShouted = tokens[end].marks.contains(.uppercase)
      if isShouted, !isNextShouted, found.end - start > 1, tokens[end].kind == .word,
        tokens[end].marks.contains(.capitalized)
      {
        return Heading(kind: found.payload, tokens: start..<found.end, end: end)
      }
    }
    return unknownHeading(start, line, note)
  }

  /// A line in capitals alone is a heading, though not one that the table knows.
  private func unknownHeading(_ start: Int, _ line: Range<Int>, _ note: ClinicalNote) -> Heading? {
    let tokens = note.tokens.tokens
    guard kind != .assessment, kind != .dischargeDiagnosis, line.upperBound - start <= 7 else {
      return nil
    }
    var words = 0
    for at in start..<line.upperBound {
      switch tokens[at].kind {
      case .word:
        guard tokens[at].marks.contains(.uppercase) else { return nil }
        words += 1
      case .number: return nil
      default: break
      }
    }
    guard words > 0, tokens[line.upperBound - 1].kind == .word || byte(line.upperBound - 1, note) == 0x3A
    else { return nil }
    let length = (start..<line.upperBound).reduce(0) { $0 + Int(tokens[$1].end - tokens[$1].start) }
    return length >= 5
      ? Heading(kind: .other, tokens: start..<line.upperBound, end: line.upperBound) : nil
  }

  private mutating func open(_ heading: Heading, _ line: Range<Int>, _ note: inout ClinicalNote) {
    (kind, problem) = (heading.kind, nil)
    note.sections.append(
      NoteSection(kind: heading.kind, heading: heading.tokens, tokens: heading.end..<heading.end))
    note.sentences.append(
      NoteSentence(
        tokens: heading.tokens, section: note.sections.count - 1, kind: .heading, problem: nil))
    headsStandFree = false
  }

  private func byte(_ index: Int, _ note: ClinicalNote) -> UInt8 {
    note.tokens.text[Int(note.tokens.tokens[index].start)]
  }

  private func isDecoration(_ byte: UInt8) -> Bool {
    [0x2A, 0x23, 0x5F, 0x3D, 0x2D, 0x3E].contains(byte) || byte >= 0x80
  }

  /// Adds a line with those that run on from it; gives the line after them.
  private mutating func addParagraph(
    _ first: Range<Int>, from index: Int, _ note: inout ClinicalNote
  ) -> Int {
    var range = first
    var next = index + 1
    let marker = self.marker(range, note)
    if addProblem(range, marker, note: &note) { return next }
    while next < lines.count, runsOn(range, lines[next], note) {
      range = range.lowerBound..<lines[next].upperBound
      next += 1
    }
    addSentences(range, marker, &note)
    return next
  }

  /// Tells whether a line goes on from the one before: wrapped text.
  private func runsOn(_ line: Range<Int>, _ next: Range<Int>, _ note: ClinicalNote) -> Bool {
    let tokens = note.tokens.tokens
    guard !next.isEmpty, let last = line.last else { return false }
    let end = byte(last, note)
    if tokens[last].kind == .mark, [0x2E, 0x3F, 0x21, 0x3A, 0x3B].contains(end) { return false }
    guard marker(next, note).kind == .none else { return false }
    var note = note
    if heading(of: next, &note) != nil { return false }
    let first = tokens[next.lowerBound]
    let width = Int(tokens[last].end - tokens[line.lowerBound].start)
    if first.kind == .word, !first.marks.contains(.capitalized) { return true }
    return width >= 60
  }

  private enum Marker { case none, bullet, number, hash }

  /// The bullet or number at the beginning of a line, and the token after it.
  private func marker(_ line: Range<Int>, _ note: ClinicalNote) -> (kind: Marker, end: Int) {
    let tokens = note.tokens.tokens
    guard let first = line.first else { return (.none, line.lowerBound) }
    let byte = byte(first, note)
    switch tokens[first].kind {
    case .mark:
      if byte == 0x23 {
        let next = first + 1
        if next < line.upperBound, tokens[next].kind == .number {
          return (.hash, self.after(next, line, note))
        }
        return (.hash, next)
      }
      if byte == 0x2D || byte == 0x2A || byte == 0x3E || byte >= 0x80 { return (.bullet, first + 1) }
      return (.none, first)
    case .number:
      let next = first + 1
      guard next < line.upperBound, tokens[next].kind == .mark,
        [0x2E, 0x29].contains(self.byte(next, note)), tokens[first].formLength <= 2
      else { return (.none, first) }
      return (.number, next + 1)
    default: return (.none, first)
    }
  }

  private func after(_ index: Int, _ line: Range<Int>, _ note: ClinicalNote) -> Int {
    let next = index + 1
    guard next < line.upperBound, note.tokens.tokens[next].kind == .mark else { return next }
    return [0x2E, 0x29, 0x3A].contains(byte(next, note)) ? next + 1 : next
  }

  /// Adds a line of an assessment that names a problem; false where it does not.
  private mutating func addProblem(
    _ line: Range<Int>, _ marker: (kind: Marker, end: Int), note: inout ClinicalNote
  ) -> Bool {
    guard kind == .assessment || kind == .dischargeDiagnosis || kind == .admissionDiagnosis
      || kind == .postoperativeDiagnosis || kind == .plan
    else { return false }
    if marker.kind == .bullet, headsStandFree || kind == .plan { return false }
    let start = marker.end
    guard let head = nameEnd(start, line, note) else { return false }
    if kind == .plan, marker.kind == .none, head < line.upperBound { return false }
    let section = note.sections.count - 1
    problem = nil
    note.sentences.append(
      NoteSentence(tokens: start..<head, section: section, kind: .problem, problem: nil))
    problem = note.sentences.count - 1
    if marker.kind != .bullet { headsStandFree = true }
    if head < line.upperBound { addSentences(head + 1..<line.upperBound, (.none, head + 1), &note) }
    extend(&note, to: line.upperBound)
    return true
  }

  /// The end of a name at the beginning of a line: up to a point, a colon or a dash; nothing where it is a sentence.
  private func nameEnd(_ start: Int, _ line: Range<Int>, _ note: ClinicalNote) -> Int? {
    let tokens = note.tokens.tokens
    var words = 0
    var at = start
    while at < line.upperBound {
      let token = tokens[at]
      if token.kind == .mark {
        let byte = byte(at, note)
        if byte == 0x2E {
          if isSentenceEnd(at, line.upperBound, note) { break }
        } else if byte == 0x3A || byte == 0x3B {
          break
        }
        let isDash =
          (byte == 0x2D || byte >= 0x80) && !token.marks.contains(.glued) && words > 0
        if isDash { break }
        if byte == 0x3F, at + 1 < line.upperBound { return nil }
      } else {
        words += 1
        if let found = grammar.lineWords.longest(at: at, end: line.upperBound, tokens),
          found.payload == .verb
        {
          return nil
        }
      }
      at += 1
    }
    guard words > 0, words <= 14 else { return nil }
    return at + 1 == line.upperBound ? line.upperBound : at
  }

  private mutating func addSentences(
    _ range: Range<Int>, _ marker: (kind: Marker, end: Int), _ note: inout ClinicalNote
  ) {
    let tokens = note.tokens.tokens
    let section = note.sections.count - 1
    var start = max(range.lowerBound, marker.end)
    let kind: NoteSentence.Kind = marker.kind == .none ? .prose : .listItem
    for at in range where at >= start && isSentenceEnd(at, range.upperBound, note) {
      note.sentences.append(
        NoteSentence(tokens: start..<at + 1, section: section, kind: kind, problem: problem))
      start = at + 1
    }
    while start < range.upperBound, tokens[start].kind == .lineEnd { start += 1 }
    if start < range.upperBound {
      note.sentences.append(
        NoteSentence(tokens: start..<range.upperBound, section: section, kind: kind, problem: problem)
      )
    }
    extend(&note, to: range.upperBound)
  }

  private func extend(_ note: inout ClinicalNote, to end: Int) {
    let last = note.sections.count - 1
    let tokens = note.sections[last].tokens
    note.sections[last].tokens = (tokens.isEmpty ? min(tokens.lowerBound, end) : tokens.lowerBound)..<end
  }

  private func isSentenceEnd(_ at: Int, _ end: Int, _ note: ClinicalNote) -> Bool {
    let tokens = note.tokens.tokens
    guard tokens[at].kind == .mark else { return false }
    let byte = byte(at, note)
    if byte == 0x3F || byte == 0x21 { return true }
    guard byte == 0x2E else { return false }
    guard at + 1 < end else { return true }
    let next = tokens[at + 1]
    if next.marks.contains(.glued), next.kind != .lineEnd { return false }
    if at > 0, tokens[at].marks.contains(.glued) {
      let before = tokens[at - 1]
      if before.kind == .word, before.formLength == 1, before.marks.contains(.capitalized) {
        return false
      }
      if let found = grammar.lineWords.longest(at: at - 1, end: at, tokens),
        found.payload == .abbreviation
      {
        return false
      }
    }
    return next.kind != .word || next.marks.contains(.capitalized) || next.kind == .lineEnd
  }
}

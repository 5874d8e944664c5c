// SPDX-License-Identifier: Apache-2.0

/// Cuts a note into sections and sentences, and finds the lines that name problems.
///
/// Lines are put together to paragraphs where text was wrapped; paragraphs are cut at headings inside of a line, at
/// the items of a list and at the ends of sentences.
struct OutlineReader {
  let headings: PhraseTable<Heading>
  let source: NoteTokens
  let tokens: [NoteToken]
  let traits: [TokenTraits]

  private(set) var sections: [NoteSection] = []
  private(set) var sentences: [NoteSentence] = []
  private(set) var sentenceOf: [Int32]

  /// The note is written in small letters throughout.
  let isSmall: Bool
  /// The section now read.
  var kind = SectionKind.narrative
  /// The sentence that names the problem which the lines now read are about.
  var problem: Int?
  /// The label before what is now read.
  var label: Range<Int>?
  var part: SectionKind?
  /// How the heading of this section is written.
  var style = (isShouted: false, isRunIn: false, isMarked: false)
  /// The label that was set before the line now read.
  var labelBefore: Range<Int>?
  /// How the names of problems of this section are marked.
  var headMarker = Marker.Kind?.none
  /// The item of a numbered list in one line that would come next.
  var nextNumber = 1
  /// The lines, without their ends.
  var lines: [Range<Int>] = []
  /// The line now read.
  var line = 0
  /// The sentences that name problems.
  var problems: [Int] = []
  /// The words of the problems named so far, as one number each.
  var names: Set<UInt64> = []

  init(_ headings: PhraseTable<Heading>, _ source: NoteTokens, _ traits: [TokenTraits]) {
    self.headings = headings
    self.source = source
    self.traits = traits
    tokens = source.tokens
    isSmall = !source.tokens.contains { $0.marks.contains(.capitalized) }
    sentenceOf = Array(repeating: -1, count: source.tokens.count)
    sentences.reserveCapacity(source.tokens.count / 10)
  }

  mutating func read() {
    cutLines()
    sections = [NoteSection(kind: .narrative, heading: nil, tokens: 0..<0, isImpression: false)]
    while line < lines.count {
      guard !isEmpty(lines[line]) else {
        line += 1
        continue
      }
      readParagraph()
    }
    settleImpressions()
  }

  private mutating func cutLines() {
    var start = 0
    for (index, token) in tokens.enumerated() where token.kind == .lineEnd {
      lines.append(start..<index)
      start = index + 1
    }
    lines.append(start..<tokens.count)
  }

  /// Nothing, a rule of dashes, or a number alone, as translations leave it where a picture or a heading was.
  private func isEmpty(_ line: Range<Int>) -> Bool {
    if line.isEmpty { return true }
    let marker = marker(line)
    return (marker.end..<line.upperBound).allSatisfy { tokens[$0].kind == .mark }
      && (marker.kind != .none || line.allSatisfy { traits[$0].isDisjoint(with: [.question]) })
  }

  private mutating func readParagraph() {
    let first = lines[line]
    if let found = heading(at: first) {
      line += 1
      open(found)
      labelBefore = nil
      guard found.end < first.upperBound else { return }
      readText(found.end..<paragraphEnd(found.end..<first.upperBound))
      if label != nil { (label, part) = (nil, nil) }
    } else {
      line += 1
      labelBefore = label
      readText(first.lowerBound..<paragraphEnd(first))
      if label != labelBefore { (label, part) = (nil, nil) }
    }
  }

  /// Takes in the lines that run on; gives the token after them.
  private mutating func paragraphEnd(_ first: Range<Int>) -> Int {
    var last = first
    while line < lines.count, runsOn(last, lines[line]) {
      last = lines[line]
      line += 1
    }
    return last.upperBound
  }

  /// Cuts a paragraph at the headings inside of it.
  private mutating func readText(_ range: Range<Int>) {
    var start = range.lowerBound
    nextNumber = 1
    for colon in range where traits[colon].contains(.colon) && colon > start {
      guard let found = innerHeading(endingAt: colon, from: start, range) else { continue }
      if found.tokens.lowerBound > start { readItems(start..<found.tokens.lowerBound) }
      open(found)
      start = found.end
      nextNumber = 1
    }
    if start < range.upperBound { readItems(start..<range.upperBound) }
  }

  /// Opens a section, or sets the label of what follows.
  mutating func open(_ found: FoundHeading) {
    if isLabel(found) {
      (label, part) = (found.tokens, found.heading?.part)
      if found.heading?.level == .section { problem = nil }
    } else {
      kind = found.heading?.kind ?? .other
      (problem, label, part, headMarker) = (nil, nil, nil, nil)
      style = (isShouted(found.tokens), found.isRunIn, found.isMarked)
      sections.append(
        NoteSection(
          kind: kind, heading: found.tokens, tokens: found.end..<found.end,
          isImpression: found.heading?.isImpression ?? false))
    }
    add(found.tokens, .heading)
    extendSection(to: found.end)
  }

  /// Adds a sentence of the section now read.
  mutating func add(_ range: Range<Int>, _ sentenceKind: NoteSentence.Kind) {
    var range = range
    while let last = range.last, tokens[last].kind == .lineEnd { range = range.dropLast() }
    while let first = range.first, sentenceKind != .heading,
      tokens[first].kind == .lineEnd || isJoint(first, range)
    {
      range = range.dropFirst()
    }
    guard !range.isEmpty else { return }
    if sentenceKind != .heading, range.allSatisfy({ tokens[$0].kind == .mark }) {
      return extendSection(to: range.upperBound)
    }
    if sentenceKind == .problem { problem = nil }
    for at in range { sentenceOf[at] = Int32(sentences.count) }
    sentences.append(
      NoteSentence(
        tokens: range, section: sections.count - 1, kind: sentenceKind, problem: problem,
        label: sentenceKind == .heading ? nil : label, part: sentenceKind == .heading ? nil : part))
    if sentenceKind == .problem {
      problem = sentences.count - 1
      problems.append(sentences.count - 1)
    }
    extendSection(to: range.upperBound)
  }

  /// What stood between two parts of a line: `, improving` after the name of a problem.
  private func isJoint(_ at: Int, _ range: Range<Int>) -> Bool {
    guard !traits[at].isDisjoint(with: [.comma, .colon, .semicolon, .dash]) else { return false }
    return range.count == 1 || !tokens[at + 1].marks.contains(.glued)
  }

  private mutating func extendSection(to end: Int) {
    let last = sections.count - 1
    let old = sections[last].tokens
    sections[last].tokens = min(old.lowerBound, end)..<max(end, old.upperBound)
  }

  /// An impression is that of an image where the note has an assessment besides.
  private mutating func settleImpressions() {
    guard sections.contains(where: { $0.kind == .assessment && !$0.isImpression }) else { return }
    for (index, section) in sections.enumerated()
    where section.isImpression && index > 0 && sections[index - 1].kind == .results {
      sections[index] = NoteSection(
        kind: .results, heading: section.heading, tokens: section.tokens, isImpression: true)
      for at in sentences.indices where sentences[at].section == index {
        sentences[at] = sentences[at].withoutProblem
      }
    }
  }
}

extension NoteSentence {
  fileprivate var withoutProblem: NoteSentence {
    NoteSentence(
      tokens: tokens, section: section, kind: kind == .problem ? .listItem : kind, problem: nil,
      label: label, part: part)
  }
}

/// A heading where it stands in a note.
struct FoundHeading {
  /// As the table has it; nothing for one that it does not know.
  let heading: Heading?
  let tokens: Range<Int>
  /// The token after the heading and its colon.
  let end: Int
  /// It stands after a bullet.
  var isMarked = false
  /// What it heads follows in the same line.
  var isRunIn = false
}

// SPDX-License-Identifier: Apache-2.0

/// How clinicians write: headings, cues of assertion, and words that make a line more than a name.
///
/// The tables of `Data/clinical/` are compiled once; reading a note then allocates only the note.
///
///     let grammar = try ClinicalGrammar(headings: …, cues: …, lines: …, measures: …)
///     let note = grammar.read(text)
///     note.assertion(of: 12..<14).polarity  // .negated
public struct ClinicalGrammar: Sendable {
  let headings: PhraseTable<Heading>
  let cues: PhraseTable<Cue>
  let words: WordTable
  let measures: PhraseTable<Measure>

  /// Compiles the tables.
  ///
  /// - Parameters:
  ///   - headings: `headings.tsv`: heading, kind, level, origin.
  ///   - cues: `cues.tsv`: phrase, kind, direction, reach, origin.
  ///   - lines: `lines.tsv`: word, kinds, origin.
  ///   - measures: `measures.tsv`: word, kind, value, origin; without it no quantities, dates and persons are read.
  /// - Throws: ``ClinicalTableError`` with the line that is not as it should be.
  public init(
    headings: [UInt8], cues: [UInt8], lines: [UInt8], measures: [UInt8] = []
  ) throws(ClinicalTableError) {
    let sections = NamedValues<SectionKind>()
    let levels = NamedValues<Heading.Level>()
    self.headings = try PhraseTable(headings, "headings", cells: 4) { table in
      Heading(kinds: table.hashes(1), level: table.hash(2), sections, levels)
    }
    let kinds = NamedValues<CueKind>()
    let directions = NamedValues<Cue.Direction>()
    let reaches = NamedValues<Cue.Reach>()
    self.cues = try PhraseTable(cues, "cues", cells: 5) { table in
      guard let kind = kinds[table.hash(1)], let direction = directions[table.hash(2)],
        let reach = reaches[table.hash(3)]
      else { return nil }
      return Cue(kind: kind, direction: direction, reach: reach)
    }
    let measureKinds = NamedValues<Measure.Kind>()
    self.measures = try PhraseTable(measures, "measures", cells: 4) {
      Measure($0, measureKinds)
    }
    self.words = try WordTable(lines)
  }

  /// Reads a note; never fails, whatever it holds.
  ///
  /// - Complexity: O(*n*).
  public func read(_ text: some Sequence<UInt8>) -> ClinicalNote {
    let tokens = NoteTokens(text)
    let traits = words.traits(of: tokens)
    var outline = OutlineReader(headings, tokens, traits)
    outline.read()
    var scopes = CueReader(cues, tokens, traits)
    scopes.read(outline.sentences)
    return ClinicalNote(
      tokens: tokens, sections: outline.sections, sentences: scopes.sentences,
      clauses: scopes.clauses, cues: scopes.cues, firstCues: scopes.firstCues,
      sentenceOf: outline.sentenceOf)
  }
}

/// A heading as the table has it.
struct Heading: Sendable {
  /// When it counts.
  enum Level: String, CaseIterable, Sendable {
    /// Opens a section wherever it stands.
    case section
    /// Opens a section inside a history: `Surgical` under `PAST HISTORY`.
    case history
    /// Names a part of what is said of a problem: `Medical Reasoning`; elsewhere it opens a section.
    case part
    /// Names an organ or a measurement inside an examination.
    case label
  }

  /// What the section tells of that it opens.
  let kind: SectionKind
  /// What a part of a problem tells of that it labels.
  let part: SectionKind
  let level: Level
  /// `Impression`: of the imaging where the visit has an assessment of its own.
  let isImpression: Bool

  init?(
    kinds: [UInt64], level: UInt64, _ sections: NamedValues<SectionKind>,
    _ levels: NamedValues<Level>
  ) {
    guard let level = levels[level], let first = kinds.first, let last = kinds.last else {
      return nil
    }
    isImpression = first == Self.impression
    guard let kind = isImpression ? .assessment : sections[first],
      let part = isImpression ? .assessment : sections[last]
    else { return nil }
    (self.kind, self.part, self.level) = (kind, part, level)
  }

  private static let impression = WordHash.of("impression".utf8)
}

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
    self.headings = try Self.table(headings, "headings") { Heading($0) }
    self.cues = try Self.table(cues, "cues") { Cue($0) }
    self.measures = try Self.table(measures, "measures") { Measure($0) }
    var words: [(word: UInt64, traits: TokenTraits)] = []
    for row in try GrammarRow.rows(of: lines, "lines", cells: 3) {
      for kind in row.text(1).split(separator: " ") {
        guard let traits = TokenTraits.named[String(kind)] else { throw row.error }
        words.append((try row.words(0)[0], traits))
      }
    }
    self.words = WordTable(words)
  }

  private static func table<Payload>(
    _ table: [UInt8], _ name: String, _ payload: (GrammarRow) -> Payload?
  ) throws(ClinicalTableError) -> PhraseTable<Payload> {
    var phrases: [PhraseTable<Payload>.Phrase] = []
    for row in try GrammarRow.rows(of: table, name, cells: 3) {
      guard let payload = payload(row) else { throw row.error }
      phrases.append(.init(words: try row.words(0), payload: payload))
    }
    return PhraseTable(phrases)
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
  enum Level: String, Sendable {
    /// Opens a section wherever it stands.
    case section
    /// Opens a section inside a history: `Surgical` under `PAST HISTORY`.
    case history
    /// Names a part of what is said of a problem: `Medical Reasoning`; elsewhere it opens a section.
    case part
    /// Names an organ or a measurement inside an examination.
    case label
  }

  let kind: SectionKind
  let level: Level
  /// `Impression`: of the imaging where the visit has an assessment of its own.
  let isImpression: Bool

  init?(_ row: GrammarRow) {
    guard let level = Level(rawValue: row.text(2)) else { return nil }
    let kind = row.text(1)
    isImpression = kind == "impression"
    guard let known = isImpression ? .assessment : SectionKind(rawValue: kind) else { return nil }
    (self.kind, self.level) = (known, level)
  }
}

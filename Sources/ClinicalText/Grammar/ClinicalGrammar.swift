// SPDX-License-Identifier: Apache-2.0

/// How clinicians write: headings, cues of assertion, and words that make a line more than a name.
///
/// The three tables of `Data/clinical/` are compiled once; reading a note then allocates only the note.
///
///     let note = try ClinicalGrammar(headings: …, cues: …, words: …).read(text)
///     note.assertion(of: 12..<14).polarity  // .negated
public struct ClinicalGrammar: Sendable {
  let headings: PhraseTable<SectionKind>
  let cues: PhraseTable<CueKind>
  let lineWords: PhraseTable<LineWord>

  /// Compiles the tables.
  ///
  /// - Parameters:
  ///   - headings: `headings.tsv`: heading, kind, origin.
  ///   - cues: `cues.tsv`: phrase, kind, origin.
  ///   - lines: `lines.tsv`: word, kind, origin.
  /// - Throws: ``ClinicalTableError`` with the line that is not as it should be.
  public init(
    headings: [UInt8], cues: [UInt8], lines: [UInt8]
  ) throws(ClinicalTableError) {
    self.headings = try Self.table(headings, "headings") { SectionKind(rawValue: $0) }
    self.cues = try Self.table(cues, "cues") { CueKind(rawValue: $0) }
    lineWords = try Self.table(lines, "lines") { LineWord(rawValue: $0) }
  }

  private static func table<Payload>(
    _ table: [UInt8], _ name: String, _ payload: (String) -> Payload?
  ) throws(ClinicalTableError) -> PhraseTable<Payload> {
    var phrases: [PhraseTable<Payload>.Phrase] = []
    for row in GrammarRow.rows(in: table) {
      guard row.cells.count >= 2, let payload = payload(row.text(1)) else {
        throw ClinicalTableError(table: name, line: row.line)
      }
      let words = row.words(0)
      guard !words.isEmpty else { throw ClinicalTableError(table: name, line: row.line) }
      phrases.append(.init(words: words, payload: payload))
    }
    return PhraseTable(phrases)
  }

  /// Reads a note; never fails, whatever it holds.
  ///
  /// - Complexity: O(*n*).
  public func read(_ text: some Sequence<UInt8>) -> ClinicalNote {
    var note = ClinicalNote(NoteTokens(text))
    var reader = OutlineReader(self)
    reader.read(&note)
    CueReader(self).read(&note)
    return note
  }
}

/// What a word tells of the line that it stands in.
enum LineWord: String, Sendable {
  /// A line with it is a sentence, not the name of a problem: `is`, `continue`, `we`.
  case verb
  /// The point after it does not end a sentence: `Dr.`
  case abbreviation
}

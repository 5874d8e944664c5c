// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Values

/// The drugs and other substances that notes name, and what is said of them: `Data/coding/drugs.tsv` and `drug-cues.tsv`.
struct DrugTable: Sendable {
  /// A drug or another substance.
  struct Substance: Sendable {
    /// Its codes, with `~` for what it did or who meant it.
    let codes: String
    /// It is given as treatment, so that it has adverse effects and can be taken too little.
    let isDrug: Bool
    /// It is alcohol, which notes name as a habit more often than as a poison.
    var isAlcohol: Bool { codes.hasPrefix("T51.0") }

    /// The code for an intent or an effect, without the 7th character.
    func code(_ digit: Character) -> PackedCode? {
      PackedCode(String(codes.filter { $0 != "." }.map { $0 == "~" ? digit : $0 }))
    }

    /// Tells whether a code is of this substance, whatever it did.
    func has(_ code: PackedCode) -> Bool {
      PackedCode(String(codes.prefix { $0 != "~" }.filter { $0 != "." })).map(code.hasPrefix)
        ?? false
    }
  }

  /// What is said of a substance.
  enum Meaning: String, Sendable {
    case adverse, poisoning, unprescribed, interaction, toxic
    case selfHarm = "self-harm"
    case assault, undetermined, underdosing, less, financial, forgotten, debility, deliberate
    case treatment, other
  }

  /// Where that is said.
  enum Stand: String, Sendable { case before, after, beside, sentence, note }

  /// A phrase that says something of a substance.
  struct Cue: Sendable {
    let meaning: Meaning
    let stand: Stand
    let reach: Int
  }

  private(set) var substances: [Substance] = []
  private(set) var cues: [Cue] = []
  private var names = PhraseFinder()
  private var phrases = PhraseFinder()
  private var filter = HashFilter()

  /// No substances.
  init() {}

  /// Reads the tables: substance, codes, kind; phrase, meaning, stands, reach.
  init(_ drugs: [UInt8], cues: [UInt8]) throws(ConceptTableError) {
    for row in ConceptRow.rows(in: drugs) {
      guard row.cells.count >= 4, ["drug", "substance"].contains(row.text(2)),
        row.text(1).contains("~")
      else { throw ConceptTableError(line: row.line) }
      names.add(row.text(0), row: substances.count)
      if let first = NoteTokens(row.cells[0]).tokens.first { filter.insert(first.hash) }
      substances.append(Substance(codes: row.text(1), isDrug: row.text(2) == "drug"))
    }
    for row in ConceptRow.rows(in: cues) {
      guard row.cells.count >= 4, let meaning = Meaning(rawValue: row.text(1)),
        let stand = Stand(rawValue: row.text(2)), let reach = Int(row.text(3))
      else { throw ConceptTableError(line: row.line) }
      phrases.add(row.text(0), row: self.cues.count)
      self.cues.append(Cue(meaning: meaning, stand: stand, reach: reach))
    }
  }

  /// Tells whether some tokens may name a substance.
  func mayName(_ tokens: ArraySlice<NoteToken>) -> Bool {
    tokens.contains { filter.mayContain($0.hash) }
  }

  /// The substances that some tokens name.
  func substances(in tokens: Range<Int>, _ note: NoteTokens) -> [(row: Int, tokens: Range<Int>)] {
    names.hits(in: tokens, note).compactMap { hit in hit.rows.first.map { ($0, hit.tokens) } }
  }

  /// What some tokens say of substances.
  func cues(in tokens: Range<Int>, _ note: NoteTokens) -> [(cue: Cue, tokens: Range<Int>)] {
    phrases.hits(in: tokens, note).flatMap { hit in hit.rows.map { (cues[$0], hit.tokens) } }
  }
}

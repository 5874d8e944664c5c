// SPDX-License-Identifier: Apache-2.0

import ClinicalText
public import CodeSets
import Values

/// Compiles the concepts of an edition of ICD-10-CM: which words of a note mean which code.
///
/// Made from the titles and inclusion terms of the tabular list, from the indexes beside it, and from our own
/// tables of what clinicians write. Codes that are made by a 7th character have no words of their own.
public struct ConceptTableBuilder {
  struct Draft {
    var words: [UInt32]
    var axes: [UInt32]
    var target: UInt32
    var origin: ConceptOrigin
    var condition: ConceptCondition = .none
    var row: UInt32
  }

  struct PhraseDraft {
    var words: [UInt32]
    var meaning: [UInt32]
    var favored: [UInt32] = []
    var weight: UInt8
    var row: UInt32
  }

  let codes: CodeTable
  var vocabulary: VocabularyBuilder
  var drafts: [Draft] = []
  var phrases: [PhraseDraft] = []
  /// The words of each code's title, for the walk.
  var titles: [PhraseAnalysis?]
  /// Sets of words that mean something only as the name of a problem.
  private(set) var quiet: Set<Set<UInt32>> = []
  private var prior: [PackedCode: UInt32] = [:]

  /// Starts with the titles and terms of a tabular list and with our own tables.
  ///
  /// - Throws: ``ConceptTableError`` with the line of the table that is not as it should be.
  public init(_ codes: CodeTable, _ tables: ConceptTables) throws(ConceptTableError) {
    self.codes = codes
    vocabulary = try VocabularyBuilder(tables)
    titles = Array(repeating: nil, count: codes.count)
    for position in 0..<codes.count where !codes.flags(at: position).contains(.generated) {
      addTitle(of: position)
      addNotes(of: position)
    }
    for table in tables.terms { try addTerms(table) }
    for table in tables.rewrites { try addPhrases(table) }
    try addSenses(tables.ambiguous)
    for row in ConceptRow.rows(in: tables.quiet) {
      let core = analysis(of: row.text(0)).core
      quiet.insert(Set(core.map { vocabulary.number(of: $0) }))
    }
    for row in ConceptRow.rows(in: tables.prior) {
      guard row.cells.count >= 2, let code = PackedCode(row.text(0)),
        let count = UInt32(row.text(1))
      else { throw ConceptTableError(line: row.line) }
      prior[code, default: 0] += count
    }
  }

  private mutating func addTitle(of position: Int) {
    let entry = codes[position]
    let title = entry.title.isEmpty ? entry.shortTitle : entry.title
    let analysis = analysis(of: title)
    titles[position] = analysis
    add(
      analysis, to: position, analysis.isResidual ? .residualTitle : .title, row: entry.line)
  }

  private mutating func addNotes(of position: Int) {
    for note in codes[position].notes where note.kind == .inclusionTerm || note.kind == .includes {
      let analysis = analysis(of: note.text)
      if analysis.isResidual && note.kind == .includes { continue }
      add(analysis, to: position, .inclusion, row: note.line)
    }
  }

  func analysis(of text: String) -> PhraseAnalysis {
    PhraseAnalysis(text.utf8) { vocabulary.role(of: $0) }
  }

  mutating func add(
    _ analysis: PhraseAnalysis, to position: Int, _ origin: ConceptOrigin,
    condition: ConceptCondition = .none, row: Int
  ) {
    var words: [UInt32] = []
    for form in analysis.core {
      let word = vocabulary.number(of: form)
      if !words.contains(word) { words.append(word) }
    }
    guard !words.isEmpty, words.count <= 12 else { return }
    drafts.append(
      Draft(
        words: words.sorted(), axes: analysis.axes.map { vocabulary.number(of: $0) }.sorted(),
        target: UInt32(position), origin: origin, condition: condition, row: UInt32(row)))
  }

  private mutating func addTerms(_ table: [UInt8]) throws(ConceptTableError) {
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 2, let code = PackedCode(row.text(1)) else {
        throw ConceptTableError(line: row.line)
      }
      guard let position = nearest(code) else { continue }
      let analysis = PhraseAnalysis(row.cells[0]) { vocabulary.role(of: $0) }
      if analysis.isNot { continue }
      add(
        analysis, to: position, .term,
        condition: ConceptCondition(name: row.cells.count > 4 ? row.text(4) : ""), row: row.line)
    }
  }

  /// The code, or the nearest above it that the edition has.
  func nearest(_ code: PackedCode) -> Int? {
    for count in stride(from: code.count, through: 3, by: -1) {
      if let position = codes.position(of: code.prefix(count)),
        !codes.flags(at: position).contains(.generated)
      {
        return position
      }
    }
    return nil
  }

  private mutating func addPhrases(_ table: [UInt8]) throws(ConceptTableError) {
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 2 else { throw ConceptTableError(line: row.line) }
      let kind = row.cells.count > 2 ? row.text(2) : ""
      if kind == "procedure" || kind == "supply" { continue }
      let weight = row.cells.count > 4 ? UInt8(row.text(4)) ?? 100 : 100
      if weight < 60 { continue }
      let words = numbers(of: row.cells[0])
      let means = PhraseAnalysis(row.cells[1]) { vocabulary.role(of: $0) }
      let meaning = (means.core + means.axes).map { vocabulary.number(of: $0) }
      // A phrase that means nothing keeps its own words from being taken: the name of a ward, of a score.
      let isMute = row.text(1) == "-" && words.count > 1
      guard !words.isEmpty, words.count <= 8, isMute || !meaning.isEmpty else { continue }
      phrases.append(
        PhraseDraft(words: words, meaning: meaning, weight: weight, row: UInt32(row.line)))
    }
  }

  /// An abbreviation of several senses: each is a phrase, and the words of the note decide.
  private mutating func addSenses(_ table: [UInt8]) throws(ConceptTableError) {
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 5, let prior = UInt8(row.text(4)) else {
        throw ConceptTableError(line: row.line)
      }
      let words = numbers(of: row.cells[0])
      guard words.count == 1 else { continue }
      // A sense that is no condition means no words: it keeps the others from being taken.
      let sense = row.cells[2].isEmpty ? [] : analysis(of: row.text(1)).core
      phrases.removeAll { $0.words == words && $0.favored.isEmpty }
      phrases.append(
        PhraseDraft(
          words: words, meaning: sense.map { vocabulary.number(of: $0) },
          favored: numbers(of: row.cells[3]) + [0], weight: prior, row: UInt32(row.line)))
    }
  }

  private mutating func numbers(of text: ArraySlice<UInt8>) -> [UInt32] {
    let read = NoteTokens(text)
    var words: [UInt32] = []
    for token in read.tokens where token.kind == .word || token.kind == .number {
      words.append(vocabulary.number(of: read.form(of: token)))
    }
    return words
  }

  func priorCount(at position: Int) -> UInt32 { prior[codes.code(at: position)] ?? 0 }
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// What words for procedures mean in ICD-10-PCS: root operation, and the places of the code that the words settle.
struct OperationTable: Sendable {
  /// A row of `operations.tsv`.
  struct Operation: Sendable {
    /// For each word its alternatives, as hashes.
    let words: [[UInt64]]
    let codes: [ProcedurePattern]
    /// Phrases that the note must have, each of some alternatives.
    let with: [[UInt32]]
    /// Phrases that it must not have.
    let without: [UInt32]
    let phrase: String
    let line: Int

    var isGeneric: Bool { codes.contains { $0.isGeneric } }
  }

  private(set) var operations: [Operation] = []
  /// The operations by each alternative of their rarest word.
  private(set) var anchors: [UInt64: [Int]] = [:]

  init() {}

  /// Reads `operations.tsv`: phrase, codes, with, without, origin.
  init(
    _ table: [UInt8], _ vocabulary: inout ProcedureVocabulary
  ) throws(ConceptTableError) {
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 4 else { throw ConceptTableError(line: row.line) }
      let words = row.text(0).split(separator: " ").map { word in
        word.split(separator: "|").compactMap { ProcedureVocabulary.words($0.utf8).first }
      }
      let codes = row.text(1).split(separator: "+").map { ProcedurePattern($0) }
      guard !words.isEmpty, words.allSatisfy({ !$0.isEmpty }), !codes.isEmpty,
        !codes.contains(nil)
      else { throw ConceptTableError(line: row.line) }
      let with = Self.phrases(row.text(2), &vocabulary)
      let without = Self.phrases(row.text(3), &vocabulary)
      operations.append(
        Operation(
          words: words, codes: codes.compactMap { $0 }, with: with, without: without.flatMap { $0 },
          phrase: row.text(0), line: row.line))
    }
    var frequency: [UInt64: Int] = [:]
    for operation in operations {
      for word in operation.words.joined() { frequency[word, default: 0] += 1 }
    }
    for (index, operation) in operations.enumerated() {
      let rarest = operation.words.min { a, b in
        a.reduce(0) { $0 + (frequency[$1] ?? 0) } < b.reduce(0) { $0 + (frequency[$1] ?? 0) }
      }
      for word in rarest ?? [] { anchors[word, default: []].append(index) }
    }
  }

  /// Conditions: commas join those that must all hold, bars alternatives, underscores words of one phrase.
  private static func phrases(
    _ text: String, _ vocabulary: inout ProcedureVocabulary
  ) -> [[UInt32]] {
    text.split(separator: ",").map { group in
      group.split(separator: "|").compactMap { phrase in
        vocabulary.add(
          phrase.utf8.map { $0 == 0x5F ? 0x20 : $0 }, .condition)
      }
    }
  }

  /// An operation that the words of a sentence name.
  struct Match {
    let operation: Int
    let tokens: [Int]
  }

  /// The most words that may stand between the words of a procedure.
  private static let widest = 4

  /// The operations that a sentence names; of several over the same words the most specific.
  func matches(
    in sentence: Range<Int>, of note: NoteTokens, holds: (Operation) -> Bool
  ) -> [Match] {
    var found: [Match] = []
    for at in sentence {
      guard let candidates = anchors[note.tokens[at].hash] else { continue }
      for index in candidates {
        guard let tokens = tokens(of: operations[index], around: at, sentence, note),
          holds(operations[index])
        else { continue }
        found.append(Match(operation: index, tokens: tokens))
      }
    }
    guard found.count > 1 else { return found }
    let ranked = found.sorted { a, b in
      let (first, second) = (operations[a.operation], operations[b.operation])
      return (
        first.isGeneric ? 1 : 0, -first.words.count, -first.with.count, a.tokens[0],
        (a.tokens.last ?? 0) - a.tokens[0], first.line
      ) < (
        second.isGeneric ? 1 : 0, -second.words.count, -second.with.count, b.tokens[0],
        (b.tokens.last ?? 0) - b.tokens[0], second.line
      )
    }
    var kept: [Match] = []
    for match in ranked
    where !kept.contains(where: { kept in match.tokens.contains { kept.tokens.contains($0) } }) {
      kept.append(match)
    }
    return kept.sorted { $0.tokens[0] < $1.tokens[0] }
  }

  /// The tokens of the words of an operation, one of which stands at a place, if all stand close together.
  private func tokens(
    of operation: Operation, around at: Int, _ sentence: Range<Int>, _ note: NoteTokens
  ) -> [Int]? {
    if operation.words.count == 1 { return [at] }
    let reach = 2 * (operation.words.count + Self.widest)
    let low = max(sentence.lowerBound, at - reach)
    let high = min(sentence.upperBound, at + reach + 1)
    var tokens: [Int] = []
    for word in operation.words {
      var nearest: Int?
      for place in low..<high where word.contains(note.tokens[place].hash) {
        if tokens.contains(place) { continue }
        if nearest.map({ abs($0 - at) > abs(place - at) }) ?? true { nearest = place }
      }
      guard let nearest else { return nil }
      tokens.append(nearest)
    }
    tokens.sort()
    let between = (tokens[0]...tokens[tokens.count - 1]).count { place in
      let token = note.tokens[place]
      return (token.kind == .word && token.formLength > 3) || token.kind == .number
        || (token.kind == .mark && note.text[Int(token.start)] != 0x2D)
    }
    return between - tokens.count <= Self.widest ? tokens : nil
  }
}

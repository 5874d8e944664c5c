// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Puts codes into the order in which they are reported, the principal or first-listed one first.
///
/// The reason for the encounter leads; then stand the problems as the note names them, what is due to them, status and
/// history, causes and circumstances. A code whose tabular note says `code first` stands after what the note names.
///
/// Source: ICD-10-CM Official Guidelines, sections II and IV, I.A.13, I.B.7.
public struct Sequencer: Sendable {
  private struct Row: Sendable {
    let pattern: CodePattern
    let place: Int
    let section: String
    /// Words with which the row does not count, or without which it does not.
    let words: [[UInt64]]
    let needsWords: Bool
  }

  private let places: [Row]

  /// Reads `Data/coding/sequence.tsv`: codes, place, section, unless.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) {
    var places: [Row] = []
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 3, let pattern = CodePattern(row.text(0)),
        let place = Int(row.text(1)), (1...9).contains(place)
      else { throw ConceptTableError(line: row.line) }
      let words = row.cells.count > 3 ? row.text(3) : ""
      places.append(
        Row(
          pattern: pattern, place: place, section: row.text(2),
          words: CodingRule.phrases(String(words.drop { $0 == "!" })),
          needsWords: words.first == "!"))
    }
    self.places = places
  }

  /// Every code stands where the note names it.
  public init() { places = [] }

  /// Orders the suggestions of an answer, gives each its role, and the first one the step that says why it leads.
  ///
  /// - Parameters:
  ///   - reasons: The bytes in which the note says why the patient came; what they name leads (II, IV.G).
  ///   - stands: Tells whether a phrase stands in the note.
  func apply(
    to answer: inout CodedNote, _ codes: CodeTable, _ setting: CodingSetting,
    _ reasons: [Range<Int>], stands: ([UInt64]) -> Bool
  ) {
    let places = places.filter { $0.words.contains(where: stands) == $0.needsWords }
    let rows = answer.suggestions.map { suggestion in
      places.first { $0.pattern.matches(suggestion.code) }
    }
    let keys = zip(answer.suggestions, rows).map { suggestion, row -> (Int, Int, Int) in
      let place = row?.place ?? Self.usual
      let isReason =
        place <= Self.lastLeading
        && suggestion.evidence.contains { span in reasons.contains { $0.contains(span.lowerBound) }
        }
      return (isReason || place <= Self.alwaysLeading ? 0 : 1, place, suggestion.order)
    }
    var order = answer.suggestions.indices.sorted {
      (keys[$0].0, keys[$0].1, keys[$0].2, $0) < (keys[$1].0, keys[$1].1, keys[$1].2, $1)
    }
    // A manifestation moves behind the last of what it is due to.
    var rounds = 0
    while rounds < order.count, let (from, to) = misplaced(order, answer, codes) {
      let moved = order.remove(at: from)
      order.insert(moved, at: to)
      rounds += 1
    }
    if let first = order.first {
      let ahead =
        rounds == 0 ? rows[first].flatMap { $0.place < Self.usual ? $0.section : nil } : nil
      let why =
        rounds > 0
        ? "code-first (I.A.13)"
        : ahead.map { "leads (\($0))" }
          ?? (keys[first].0 == 0 ? "reason-for-encounter" : "named-first")
          + (setting == .inpatient ? " (II)" : " (IV.G)")
      answer.suggestions[first].path.append(
        PathStep("sequence", answer.suggestions[first].code, source: why))
    }
    answer.suggestions = order.map { answer.suggestions[$0] }
    for index in answer.suggestions.indices {
      let isCause = (32...35).contains(answer.suggestions[index].code[0])
      answer.suggestions[index].role =
        isCause
        ? .externalCause
        : index > 0 ? .secondary : setting == .inpatient ? .principal : .firstListed
    }
  }

  /// Up to this place a code leads wherever the note names it.
  private static let alwaysLeading = 2
  /// Up to this place a code leads where it is the reason for the encounter.
  private static let lastLeading = 6
  /// The place of a code that no row names.
  private static let usual = 5

  /// A code that stands before one which its tabular note says to code first, and where it belongs.
  private func misplaced(
    _ order: [Int], _ answer: CodedNote, _ codes: CodeTable
  ) -> (from: Int, to: Int)? {
    for (from, index) in order.enumerated() {
      let holder = answer.suggestions[index]
      var last: Int?
      for to in order.indices where to > from {
        if isCodedFirst(answer.suggestions[order[to]].code, before: holder, codes) { last = to }
      }
      if let last { return (from, last) }
    }
    return nil
  }

  /// Tells whether a `code first` note over a code names another.
  private func isCodedFirst(
    _ other: PackedCode, before holder: Suggestion, _ codes: CodeTable
  ) -> Bool {
    var found = false
    codes.forEachNoteLevel(of: holder.position) { _, notes in
      for index in notes where !found && codes.noteKind(at: index) == .codeFirst {
        found = codes.noteRefers(at: index, to: other, apartFrom: holder.code)
      }
    }
    return found
  }
}

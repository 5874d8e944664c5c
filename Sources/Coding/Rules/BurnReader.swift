// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

/// How much of the body is burned, by `Data/coding/burns.tsv`: the category T31, beside the burns themselves.
///
/// Source: ICD-10-CM Official Guidelines, I.C.19.d.6.
public struct BurnReader: Sendable {
  private enum Meaning: String, Sendable { case percent, surface, third }

  private var phrases = PhraseFinder()
  private var meanings: [Meaning] = []
  /// How many tokens may stand between a number and what it measures.
  private static let reach = 5

  /// Reads the table: phrase, meaning, origin.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) {
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 3, let meaning = Meaning(rawValue: row.text(1)) else {
        throw ConceptTableError(line: row.line)
      }
      phrases.add(row.text(0), row: meanings.count)
      meanings.append(meaning)
    }
  }

  /// Nothing is burned.
  public init() {}

  /// Adds the code of the extent that a note tells beside a burn.
  func apply(to answer: inout CodedNote, _ note: ClinicalNote, _ codes: CodeTable) {
    guard !meanings.isEmpty,
      let burn = answer.suggestions.first(where: { suggestion in
        Self.burns.contains { $0.matches(suggestion.code) }
      }), !answer.suggestions.contains(where: { Self.extents?.matches($0.code) == true }),
      let (total, third, bytes) = extent(note), let code = Self.code(total, third),
      let position = codes.position(of: code)
    else { return }
    answer.suggestions.append(
      Suggestion(
        code: code, position: position, confidence: burn.confidence, evidence: bytes,
        path: [PathStep("rule", code, source: "burn-extent (I.C.19.d.6)")], role: .secondary,
        features: [], order: bytes[0].lowerBound))
  }

  private static let burns = ["T20*", "T21*", "T22*", "T23*", "T24*", "T25*", "T30.0"]
    .compactMap(CodePattern.init)
  private static let extents = CodePattern("T31*")

  /// The code of an extent: tens of percent of the body, then of it in the third degree.
  private static func code(_ total: Int, _ third: Int) -> PackedCode? {
    let tens = min(9, total / 10)
    return PackedCode(tens == 0 ? "T310" : "T31\(tens)\(min(tens, third / 10))")
  }

  /// What a note says, with the bytes that say it.
  private func extent(_ note: ClinicalNote) -> (total: Int, third: Int, bytes: [Range<Int>])? {
    var found: [Meaning: (value: Int, bytes: Range<Int>)] = [:]
    for sentence in note.sentences where !sentence.tokens.isEmpty {
      let hits = phrases.hits(in: sentence.tokens, note.tokens)
      for at in sentence.tokens {
        guard note.tokens.tokens[at].kind == .number, isPercent(at, hits, note),
          let value = note.thousandths(at).map({ $0 / 1000 }), value <= 100,
          let hit = measured(at, hits), let meaning = hit.rows.first.map({ meanings[$0] }),
          found[meaning] == nil, note.assertion(of: at..<at + 1).polarity != .negated
        else { continue }
        let tokens = note.tokens.tokens
        let first = min(at, hit.tokens.lowerBound)
        let last = max(at, hit.tokens.upperBound - 1)
        found[meaning] = (value, tokens[first].bytes.lowerBound..<tokens[last].bytes.upperBound)
      }
    }
    guard let total = found[.surface] else { return nil }
    let third = found[.third]
    return (
      total.value, third?.value ?? 0,
      RuleBook.merged([total.bytes] + (third.map { [$0.bytes] } ?? []))
    )
  }

  /// Tells whether a number counts percents.
  private func isPercent(_ at: Int, _ hits: [PhraseFinder.Hit], _ note: ClinicalNote) -> Bool {
    let next = at + 1
    guard next < note.tokens.tokens.count else { return false }
    let token = note.tokens.tokens[next]
    return token.kind == .mark && note.tokens.text[Int(token.start)] == 0x25
      || hits.contains { hit in
        hit.tokens.lowerBound == next && hit.rows.contains { meanings[$0] == .percent }
      }
  }

  /// What a number measures: the nearest thing that can be measured.
  private func measured(_ at: Int, _ hits: [PhraseFinder.Hit]) -> PhraseFinder.Hit? {
    func distance(_ hit: PhraseFinder.Hit) -> Int {
      hit.tokens.lowerBound > at ? hit.tokens.lowerBound - at : at - hit.tokens.upperBound + 1
    }
    return hits.filter { hit in
      !hit.rows.contains { meanings[$0] == .percent } && distance(hit) <= Self.reach
    }.min { distance($0) < distance($1) }
  }
}

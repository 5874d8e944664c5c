// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

/// How long somebody was unconscious after an injury of the head, by `Data/coding/consciousness.tsv`: the 6th character of
/// the codes of S06.
public struct ConsciousnessReader: Sendable {
  private enum Meaning: String, Sendable { case name, minute, hour, day }

  private var phrases = PhraseFinder()
  private var meanings: [Meaning] = []
  /// How many words may stand between the loss and its duration.
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

  /// Nobody was unconscious.
  public init() {}

  /// The code of an injury of the head with the duration that the note tells; nothing where it is no such code, or the
  /// note tells none.
  func refined(_ code: PackedCode, _ note: ClinicalNote, _ codes: CodeTable) -> Int? {
    guard code.hasPrefix(Self.heads), code.count == 6, code[5] == Self.unspecified,
      let digit = digit(note), let text = PackedCode("\(code.prefix(5).description)\(digit)")
    else { return nil }
    return codes.position(of: text)
  }

  private static let heads = PackedCode("S06") ?? PackedCode(bits: 0)
  private static let unspecified = PackedCode("9")?[0] ?? 0

  /// The 6th character; nothing where the note says too little.
  private func digit(_ note: ClinicalNote) -> Int? {
    var denied = false
    for sentence in note.sentences where !sentence.tokens.isEmpty {
      let hits = phrases.hits(in: sentence.tokens, note.tokens)
      for hit in hits where hit.rows.contains(where: { meanings[$0] == .name }) {
        let assertion = note.assertion(of: hit.tokens)
        guard assertion.experiencer == .patient, assertion.modality == .actual else { continue }
        if assertion.polarity == .negated {
          denied = true
        } else if assertion.polarity == .affirmed {
          guard let minutes = minutes(beside: hit.tokens, hits, note) else { return nil }
          return Self.digit(minutes: minutes)
        }
      }
    }
    return denied ? 0 : nil
  }

  /// The spans of the tabular list: up to 30 minutes, to 59, to 5 hours 59, to 24 hours; more needs what became of it.
  private static func digit(minutes: Int) -> Int? {
    switch minutes {
    case ...30: 1
    case ..<60: 2
    case ..<360: 3
    case ...1440: 4
    default: nil
    }
  }

  /// The duration that stands beside a loss of consciousness.
  private func minutes(
    beside name: Range<Int>, _ hits: [PhraseFinder.Hit], _ note: ClinicalNote
  ) -> Int? {
    for hit in hits {
      guard let unit = hit.rows.lazy.map({ meanings[$0] }).first(where: { $0 != .name }) else {
        continue
      }
      let gap =
        hit.tokens.lowerBound >= name.upperBound
        ? hit.tokens.lowerBound - name.upperBound : name.lowerBound - hit.tokens.upperBound
      guard gap <= Self.reach, let number = number(before: hit.tokens.lowerBound, note) else {
        continue
      }
      switch unit {
      case .minute: return number
      case .hour: return 60 * number
      case .day: return 1440 * number
      case .name: continue
      }
    }
    return nil
  }

  private func number(before at: Int, _ note: ClinicalNote) -> Int? {
    for index in stride(from: at - 1, through: max(0, at - 2), by: -1)
    where note.tokens.tokens[index].kind == .number {
      return note.thousandths(index).map { $0 / 1000 }
    }
    return nil
  }
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// How far a pregnancy is at the encounter, by the words of `Data/coding/gestation.tsv`.
///
/// Source: ICD-10-CM Official Guidelines, I.C.15.a.3 to a.7, I.C.21.c.11; tabular list, note on trimesters.
public struct GestationReader: Sendable {
  private struct Trimester: Sendable {
    let word: UInt64
    let from: Int
    let below: Int
  }

  /// What a note says of the length of a pregnancy.
  struct Reading {
    /// Full weeks at the encounter.
    var weeks: Int?
    /// The bytes that say the weeks.
    var place: Range<Int>?
    /// 1, 2 or 3.
    var trimester: Int?
  }

  private var units: Set<UInt64> = []
  private var barredBefore: Set<UInt64> = []
  private var barredAfter: Set<UInt64> = []
  private var names: Set<UInt64> = []
  private var trimesters: [Trimester] = []

  /// Reads the table: kind, word, from, below.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) {
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 4, let word = NoteTokens(row.cells[1]).tokens.first?.hash else {
        throw ConceptTableError(line: row.line)
      }
      switch row.text(0) {
      case "unit": units.insert(word)
      case "not-after": barredBefore.insert(word)
      case "not-before": barredAfter.insert(word)
      case "name": names.insert(word)
      case "trimester":
        guard let from = Int(row.text(2)), let below = Int(row.text(3)) else {
          throw ConceptTableError(line: row.line)
        }
        trimesters.append(Trimester(word: word, from: from, below: below))
      default: throw ConceptTableError(line: row.line)
      }
    }
  }

  /// Reads nothing.
  public init() {}

  /// Reads a note of a pregnant patient: the weeks that are said first are those of the encounter, and they count for
  /// more than a trimester that is named.
  func read(_ note: ClinicalNote) -> Reading {
    var reading = Reading()
    let tokens = note.tokens.tokens
    for at in tokens.indices {
      if names.contains(tokens[at].hash), reading.trimester == nil, at > 0,
        let index = trimesters.firstIndex(where: { $0.word == tokens[at - 1].hash })
      {
        reading.trimester = index % 3 + 1
      }
      guard reading.weeks == nil, tokens[at].kind == .number, let weeks = weeks(at, note) else {
        continue
      }
      reading.weeks = weeks.count
      reading.place = tokens[at].bytes.lowerBound..<tokens[weeks.end].bytes.upperBound
    }
    if let weeks = reading.weeks,
      let index = trimesters.firstIndex(where: { $0.from <= weeks && weeks < $0.below })
    {
      reading.trimester = index % 3 + 1
    }
    return reading
  }

  /// The weeks of a pregnancy that begin with a number: `28 weeks`, `36 6/7 weeks`.
  private func weeks(_ at: Int, _ note: ClinicalNote) -> (count: Int, end: Int)? {
    let tokens = note.tokens.tokens
    guard let value = note.thousandths(at), value % 1000 == 0, (4...43).contains(value / 1000)
    else { return nil }
    if at > 0, barredBefore.contains(tokens[at - 1].hash) { return nil }
    var unit = at + 1
    while unit < tokens.count, unit < at + 5, !units.contains(tokens[unit].hash) {
      guard tokens[unit].kind == .number || tokens[unit].kind == .mark else { return nil }
      unit += 1
    }
    guard unit < tokens.count, units.contains(tokens[unit].hash) else { return nil }
    if unit + 1 < tokens.count, barredAfter.contains(tokens[unit + 1].hash) { return nil }
    return (value / 1000, unit)
  }
}

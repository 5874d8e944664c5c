// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// The rows of `Data/coding/indicators.tsv`.
struct IndicatorTable: Sendable {
  /// A drug, treatment, finding or value.
  struct Row: Sendable {
    let kind: ProviderQuery.Kind
    let topic: String
    var test: ValueTest?
  }

  var rows: [Row] = []
  /// Drugs, treatments and findings.
  var phrases = PhraseFinder()
  /// The names of values.
  var names = PhraseFinder()
  /// Words of a sentence in which nothing is meant.
  var exceptions = PhraseFinder()
  /// Words that may stand between a name and its number.
  var links: Set<UInt64> = []
  /// Words after which a name is not meant.
  var forbidden: Set<UInt64> = []
  /// Everything that numbers count.
  var units: Set<String> = []

  init() {}

  init(_ table: [UInt8]) throws(ConceptTableError) {
    for row in try ChartCells.rows(table, columns: 6) {
      let phrases = ChartCells.alternatives(row.text(1))
      switch row.text(0) {
      case "link": links.formUnion(phrases.flatMap { NoteTokens($0.utf8).tokens.map(\.hash) })
      case "not-after":
        forbidden.formUnion(phrases.flatMap { NoteTokens($0.utf8).tokens.map(\.hash) })
      case "except": for phrase in phrases { exceptions.add(phrase, row: 0) }
      case "unit": units.formUnion(phrases)
      default:
        guard let kind = ProviderQuery.Kind(rawValue: row.text(0)) else {
          throw ConceptTableError(line: row.line)
        }
        var entry = Row(kind: kind, topic: row.text(5))
        if kind == .value {
          guard let test = ValueTest(row.text(2), unit: row.text(3), plausible: row.text(4)) else {
            throw ConceptTableError(line: row.line)
          }
          entry.test = test
          units.formUnion(test.units)
        }
        for phrase in phrases {
          if kind == .value {
            names.add(phrase, row: rows.count)
          } else {
            self.phrases.add(phrase, row: rows.count)
          }
        }
        rows.append(entry)
      }
    }
  }
}

/// What makes a value one to ask about: limits, in thousandths.
struct ValueTest: Sendable {
  private enum Relation: String, Sendable { case less = "<", most = "<=", more = ">", least = ">=" }
  private var limits: [(relation: Relation, limit: Int)] = []
  /// The least rise from the first value to the last.
  private(set) var rise: Int?
  let units: [String]
  let plausible: ClosedRange<Int>

  /// Reads `<7`, `>=100<1000`, `rise>=0.3`; a unit; `0.1-30`.
  init?(_ text: String, unit: String, plausible: String) {
    units = ChartCells.alternatives(unit)
    guard let dash = plausible.dropFirst().firstIndex(of: "-"),
      let low = Self.thousandths(plausible[..<dash]),
      let high = Self.thousandths(plausible[plausible.index(after: dash)...]), low <= high
    else { return nil }
    self.plausible = low...high
    if text.hasPrefix("rise>=") {
      guard let rise = Self.thousandths(text.dropFirst(6)) else { return nil }
      self.rise = rise
      return
    }
    var rest = text[...]
    while let first = rest.first {
      guard first == "<" || first == ">" else { return nil }
      let isInclusive = rest.dropFirst().first == "="
      guard let relation = Relation(rawValue: isInclusive ? "\(first)=" : "\(first)") else {
        return nil
      }
      rest = rest.dropFirst(isInclusive ? 2 : 1)
      let number = rest.prefix { $0 != "<" && $0 != ">" }
      guard let limit = Self.thousandths(number) else { return nil }
      limits.append((relation, limit))
      rest = rest.dropFirst(number.count)
    }
    guard !limits.isEmpty else { return nil }
  }

  /// Tells whether a value is one to ask about.
  func holds(_ value: Int) -> Bool {
    !limits.isEmpty
      && limits.allSatisfy { relation, limit in
        switch relation {
        case .less: value < limit
        case .most: value <= limit
        case .more: value > limit
        case .least: value >= limit
        }
      }
  }

  /// A decimal in thousandths: `7.35` is 7350.
  static func thousandths(_ text: some StringProtocol) -> Int? {
    var digits = Array(text.utf8)
    let isNegative = digits.first == 0x2D
    if isNegative { digits.removeFirst() }
    var value = 0
    var places: Int?
    guard !digits.isEmpty, digits.count <= 12 else { return nil }
    for digit in digits {
      if digit == 0x2E, places == nil {
        places = 0
      } else if (0x30...0x39).contains(digit) {
        if let found = places {
          guard found < 3 else { continue }
          places = found + 1
        }
        value = value * 10 + Int(digit - 0x30)
      } else {
        return nil
      }
    }
    for _ in (places ?? 0)..<3 { value *= 10 }
    return isNegative ? -value : value
  }
}

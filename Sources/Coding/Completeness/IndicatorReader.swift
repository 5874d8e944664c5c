// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// Finds the drugs, treatments, findings and values of a chart that ask for a diagnosis.
struct IndicatorReader {
  /// What was found on a topic.
  struct Found {
    let kind: ProviderQuery.Kind
    let topic: String
    let bytes: Range<Int>
  }

  let table: IndicatorTable
  let chart: ChartReading
  private var tokens: NoteTokens { chart.note.tokens }

  init(_ table: IndicatorTable, _ chart: ChartReading) {
    (self.table, self.chart) = (table, chart)
  }

  /// Everything found, in the order of the note.
  func found() -> [Found] {
    var found: [Found] = []
    var first: [Int: (value: Int, bytes: Range<Int>)] = [:]
    for sentence in chart.note.sentences where sentence.kind != .heading {
      if chart.note.sections[sentence.section].kind.rawValue == "allergies" { continue }
      guard table.exceptions.hits(in: sentence.tokens, tokens).isEmpty else { continue }
      for hit in table.phrases.hits(in: sentence.tokens, tokens) where isMeant(hit.tokens) {
        for row in hit.rows {
          found.append(
            Found(
              kind: table.rows[row].kind, topic: table.rows[row].topic,
              bytes: chart.bytes(hit.tokens)))
        }
      }
      for hit in table.names.hits(in: sentence.tokens, tokens) {
        let start = hit.tokens.lowerBound
        if start > 0, table.forbidden.contains(tokens.tokens[start - 1].hash) { continue }
        let assertion = chart.note.assertion(of: hit.tokens)
        guard assertion.experiencer == .patient, assertion.modality != .hypothetical else {
          continue
        }
        for row in hit.rows {
          found += values(of: row, hit.tokens, before: sentence.tokens.upperBound, &first)
        }
      }
    }
    return found.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
  }

  /// A drug that is given or about to be, a treatment, a finding that is there.
  private func isMeant(_ range: Range<Int>) -> Bool {
    let assertion = chart.note.assertion(of: range)
    return assertion.polarity == .affirmed && assertion.experiencer == .patient
      && assertion.time == .current && assertion.modality != .hypothetical
  }

  /// The values behind a name that are to be asked about.
  private func values(
    of row: Int, _ name: Range<Int>, before end: Int,
    _ first: inout [Int: (value: Int, bytes: Range<Int>)]
  ) -> [Found] {
    guard let test = table.rows[row].test else { return [] }
    var found: [Found] = []
    var at = name.upperBound
    var between = 0
    var isFirst = true
    while at < end, between <= 6 {
      let token = tokens.tokens[at]
      switch token.kind {
      case .number:
        if isDate(at, end), test.units != ["mmhg"] {
          at = afterDate(at, end)
          continue
        }
        guard let value = value(at, test) else { return found }
        let bytes = tokens.tokens[name.lowerBound].bytes.lowerBound..<token.bytes.upperBound
        let topic = table.rows[row].topic
        if let rise = test.rise {
          if let earlier = first[row] {
            if value - earlier.value >= rise {
              found += [earlier.bytes, bytes].map { Found(kind: .value, topic: topic, bytes: $0) }
            }
          } else {
            first[row] = (value, bytes)
          }
        } else if test.holds(value) {
          found.append(Found(kind: .value, topic: topic, bytes: bytes))
          return found
        }
        (isFirst, between) = (false, 0)
        if isDate(at, end) {
          at = afterDate(at, end)
          continue
        }
      case .mark:
        guard isLinking(tokens.text[Int(token.start)], isFirst) else { return found }
      case .word:
        guard table.links.contains(token.hash) || isUnit(token) else { return found }
        between += 1
      case .lineEnd: return found
      }
      at += 1
    }
    return found
  }

  /// Marks between a name and its number; behind the first number only an arrow leads to another.
  private func isLinking(_ mark: UInt8, _ isFirst: Bool) -> Bool {
    switch mark {
    case 0x3E, 0x25, 0x2F, 0x80...: true
    case 0x3A, 0x3D, 0x2D, 0x28, 0x29, 0x7E, 0x3C: isFirst
    default: false
    }
  }

  private func isUnit(_ token: NoteToken) -> Bool {
    table.units.contains(tokens.words(of: token.bytes).lowercased())
  }

  /// A number with a slash and another number behind it.
  private func isDate(_ at: Int, _ end: Int) -> Bool {
    at + 2 < end && tokens.tokens[at + 2].kind == .number
      && tokens.text[Int(tokens.tokens[at + 1].start)] == 0x2F
  }

  private func afterDate(_ at: Int, _ end: Int) -> Int {
    var at = at
    while isDate(at, end) { at += 2 }
    return at + 1
  }

  /// The number at a token in thousandths; nothing where it counts something else or cannot be the value.
  private func value(_ at: Int, _ test: ValueTest) -> Int? {
    let token = tokens.tokens[at]
    let form = String(decoding: tokens.form(of: token), as: UTF8.self)
    guard var value = ValueTest.thousandths(form) else { return nil }
    if test.plausible.lowerBound < 0, at > 0, token.marks.contains(.glued),
      tokens.text[Int(token.start) - 1] == 0x2D
    {
      value = -value
    }
    guard test.plausible.contains(value) else { return nil }
    let unit = unit(after: token.bytes.upperBound)
    guard
      test.units.isEmpty || unit.isEmpty || test.units.contains(unit)
        || !table.units.contains(unit)
    else { return nil }
    return value
  }

  /// The letters, slashes and signs behind a number, in lower case.
  private func unit(after byte: Int) -> String {
    var at = byte
    while at < tokens.text.count, at < byte + 2, tokens.text[at] == 0x20 { at += 1 }
    var unit: [UInt8] = []
    while at < tokens.text.count, unit.count < 16 {
      let next = tokens.text[at]
      switch next {
      case 0x41...0x5A, 0x61...0x7A: unit.append(next | 0x20)
      case 0x2F, 0x25: unit.append(next)
      case 0x20 where unit.isEmpty: break
      // The sign of degrees does not matter.
      case 0xC2, 0xB0: break
      default: return String(decoding: unit, as: UTF8.self)
      }
      at += 1
    }
    return String(decoding: unit, as: UTF8.self)
  }
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Values

extension ChartReview {
  /// Text that stands twice or refers to an earlier entry, and dates that do not agree.
  func repetitions(_ chart: ChartReading) -> [ProviderQuery] {
    var queries: [ProviderQuery] = []
    let repeated = repeatedLines(chart)
    if !repeated.isEmpty {
      queries.append(
        query(
          .copied, "copied", repeated, question: knowledge.words("copied"), choices: []))
    }
    let all = 0..<chart.note.tokens.tokens.count
    let hits = knowledge.copied.hits(in: all, chart.note.tokens)
    let earlier = hits.filter { knowledge.copiedKinds[$0.rows[0]] == "copied" }
    if !earlier.isEmpty {
      queries.append(
        query(
          .unchanged, "unchanged", earlier.map { chart.bytes($0.tokens) },
          question: knowledge.words("unchanged"), choices: []))
    }
    return queries + dates(hits, chart)
  }

  /// Lines of twelve words or more that stand more than once: the first and the last time.
  private func repeatedLines(_ chart: ChartReading) -> [Range<Int>] {
    let tokens = chart.note.tokens.tokens
    var first: [[UInt64]: Range<Int>] = [:]
    var repeated: [Range<Int>] = []
    var start = 0
    while start < tokens.count {
      var end = start
      while end < tokens.count, tokens[end].kind != .lineEnd { end += 1 }
      let words = tokens[start..<end].filter { $0.kind == .word || $0.kind == .number }
      if words.count >= 12 {
        let bytes = chart.bytes(start..<end)
        if let earlier = first[words.map(\.hash)] {
          repeated += [earlier, bytes]
        } else {
          first[words.map(\.hash)] = bytes
        }
      }
      start = end + 1
    }
    return repeated
  }

  /// Dates of service that differ or lie after the day of the codes; a discharge before the admission.
  private func dates(_ hits: [PhraseFinder.Hit], _ chart: ChartReading) -> [ProviderQuery] {
    var found: [String: [(day: CalendarDate, bytes: Range<Int>)]] = [:]
    for hit in hits {
      let kind = knowledge.copiedKinds[hit.rows[0]]
      guard kind != "copied", let date = date(after: hit.tokens.upperBound, chart) else { continue }
      found[kind, default: []].append(
        (date.day, chart.bytes(hit.tokens).lowerBound..<date.end))
    }
    var wrong: [Range<Int>] = []
    for kind in ["service", "admission", "discharge"] {
      let dates = found[kind] ?? []
      if Set(dates.map(\.day)).count > 1 { wrong += dates.map(\.bytes) }
      if let day = chart.day { wrong += dates.filter { $0.day > day }.map(\.bytes) }
    }
    if let admission = found["admission"]?.first, let discharge = found["discharge"]?.first,
      discharge.day < admission.day
    {
      wrong += [admission.bytes, discharge.bytes]
    }
    guard !wrong.isEmpty else { return [] }
    return [query(.dates, "dates", wrong, question: knowledge.words("dates"), choices: [])]
  }

  /// A date at most two tokens behind a place: `05/20/2026`, `2026-05-20`.
  private func date(
    after place: Int, _ chart: ChartReading
  ) -> (day: CalendarDate, end: Int)? {
    let tokens = chart.note.tokens.tokens
    for at in place..<min(place + 3, tokens.count) where tokens[at].kind == .number {
      guard at + 4 < tokens.count, tokens[at + 2].kind == .number, tokens[at + 4].kind == .number
      else { return nil }
      let numbers = [at, at + 2, at + 4].compactMap {
        Int(String(decoding: chart.note.tokens.form(of: tokens[$0]), as: UTF8.self))
      }
      guard numbers.count == 3 else { return nil }
      let day =
        numbers[0] > 31
        ? CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2])
        : CalendarDate(
          year: numbers[2] < 100 ? 2000 + numbers[2] : numbers[2], month: numbers[0],
          day: numbers[1])
      return day.map { ($0, tokens[at + 4].bytes.upperBound) }
    }
    return nil
  }
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

extension ChartReview {
  /// Parts of the record that were not found.
  func missingElements(_ chart: ChartReading) -> [ProviderQuery] {
    let all = 0..<chart.note.tokens.tokens.count
    var there: Set<Int> = []
    for hit in knowledge.elementWords.hits(in: all, chart.note.tokens) {
      there.formUnion(hit.rows)
    }
    let sections = Set(chart.note.sections.map(\.kind.rawValue))
    return knowledge.elements.enumerated().compactMap { index, element in
      guard element.setting == "any" || element.setting == chart.setting.rawValue,
        !there.contains(index), element.sections.isDisjoint(with: sections)
      else { return nil }
      return query(.element, element.name, [], question: element.question, choices: [])
    }
  }

  /// Entries that do not agree.
  func conflicts(_ chart: ChartReading) -> [ProviderQuery] {
    let counted = chart.named.filter { $0.reason != "confidence" }
    var queries: [ProviderQuery] = []
    for conflict in knowledge.conflicts {
      func first(_ patterns: [CodePattern]) -> Suggestion? {
        counted.first { suggestion in patterns.contains { $0.match(suggestion.code) != nil } }
      }
      guard let one = first(conflict.one), let other = first(conflict.other),
        one.evidence != other.evidence
      else { continue }
      queries.append(
        query(
          .conflict, conflict.id, one.evidence + other.evidence,
          question: knowledge.words("conflict"), choices: conflict.choices))
    }
    return queries + sides(chart) + negations(chart)
  }

  /// Codes of the right and of the left that say the same otherwise, from different sentences.
  private func sides(_ chart: ChartReading) -> [ProviderQuery] {
    var queries: [ProviderQuery] = []
    let titles = chart.coded.suggestions.map { words(of: chart.codes[$0.position].title) }
    for (index, suggestion) in chart.coded.suggestions.enumerated() where titles[index].side > 0 {
      for later in chart.coded.suggestions.indices.dropFirst(index + 1) {
        let other = chart.coded.suggestions[later]
        guard titles[later].side == 3 - titles[index].side,
          titles[later].rest == titles[index].rest,
          let here = suggestion.evidence.first, let there = other.evidence.first,
          chart.sentence(at: here.lowerBound) != chart.sentence(at: there.lowerBound)
        else { continue }
        queries.append(
          query(
            .side, "laterality", suggestion.evidence + other.evidence,
            question: knowledge.words("side"),
            choices: ["choice.right", "choice.left", "choice.both"].map(knowledge.words),
            code: suggestion.code))
      }
    }
    return queries
  }

  /// A title without its side, and which side it names: 1 right, 2 left, 0 none.
  private func words(of title: String) -> (rest: [Substring], side: Int) {
    var side = 0
    let rest = title.split { " ,".contains($0) }.filter { word in
      switch word {
      case "right": side = 1
      case "left": side = 2
      default: return true
      }
      return false
    }
    return (rest, side)
  }

  /// Conditions whose words are denied of the patient in another sentence. Symptoms come and go, and are not asked.
  private func negations(_ chart: ChartReading) -> [ProviderQuery] {
    let tokens = chart.note.tokens.tokens
    var queries: [ProviderQuery] = []
    for suggestion in chart.coded.suggestions {
      let chapter = suggestion.code.description.first
      guard chapter != "R", chapter != "Z", let span = suggestion.evidence.first,
        let own = chart.sentence(at: span.lowerBound)
      else { continue }
      let words = tokens.filter { $0.kind == .word && span.contains(Int($0.start)) }.map(\.hash)
      // One word of several that together make a condition is not the condition.
      guard words.count > 1 || suggestion.evidence.allSatisfy({ $0.count == span.count }),
        !words.isEmpty, span.count >= 5
      else { continue }
      for (index, sentence) in chart.note.sentences.enumerated() where index != own {
        if chart.note.sections[sentence.section].kind.rawValue == "review-of-systems" { continue }
        guard let denied = denied(words, in: sentence.tokens, chart) else { continue }
        queries.append(
          query(
            .negation, "presence", [span, chart.bytes(denied)],
            question: knowledge.words("negation"),
            choices: ["choice.present", "choice.absent", "choice.resolved"].map(knowledge.words),
            code: suggestion.code))
        break
      }
    }
    return queries
  }

  private func denied(
    _ words: [UInt64], in range: Range<Int>, _ chart: ChartReading
  ) -> Range<Int>? {
    let tokens = chart.note.tokens.tokens
    guard range.count >= words.count else { return nil }
    for start in range.lowerBound...range.upperBound - words.count
    where words.indices.allSatisfy({ tokens[start + $0].hash == words[$0] }) {
      let found = start..<start + words.count
      let assertion = chart.note.assertion(of: found)
      if assertion.polarity == .negated, assertion.experiencer == .patient,
        assertion.modality == .actual, assertion.time == .current
      {
        return found
      }
    }
    return nil
  }
}

// SPDX-License-Identifier: Apache-2.0

public import ClinicalText
public import CodeSets
public import Values

/// Looks through a chart for what it lacks and what does not agree, and asks.
///
/// Whatever it finds becomes a question to the provider and never a code: a drug or a laboratory value does
/// not make a diagnosis.
///
/// Source: Official Guidelines, III.B (abnormal findings are not coded unless the provider says what they mean).
public struct ChartReview: Sendable {
  let knowledge: ChartKnowledge

  /// Reads the tables.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be; 0 where a topic has no question.
  public init(_ tables: ChartTables) throws(ConceptTableError) {
    knowledge = try ChartKnowledge(tables)
  }

  /// The questions that a chart leaves open, grouped by what raised them.
  ///
  /// - Parameters:
  ///   - note: The chart as it was read.
  ///   - coded: What it says in codes.
  ///   - codes: The edition of those codes.
  ///   - day: The date of service, for a stay the day of discharge, where it is known.
  public func queries(
    _ note: ClinicalNote, _ coded: CodedNote, codes: CodeTable, setting: CodingSetting,
    day: CalendarDate?
  ) -> [ProviderQuery] {
    let chart = ChartReading(note, coded, codes, setting, day)
    return missingElements(chart) + conflicts(chart) + specificity(chart) + indicators(chart)
      + unsupported(chart) + repetitions(chart)
  }

  /// Questions that indicators raise and nothing in the chart answers.
  private func indicators(_ chart: ChartReading) -> [ProviderQuery] {
    var byTopic: [String: [IndicatorReader.Found]] = [:]
    var order: [String] = []
    for found in IndicatorReader(knowledge.indicators, chart).found() {
      if byTopic[found.topic] == nil { order.append(found.topic) }
      byTopic[found.topic, default: []].append(found)
    }
    guard !order.isEmpty else { return [] }
    let answered = answeredTopics(chart)
    return order.compactMap { name in
      guard let topic = knowledge.topics[name], let found = byTopic[name], !answered.contains(name),
        !chart.isNamed(topic.documented), topic.when.isEmpty || chart.isNamed(topic.when)
      else { return nil }
      let kind = found[0].kind
      return query(
        kind, name, found.map(\.bytes),
        question: topic.question.isEmpty ? knowledge.words(kind.rawValue) : topic.question,
        choices: topic.choices)
    }
  }

  /// The topics that some words of the chart answer.
  private func answeredTopics(_ chart: ChartReading) -> Set<String> {
    var answered: Set<String> = []
    for sentence in chart.note.sentences {
      for hit in knowledge.said.hits(in: sentence.tokens, chart.note.tokens) {
        let names = hit.rows.map { knowledge.topicNames[$0] }.filter { !answered.contains($0) }
        if !names.isEmpty, chart.isSaid(hit.tokens) { answered.formUnion(names) }
      }
    }
    return answered
  }

  /// Conditions of which a long chart has nothing that they usually rest on.
  private func unsupported(_ chart: ChartReading) -> [ProviderQuery] {
    guard chart.wordCount >= 150 else { return [] }
    var supported: Set<Int> = []
    let all = 0..<chart.note.tokens.tokens.count
    for hit in knowledge.supportWords.hits(in: all, chart.note.tokens) {
      supported.formUnion(hit.rows)
    }
    return knowledge.support.enumerated().compactMap { index, support in
      guard !supported.contains(index),
        let suggestion = chart.coded.suggestions.first(where: { suggestion in
          support.codes.contains { $0.match(suggestion.code) != nil }
        })
      else { return nil }
      return query(
        .support, support.id, suggestion.evidence, question: knowledge.words("support"),
        choices: ["choice.confirmed", "choice.resolved", "choice.excluded"].map(knowledge.words),
        code: suggestion.code)
    }
  }

  /// Details that the coder misses.
  private func specificity(_ chart: ChartReading) -> [ProviderQuery] {
    chart.coded.questions.compactMap { question in
      guard
        let suggestion = chart.coded.suggestions.first(where: { $0.code == question.code })
      else { return nil }
      let about = knowledge.words("about.\(question.about)")
      var choices: [String] = []
      if question.about == "laterality" {
        choices = ["choice.right", "choice.left", "choice.both"].map(knowledge.words)
      } else if (2...8).contains(question.choices.count) {
        // A single choice would lead, and a long list would not be read: the question is open then.
        choices = question.choices.compactMap { code in
          chart.codes.position(of: code).map { chart.codes[$0].title }
        }
      }
      return query(
        .specificity, question.about, suggestion.evidence,
        question: knowledge.words("specificity").replacing("{about}", with: about),
        choices: choices, code: question.code)
    }
  }

  /// A query with the words of its kind; without choices it is an open one.
  func query(
    _ kind: ProviderQuery.Kind, _ topic: String, _ indicators: [Range<Int>], question: String,
    choices: [String], code: PackedCode? = nil
  ) -> ProviderQuery {
    var places: [Range<Int>] = []
    for place in indicators.sorted(by: { $0.lowerBound < $1.lowerBound })
    where !(places.last?.overlaps(place) ?? false) { places.append(place) }
    return ProviderQuery(
      kind: kind, topic: topic, title: knowledge.forms[kind.rawValue]?.title ?? "",
      indicators: Array(places.prefix(8)), question: question,
      choices: choices.isEmpty ? [] : knowledge.complete(choices), code: code)
  }
}

extension String {
  /// The text with a part of it replaced, once.
  fileprivate func replacing(_ part: String, with words: String) -> String {
    var out = ""
    var rest = self[...]
    while let at = rest.firstIndex(of: part.first ?? " ") {
      if rest[at...].hasPrefix(part) {
        out += rest[..<at] + words
        rest = rest[at...].dropFirst(part.count)
      } else {
        out += rest[...at]
        rest = rest[rest.index(after: at)...]
      }
    }
    return out + rest
  }
}

// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// The tables of ``ChartTables``, read.
struct ChartKnowledge: Sendable {
  /// What is asked on a topic.
  struct Topic: Sendable {
    let question: String
    let choices: [String]
    let when: [CodePattern]
    let documented: [CodePattern]
  }

  /// The words of a kind of query.
  struct Form: Sendable {
    let title: String
    let question: String
  }

  /// What a document is expected to have.
  struct Element: Sendable {
    let name: String
    let setting: String
    let sections: Set<String>
    let question: String
  }

  /// Conditions that are rarely both meant.
  struct Conflict: Sendable {
    let id: String
    let one: [CodePattern]
    let other: [CodePattern]
    let choices: [String]
  }

  /// What a condition rests on.
  struct Support: Sendable {
    let id: String
    let codes: [CodePattern]
  }

  var indicators = IndicatorTable()
  var topics: [String: Topic] = [:]
  /// Phrases that answer a topic, by its place in ``topicNames``.
  var said = PhraseFinder()
  var topicNames: [String] = []
  var forms: [String: Form] = [:]
  var elements: [Element] = []
  var elementWords = PhraseFinder()
  var conflicts: [Conflict] = []
  var support: [Support] = []
  var supportWords = PhraseFinder()
  var copied = PhraseFinder()
  var copiedKinds: [String] = []

  init(_ tables: ChartTables) throws(ConceptTableError) {
    indicators = try IndicatorTable(tables.indicators)
    try readTopics(tables.queries)
    for row in try ChartCells.rows(tables.forms, columns: 3) {
      forms[row.text(0)] = Form(title: row.text(1), question: row.text(2))
    }
    for row in try ChartCells.rows(tables.elements, columns: 5) {
      for word in ChartCells.alternatives(row.text(3)) {
        elementWords.add(word, row: elements.count)
      }
      elements.append(
        Element(
          name: row.text(0), setting: row.text(1),
          sections: Set(ChartCells.alternatives(row.text(2))), question: row.text(4)))
    }
    for row in try ChartCells.rows(tables.conflicts, columns: 4) {
      conflicts.append(
        Conflict(
          id: row.text(0), one: try ChartCells.patterns(row, 1),
          other: try ChartCells.patterns(row, 2), choices: ChartCells.alternatives(row.text(3))))
    }
    for row in try ChartCells.rows(tables.support, columns: 3) {
      for word in ChartCells.alternatives(row.text(2)) {
        supportWords.add(word, row: support.count)
      }
      support.append(Support(id: row.text(0), codes: try ChartCells.patterns(row, 1)))
    }
    for row in try ChartCells.rows(tables.copied, columns: 2) {
      copied.add(row.text(1), row: copiedKinds.count)
      copiedKinds.append(row.text(0))
    }
    for row in indicators.rows where topics[row.topic] == nil { throw ConceptTableError(line: 0) }
  }

  private mutating func readTopics(_ table: [UInt8]) throws(ConceptTableError) {
    for row in try ChartCells.rows(table, columns: 6) {
      topics[row.text(0)] = Topic(
        question: row.text(1), choices: ChartCells.alternatives(row.text(2)),
        when: try ChartCells.patterns(row, 3), documented: try ChartCells.patterns(row, 4))
      for phrase in ChartCells.alternatives(row.text(5)) {
        said.add(phrase, row: topicNames.count)
      }
      topicNames.append(row.text(0))
    }
  }

  /// The words of a form; the name itself where the table has none.
  func words(_ form: String) -> String { forms[form]?.question ?? form }

  /// The choices of a question with those that every question has.
  func complete(_ choices: [String]) -> [String] {
    choices + [words("option.other"), words("option.undetermined")]
  }
}

// SPDX-License-Identifier: Apache-2.0

import Billing
import Claims
import Storage
public import Values

/// Questions to providers about what their records say.
///
/// A question says what the record shows and asks what it means; it never speaks of payment, and what may be chosen never
/// leaves out that it is none of these. Source: AHIMA and ACDIS, Guidelines for Achieving a Compliant Query Practice
/// (2022 update).
extension CodingDesk {
  /// Asks the provider of a chart; the chart waits for the answer.
  ///
  /// - Parameters:
  ///   - topic: What it is about, in a few words.
  ///   - question: What is asked.
  ///   - indicators: What in the record raises it, a line each.
  ///   - choices: What may be answered; the two that every question has are added. Empty where the answer is free.
  /// - Throws: ``WorkflowFailure``: `charts.unknown`, `charts.not-yours`, `charts.no-such-move`, `charts.leading-query`.
  public func ask(
    _ name: String, topic: String, question: String, indicators: [String] = [],
    choices: [String] = [], by user: String
  ) throws(WorkflowFailure) -> JSON {
    let topic = try BillingOffice.text(topic, "topic", most: 80)
    let question = try BillingOffice.text(question, "question", most: 2000)
    let lines = try (indicators + choices).map { text throws(WorkflowFailure) in
      try BillingOffice.text(text, "question", most: 400)
    }
    for text in [topic, question] + lines {
      if let word = Self.leading(text) {
        throw WorkflowFailure("charts.leading-query", .rejected, ("word", word))
      }
    }
    var offered = choices
    if !choices.isEmpty {
      for (start, last) in [("Other", "Other (please specify)"), ("Unable", "Unable to determine")]
      where !offered.contains(where: { $0.hasPrefix(start) }) {
        offered.append(last)
      }
    }
    let content = JSON.members(
      ("topic", .string(topic)), ("question", .string(question)),
      ("indicators", .array(indicators.map(JSON.string))),
      ("choices", offered.isEmpty ? nil : .array(offered.map(JSON.string))))
    let encounter = try lastEncounter(name)
    let roles: [ProviderRole] = [.attending, .rendering, .operating, .billing]
    let provider = roles.lazy.compactMap { encounter.providers[$0]?.npi }.first
    return try asWorkflow {
      try store.transaction {
        let number = try store.queries(of: name).count + 1
        try store.add(
          KeptQuery(
            chart: name, number: number, provider: provider?.description ?? "", topic: topic,
            question: Array(content.line.utf8), asked: office.moment, askedBy: user))
        if try known(name).state == .coding {
          _ = try pend(name, reason: "query-open", words: topic, until: nil, by: user)
        }
        return .members(("chart", .string(name)), ("query", .int(number)))
      }
    }
  }

  /// Answers a question; where it was the last one, the chart waits for a coder again.
  ///
  /// - Throws: ``WorkflowFailure``: `charts.unknown-query`, `charts.query-ended`.
  public func answer(
    _ name: String, query number: Int, choice: String?, words: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    if choice == nil { _ = try BillingOffice.text(words, "note", most: 2000) }
    return try end(name, number, by: user) { query in
      query.state = .answered
      let said = JSON.members(("choice", choice.map(JSON.string)), ("words", .text(words)))
      query.answer = Array(said.line.utf8)
    }
  }

  /// Takes a question back.
  ///
  /// - Throws: as ``answer(_:query:choice:words:by:)`` does.
  public func withdraw(
    _ name: String, query number: Int, by user: String
  ) throws(WorkflowFailure) -> JSON {
    try end(name, number, by: user) { $0.state = .withdrawn }
  }

  private func end(
    _ name: String, _ number: Int, by user: String, _ change: (inout KeptQuery) -> Void
  ) throws(WorkflowFailure) -> JSON {
    let user = try BillingOffice.user(user)
    return try asWorkflow {
      try store.transaction {
        let queries = try store.queries(of: name)
        guard var query = queries.first(where: { $0.number == number }) else {
          throw WorkflowFailure(
            "charts.unknown-query", .rejected, ("chart", name), ("query", "\(number)"))
        }
        guard query.state == .open else {
          throw WorkflowFailure(
            "charts.query-ended", .rejected, ("chart", name), ("query", "\(number)"))
        }
        change(&query)
        query.ended = office.moment
        query.endedBy = user
        try store.end(query)
        let isLast = !queries.contains { $0.number != number && $0.state == .open }
        let chart = try known(name)
        if isLast, chart.state == .pending, chart.reason == "query-open" {
          _ = try resume(name, words: "answered: \(query.topic)", by: user)
        }
        return .members(("chart", .string(name)), ("query", .int(number)))
      }
    }
  }

  /// The questions about a chart, with their answers.
  public func queries(of name: String) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      .members(("queries", .array(try store.queries(of: name).map(json))))
    }
  }

  /// The questions that wait for an answer, the oldest first.
  public func openQueries(limit: Int) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      .members(
        ("queries", .array(try store.queries(in: .open, limit: limit).map(json))))
    }
  }

  private func json(_ query: KeptQuery) throws -> JSON {
    let asked = try JSON(parsing: query.question)
    let answer = try query.answer.map { try JSON(parsing: $0) }
    let days = office.moment.date.daysSinceEpoch - query.asked.date.daysSinceEpoch
    return .members(
      ("chart", .string(query.chart)), ("query", .int(query.number)),
      ("state", .string(query.state.rawValue)), ("provider", .text(query.provider)),
      ("topic", .string(query.topic)), ("question", asked["question"]),
      ("indicators", asked["indicators"]), ("choices", asked["choices"]),
      ("asked", .string(query.asked.description)), ("asked_by", .string(query.askedBy)),
      ("days", .int(Int(days))), ("answer", answer),
      ("ended", query.ended.map { .string($0.description) }),
      ("ended_by", .text(query.endedBy)))
  }

  /// A word of payment in a question, which would lead whoever answers.
  static func leading(_ text: String) -> String? {
    let words = text.lowercased().split { !$0.isLetter && $0 != "-" }
    return words.first { payment.contains(String($0)) }.map(String.init)
  }

  private static let payment: Set<String> = [
    "bill", "billing", "cc", "cmi", "drg", "hac", "hcc", "mcc", "ms-drg", "paid", "payment",
    "profit",
    "raf", "reimburse", "reimbursed", "reimbursement", "revenue", "soi", "rom",
  ]
}

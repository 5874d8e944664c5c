// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

extension Route {
  private static let chart = Subject("chart", "chart")

  /// Why codes are proposed, and questions to providers.
  static let queries: [Route] = [
    .get(
      "/charts/{chart}/reading", .action("charts.read"), chart,
      "What the notes of a chart say and why: each code with its path, what was left out, what is open.",
      page: "chart-reading"
    ) { call throws(WorkflowFailure) in
      let reading = try call.practice.charts.reading(call.parameter("chart"))
      let asked = try call.practice.charts.queries(of: call.parameter("chart"))
      return .answer(.object(reading.members + [.init("asked", asked["queries"] ?? .null)]))
    },
    .get(
      "/charts/{chart}/grouping", .action("charts.read"), chart,
      "Into which groups the codes of a chart lead, step by step.", page: "chart-grouping"
    ) { call throws(WorkflowFailure) in
      let name = call.parameter("chart")
      let grouping = try call.practice.charts.grouping(name)
      return .answer(.object([.init("chart", .string(name))] + grouping.members))
    },
    .get(
      "/queries", .action("charts.read"), Subject("chart"),
      "Questions to providers that wait for an answer, the oldest first.",
      query: [Field("limit", "How many.")], page: "queries"
    ) { call throws(WorkflowFailure) in
      .answer(try call.practice.charts.openQueries(limit: call.limit()))
    },
    .post(
      "/charts/{chart}/queries", .action("charts.code"), chart,
      "Ask the provider of a chart what the record means; the chart waits for the answer.",
      fields: [
        Field("topic", "What it is about.", isRequired: true),
        Field("question", "What is asked.", isRequired: true),
        Field("indicators", "What in the record raises it, a line each."),
        Field("choices", "What may be answered, a line each; empty for a free answer."),
      ], next: "/charts/{chart}", done: "The question is asked; the chart waits for the answer."
    ) { call throws(WorkflowFailure) in
      func lines(_ name: String) -> [String] {
        (call.text(name) ?? "").split(whereSeparator: \.isNewline).map(String.init)
      }
      return .answer(
        try call.practice.charts.ask(
          call.parameter("chart"), topic: call.need("topic"), question: call.need("question"),
          indicators: lines("indicators"), choices: lines("choices"), by: call.user))
    },
    .post(
      "/charts/{chart}/queries/{query}/answer", .action("queries.answer"), chart,
      "Answer a question about a record.",
      fields: [Field("choice", "One of those offered."), Field("note", "In words.")],
      next: "/queries", done: "The answer is kept; the coder goes on."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.charts.answer(
          call.parameter("chart"), query: call.number("query"), choice: call.text("choice"),
          words: call.text("note") ?? "", by: call.user))
    },
    .post(
      "/charts/{chart}/queries/{query}/withdraw", .action("charts.code"), chart,
      "Take a question back.", next: "/charts/{chart}", done: "The question is taken back."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.charts.withdraw(
          call.parameter("chart"), query: call.number("query"), by: call.user))
    },
  ]
}

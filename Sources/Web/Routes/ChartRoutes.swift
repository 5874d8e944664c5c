// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

extension Route {
  private static let chart = Subject("chart", "chart")
  private static let words = Field("note", "In words.")

  /// The coders' desk.
  static let charts: [Route] = [
    .get(
      "/charts", .action("charts.read"), Subject("chart"), "Charts that wait for a coder.",
      query: [
        Field("state", "Such as uncoded; several with commas."), Field("kind", "The kind of care."),
        Field("payer", "The payer's identifier."), Field("provider", "The NPI."),
        Field("specialty", "The taxonomy code."),
        Field("owner", "The coder; me for yourself."), Field("reason", "What is missing."),
        Field("sort", "age or value."), Field("after", "Where the last page ended."),
        Field("limit", "How many."),
      ], page: "charts"
    ) { call throws(WorkflowFailure) in .answer(try ChartView.list(call)) },
    .get(
      "/charts/{chart}", .action("charts.read"), chart,
      "A chart with its notes, codes and how they are judged.", page: "chart"
    ) {
      call throws(WorkflowFailure) in .answer(try ChartView.chart(call))
    },
    .post(
      "/charts/next", .action("charts.code"), Subject("chart"), "Take the chart that comes next.",
      next: "/charts/{chart}", form: "/charts", done: "The chart is yours."
    ) {
      call throws(WorkflowFailure) in
      .answer(try call.practice.charts.next(ChartsWanted(), by: call.user))
    },
    .post(
      "/charts/{chart}/take", .action("charts.code"), chart, "Take a chart.",
      next: "/charts/{chart}", done: "The chart is yours."
    ) {
      call throws(WorkflowFailure) in
      .answer(try call.practice.charts.take(call.parameter("chart"), by: call.user))
    },
    .post(
      "/charts/{chart}/give-back", .action("charts.code"), chart, "Give a chart back uncoded.",
      next: "/charts", form: "/charts/{chart}", done: "The chart was given back."
    ) {
      call throws(WorkflowFailure) in
      .answer(try call.practice.charts.giveBack(call.parameter("chart"), by: call.user))
    },
    .post(
      "/charts/{chart}/codes", .action("charts.code"), chart,
      "Change the codes of a chart that you have.",
      fields: [
        Field("diagnoses", "The diagnoses in order, with commas: E11.42:Y,I10."),
        Field("procedures", "Those of a stay: 0DTJ4ZZ@2026-03-02."),
        Field("services", "Changes of charges, a line each: 1.code=99214."),
        Field("line", "The charge that is changed, from 1."), Field("code", "Its code."),
        Field("modifiers", "Its modifiers: 25+LT."), Field("units", "Its units."),
        Field("pointers", "Its diagnoses by number: 1,2."),
        Field("add", "A code that is added behind the others."),
        Field("remove", "A code that is taken away."),
        Field("up", "A code that moves before the one above it."),
      ], next: "/charts/{chart}", done: "Saved."
    ) { call throws(WorkflowFailure) in .answer(try ChartView.save(call)) },
    .post(
      "/charts/{chart}/finish", .action("charts.code"), chart, "Say that the codes are final.",
      fields: [
        Field("seen", "Whether the warnings were looked at."),
        Field("review", "Whether another coder is to agree first."),
      ], next: "/charts/{chart}", done: "The codes are final."
    ) { call throws(WorkflowFailure) in .answer(try ChartView.finish(call)) },
    .post(
      "/charts/{chart}/pend", .action("charts.code"), chart,
      "Let a chart wait for something that is missing.",
      fields: [
        Field("reason", "What is missing.", isRequired: true), words,
        Field("until", "When somebody looks again."),
      ], next: "/charts/{chart}", done: "The chart waits."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.charts.pend(
          call.parameter("chart"), reason: call.need("reason"), words: call.text("note") ?? "",
          until: call.day("until"), by: call.user))
    },
    .post(
      "/charts/{chart}/resume", .action("charts.code"), chart,
      "Say that what was missing has come.", fields: [words], next: "/charts/{chart}",
      done: "The chart waits for a coder again."
    ) {
      call throws(WorkflowFailure) in
      .answer(
        try call.practice.charts.resume(
          call.parameter("chart"), words: call.text("note") ?? "", by: call.user))
    },
    .post(
      "/charts/{chart}/approve", .action("charts.review"), chart,
      "Agree with another coder's codes.", fields: [words], next: "/charts/{chart}",
      done: "The codes are final."
    ) {
      call throws(WorkflowFailure) in
      .answer(
        try call.practice.charts.approve(
          call.parameter("chart"), words: call.text("note") ?? "", by: call.user))
    },
    .post(
      "/charts/{chart}/send-back", .action("charts.review"), chart,
      "Send a chart back to its coder.",
      fields: [Field("note", "Why, in words.", isRequired: true)], next: "/charts/{chart}",
      done: "The chart was sent back."
    ) {
      call throws(WorkflowFailure) in
      .answer(
        try call.practice.charts.sendBack(
          call.parameter("chart"), words: call.need("note"), by: call.user))
    },
    .post(
      "/charts/{chart}/assign", .action("charts.assign"), chart, "Give a chart to a coder.",
      fields: [Field("to", "The coder.", isRequired: true)], next: "/charts/{chart}",
      done: "The chart was given."
    ) {
      call throws(WorkflowFailure) in
      .answer(
        try call.practice.charts.assign(call.parameter("chart"), to: call.need("to"), by: call.user)
      )
    },
    .post(
      "/charts/{chart}/claim", .action("charts.code"), chart, "Put the claim of a chart on file.",
      next: "/claims/{chart}", form: "/charts/{chart}",
      done: "The claim is on file; it goes out with the next batch."
    ) {
      call throws(WorkflowFailure) in .answer(try ChartView.claim(call))
    },
  ]
}

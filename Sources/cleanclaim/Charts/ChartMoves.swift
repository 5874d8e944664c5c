// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim charts take`
struct ChartsTake: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "take",
    abstract: "Take a chart: it is yours until you finish it, let it wait or give it back.",
    discussion: "Example: cleanclaim charts take OV-2026-0310")

  @Argument(help: "The chart.")
  var chart: String

  @OptionGroup var charts: ChartPlace

  func run() throws {
    try charts.answer(ChartText.moved) { desk throws(WorkflowFailure) in
      try desk.take(chart, by: charts.place.user)
    }
  }
}

/// `cleanclaim charts assign`
struct ChartsAssign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign",
    abstract: "Give a chart to a coder, whoever has it.",
    discussion: "Example: cleanclaim charts assign OV-2026-0310 --to bea")

  @Argument(help: "The chart.")
  var chart: String

  @Option(help: "The coder.")
  var to: String

  @OptionGroup var charts: ChartPlace

  func run() throws {
    try charts.answer(ChartText.moved) { desk throws(WorkflowFailure) in
      try desk.assign(chart, to: to, by: charts.place.user)
    }
  }
}

/// `cleanclaim charts give-back`
struct ChartsGiveBack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "give-back",
    abstract: "Give a chart back uncoded; what was saved of it stays.",
    discussion: "Example: cleanclaim charts give-back OV-2026-0310")

  @Argument(help: "The chart.")
  var chart: String

  @OptionGroup var charts: ChartPlace

  func run() throws {
    try charts.answer(ChartText.moved) { desk throws(WorkflowFailure) in
      try desk.giveBack(chart, by: charts.place.user)
    }
  }
}

/// `cleanclaim charts approve`
struct ChartsApprove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Agree with the codes of another coder: they are final.",
    discussion: "Example: cleanclaim charts approve OV-2026-0310")

  @Argument(help: "The chart.")
  var chart: String

  @Option(help: "In words.")
  var note = ""

  @OptionGroup var charts: ChartPlace

  func run() throws {
    try charts.answer(ChartText.moved) { desk throws(WorkflowFailure) in
      try desk.approve(chart, words: note, by: charts.place.user)
    }
  }
}

/// `cleanclaim charts pend`
struct ChartsPend: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pend",
    abstract: "Let a chart wait for something that is missing.",
    discussion: """
      Example: cleanclaim charts pend OV-2026-0310 --reason pathology-missing --note "asked on 2 March"
      """)

  @Argument(help: "The chart.")
  var chart: String

  @Option(help: "A reason; charts reasons lists them.")
  var reason: String

  @Option(help: "In words.")
  var note = ""

  @Option(help: "When somebody looks again (default: the days of the reason).")
  var until: DayArgument?

  @OptionGroup var charts: ChartPlace

  func run() throws {
    try charts.answer(ChartText.moved) { desk throws(WorkflowFailure) in
      try desk.pend(
        chart, reason: reason, words: note, until: until?.day, by: charts.place.user)
    }
  }
}

/// `cleanclaim charts resume`
struct ChartsResume: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Say that what was missing has come: the chart waits for a coder again.",
    discussion: "Example: cleanclaim charts resume OV-2026-0310")

  @Argument(help: "The chart.")
  var chart: String

  @Option(help: "In words.")
  var note = ""

  @OptionGroup var charts: ChartPlace

  func run() throws {
    try charts.answer(ChartText.moved) { desk throws(WorkflowFailure) in
      try desk.resume(chart, words: note, by: charts.place.user)
    }
  }
}

/// `cleanclaim charts send-back`
struct ChartsSendBack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send-back",
    abstract: "Send a chart back to its coder, before or after its claim was made.",
    discussion: """
      Example: cleanclaim charts send-back OV-2026-0310 --note "the note has no laterality"
      """)

  @Argument(help: "The chart.")
  var chart: String

  @Option(help: "Why, in words.")
  var note: String

  @OptionGroup var charts: ChartPlace

  func run() throws {
    try charts.answer(ChartText.moved) { desk throws(WorkflowFailure) in
      try desk.sendBack(chart, words: note, by: charts.place.user)
    }
  }
}

/// `cleanclaim charts close`
struct ChartsClose: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Close a chart of which no claim will be made.",
    discussion: """
      Example: cleanclaim charts close OV-2026-0310 --note "the visit was free of charge"
      """)

  @Argument(help: "The chart.")
  var chart: String

  @Option(help: "Why, in words.")
  var note: String

  @OptionGroup var charts: ChartPlace

  func run() throws {
    try charts.answer(ChartText.moved) { desk throws(WorkflowFailure) in
      try desk.close(chart, words: note, by: charts.place.user)
    }
  }
}

/// `cleanclaim charts reopen`
struct ChartsReopen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen",
    abstract: "Open a chart again that was closed.",
    discussion: "Example: cleanclaim charts reopen OV-2026-0310")

  @Argument(help: "The chart.")
  var chart: String

  @Option(help: "In words.")
  var note = ""

  @OptionGroup var charts: ChartPlace

  func run() throws {
    try charts.answer(ChartText.moved) { desk throws(WorkflowFailure) in
      try desk.reopen(chart, words: note, by: charts.place.user)
    }
  }
}

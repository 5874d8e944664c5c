// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim charts`
struct ChartsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "charts",
    abstract: "The coders' desk: charts from the day they come to the claims made of them.",
    subcommands: [
      ChartsAdd.self, ChartsOverview.self, ChartsList.self, ChartsShow.self, ChartsNext.self,
      ChartsTake.self, ChartsAssign.self, ChartsGiveBack.self, ChartsSave.self, ChartsFinish.self,
      ChartsApprove.self, ChartsPend.self, ChartsResume.self, ChartsSendBack.self,
      ChartsClose.self, ChartsReopen.self, ChartsClaim.self, ChartsReport.self, ChartsReasons.self,
    ])
}

/// Who codes, where the charts lie, and when it is.
struct ChartPlace: ParsableArguments {
  @OptionGroup var place: BillingPlace

  func answer(
    _ words: (JSON) -> String, _ question: (CodingDesk) throws(WorkflowFailure) -> JSON
  ) throws {
    try place.answerOrRefuse(words) { office throws(WorkflowFailure) in
      try question(CodingDesk(office, Installation(home: place.books.home)))
    }
  }
}

/// `cleanclaim charts add`
struct ChartsAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Put encounters on file; each waits for a coder.",
    discussion: """
      An encounter that is on file just so is left as it is.

      Example: cleanclaim charts add encounters/
      """)

  @Argument(help: "Files or folders; - for the standard input, a document a line.")
  var paths: [String]

  @Option(help: "A fee schedule (default: fees.json in a folder).")
  var fees: String?

  @OptionGroup var charts: ChartPlace

  func run() throws {
    try charts.answer(ChartText.added) { desk throws(WorkflowFailure) in
      try desk.add(paths, fees: fees, by: charts.place.user)
    }
  }
}

/// `cleanclaim charts overview`
struct ChartsOverview: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overview",
    abstract: "What is not coded and not billed: by state, by age, by what is missing, by coder.",
    discussion: "Example: cleanclaim charts overview")

  @Option(
    help: ArgumentHelp("The day from which it is counted (default: today).", valueName: "day"))
  var on: DayArgument?

  @OptionGroup var charts: ChartPlace

  func run() throws {
    try charts.answer(ChartText.overview) { desk throws(WorkflowFailure) in
      try desk.overview(on: on?.day)
    }
  }
}

/// Which charts are meant.
struct ChartFilter: ParsableArguments {
  @Option(help: "Only of this kind of care, such as inpatient.")
  var kind: String?

  @Option(help: "Only of this first payer.")
  var payer: String?

  @Option(help: "Only of this specialty: a taxonomy code.")
  var specialty: String?

  @Option(help: "Only of this provider: an NPI.")
  var provider: String?

  @Option(help: "Only of at least this charge.")
  var least: AmountArgument?

  @Option(help: "Only whose last day of care is this one or one before.")
  var throughBy: DayArgument?

  @Option(help: "age or value.")
  var sort = "age"

  var wanted: ChartsWanted {
    var wanted = ChartsWanted()
    wanted.kind = kind
    wanted.payer = payer
    wanted.specialty = specialty
    wanted.provider = provider
    wanted.least = least?.amount
    wanted.throughBy = throughBy?.day
    wanted.sort = sort
    return wanted
  }
}

/// `cleanclaim charts list`
struct ChartsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Charts, the oldest or the most valuable first.",
    discussion: """
      A page at a time: --after takes the place at which the last page ended, which it names.

      Example: cleanclaim charts list --state pending --reason query-open --sort value
      """)

  @Option(help: "Only in these states (default: all whose codes are not final).")
  var state: [String] = []

  @OptionGroup var filter: ChartFilter

  @Option(help: "Only whose owner this is.")
  var owner: String?

  @Flag(help: "Only what nobody has.")
  var unowned = false

  @Option(help: "Only what waits for this reason.")
  var reason: String?

  @Option(help: "Only what somebody has to look at again by this day.")
  var dueBy: DayArgument?

  @Option(help: "Where the last page ended.")
  var after: String?

  @Option(help: "How many at most.")
  var limit = 50

  @OptionGroup var charts: ChartPlace

  func run() throws {
    var wanted = filter.wanted
    wanted.states = state
    wanted.owner = unowned ? "" : owner
    wanted.reason = reason
    wanted.dueBy = dueBy?.day
    wanted.after = after
    wanted.limit = limit
    try charts.answer(ChartText.list) { desk throws(WorkflowFailure) in
      try desk.charts(wanted)
    }
  }
}

/// `cleanclaim charts show`
struct ChartsShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "A chart: where it stands, how its codes are judged, what has happened.",
    discussion: "Example: cleanclaim charts show OV-2026-0310")

  @Argument(help: "The chart.")
  var chart: String

  @OptionGroup var charts: ChartPlace

  func run() throws {
    try charts.answer(ChartText.chart) { desk throws(WorkflowFailure) in
      try desk.chart(chart)
    }
  }
}

/// `cleanclaim charts next`
struct ChartsNext: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: "Take the chart that comes next: what was sent back to you, then what nobody has.",
    discussion: "Example: cleanclaim charts next --kind inpatient --sort value")

  @OptionGroup var filter: ChartFilter

  @OptionGroup var charts: ChartPlace

  func run() throws {
    try charts.answer(ChartText.next) { desk throws(WorkflowFailure) in
      try desk.next(filter.wanted, by: charts.place.user)
    }
  }
}

/// `cleanclaim charts save`
struct ChartsSave: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "save",
    abstract: "Change the codes of a chart that you have, and see how they are judged.",
    discussion: """
      --set takes diagnoses=I10,E11.9 (with :Y behind a code for present on admission), procedures=CODE@DAY, and of a
      charge 2.code=, 2.modifiers=25+LT, 2.units=, 2.pointers=1,2. Every version is kept.

      Example: cleanclaim charts save OV-2026-0310 --set diagnoses=I10,E11.9
      """)

  @Argument(help: "The chart.")
  var chart: String

  @Option(help: ArgumentHelp("A change.", valueName: "change"))
  var set: [String] = []

  @Option(
    help: ArgumentHelp("The encounter, in the place of the one on file.", valueName: "file"))
  var document: String?

  @OptionGroup var charts: ChartPlace

  func run() throws {
    try charts.answer(ChartText.judged) { desk throws(WorkflowFailure) in
      try desk.save(chart, set, file: document, by: charts.place.user)
    }
  }
}

/// `cleanclaim charts finish`
struct ChartsFinish: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "finish",
    abstract: "Say that the codes of a chart are final.",
    discussion: """
      What rejects the claim stops it. What warns has to be looked at: name the rules with --seen, or all.

      Example: cleanclaim charts finish OV-2026-0310 --seen icd10cm.unspecified
      """)

  @Argument(help: "The chart.")
  var chart: String

  @Option(help: ArgumentHelp("A warning that was looked at; all for any.", valueName: "rule"))
  var seen: [String] = []

  @Flag(help: "Another coder looks at it first.")
  var review = false

  @OptionGroup var charts: ChartPlace

  func run() throws {
    try charts.answer(ChartText.judged) { desk throws(WorkflowFailure) in
      try desk.finish(chart, seen: Set(seen), forReview: review, by: charts.place.user)
    }
  }
}

/// `cleanclaim charts claim`
struct ChartsClaim: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claim",
    abstract: "Put the claims of charts whose codes are final on file.",
    discussion: """
      The claim of a chart that was sent back takes the place of the one before (claims correct).

      Example: cleanclaim charts claim
      """)

  @Argument(help: "Only these charts (default: all whose codes are final).")
  var chart: [String] = []

  @Option(help: ArgumentHelp("A file of payers' rules, beside those installed.", valueName: "file"))
  var rules: [String] = []

  @OptionGroup var charts: ChartPlace

  func run() throws {
    var options = RunEncounters.Options(out: nil)
    options.rules = rules
    try charts.answer(ChartText.claims) { desk throws(WorkflowFailure) in
      try desk.claim(chart, options, by: charts.place.user)
    }
  }
}

/// `cleanclaim charts report`
struct ChartsReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "What coders have done in a period: charts, value, time, and how many came back.",
    discussion: "Example: cleanclaim charts report --from 2026-03-01 --through 2026-03-31")

  @Option(help: "The first day.")
  var from: DayArgument

  @Option(help: "The last day.")
  var through: DayArgument

  @OptionGroup var charts: ChartPlace

  func run() throws {
    try charts.answer(ChartText.report) { desk throws(WorkflowFailure) in
      try desk.work(from: from.day, through: through.day)
    }
  }
}

/// `cleanclaim charts reasons`
struct ChartsReasons: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reasons",
    abstract: "Why charts wait: whose turn it is, and when somebody looks again.",
    discussion: "Example: cleanclaim charts reasons")

  @Flag(help: "Answer as JSON.")
  var json = false

  func run() throws {
    let answer = CodingDesk.pendingReasons
    Face.print(json ? answer.pretty : ChartText.reasons(answer))
  }
}

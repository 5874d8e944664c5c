// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim denials`
struct DenialsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "denials",
    abstract: "What payers have refused or underpaid: listed, worked on, counted.",
    subcommands: [
      DenialsList.self, DenialsShow.self, DenialsAssign.self, DenialsNote.self, DenialsDue.self,
      DenialsWait.self, DenialsClose.self, DenialsReopen.self, DenialsReport.self,
      DenialsUnderpaid.self,
    ])
}

/// `cleanclaim denials list`
struct DenialsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Denials that are not closed, what is due first before the rest.",
    discussion: """
      A page at a time: --after takes the place at which the last page ended, which it names.

      Example: cleanclaim denials list --payer 12345 --reason 97 --sort value
      """)

  @Option(help: "denial or underpayment.")
  var kind = "denial"

  @Option(help: "Only of this payer.")
  var payer: String?

  @Option(help: "Only with this reason (CARC), such as 97 or CO-97.")
  var reason: String?

  @Option(help: "Only with this remark (RARC), such as N130.")
  var remark: String?

  @Option(help: "Only of this root cause, such as authorization.")
  var category: String?

  @Option(help: "Only whose owner this is.")
  var owner: String?

  @Flag(help: "Only what nobody has taken.")
  var unowned = false

  @Option(help: "open, waiting or closed (default: what is not closed).")
  var state: String?

  @Option(help: "Only of at least this amount.")
  var least: AmountArgument?

  @Option(help: "Only what is due by this day.")
  var dueBy: DayArgument?

  @Option(help: "Only what is at least so many days old.")
  var days: Int?

  @Option(help: "deadline, value or age.")
  var sort = "deadline"

  @Option(help: "Where the last page ended.")
  var after: String?

  @Option(help: "How many at most.")
  var limit = 50

  @OptionGroup var place: BillingPlace

  func run() throws {
    var wanted = DenialsWanted()
    wanted.kind = kind
    wanted.payer = payer
    wanted.reason = reason
    wanted.remark = remark
    wanted.category = category
    wanted.owner = unowned ? "" : owner
    wanted.state = state
    wanted.least = least?.amount
    wanted.dueBy = dueBy?.day
    wanted.days = days
    wanted.sort = sort
    wanted.after = after
    wanted.limit = limit
    let asked = wanted
    try place.answer(DenialText.list) { office throws(WorkflowFailure) in
      try office.denials(asked)
    }
  }
}

/// `cleanclaim denials show`
struct DenialsShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "A denial: what to do next, its claim, what was done, others of its kind.",
    discussion: "Example: cleanclaim denials show 12")

  @Argument(help: "The number of the denial.")
  var denial: Int

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(DenialText.denial) { office throws(WorkflowFailure) in
      try office.denial(denial)
    }
  }
}

/// `cleanclaim denials report`
struct DenialsReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Why payers refuse: counts, amounts, and how much was overturned.",
    discussion: """
      What is open is what the books have open with the payers on these claims.

      Example: cleanclaim denials report --by reason
      """)

  @Option(help: "payer, reason, category or month.")
  var by = "reason"

  @OptionGroup var place: ReadingPlace

  func run() throws {
    try place.answer(DenialText.report) { office throws(WorkflowFailure) in
      try office.denialReport(by: by)
    }
  }
}

/// `cleanclaim denials underpaid`
struct DenialsUnderpaid: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "underpaid",
    abstract:
      "Compare the answers on file with the contracts, and open work on what was paid too low.",
    discussion: """
      A claim whose underpayment is open already, or was closed with the same amount, is left as it is.

      Example: cleanclaim denials underpaid --contract payer.yaml --schedule fees.csv
      """)

  @Option(help: "The contract (default: the installed one of the claim's payer, plan and days).")
  var contract: String?

  @Option(help: "The payer's fee schedule that the contract refers to.")
  var schedule: String?

  @Option(help: "The charge master, for lines that do not say their charge.")
  var charges: String?

  @Option(help: "By how much an amount may differ: dollars such as 0.05, or a share such as 1%.")
  var tolerance: String?

  @Option(help: "Only claims answered by this remittance or a later one.")
  var since = 0

  @OptionGroup var place: BillingPlace

  func validate() throws {
    if let tolerance, ContractVariance.Tolerance(tolerance) == nil {
      throw ValidationError("A tolerance is an amount such as 0.05, or a share such as 1%.")
    }
  }

  func run() throws {
    try place.answer(BillingText.done) { office throws(WorkflowFailure) in
      let paths = contract.map {
        ContractFiles.Paths(contract: $0, schedule: schedule, charges: charges, hospitals: [])
      }
      var variance = ContractVariance(
        try PriceContract(Installation(home: place.books.home), paths))
      variance.tolerance = tolerance.flatMap { ContractVariance.Tolerance($0) } ?? .none
      return try office.findUnderpayments(variance, since: since, by: place.user)
    }
  }
}

/// Where claims lie and when it is, for those who only look.
struct ReadingPlace: ParsableArguments {
  @OptionGroup var books: BooksPlace

  @Option(
    help: ArgumentHelp(
      "The file of keys (default: $CLEANCLAIM_KEYS, else keys in the installation).",
      valueName: "file"))
  var keys: String?

  @Option(
    help: ArgumentHelp(
      "The moment that counts as now, such as 2026-11-23T09:45:00Z (default: the clock).",
      valueName: "moment"))
  var at: MomentArgument?

  func answer(
    _ words: (JSON) -> String, _ question: (BillingOffice) throws(WorkflowFailure) -> JSON
  ) throws {
    try BillingPlace.answer(books, keys, at, words, question)
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim statements`
struct StatementsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statements",
    abstract: "Patients' statements: one a guarantor, with every line explained in plain words.",
    subcommands: [
      StatementsDue.self, StatementsMake.self, StatementsShow.self, StatementsList.self,
      StatementsHold.self, StatementsDispute.self, StatementsRelease.self, StatementsHolds.self,
      StatementsPlan.self, StatementsHardship.self, StatementsExplain.self,
    ])
}

/// Whose books, and who is who in them.
struct StatementPlace: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Names, addresses and what was done, where they are not on file: Docs/Statements.md.",
      valueName: "file"))
  var accounts: String?

  @Option(
    help: ArgumentHelp(
      "The file of keys (default: $CLEANCLAIM_KEYS, else keys in the installation).",
      valueName: "file"))
  var keys: String?

  @OptionGroup var place: BooksPlace

  /// The bills of the practice.
  func billing(cycle: Int? = nil, smallest: Money? = nil) throws(WorkflowFailure) -> PatientBilling
  {
    try PatientBilling(
      place.books(), keys: Installation(home: place.home).keys(keys), accounts: accounts,
      practice: "\(Installation(home: place.home).home)/practice.json", cycle: cycle,
      smallest: smallest)
  }

  /// Asks something and shows the answer.
  func answer(
    cycle: Int? = nil, smallest: Money? = nil, _ words: (JSON) -> String,
    _ question: (PatientBilling) throws(WorkflowFailure) -> JSON
  ) throws {
    try Face.run(json: place.json) { () throws(WorkflowFailure) in
      let billing = try billing(cycle: cycle, smallest: smallest)
      let answer = try question(billing)
      Face.print(place.json ? answer.pretty : words(answer))
    }
  }
}

/// `cleanclaim statements due`
struct StatementsDue: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: "List who would get a statement, and who would not and why; nothing is kept.",
    discussion: "Example: cleanclaim statements due --on 2026-03-05")

  @Option(help: "The day (default: today in UTC).")
  var on: DayArgument?

  @OptionGroup var place: StatementPlace

  func run() throws {
    try place.answer(StatementsText.due) { billing throws(WorkflowFailure) in
      try billing.due(on: on?.day)
    }
  }
}

/// `cleanclaim statements make`
struct StatementsMake: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make",
    abstract: "Make the statements of a day; nobody gets two within a cycle.",
    discussion: """
      Each statement is kept with its number before its files are written: a page to print (PDF), text, JSON, and \
      the bodies of an e-mail and of a text message.

      Example: cleanclaim statements make --on 2026-03-05 --accounts Docs/statements/accounts.json --out out
      """)

  @Option(help: "The day (default: today in UTC).")
  var on: DayArgument?

  @Option(help: "Only this guarantor.")
  var guarantor: String?

  @Option(help: "The folder for the files; without it they can be had later from show.")
  var out: String?

  @Option(help: "Days between two statements of a guarantor.")
  var cycle = 28

  @Option(help: "The smallest amount that is worth a statement.")
  var smallest = AmountArgument(amount: Money(cents: 500))

  @OptionGroup var place: StatementPlace

  func validate() throws {
    guard (1...366).contains(cycle) else { throw ValidationError("--cycle is 1 to 366 days.") }
  }

  func run() throws {
    try place.answer(cycle: cycle, smallest: smallest.amount, StatementsText.made) {
      billing throws(WorkflowFailure) in
      try billing.make(on: on?.day, guarantor: guarantor, folder: out)
    }
  }
}

/// `cleanclaim statements show`
struct StatementsShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a statement that was made, as it was made.",
    discussion: """
      Examples:
        cleanclaim statements show 7
        cleanclaim statements show 7 --pdf statement.pdf
        cleanclaim statements show 7 --messages
      """)

  @Argument(help: "The number of the statement.")
  var number: Int

  @Option(help: "Write the page to a file.")
  var pdf: String?

  @Flag(help: "Show the bodies of an e-mail and of a text message.")
  var messages = false

  @OptionGroup var place: StatementPlace

  func run() throws {
    try Face.run(json: place.place.json) { () throws(WorkflowFailure) in
      let statement = try place.billing().statement(number)
      if let pdf {
        let bytes = try StatementPage(statement).pdf()
        return try BillFile.write(bytes, to: pdf)
      }
      if messages { return Face.print(StatementText.messages(statement).pretty) }
      Face.print(place.place.json ? statement.pretty : StatementText.text(statement))
    }
  }
}

/// `cleanclaim statements list`
struct StatementsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the statements that were made.",
    discussion: "Example: cleanclaim statements list --guarantor G1")

  @Option(help: "Only this guarantor.")
  var guarantor: String?

  @OptionGroup var place: StatementPlace

  func run() throws {
    try place.answer(StatementsText.list) { billing throws(WorkflowFailure) in
      try billing.statements(of: guarantor)
    }
  }
}

/// `cleanclaim statements explain`
struct StatementsExplain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say an adjustment in a patient's words, and in the biller's.",
    discussion: "Example: cleanclaim statements explain CO-45 PR-1")

  @Argument(help: "Group and reason codes: CO-45.")
  var adjustments: [String]

  @Flag(help: "Answer as JSON.")
  var json = false

  func run() throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let answer = try ExplainAdjustments().explain(adjustments)
      Face.print(json ? answer.pretty : StatementsText.explained(answer))
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim statements hold`
struct StatementsHold: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: "Keep a guarantor, or one claim, from being asked for money.",
    discussion: """
      Examples:
        cleanclaim statements hold G1 --reason aid --user "O. Clerk"
        cleanclaim statements hold G1 --claim C17 --reason third-party --until 2026-06-30 --user "O. Clerk"
      """)

  @Argument(help: "The guarantor.")
  var guarantor: String

  @Option(help: "Only this claim.")
  var claim: String?

  @Option(help: "Why: dispute, aid, bankruptcy, estate, address, third-party, other.")
  var reason: String

  @Option(help: "The first day (default: today in UTC).")
  var on: DayArgument?

  @Option(help: "The last day (default: until it is released).")
  var until: DayArgument?

  @Option(help: "Who places it.")
  var user: String

  @Option(help: "What was asked or said.")
  var note = ""

  @OptionGroup var place: StatementPlace

  func run() throws {
    try place.answer(StatementsText.held) { billing throws(WorkflowFailure) in
      try billing.hold(
        guarantor, claim: claim, reason: reason, on: on?.day, until: until?.day, by: user,
        note: note)
    }
  }
}

/// `cleanclaim statements dispute`
struct StatementsDispute: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dispute",
    abstract:
      "Log what a guarantor asks about a bill; until it is answered the claim is not asked for.",
    discussion: """
      Example: cleanclaim statements dispute G1 --claim C17 --note "was not there that day" --user "O. Clerk"
      """)

  @Argument(help: "The guarantor.")
  var guarantor: String

  @Option(help: "The claim (default: the whole account).")
  var claim: String?

  @Option(help: "What was asked or said.")
  var note: String

  @Option(help: "The day (default: today in UTC).")
  var on: DayArgument?

  @Option(help: "Who takes it down.")
  var user: String

  @OptionGroup var place: StatementPlace

  func run() throws {
    try place.answer(StatementsText.held) { billing throws(WorkflowFailure) in
      try billing.hold(
        guarantor, claim: claim, reason: "dispute", on: on?.day, until: nil, by: user, note: note)
    }
  }
}

/// `cleanclaim statements release`
struct StatementsRelease: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Release a hold, or answer a dispute.",
    discussion: """
      Example: cleanclaim statements release 3 --outcome "record shown, agrees" --user "O. Clerk"
      """)

  @Argument(help: "The number of the hold.")
  var number: Int

  @Option(help: "The day (default: today in UTC).")
  var on: DayArgument?

  @Option(help: "What came of it.")
  var outcome = ""

  @Option(help: "Who releases it.")
  var user: String

  @OptionGroup var place: StatementPlace

  func run() throws {
    try place.answer(StatementsText.released) { billing throws(WorkflowFailure) in
      try billing.release(hold: number, on: on?.day, by: user, outcome: outcome)
    }
  }
}

/// `cleanclaim statements holds`
struct StatementsHolds: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "holds",
    abstract: "List holds and disputes with what came of them.",
    discussion: "Example: cleanclaim statements holds --guarantor G1")

  @Option(help: "Only this guarantor.")
  var guarantor: String?

  @OptionGroup var place: StatementPlace

  func run() throws {
    try place.answer(StatementsText.holds) { billing throws(WorkflowFailure) in
      try billing.holds(of: guarantor)
    }
  }
}

/// `cleanclaim statements plan`
struct StatementsPlan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Agree on a payment plan for all that a guarantor owes now, or end it.",
    discussion: """
      Examples:
        cleanclaim statements plan G1 --instalment 50.00 --first 2026-04-01 --user "O. Clerk"
        cleanclaim statements plan G1 --end
      """)

  @Argument(help: "The guarantor.")
  var guarantor: String

  @Option(help: "What is paid each month.")
  var instalment: AmountArgument?

  @Option(help: "The day of the first instalment.")
  var first: DayArgument?

  @Flag(help: "End the plan: the whole balance is asked for again.")
  var end = false

  @Option(help: "The day (default: today in UTC).")
  var on: DayArgument?

  @Option(help: "Who agrees to it.")
  var user = ""

  @OptionGroup var place: StatementPlace

  func validate() throws {
    guard end != (instalment != nil && first != nil) else {
      throw ValidationError("Give --instalment and --first, or --end.")
    }
  }

  func run() throws {
    try place.answer(StatementsText.plan) { billing throws(WorkflowFailure) in
      guard let instalment, let first else { return try billing.endPlan(guarantor, on: on?.day) }
      return try billing.plan(
        guarantor, instalment: instalment.amount, first: first.day, on: on?.day, by: user)
    }
  }
}

/// `cleanclaim statements hardship`
struct StatementsHardship: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hardship",
    abstract: "Grant aid: a share of what a guarantor owes is given up as charity.",
    discussion: """
      Example: cleanclaim statements hardship G1 --percent 50 --until 2026-12-31 --document application.pdf \
      --approved-by "A. Director"
      """)

  @Argument(help: "The guarantor.")
  var guarantor: String

  @Option(help: "The share, in whole percent.")
  var percent: Int

  @Option(help: "The first day (default: today in UTC).")
  var on: DayArgument?

  @Option(help: "The last day on which new balances are lowered too.")
  var until: DayArgument

  @Option(help: "Who approved it.")
  var approvedBy: String

  @Option(help: "The application; its SHA-256 is what the write-offs rest on.")
  var document: String

  @OptionGroup var place: StatementPlace

  func run() throws {
    try place.answer(StatementsText.granted) { billing throws(WorkflowFailure) in
      try billing.hardship(
        guarantor, percent: percent, on: on?.day, until: until.day, approvedBy: approvedBy,
        document: document)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim patient-payments card`
struct PaymentsCard: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "card",
    abstract: "Keep a card that a guarantor lets you charge again.",
    discussion: """
      What the processor gave for the card is kept, sealed; the card's own number never is.

      Example: cleanclaim patient-payments card G1 --token tok_1 --label "Visa ending in 4242" --expires 2028-05 --user ann
      """)

  @Argument(help: "The guarantor.")
  var guarantor: String

  @Option(help: "What the processor gave for the card.")
  var token: String

  @Option(help: "What it is called, such as \"Visa ending in 4242\".")
  var label: String

  @Option(help: "Year and month in which it ends, such as 2028-05.")
  var expires: String

  @Option(help: "The day (default: today in UTC).")
  var on: DayArgument?

  @Option(help: "Who keeps it.")
  var user: String

  @OptionGroup var place: StatementPlace

  func run() throws {
    try place.answer(StatementsText.card) { billing throws(WorkflowFailure) in
      try billing.keepCard(
        of: guarantor, token: token, label: label, expires: expires, on: on?.day, by: user)
    }
  }
}

/// `cleanclaim patient-payments cards`
struct PaymentsCards: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cards",
    abstract: "List the cards that a guarantor has on file.",
    discussion: "Example: cleanclaim patient-payments cards G1")

  @Argument(help: "The guarantor.")
  var guarantor: String

  @OptionGroup var place: StatementPlace

  func run() throws {
    try place.answer(StatementsText.cards) { billing throws(WorkflowFailure) in
      try billing.cards(of: guarantor)
    }
  }
}

/// `cleanclaim patient-payments forget`
struct PaymentsForget: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Take a card out: what stands for it is forgotten.",
    discussion: "Example: cleanclaim patient-payments forget 3 --user ann")

  @Argument(help: "The card's number here.")
  var card: Int

  @Option(help: "The day (default: today in UTC).")
  var on: DayArgument?

  @Option(help: "Who takes it out.")
  var user: String

  @OptionGroup var place: StatementPlace

  func run() throws {
    try place.answer({ answer in "card \(answer["card"]?.int ?? 0) is forgotten" }) {
      billing throws(WorkflowFailure) in
      try billing.forgetCard(card, on: on?.day, by: user)
    }
  }
}

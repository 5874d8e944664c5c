// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim remittances enter`
struct RemittancesEnter: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enter",
    abstract: "Post a remittance that came on paper, from a file of JSON.",
    discussion: """
      The same sums have to come out as of an 835, and it is posted in the same way.

      Examples:
        cleanclaim remittances enter --example > eob.json
        cleanclaim remittances enter eob.json
      """)

  @Argument(help: "The file.")
  var file: String?

  @Flag(help: "Print an example and end.")
  var example = false

  @OptionGroup var place: BillingPlace

  func run() throws {
    if example { return Face.put(BillingOffice.exampleRemittance) }
    guard let file else { throw ValidationError("give a file, or --example") }
    try place.answer(BillingText.posted) { office throws(WorkflowFailure) in
      try office.enter(file, by: place.user)
    }
  }
}

/// `cleanclaim remittances deposit`
struct RemittancesDeposit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deposit",
    abstract: "Enter what the bank shows, and tie it to the remittances that explain it.",
    discussion: """
      The file has columns date, amount and reference, between commas. Lines that were entered before are left as
      they are.

      Examples:
        cleanclaim remittances deposit bank.csv
        cleanclaim remittances deposit --amount 80.00 --on 2026-04-06 --reference "TRN*1*100234*1999999999"
      """)

  @Argument(help: "The bank's file.")
  var file: String?

  @Option(help: "The amount of one payment.")
  var amount: String?

  @Option(help: "The day on which the bank has it.")
  var on: DayArgument?

  @Option(help: "What the bank says of it.")
  var reference: String?

  @OptionGroup var place: BillingPlace

  func run() throws {
    if let file {
      return try place.answer(BillingText.done) { office throws(WorkflowFailure) in
        try office.deposit(file, by: place.user)
      }
    }
    guard let amount = amount.flatMap({ Money($0) }), let on, let reference else {
      throw ValidationError("give a file, or --amount, --on and --reference")
    }
    try place.answer(BillingText.done) { office throws(WorkflowFailure) in
      try office.deposit(amount, on: on.day, reference: reference, by: place.user)
    }
  }
}

/// `cleanclaim remittances explain`
struct RemittancesExplain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tie money that nothing explained to its remittance.",
    discussion: """
      Without a number, the remittances of all such money are looked for once more.

      Examples:
        cleanclaim remittances explain
        cleanclaim remittances explain 4 --remittance 7
      """)

  @Argument(help: "The number of the deposit.")
  var deposit: Int?

  @Option(help: "The number of the remittance.")
  var remittance: Int?

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.done) { office throws(WorkflowFailure) in
      guard let deposit, let remittance else { return try office.explainDeposits(by: place.user) }
      return try office.explainDeposit(deposit, by: remittance, user: place.user)
    }
  }
}

/// `cleanclaim remittances bank`
struct RemittancesBank: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bank",
    abstract: "Bank, remittances and ledger beside each other: everything that differs.",
    discussion: "Example: cleanclaim remittances bank")

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.bank) { office throws(WorkflowFailure) in
      try office.threeWayMatch()
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim credits`
struct CreditsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "credits",
    abstract: "What is owed back or not applied: listed, moved, applied, paid back.",
    subcommands: [
      CreditsList.self, CreditsMove.self, CreditsApply.self, CreditsTakeback.self,
      CreditsRefund.self, CreditsApprove.self, CreditsReject.self, CreditsWithdraw.self,
      CreditsPaid.self, CreditsUndo.self, CreditsRefunds.self, CreditsUnclaimed.self,
    ])
}

/// Which credit is meant, how much of it, and why.
struct CreditOptions: ParsableArguments {
  @Option(help: "The claim.")
  var claim: String?

  @Option(help: "The patient, for money that belongs to no claim.")
  var patient: String?

  @Option(help: "The payer whose money it is (default: the patient's).")
  var payer: String?

  @Option(help: "The account, where there is more than one.")
  var account: Int?

  @Option(help: "How much (default: all of it).")
  var amount: AmountArgument?

  @Option(help: "Why.")
  var reason: String

  var wanted: CreditWanted {
    var wanted = CreditWanted(words: reason)
    wanted.claim = claim
    wanted.patient = patient
    wanted.payer = payer
    wanted.account = account
    wanted.amount = amount?.amount
    return wanted
  }
}

/// `cleanclaim credits list`
struct CreditsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract:
      "Overpaid receivables, prepayments, payments not applied, credit balances; oldest first.",
    discussion: "Example: cleanclaim credits list --days 30")

  @Option(help: "Only of this patient.")
  var patient: String?

  @Option(help: "Only of this payer.")
  var payer: String?

  @Option(help: "Only what is at least so many days old.")
  var days: Int?

  @Option(help: "How many rows at most; the totals count all.")
  var limit = 100

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(RequestText.credits) { office throws(WorkflowFailure) in
      try office.credits(patient: patient, payer: payer, days: days, limit: limit)
    }
  }
}

/// `cleanclaim credits move`
struct CreditsMove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move",
    abstract: "Move what is overpaid to the credit balance of whoever paid it.",
    discussion:
      "Example: cleanclaim credits move --claim A-1001 --payer 12345 --reason \"paid twice\"")

  @OptionGroup var credit: CreditOptions

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.done) { office throws(WorkflowFailure) in
      try office.moveCredit(credit.wanted, by: place.user)
    }
  }
}

/// `cleanclaim credits apply`
struct CreditsApply: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract:
      "Apply a credit to what the same patient, or payer for that patient, owes on a claim.",
    discussion:
      "Example: cleanclaim credits apply --patient P-1 --to A-1002 --reason \"as the patient asked\""
  )

  @Option(help: "The claim that takes it.")
  var to: String

  @OptionGroup var credit: CreditOptions

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.done) { office throws(WorkflowFailure) in
      try office.applyCredit(credit.wanted, to: to, by: place.user)
    }
  }
}

/// `cleanclaim credits takeback`
struct CreditsTakeback: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "takeback",
    abstract: "Expect that a payer takes an overpayment back from a later payment.",
    discussion:
      "Example: cleanclaim credits takeback --claim A-1001 --payer 12345 --reason \"their letter of May 4\""
  )

  @OptionGroup var credit: CreditOptions

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.done) { office throws(WorkflowFailure) in
      try office.expectTakeback(credit.wanted, by: place.user)
    }
  }
}

/// `cleanclaim credits unclaimed`
struct CreditsUnclaimed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unclaimed",
    abstract: "Credits that nobody has touched for years: what a state may want reported.",
    discussion: """
      How many years, and for whom, is the law of the state of the owner's last address.

      Example: cleanclaim credits unclaimed --years 3
      """)

  @Option(help: "How many years.")
  var years = 3

  @Option(help: "How many rows at most.")
  var limit = 1000

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(RequestText.credits) { office throws(WorkflowFailure) in
      try office.unclaimed(years: years, limit: limit)
    }
  }
}

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

/// `cleanclaim credits refund`
struct CreditsRefund: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refund",
    abstract: "Ask that a credit be paid back; another person has to approve it.",
    discussion:
      "Example: cleanclaim credits refund --claim A-1001 --payer 12345 --reason \"paid twice\"")

  @OptionGroup var credit: CreditOptions

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(RequestText.request) { office throws(WorkflowFailure) in
      try office.requestRefund(credit.wanted, by: place.user)
    }
  }
}

/// `cleanclaim credits approve`
struct CreditsApprove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Approve a refund that another person has asked for.",
    discussion: "Example: cleanclaim credits approve 7 --by owner")

  @Argument(help: "The number of the request.")
  var request: Int

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(RequestText.request) { office throws(WorkflowFailure) in
      try office.approve(request, by: place.user)
    }
  }
}

/// `cleanclaim credits reject`
struct CreditsReject: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject",
    abstract: "Refuse a refund; nothing is posted.",
    discussion: "Example: cleanclaim credits reject 7 --reason \"apply it to the next claim\"")

  @Argument(help: "The number of the request.")
  var request: Int

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(RequestText.request) { office throws(WorkflowFailure) in
      try office.reject(request, words: reason, by: place.user)
    }
  }
}

/// `cleanclaim credits withdraw`
struct CreditsWithdraw: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: "Take back a refund that one has asked for oneself; nothing is posted.",
    discussion: "Example: cleanclaim credits withdraw 7 --reason \"the payer took it back\"")

  @Argument(help: "The number of the request.")
  var request: Int

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(RequestText.request) { office throws(WorkflowFailure) in
      try office.withdraw(request, words: reason, by: place.user)
    }
  }
}

/// `cleanclaim credits paid`
struct CreditsPaid: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paid",
    abstract: "Record that a refund was paid.",
    discussion:
      "Example: cleanclaim credits paid 7 --method check --reference 1042 --on 2026-11-23")

  @Argument(help: "The number of the request.")
  var request: Int

  @Option(help: "check, ach or card.")
  var method: String

  @Option(help: "The number of the check or transfer.")
  var reference: String

  @Option(help: "The day.")
  var on: DayArgument

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(RequestText.request) { office throws(WorkflowFailure) in
      try office.payRefund(
        request, on: on.day, method: method, reference: reference, by: place.user)
    }
  }
}

/// `cleanclaim credits undo`
struct CreditsUndo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take a refund out of the books again, such as a check that was never cashed.",
    discussion: "Example: cleanclaim credits undo 7 --reason \"check returned\"")

  @Argument(help: "The number of the request.")
  var request: Int

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(RequestText.request) { office throws(WorkflowFailure) in
      try office.undo(request, words: reason, by: place.user)
    }
  }
}

/// `cleanclaim credits refunds`
struct CreditsRefunds: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refunds",
    abstract: "Refunds by where they stand, latest first.",
    discussion: "Example: cleanclaim credits refunds --state posted")

  @Option(help: "requested, rejected, withdrawn, posted (to be paid), paid or undone.")
  var state = "requested"

  @Option(help: "Only those before this number.")
  var before: Int?

  @Option(help: "How many at most.")
  var limit = 100

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(RequestText.requests) { office throws(WorkflowFailure) in
      try office.refunds(in: state, before: before, limit: limit)
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

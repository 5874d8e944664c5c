// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

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

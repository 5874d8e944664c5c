// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim denials assign`
struct DenialsAssign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign",
    abstract: "Give a denial to somebody.",
    discussion: "Example: cleanclaim denials assign 12 --to ann --reason \"knows the payer\"")

  @Argument(help: "The number of the denial.")
  var denial: Int

  @Option(help: "The new owner; nothing for nobody.")
  var to = ""

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(DenialText.item) { office throws(WorkflowFailure) in
      try office.act(.assign(to), on: denial, words: reason, by: place.user)
    }
  }
}

/// `cleanclaim denials note`
struct DenialsNote: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract:
      "Say something about a denial, and what its root cause is where that is known better.",
    discussion:
      "Example: cleanclaim denials note 12 --reason \"plan changed in May\" --category eligibility")

  @Argument(help: "The number of the denial.")
  var denial: Int

  @Option(help: "What there is to say.")
  var reason: String

  @Option(help: "The root cause.")
  var category: String?

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(DenialText.item) { office throws(WorkflowFailure) in
      try office.act(.note(category: category), on: denial, words: reason, by: place.user)
    }
  }
}

/// `cleanclaim denials due`
struct DenialsDue: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: "Set the day by which a denial has to be done.",
    discussion:
      "Example: cleanclaim denials due 12 --on 2026-12-15 --reason \"the payer's letter says so\"")

  @Argument(help: "The number of the denial.")
  var denial: Int

  @Option(help: "The day.")
  var on: DayArgument

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(DenialText.item) { office throws(WorkflowFailure) in
      try office.act(.due(on.day), on: denial, words: reason, by: place.user)
    }
  }
}

/// `cleanclaim denials wait`
struct DenialsWait: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait",
    abstract: "Wait for somebody else until a day.",
    discussion:
      "Example: cleanclaim denials wait 12 --until 2026-12-15 --reason \"records asked for\"")

  @Argument(help: "The number of the denial.")
  var denial: Int

  @Option(help: "The day.")
  var until: DayArgument

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(DenialText.item) { office throws(WorkflowFailure) in
      try office.act(.wait(until.day), on: denial, words: reason, by: place.user)
    }
  }
}

/// `cleanclaim denials close`
struct DenialsClose: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Close a denial with what came of it; no money moves.",
    discussion: """
      Outcomes: corrected, duplicate, not-a-denial, next-payer, billed-patient, paid. What is given up is asked for
      with cleanclaim write-offs request.

      Example: cleanclaim denials close 12 --outcome corrected --reason "sent again with modifier 25"
      """)

  @Argument(help: "The number of the denial.")
  var denial: Int

  @Option(help: "What came of it.")
  var outcome: String

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(DenialText.item) { office throws(WorkflowFailure) in
      try office.act(.close(outcome), on: denial, words: reason, by: place.user)
    }
  }
}

/// `cleanclaim denials reopen`
struct DenialsReopen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen",
    abstract: "Work on a denial again that waits or is closed.",
    discussion: "Example: cleanclaim denials reopen 12 --reason \"the records have come\"")

  @Argument(help: "The number of the denial.")
  var denial: Int

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(DenialText.item) { office throws(WorkflowFailure) in
      try office.act(.reopen, on: denial, words: reason, by: place.user)
    }
  }
}

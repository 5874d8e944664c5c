// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim desk eligibility`
struct DeskEligibility: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eligibility",
    abstract:
      "Ask payers about coverage (270), keep their answers (271), show them in plain words.",
    subcommands: [EligibilityDue.self, EligibilityRead.self, EligibilityShow.self])
}

/// `cleanclaim desk eligibility due`
struct EligibilityDue: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: "Write the questions about a day's appointments as one interchange.",
    discussion: """
      What cannot be asked is listed with what is missing, and keeps nothing else from being asked.

      Example: cleanclaim desk eligibility due --on 2026-04-01 --out outbox
      """)

  @Option(help: "The day of the appointments (default: tomorrow).")
  var on: DayArgument?

  @Option(help: "The folder for the file.")
  var out: String

  @Option(help: "The identifier of who sends.")
  var sender = "CLEANCLAIM"

  @Option(help: "The identifier of who receives.")
  var receiver = "CLEARINGHOUSE"

  @Option(help: "How many days an answer is good for.")
  var days = 7

  @Flag(help: "The questions are meant; else the interchange says that it is a test.")
  var production = false

  @OptionGroup var place: DeskPlace

  func run() throws {
    var batch = Desk.Batch()
    (batch.out, batch.sender, batch.receiver) = (out, sender, receiver)
    (batch.days, batch.isProduction) = (days, production)
    let ready = batch
    try place.answer(DeskText.asked) { desk throws(WorkflowFailure) in
      try desk.askDue(on: on?.day, ready)
    }
  }
}

/// `cleanclaim desk eligibility read`
struct EligibilityRead: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Keep payers' answers, each with its question, whole and sealed.",
    discussion: "Example: cleanclaim desk eligibility read inbox/271.edi")

  @Argument(help: "The file; - for the standard input.")
  var file: String

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer(DeskText.answers) { desk throws(WorkflowFailure) in
      try desk.readAnswers(file)
    }
  }
}

/// `cleanclaim desk eligibility show`
struct EligibilityShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "What was asked and answered of an appointment or a patient, in plain words.",
    discussion: "Example: cleanclaim desk eligibility show A000001")

  @Argument(help: "The number of an appointment or a patient.")
  var name: String

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer(DeskText.inquiries) { desk throws(WorkflowFailure) in
      try desk.eligibility(of: name)
    }
  }
}

/// `cleanclaim desk waiting`
struct DeskWaiting: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waiting",
    abstract: "Who waits for a time that is not free.",
    subcommands: [WaitingAdd.self, WaitingList.self])
}

/// `cleanclaim desk waiting add`
struct WaitingAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Put a patient on the waiting list.",
    discussion: """
      Example: cleanclaim desk waiting add P000001 --with dr-careful --from 2026-04-01 --through 2026-04-10
      """)

  @Argument(help: "The patient's number.")
  var patient: String

  @Option(help: "The provider, room or piece of equipment.")
  var with: String

  @Option(help: "The first day that would do.")
  var from: DayArgument

  @Option(help: "The last.")
  var through: DayArgument

  @Option(help: "How many minutes are needed.")
  var minutes = 15

  @Option(help: "What for; kept sealed.")
  var note: String?

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer(DeskText.waiting) { desk throws(WorkflowFailure) in
      try desk.wait(
        patient, for: with, from: from.day, through: through.day, minutes: minutes, note: note)
    }
  }
}

/// `cleanclaim desk waiting list`
struct WaitingList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Who waits, first come first; takes one off the list where a number is given.",
    discussion: "Example: cleanclaim desk waiting list --with dr-careful")

  @Option(help: "Only those for a provider, room or piece of equipment.")
  var with: String?

  @Option(help: "The number of one who waits no longer.")
  var remove: Int?

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer(DeskText.waiting) { desk throws(WorkflowFailure) in
      try desk.waitingList(of: with, removing: remove)
    }
  }
}

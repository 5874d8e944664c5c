// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim write-offs`
struct WriteOffsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write-offs",
    abstract:
      "Balances that are given up or handed to an agency: proposed, asked for, approved, undone.",
    subcommands: [
      WriteOffsPropose.self, WriteOffsRequest.self, WriteOffsApprove.self, WriteOffsReject.self,
      WriteOffsWithdraw.self, WriteOffsUndo.self, WriteOffsRevert.self, WriteOffsList.self,
      WriteOffsShow.self, WriteOffsReasons.self,
    ])
}

/// `cleanclaim write-offs propose`
struct WriteOffsPropose: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "propose",
    abstract: "What the rules propose to give up: never a denial.",
    discussion: """
      Rules: write-off-rules.tsv in the folder billing of the installation, else those of the program.

      Example: cleanclaim write-offs propose --rule small-patient --request
      """)

  @Option(help: "Only this rule.")
  var rule: String?

  @Flag(help: "Ask for what is proposed.")
  var request = false

  @Option(help: "How many at most.")
  var limit = 200

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(RequestText.proposals) { office throws(WorkflowFailure) in
      try office.proposeWriteOffs(rule: rule, isAsked: request, limit: limit, by: place.user)
    }
  }
}

/// `cleanclaim write-offs request`
struct WriteOffsRequest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Ask that a balance be given up, or handed to an agency.",
    discussion: """
      Up to the limit of the reason it is posted at once; above it another person has to approve. --as collections
      hands a patient's balance to an agency; with --at-agency it comes back.

      Example: cleanclaim write-offs request --claim A-1001 --payer 12345 --as denied --reason "second level upheld"
      """)

  @Option(help: "The claim.")
  var claim: String?

  @Option(help: "The patient, for a balance that belongs to no claim.")
  var patient: String?

  @Option(help: "The payer that owes it (default: the patient does).")
  var payer: String?

  @Flag(help: "The balance is at an agency.")
  var atAgency = false

  @Option(help: "How much (default: all of it).")
  var amount: AmountArgument?

  @Option(help: "The reason of the table; cleanclaim write-offs reasons shows them.")
  var `as`: String

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    var wanted = WriteOffWanted(reason: `as`, words: reason)
    wanted.claim = claim
    wanted.patient = patient
    wanted.payer = payer
    wanted.isAtAgency = atAgency
    wanted.amount = amount?.amount
    let asked = wanted
    try place.answer(RequestText.request) { office throws(WorkflowFailure) in
      try office.requestWriteOff(asked, by: place.user)
    }
  }
}

/// `cleanclaim write-offs approve`
struct WriteOffsApprove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Approve what another person has asked for; it is posted at once.",
    discussion: "Example: cleanclaim write-offs approve 7 --by owner")

  @Argument(help: "The number of the request.")
  var request: Int

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(RequestText.request) { office throws(WorkflowFailure) in
      try office.approve(request, by: place.user)
    }
  }
}

/// `cleanclaim write-offs reject`
struct WriteOffsReject: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject",
    abstract: "Refuse what somebody has asked for; nothing is posted.",
    discussion: "Example: cleanclaim write-offs reject 7 --reason \"appeal it first\"")

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

/// `cleanclaim write-offs withdraw`
struct WriteOffsWithdraw: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: "Take back what one has asked for oneself; nothing is posted.",
    discussion: "Example: cleanclaim write-offs withdraw 7 --reason \"the payer has paid\"")

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

/// `cleanclaim write-offs undo`
struct WriteOffsUndo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take a write-off out of the books again, by an entry that mirrors it.",
    discussion: "Example: cleanclaim write-offs undo 7 --reason \"the patient has paid\"")

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

/// `cleanclaim write-offs revert`
struct WriteOffsRevert: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revert",
    abstract:
      "Take a reduction that a remittance made out of the books; it is worked on from then on.",
    discussion: """
      Accounts: 4110 contractual, 4120 sequestration, 4130 other reductions of payers.

      Example: cleanclaim write-offs revert --claim A-1001 --account 4110 --reason "not by our contract"
      """)

  @Option(help: "The claim.")
  var claim: String

  @Option(help: "The account.")
  var account: Int

  @Option(help: "The number of the remittance (default: the latest with such a reduction).")
  var remittance: Int?

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.done) { office throws(WorkflowFailure) in
      try office.revertReduction(
        of: claim, account: account, remittance: remittance, words: reason, by: place.user)
    }
  }
}

/// `cleanclaim write-offs list`
struct WriteOffsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Write-offs by where they stand, latest first.",
    discussion: "Example: cleanclaim write-offs list --state requested")

  @Option(help: "requested, rejected, withdrawn, posted or undone.")
  var state = "requested"

  @Option(help: "Only those before this number.")
  var before: Int?

  @Option(help: "How many at most.")
  var limit = 100

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(RequestText.requests) { office throws(WorkflowFailure) in
      try office.writeOffs(in: state, before: before, limit: limit)
    }
  }
}

/// `cleanclaim write-offs show`
struct WriteOffsShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "A request with who did what and when.",
    discussion: "Example: cleanclaim write-offs show 7")

  @Argument(help: "The number of the request.")
  var request: Int

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(RequestText.shown) { office throws(WorkflowFailure) in
      try office.request(request)
    }
  }
}

/// `cleanclaim write-offs reasons`
struct WriteOffsReasons: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reasons",
    abstract:
      "The reasons for which something may be given up, and up to what one person may decide.",
    discussion: "Example: cleanclaim write-offs reasons")

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(RequestText.reasons) { office throws(WorkflowFailure) in
      office.writeOffReasons()
    }
  }
}

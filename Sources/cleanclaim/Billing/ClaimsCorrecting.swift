// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim claims correct`
struct ClaimsCorrect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: "Put a corrected claim in the place of one on file.",
    discussion: """
      Where the payer has the claim it is replaced: frequency 7 with the payer's number; where it was refused unread
      it is sent anew as a first claim. Changes of a line are code, modifiers, units, charge, place, from, through,
      diagnoses; of the claim member, place, authorization, referral, delay.

      Example: cleanclaim claims correct A-1001 --edit 1.modifiers=25 --reason "modifier was missing"
      """)

  @Argument(help: "The claim.")
  var claim: String

  @Argument(help: "An 837 with the claim as it should be.")
  var file: String?

  @Option(help: ArgumentHelp("A change: LINE.member=value, or member=value.", valueName: "change"))
  var edit: [String] = []

  @Option(help: "Why.")
  var reason: String

  @Option(
    help: ArgumentHelp(
      "The payer's number of the claim (default: the one on file).", valueName: "number"))
  var payerNumber: String?

  @OptionGroup var place: BillingPlace

  func validate() throws {
    if (file == nil) == edit.isEmpty { throw ValidationError("give a file, or --edit") }
  }

  func run() throws {
    try place.answer(LifeText.claim) { office throws(WorkflowFailure) in
      try office.correct(
        claim, file.map { .file($0) } ?? .edits(edit), payerNumber: payerNumber,
        reason: reason, by: place.user)
    }
  }
}

/// `cleanclaim claims void`
struct ClaimsVoid: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "void",
    abstract: "Take a claim back: at the payer where it has it, else on file alone.",
    discussion: """
      Charges are taken back as far as they are open.

      Example: cleanclaim claims void A-1001 --reason "wrong patient"
      """)

  @Argument(help: "The claim.")
  var claim: String

  @Option(help: "Why.")
  var reason: String

  @Option(
    help: ArgumentHelp(
      "The payer's number of the claim (default: the one on file).", valueName: "number"))
  var payerNumber: String?

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(LifeText.claim) { office throws(WorkflowFailure) in
      try office.void(
        claim, payerNumber: payerNumber, reason: reason, by: place.user)
    }
  }
}

/// `cleanclaim claims resubmit`
struct ClaimsResubmit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resubmit",
    abstract: "Let a claim be sent once more as it was.",
    discussion: """
      Example: cleanclaim claims resubmit A-1001 --reason "never acknowledged"
      """)

  @Argument(help: "The claim.")
  var claim: String

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(LifeText.claim) { office throws(WorkflowFailure) in
      try office.resubmit(claim, reason: reason, by: place.user)
    }
  }
}

/// `cleanclaim claims next`
struct ClaimsNext: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: "Write the claim to the next payer, out of what the payers before have answered.",
    discussion: """
      Claims that a payer has settled go on by themselves with the next batch; this is for what a person sends on.

      Example: cleanclaim claims next A-1001
      """)

  @Argument(help: "The claim.")
  var claim: String

  @Option(
    help: ArgumentHelp(
      "Why Medicare is not first, such as 12 (working aged), where the claim does not say it.",
      valueName: "code"))
  var medicareReason: String?

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(LifeText.claim) { office throws(WorkflowFailure) in
      try office.next(
        claim, medicareReason: medicareReason, by: place.user)
    }
  }
}

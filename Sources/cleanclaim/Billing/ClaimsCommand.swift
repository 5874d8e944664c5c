// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim claims`
struct ClaimsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "Claims on file: from the day they are put there to a zero balance.",
    subcommands: [
      ClaimsAdd.self, ClaimsOverview.self, ClaimsList.self, ClaimsShow.self, ClaimsAccount.self,
      ClaimsSend.self,
      ClaimsHold.self, ClaimsRelease.self, ClaimsBatches.self, ClaimsBatch.self,
      ClaimsAcknowledge.self, ClaimsFetch.self, ClaimsDue.self, ClaimsUnanswered.self,
      ClaimsProof.self,
      ClaimsCorrect.self, ClaimsVoid.self, ClaimsResubmit.self, ClaimsLines.self, ClaimsSplit.self,
      ClaimsCombine.self, ClaimsNext.self,
    ])
}

/// `cleanclaim claims add`
struct ClaimsAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Put the claims of 837s on file, and their charges into the books.",
    discussion: """
      A claim that is on file just so is left as it is, so that a file can be given again.

      Example: cleanclaim claims add out/837p.edi --sent
      """)

  @Argument(help: "The files; - for the standard input.")
  var files: [String]

  @Flag(help: "They were sent already; else they wait for a batch.")
  var sent = false

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answerOrRefuse(BillingText.added) { office throws(WorkflowFailure) in
      try office.add(files, isSent: sent, by: place.user)
    }
  }
}

/// `cleanclaim claims overview`
struct ClaimsOverview: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overview",
    abstract: "How many claims stand where, and what waits for a person.",
    discussion: "Example: cleanclaim claims overview")

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.overview) { office throws(WorkflowFailure) in
      try office.overview()
    }
  }
}

/// `cleanclaim claims list`
struct ClaimsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Claims in a state, those that are due first before the others.",
    discussion: "Example: cleanclaim claims list --state denied")

  @Option(help: "The state, such as ready, sent, denied.")
  var state: String

  @Option(help: "How many at most.")
  var limit = 100

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.claims) { office throws(WorkflowFailure) in
      try office.claims(in: state, limit: limit)
    }
  }
}

/// `cleanclaim claims show`
struct ClaimsShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "A claim: what is open, what happened, what was answered.",
    discussion: "Example: cleanclaim claims show A-1001")

  @Argument(help: "The claim.")
  var claim: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.claim) { office throws(WorkflowFailure) in
      try office.claim(claim)
    }
  }
}

/// `cleanclaim claims account`
struct ClaimsAccount: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account",
    abstract: "A patient's account: what payers and the patient owe, claim by claim.",
    discussion: "Example: cleanclaim claims account P000001")

  @Argument(help: "The practice's number of the patient.")
  var patient: String

  @Option(help: "How many claims at most, the latest first.")
  var limit = 50

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.account) { office throws(WorkflowFailure) in
      try office.account(of: patient, limit: limit)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim remittances`
struct RemittancesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remittances",
    abstract: "Payers' answers: posted, taken out again, matched, compared with the bank.",
    subcommands: [
      RemittancesPost.self, RemittancesList.self, RemittancesShow.self, RemittancesUnapply.self,
      RemittancesRepost.self, RemittancesMatch.self, RemittancesQueue.self,
      RemittancesResolve.self, RemittancesEnter.self, RemittancesDeposit.self,
      RemittancesExplain.self, RemittancesBank.self,
    ])
}

/// `cleanclaim remittances post`
struct RemittancesPost: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "post",
    abstract: "Post 835s: what adds up wholly, what does not not at all.",
    discussion: """
      What is posted already is left as it is, in whatever file it comes again. Answers whose claim is not found
      are kept with their money, and wait in the queue.

      Example: cleanclaim remittances post era.835
      """)

  @Argument(help: "The files; - for the standard input.")
  var files: [String]

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answerOrRefuse(BillingText.posted) { office throws(WorkflowFailure) in
      try office.post(files, by: place.user)
    }
  }
}

/// `cleanclaim remittances list`
struct RemittancesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The remittances, latest first.",
    discussion: "Example: cleanclaim remittances list --undeposited")

  @Flag(help: "Only those whose payment the bank has not shown as announced.")
  var undeposited = false

  @Option(help: "How many at most.")
  var limit = 100

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.remittances) { office throws(WorkflowFailure) in
      try office.remittances(undeposited: undeposited, limit: limit)
    }
  }
}

/// `cleanclaim remittances show`
struct RemittancesShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "A remittance with its answers and what is to be worked on.",
    discussion: "Example: cleanclaim remittances show 1")

  @Argument(help: "The number of the remittance.")
  var remittance: Int

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.remittance) { office throws(WorkflowFailure) in
      try office.remittance(remittance)
    }
  }
}

/// `cleanclaim remittances unapply`
struct RemittancesUnapply: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unapply",
    abstract: "Take a remittance, or one claim of it, out of the books by entries that mirror it.",
    discussion:
      "Example: cleanclaim remittances unapply 1 --reason \"posted to the wrong practice\"")

  @Argument(help: "The number of the remittance.")
  var remittance: Int

  @Option(help: "Only what it says of this claim.")
  var claim: String?

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.done) { office throws(WorkflowFailure) in
      try office.unapply(remittance, claim: claim, reason: reason, by: place.user)
    }
  }
}

/// `cleanclaim remittances repost`
struct RemittancesRepost: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repost",
    abstract: "Post again what was unapplied of a remittance.",
    discussion: "Example: cleanclaim remittances repost 1")

  @Argument(help: "The number of the remittance.")
  var remittance: Int

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.done) { office throws(WorkflowFailure) in
      try office.repost(remittance, by: place.user)
    }
  }
}

/// `cleanclaim remittances match`
struct RemittancesMatch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "Look once more for the claims of answers that were kept without one.",
    discussion: "Example: cleanclaim remittances match")

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.done) { office throws(WorkflowFailure) in
      try office.matchAgain(by: place.user)
    }
  }
}

/// `cleanclaim remittances queue`
struct RemittancesQueue: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "What posting has left for a person.",
    discussion: "Example: cleanclaim remittances queue --kind unmatched")

  @Option(
    help: "unmatched, line, reversal, overpayment, beside, changed, denial, rejection.")
  var kind = "unmatched"

  @Option(help: "How many at most.")
  var limit = 100

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.work) { office throws(WorkflowFailure) in
      try office.work(kind, limit: limit)
    }
  }
}

/// `cleanclaim remittances resolve`
struct RemittancesResolve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Give an answer that was kept without one its claim.",
    discussion: "Example: cleanclaim remittances resolve 3 --claim A-1001")

  @Argument(help: "The number of the work.")
  var work: Int

  @Option(help: "The claim.")
  var claim: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(BillingText.done) { office throws(WorkflowFailure) in
      try office.resolve(work, to: claim, by: place.user)
    }
  }
}

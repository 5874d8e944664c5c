// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim claims acknowledge`
struct ClaimsAcknowledge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acknowledge",
    abstract: "Take what came back for claims: TA1, 999, 277CA, 277.",
    discussion: """
      What comes late, twice, or of an earlier submission is kept and moves nothing.

      Example: cleanclaim claims acknowledge answers/277ca.edi
      """)

  @Argument(help: "The files; - for the standard input.")
  var files: [String]

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(LifeText.acknowledged) { office throws(WorkflowFailure) in
      try office.acknowledge(files, by: place.user)
    }
  }
}

/// `cleanclaim claims fetch`
struct ClaimsFetch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract:
      "Fetch the answers of a clearinghouse: acknowledgements to the claims, remittances into the books.",
    discussion: """
      Example: cleanclaim claims fetch --adapter harbor
      """)

  @OptionGroup var clearinghouse: ClearinghousePlace

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answerOrRefuse(LifeText.acknowledged) { office throws(WorkflowFailure) in
      try office.fetch(
        from: try clearinghouse.clearinghouse(place.books.home), by: place.user)
    }
  }
}

/// `cleanclaim claims due`
struct ClaimsDue: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract:
      "Claims that no payer is known to have, and whose last day comes soon or has gone by.",
    discussion: """
      Example: cleanclaim claims due --within 14
      """)

  @Option(
    help: ArgumentHelp("The day from which it is counted (default: today).", valueName: "day"))
  var on: DayArgument?

  @Option(help: "How many days ahead.")
  var within = 30

  @Option(help: "How many at most.")
  var limit = 1000

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(LifeText.due) { office throws(WorkflowFailure) in
      try office.due(on: on?.day, within: within, limit: limit)
    }
  }
}

/// `cleanclaim claims unanswered`
struct ClaimsUnanswered: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unanswered",
    abstract: "Claims that payers have, and of which nothing was heard for days; asks about them.",
    discussion: """
      With --ask the payers are asked how the claims stand (276), nobody twice within a week. Answers (277) are taken
      by claims acknowledge.

      Example: cleanclaim claims unanswered --days 30 --ask --out outgoing
      """)

  @Option(
    help: ArgumentHelp("The day from which it is counted (default: today).", valueName: "day"))
  var on: DayArgument?

  @Option(help: "For how many days nothing was heard.")
  var days = 30

  @Option(help: "How many at most.")
  var limit = 1000

  @Flag(help: "Ask the payers.")
  var ask = false

  @Option(
    help: ArgumentHelp(
      "A folder for the question, in the place of a clearinghouse.", valueName: "folder"))
  var out: String?

  @OptionGroup var clearinghouse: ClearinghousePlace

  @OptionGroup var place: BillingPlace

  func run() throws {
    guard ask else {
      return try place.answer(LifeText.unanswered) { office throws(WorkflowFailure) in
        try office.unanswered(on: on?.day, days: days, limit: limit)
      }
    }
    try place.answer(LifeText.asked) { office throws(WorkflowFailure) in
      let house: Clearinghouse
      if let out {
        house = Clearinghouse(folder: out)
      } else {
        house = try clearinghouse.clearinghouse(place.books.home)
      }
      return try office.askStatus(
        through: house, on: on?.day, days: days, limit: limit, by: place.user)
    }
  }
}

/// `cleanclaim claims proof`
struct ClaimsProof: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proof",
    abstract: "What shows that a claim was filed in time: files, numbers, acknowledgements.",
    discussion: """
      Example: cleanclaim claims proof A-1001 --documents proof
      """)

  @Argument(help: "The claim.")
  var claim: String

  @Option(
    help: ArgumentHelp(
      "A folder for the files as they were sent and came.", valueName: "folder"))
  var documents: String?

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(LifeText.proof) { office throws(WorkflowFailure) in
      try office.proof(of: claim, into: documents)
    }
  }
}

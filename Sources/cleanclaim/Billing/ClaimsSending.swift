// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim claims send`
struct ClaimsSend: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Send claims that are ready: once each, whenever the program is killed.",
    discussion: """
      What an earlier call has left half way is brought to its end first. Claims that wait for their next payer are
      written out of what the payers before have answered.

      Example: cleanclaim claims send --out outgoing
      """)

  @Argument(help: "Only these claims (default: all that are ready).")
  var claims: [String] = []

  @Option(
    help: ArgumentHelp(
      "A folder for the files, with the usual envelope and names, in the place of a clearinghouse.",
      valueName: "folder"))
  var out: String?

  @OptionGroup var clearinghouse: ClearinghousePlace

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answerOrRefuse(LifeText.sent) { office throws(WorkflowFailure) in
      let house: Clearinghouse
      if let out {
        house = Clearinghouse(folder: out)
      } else {
        house = try clearinghouse.clearinghouse(place.books.home)
      }
      return try office.send(
        to: house, only: claims.isEmpty ? nil : claims, by: place.user)
    }
  }
}

/// `cleanclaim claims hold`
struct ClaimsHold: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: "Hold claims back until they are released.",
    discussion: """
      Example: cleanclaim claims hold A-1001 --reason "wrong member number"
      """)

  @Argument(help: "The claims.")
  var claims: [String]

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(LifeText.claims) { office throws(WorkflowFailure) in
      try office.hold(claims, reason: reason, by: place.user)
    }
  }
}

/// `cleanclaim claims release`
struct ClaimsRelease: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Let claims that were held go with the next batch.",
    discussion: """
      Example: cleanclaim claims release A-1001 --reason "number corrected"
      """)

  @Argument(help: "The claims.")
  var claims: [String]

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(LifeText.claims) { office throws(WorkflowFailure) in
      try office.release(claims, reason: reason, by: place.user)
    }
  }
}

/// `cleanclaim claims batches`
struct ClaimsBatches: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batches",
    abstract: "The latest batches, latest first.",
    discussion: """
      Example: cleanclaim claims batches
      """)

  @Option(help: "How many at most.")
  var limit = 20

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(LifeText.batches) { office throws(WorkflowFailure) in
      try office.batches(limit: limit)
    }
  }
}

/// `cleanclaim claims batch`
struct ClaimsBatch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "A batch with its claims; or settle what became of one of which nobody can tell.",
    discussion: """
      A file that was complete when the program was killed, and is found under neither of its names, was taken or is
      lost. --taken says the one, --lost the other: it is brought once more, with the same numbers.

      Example: cleanclaim claims batch 7
      """)

  @Argument(help: "The number of the batch.")
  var batch: Int

  @Flag(help: "The clearinghouse has it.")
  var taken = false

  @Flag(help: "Nobody has it.")
  var lost = false

  @OptionGroup var place: BillingPlace

  func validate() throws {
    if taken, lost { throw ValidationError("give --taken or --lost, not both") }
  }

  func run() throws {
    try place.answer(LifeText.batch) { office throws(WorkflowFailure) in
      taken || lost
        ? try office.settle(batch: batch, isTaken: taken) : try office.batch(batch)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim claims split`
struct ClaimsSplit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split",
    abstract: "Make several claims of one that no payer has adjudicated.",
    discussion: """
      Lines that no --lines names go to a further claim.

      Example: cleanclaim claims split A-1001 --lines 1,3 --reason "two places of service"
      """)

  @Argument(help: "The claim.")
  var claim: String

  @Option(help: ArgumentHelp("The lines of a claim, such as 1,3.", valueName: "lines"))
  var lines: [LineNumbers]

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(LifeText.claims) { office throws(WorkflowFailure) in
      try office.split(
        claim, lines: lines.map(\.numbers), reason: reason, by: place.user)
    }
  }
}

/// `cleanclaim claims combine`
struct ClaimsCombine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "combine",
    abstract: "Make one claim of several of a patient that no payer has adjudicated.",
    discussion: """
      Example: cleanclaim claims combine A-1001 A-1002 --reason "one claim a day"
      """)

  @Argument(help: "The claims.")
  var claims: [String]

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(LifeText.claims) { office throws(WorkflowFailure) in
      try office.combine(claims, reason: reason, by: place.user)
    }
  }
}

/// `cleanclaim claims lines`
struct ClaimsLines: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lines",
    abstract: "Send single lines of an answered claim once more, as a claim of their own.",
    discussion: """
      What is open of the lines goes with them; the claim keeps the rest.

      Example: cleanclaim claims lines A-1001 --only 2,3 --reason "denied for want of records"
      """)

  @Argument(help: "The claim.")
  var claim: String

  @Option(help: ArgumentHelp("The lines, such as 2,3.", valueName: "lines"))
  var only: LineNumbers

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(LifeText.claims) { office throws(WorkflowFailure) in
      try office.resubmit(
        claim, lines: only.numbers, reason: reason, by: place.user)
    }
  }
}

/// Numbers of service lines on the command line: `2,3`.
struct LineNumbers: ExpressibleByArgument {
  let numbers: [Int]

  init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard !numbers.isEmpty, !numbers.contains(nil) else { return nil }
    self.numbers = numbers.compactMap { $0 }
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim authorizations`
struct AuthorizationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "authorizations",
    abstract: "Prior authorizations and referrals: units counted down, and when they end.",
    subcommands: [
      AuthorizationsAdd.self, AuthorizationsUse.self, AuthorizationsList.self,
      AuthorizationsWarnings.self,
    ])

  static func words(_ answer: JSON) -> String {
    let all = answer["authorizations"]?.elements ?? []
    return all.isEmpty ? "none" : all.map(one).joined(separator: "\n")
  }

  static func one(_ answer: JSON) -> String {
    let left = answer["left"]?.int.map { left in
      ", \(left) of \(answer["allowed"]?.int ?? 0) \(answer["unit"]?.string ?? "") left"
    }
    let end = answer["through"]?.string.map { ", through \($0)" }
    let head =
      "\(answer["number"]?.int ?? 0)  \(answer["kind"]?.string ?? "") "
      + "\(answer["reference"]?.string ?? "") of \(answer["patient"]?.string ?? "")"
    return ([head + (left ?? "") + (end ?? "")] + PeopleText.findings(answer))
      .joined(separator: "\n")
  }
}

/// Whose authorizations, and who asks.
struct AuthorizationPlace: ParsableArguments {
  @OptionGroup var user: UserOption
  @OptionGroup var options: PracticeOptions

  /// Asks something and shows the answer.
  func answer(
    _ words: (JSON) -> String, _ question: (Authorizations) throws(WorkflowFailure) -> JSON
  ) throws {
    try options.answer(words) { place throws(WorkflowFailure) in
      try question(Authorizations(place, user: user.name))
    }
  }
}

/// `cleanclaim authorizations add`
struct AuthorizationsAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Enter an authorization or a referral.",
    discussion: """
      Example: cleanclaim authorizations add P000001 --reference A-7715 --allowed 12 --through 2026-12-31
      """)

  @Argument(help: "The patient's number.")
  var patient: String

  @Option(help: "The number that the payer or the referring provider gave.")
  var reference: String

  @Flag(help: "It is a referral.")
  var referral = false

  @Option(help: "The payer, as the practice names it.")
  var payer: String?

  @Option(help: "A service that it is for; may be given several times.")
  var service: [String] = []

  @Option(help: "Of what units are: visits, units, days.")
  var unit = "visits"

  @Option(help: "How many units are allowed (default: as many as there are).")
  var allowed: Int?

  @Option(help: "The first day.")
  var from: DayArgument?

  @Option(help: "The last day.")
  var through: DayArgument?

  @OptionGroup var place: AuthorizationPlace

  func run() throws {
    var entry = Authorizations.Entry()
    entry.kind = referral ? "referral" : "authorization"
    (entry.patient, entry.reference, entry.payer) = (patient, reference, payer)
    (entry.services, entry.unit, entry.allowed) = (service, unit, allowed)
    (entry.effective, entry.termination) = (from?.day, through?.day)
    let ready = entry
    try place.answer(AuthorizationsCommand.one) { all throws(WorkflowFailure) in
      try all.add(ready)
    }
  }
}

/// `cleanclaim authorizations use`
struct AuthorizationsUse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "use",
    abstract: "Use units of one for a date of service; the same key again changes nothing.",
    discussion: "Example: cleanclaim authorizations use 4 --on 2026-04-01 --key claim/C77/1")

  @Argument(help: "The number of the authorization.")
  var number: Int

  @Option(help: "How many; negative gives back.")
  var units = 1

  @Option(help: "The date of service.")
  var on: DayArgument

  @Option(help: "What uses them, such as a claim and its line.")
  var key: String

  @OptionGroup var place: AuthorizationPlace

  func run() throws {
    try place.answer(AuthorizationsCommand.one) { all throws(WorkflowFailure) in
      try all.use(number, units: units, on: on.day, key: key)
    }
  }
}

/// `cleanclaim authorizations list`
struct AuthorizationsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Those of a patient, with what is left.",
    discussion: "Example: cleanclaim authorizations list P000001")

  @Argument(help: "The patient's number.")
  var patient: String

  @Option(help: "The day to which they are looked at (default: today in UTC).")
  var on: DayArgument?

  @OptionGroup var place: AuthorizationPlace

  func run() throws {
    try place.answer(AuthorizationsCommand.words) { all throws(WorkflowFailure) in
      try all.list(of: patient, on: on?.day)
    }
  }
}

/// `cleanclaim authorizations warnings`
struct AuthorizationsWarnings: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "warnings",
    abstract: "Those that run out of days or units, or have.",
    discussion: "Example: cleanclaim authorizations warnings --within 30")

  @Option(help: "How many days ahead an end is worth a word.")
  var within = 14

  @Option(help: "The day to which they are looked at (default: today in UTC).")
  var on: DayArgument?

  @OptionGroup var place: AuthorizationPlace

  func run() throws {
    try place.answer(AuthorizationsCommand.words) { all throws(WorkflowFailure) in
      try all.warnings(on: on?.day, within: within)
    }
  }
}

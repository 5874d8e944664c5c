// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// Whose payers and providers, and who asks.
struct PartnerPlace: ParsableArguments {
  @OptionGroup var user: UserOption
  @OptionGroup var options: PracticeOptions

  /// Asks the list something and shows the answer.
  func answer(
    _ words: (JSON) -> String, _ question: (Partners) throws(WorkflowFailure) -> JSON
  ) throws {
    try options.answer(words) { place throws(WorkflowFailure) in
      try question(Partners(place, user: user.name))
    }
  }
}

/// `cleanclaim payers`
struct PayersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payers",
    abstract: "The payers of a practice, with every name and number they are met under.",
    subcommands: [PayersPut.self, PayersShow.self])

  static func words(_ answer: JSON) -> String {
    (answer["payers"]?.elements ?? []).map { payer in
      let aliases = (payer["aliases"]?.elements ?? []).compactMap(\.string)
      return "\(payer["id"]?.string ?? "")  \(payer["name"]?.string ?? "")"
        + (payer["number"]?.string.map { "  \($0)" } ?? "")
        + (aliases.isEmpty ? "" : "  also \(aliases.joined(separator: ", "))")
    }.joined(separator: "\n")
  }
}

/// `cleanclaim payers put`
struct PayersPut: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "put",
    abstract: "Enter payers, or put them in the place of what was known.",
    discussion: "Example: cleanclaim payers put Docs/people/payers.json")

  @Argument(help: "A document with one payer, or an array of them; - for the standard input.")
  var file: String

  @OptionGroup var place: PartnerPlace

  func run() throws {
    try place.answer(PayersCommand.words) { partners throws(WorkflowFailure) in
      try partners.putPayers(document(file))
    }
  }
}

/// `cleanclaim payers show`
struct PayersShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "All payers, or the one that a name or number stands for.",
    discussion: "Example: cleanclaim payers show 99999")

  @Argument(help: "A name or number of the payer.")
  var name: String?

  @OptionGroup var place: PartnerPlace

  func run() throws {
    try place.answer(PayersCommand.words) { partners throws(WorkflowFailure) in
      try partners.payers(name)
    }
  }
}

/// `cleanclaim providers`
struct ProvidersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "providers",
    abstract: "The providers of a practice, and what each may exchange with which payer.",
    subcommands: [ProvidersPut.self, ProvidersShow.self, ProvidersEnrol.self])

  static func words(_ answer: JSON) -> String {
    (answer["providers"]?.elements ?? []).map { provider in
      let name =
        provider["organization"]?.string
        ?? ["family", "given"].compactMap { provider[$0]?.string }.joined(separator: ", ")
      let head = "\(provider["npi"]?.string ?? "")  \(name)  \(provider["taxonomy"]?.string ?? "")"
      return ([head] + enrolments(provider)).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  static func enrolments(_ answer: JSON) -> [String] {
    (answer["enrolments"]?.elements ?? []).map {
      "  \($0["set"]?.string ?? "") with \($0["payer"]?.string ?? ""): "
        + "\($0["state"]?.string ?? "") since \($0["since"]?.string ?? "")"
    }
  }
}

/// `cleanclaim providers put`
struct ProvidersPut: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "put",
    abstract: "Enter providers, or put them in the place of what was known.",
    discussion: "Example: cleanclaim providers put Docs/people/providers.json")

  @Argument(help: "A document with one provider, or an array of them; - for the standard input.")
  var file: String

  @OptionGroup var place: PartnerPlace

  func run() throws {
    try place.answer(ProvidersCommand.words) { partners throws(WorkflowFailure) in
      try partners.putProviders(document(file))
    }
  }
}

/// `cleanclaim providers show`
struct ProvidersShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "All providers, or one, with their enrolments.",
    discussion: "Example: cleanclaim providers show 1234567893")

  @Argument(help: "The NPI.")
  var npi: String?

  @OptionGroup var place: PartnerPlace

  func run() throws {
    try place.answer(ProvidersCommand.words) { partners throws(WorkflowFailure) in
      try partners.providers(npi)
    }
  }
}

/// `cleanclaim providers enrol`
struct ProvidersEnrol: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enrol",
    abstract: "Say how far a provider may exchange a transaction set with a payer.",
    discussion:
      "Example: cleanclaim providers enrol 1234567893 --payer 99999 --set 835 --state active")

  @Argument(help: "The NPI.")
  var npi: String

  @Option(help: "A name or number of the payer.")
  var payer: String

  @Option(help: "The transaction set: 837, 835, 270, 276 …")
  var set: String

  @Option(help: "requested, active, rejected or ended.")
  var state: String

  @Option(help: "Since when (default: today in UTC).")
  var since: DayArgument?

  @OptionGroup var place: PartnerPlace

  func run() throws {
    let words = { (answer: JSON) in
      ProvidersCommand.enrolments(answer).joined(separator: "\n")
    }
    try place.answer(words) { partners throws(WorkflowFailure) in
      try partners.enrol(npi, with: payer, set: set, state: state, since: since?.day)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim appeals`
struct AppealsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "appeals",
    abstract: "Appeals: letters with their facts, levels, deadlines, packets, outcomes.",
    subcommands: [
      AppealsDraft.self, AppealsLetter.self, AppealsSend.self, AppealsOutcome.self,
      AppealsWithdraw.self, AppealsList.self, AppealsShow.self, AppealsLevels.self,
    ])
}

/// `cleanclaim appeals draft`
struct AppealsDraft: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draft",
    abstract: "Draft an appeal of denials of one claim, at the level that comes next.",
    discussion: """
      Letters: authorization, bundling, coding, coordination, duplicate, generic, necessity, timely-filing,
      underpayment; without --letter that of the root cause.

      Example: cleanclaim appeals draft 12 13 --reason "the services were separate"
      """)

  @Argument(help: "The numbers of the denials.")
  var denials: [Int]

  @Option(help: "The letter.")
  var letter: String?

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(DenialText.appeal) { office throws(WorkflowFailure) in
      try office.draftAppeal(of: denials, letter: letter, words: reason, by: place.user)
    }
  }
}

/// `cleanclaim appeals letter`
struct AppealsLetter: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "letter",
    abstract: "The packet of an appeal: letter, claim, remittance, record; as text and as a PDF.",
    discussion: """
      A paragraph of which something is not known is left out, and what is missing is named; --fact gives it.

      Example: cleanclaim appeals letter 3 --pdf appeal.pdf --fact authorization=A123456
      """)

  @Argument(help: "The number of the appeal.")
  var appeal: Int

  @Option(help: "The file for the PDF.")
  var pdf: String?

  @Option(help: ArgumentHelp("A fact for the letter; may be given again.", valueName: "name=text"))
  var fact: [FactArgument] = []

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(DenialText.packet) { office throws(WorkflowFailure) in
      try office.appealPacket(
        appeal, facts: FactArgument.facts(fact), to: pdf,
        edits: Installation(home: place.books.home))
    }
  }
}

/// `cleanclaim appeals send`
struct AppealsSend: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Record that an appeal was sent; its packet is kept as it was.",
    discussion:
      "Example: cleanclaim appeals send 3 --on 2026-11-23 --reference \"portal 4711\"")

  @Argument(help: "The number of the appeal.")
  var appeal: Int

  @Option(help: "The day.")
  var on: DayArgument

  @Option(help: "How it was sent, or its number.")
  var reference: String

  @Option(help: ArgumentHelp("A fact for the letter; may be given again.", valueName: "name=text"))
  var fact: [FactArgument] = []

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(DenialText.appeal) { office throws(WorkflowFailure) in
      try office.sendAppeal(
        appeal, on: on.day, reference: reference, facts: FactArgument.facts(fact),
        edits: Installation(home: place.books.home), by: place.user)
    }
  }
}

/// `cleanclaim appeals outcome`
struct AppealsOutcome: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outcome",
    abstract: "Record what the payer has decided; money comes with its remittance.",
    discussion: """
      Outcomes: overturned, partly-overturned, upheld, dismissed.

      Example: cleanclaim appeals outcome 3 --outcome upheld --on 2027-01-15 --reason "their letter of that day"
      """)

  @Argument(help: "The number of the appeal.")
  var appeal: Int

  @Option(help: "What was decided.")
  var outcome: String

  @Option(help: "The date of the decision.")
  var on: DayArgument

  @Option(help: "Why, by the payer's word.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(DenialText.appeal) { office throws(WorkflowFailure) in
      try office.decideAppeal(appeal, outcome, on: on.day, words: reason, by: place.user)
    }
  }
}

/// `cleanclaim appeals withdraw`
struct AppealsWithdraw: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: "Take an appeal back.",
    discussion: "Example: cleanclaim appeals withdraw 3 --reason \"a corrected claim was sent\"")

  @Argument(help: "The number of the appeal.")
  var appeal: Int

  @Option(help: "Why.")
  var reason: String

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(DenialText.appeal) { office throws(WorkflowFailure) in
      try office.withdrawAppeal(appeal, words: reason, by: place.user)
    }
  }
}

/// `cleanclaim appeals list`
struct AppealsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Appeals in a state, what is due first before the rest.",
    discussion: "Example: cleanclaim appeals list --state sent")

  @Option(help: "drafted, sent, decided or withdrawn.")
  var state = "drafted"

  @Option(help: "How many at most.")
  var limit = 100

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(DenialText.appeals) { office throws(WorkflowFailure) in
      try office.appeals(in: state, limit: limit)
    }
  }
}

/// `cleanclaim appeals show`
struct AppealsShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "An appeal with its denials and everything that was done.",
    discussion: "Example: cleanclaim appeals show 3")

  @Argument(help: "The number of the appeal.")
  var appeal: Int

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(DenialText.appealShown) { office throws(WorkflowFailure) in
      try office.appeal(appeal)
    }
  }
}

/// `cleanclaim appeals levels`
struct AppealsLevels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "levels",
    abstract: "Which appeals a payer allows, and until when after a decision.",
    discussion: "Example: cleanclaim appeals levels --coverage MB --after 2026-03-02")

  @Option(help: "The payer's identifier.")
  var payer = ""

  @Option(help: "The kind of coverage, as CLP06 or SBR09 has it, such as MB.")
  var coverage: String?

  @Option(help: "The date of the decision.")
  var after: DayArgument

  @OptionGroup var place: BillingPlace

  func run() throws {
    try place.answer(DenialText.levels) { office throws(WorkflowFailure) in
      office.appealLevels(payer: payer, coverage: coverage, after: after.day)
    }
  }
}

/// A fact on the command line: `name=text`.
struct FactArgument: ExpressibleByArgument {
  let name: String
  let text: String

  init?(argument: String) {
    guard let mark = argument.firstIndex(of: "="), mark > argument.startIndex else { return nil }
    name = String(argument[..<mark])
    text = String(argument[argument.index(after: mark)...])
  }

  /// The facts by name; of those with one name the last.
  static func facts(_ facts: [FactArgument]) -> [String: String] {
    Dictionary(facts.map { ($0.name, $0.text) }) { _, last in last }
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim edits`
struct EditsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edits",
    abstract: "The edits themselves: which there are, and that each does what it says.",
    subcommands: [
      EditsCoverage.self, EditsOverride.self, EditsOverrides.self, EditsRevoke.self,
    ])
}

/// `cleanclaim edits coverage`
struct EditsCoverage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Run the cases of every edit: one on which it fires, one on which it is silent.",
    discussion: """
      The cases are part of the program and run on made-up tables, whatever is installed. Exit code 1 where \
      an edit lacks a case or a case does not come out.

      Example: cleanclaim edits coverage
      """)

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Flag(help: "Answer as JSON.")
  var json = false

  func run() throws {
    var isWhole = false
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let answer = try EditCoverage(Installation(home: home)).run()
      isWhole = answer["uncovered"]?.digits == "0" && answer["failed"]?.elements.isEmpty == true
      Face.print(json ? answer.pretty : EditText.coverage(answer))
    }
    if !isWhole { throw ExitCode(1) }
  }
}

/// `cleanclaim edits override`
struct EditsOverride: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "override",
    abstract: "Answer for a finding: it stays on the claim and holds it no more.",
    discussion: """
      The claim is named as it names itself: the encounter's id, or the patient control number of an 837. \
      Nothing is deleted: cleanclaim edits overrides lists every override with who, why and until when.

      Example: cleanclaim edits override CC-2024-0812 ncci.procedure-pair --line 2 --user "A. Biller" \
      --reason "appeal 17 accepted the two feet" --until 2026-12-31
      """)

  @Argument(help: "The claim.")
  var claim: String

  @Argument(help: "The id of the rule.")
  var rule: String

  @Option(help: "The service line; without it every finding of the rule on the claim.")
  var line: Int?

  @Option(help: "Why.")
  var reason: String

  @Option(help: "Who answers for it.")
  var user: String

  @Option(help: "The last day on which it counts.")
  var until: DayArgument

  @OptionGroup var place: EditsPlace

  func run() throws {
    try Face.run(json: place.json) { () throws(WorkflowFailure) in
      let answer = try Overrides(Installation(home: place.home)).add(
        claim: claim, rule: rule, line: line, reason: reason, user: user, until: until.day)
      Face.print(place.json ? answer.pretty : EditText.override(answer))
    }
  }
}

/// `cleanclaim edits overrides`
struct EditsOverrides: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overrides",
    abstract: "List every override: active, expired and taken back.",
    discussion: "Example: cleanclaim edits overrides --json")

  @OptionGroup var place: EditsPlace

  func run() throws {
    try Face.run(json: place.json) { () throws(WorkflowFailure) in
      let answer = try Overrides(Installation(home: place.home)).report()
      if place.json { return Face.print(answer.pretty) }
      for override in answer.elements { Face.print(EditText.override(override)) }
      if answer.elements.isEmpty { Face.print("no override") }
    }
  }
}

/// `cleanclaim edits revoke`
struct EditsRevoke: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Take an override back.",
    discussion: "Example: cleanclaim edits revoke 3 --user \"C. Compliance\" --reason \"no record\""
  )

  @Argument(help: "The number of the override.")
  var number: Int

  @Option(help: "Why.")
  var reason: String

  @Option(help: "Who takes it back.")
  var user: String

  @OptionGroup var place: EditsPlace

  func run() throws {
    try Face.run(json: place.json) { () throws(WorkflowFailure) in
      try Overrides(Installation(home: place.home)).revoke(number, by: user, because: reason)
    }
  }
}

/// Where overrides lie, and how to answer.
struct EditsPlace: ParsableArguments {
  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Flag(help: "Answer as JSON.")
  var json = false
}

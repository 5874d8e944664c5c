// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim people duplicates`
struct PeopleDuplicates: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duplicates",
    abstract: "Pairs of records that may be one patient, the likeliest first, with the reasons.",
    discussion: "Example: cleanclaim people duplicates")

  @Argument(help: "The number of a patient; all, where none is given.")
  var patient: String?

  @OptionGroup var place: PeoplePlace

  func run() throws {
    try place.answer(PeopleText.pairs) { people throws(WorkflowFailure) in
      try people.duplicates(patient)
    }
  }
}

/// `cleanclaim people merge`
struct PeopleMerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Let one number stand for another; nothing is moved, and it can be taken back.",
    discussion: "Example: cleanclaim people merge P000007 P000002")

  @Argument(help: "The number that is merged.")
  var patient: String

  @Argument(help: "The number that stands for it from now on.")
  var into: String

  @OptionGroup var place: PeoplePlace

  func run() throws {
    try place.answer(PeopleText.merged) { people throws(WorkflowFailure) in
      try people.merge(patient, into: into)
    }
  }
}

/// `cleanclaim people unmerge`
struct PeopleUnmerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unmerge",
    abstract: "Take a merge back: the number is a patient of its own again.",
    discussion: "Example: cleanclaim people unmerge P000007")

  @Argument(help: "The number that was merged.")
  var patient: String

  @OptionGroup var place: PeoplePlace

  func run() throws {
    try place.answer(PeopleText.merged) { people throws(WorkflowFailure) in
      try people.unmerge(patient)
    }
  }
}

/// `cleanclaim people coverage`
struct PeopleCoverage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Add a coverage, change one, or end one; what a claim would lack is said at once.",
    discussion: """
      Docs/People.md describes the document.

      Examples:
        cleanclaim people coverage P000001 Docs/people/coverage.json
        cleanclaim people coverage P000001 Docs/people/coverage.json --number 2
        cleanclaim people coverage P000001 --number 1 --end 2026-12-31
      """)

  @Argument(help: "The patient's number.")
  var patient: String

  @Argument(help: "The document.")
  var file: String?

  @Option(help: "The number of the coverage that is changed or ended.")
  var number: Int?

  @Option(help: "Its last day.")
  var end: DayArgument?

  @OptionGroup var place: PeoplePlace

  func validate() throws {
    guard (file == nil) == (end != nil), end == nil || number != nil else {
      throw ValidationError("Give a document, or --number and --end.")
    }
  }

  func run() throws {
    try place.answer(PeopleText.changed) { people throws(WorkflowFailure) in
      if let number, let end {
        return try people.endCoverage(of: patient, number: number, through: end.day)
      }
      return try people.coverage(of: patient, document(file ?? "-"), number: number)
    }
  }
}

/// `cleanclaim people discover`
struct PeopleDiscover: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discover",
    abstract: "Ask a program of yours which coverages a patient has that nobody has told of.",
    discussion: """
      The program is given a line of JSON and answers one; Docs/People.md describes both. Nothing is entered.

      Example: cleanclaim people discover P000001 --program ./find-coverage
      """)

  @Argument(help: "The patient's number.")
  var patient: String

  @Option(help: "The program.")
  var program: String

  @Option(help: "The day of care (default: today).")
  var on: DayArgument?

  @Option(help: "How many seconds it may take.")
  var seconds = 30

  @OptionGroup var place: PeoplePlace

  func run() throws {
    try place.answer(PeopleText.discovered) { people throws(WorkflowFailure) in
      try people.discover(patient, with: program, on: on?.day, seconds: seconds)
    }
  }
}

/// `cleanclaim people guarantor`
struct PeopleGuarantor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guarantor",
    abstract: "Who answers for a patient's share, and from which day on somebody else does.",
    discussion: """
      What was owed before the day stays with whom it was owed by.

      Examples:
        cleanclaim people guarantor P000001
        cleanclaim people guarantor P000001 --to G000004 --since 2026-05-01
        cleanclaim people guarantor P000001 --person Docs/people/guarantor.json --since 2026-05-01
      """)

  @Argument(help: "The patient's number.")
  var patient: String

  @Option(help: "The number of a guarantor who is known.")
  var to: String?

  @Option(help: "A document with a person; one known by name and birth is found.")
  var person: String?

  @Option(help: "The first day (default: today in UTC).")
  var since: DayArgument?

  @OptionGroup var place: PeoplePlace

  func run() throws {
    try place.answer(PeopleText.guarantors) { people throws(WorkflowFailure) in
      var given: JSON?
      if let person { given = try document(person) }
      return try people.guarantor(of: patient, to: to, person: given, since: since?.day)
    }
  }
}

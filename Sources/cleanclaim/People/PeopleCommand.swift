// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim people`
struct PeopleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people",
    abstract: "The patients of a practice: entered, found, merged, with guarantors and coverages.",
    subcommands: [
      PeopleAdd.self, PeopleImport.self, PeopleShow.self, PeopleChange.self, PeopleFind.self,
      PeopleDuplicates.self, PeopleMerge.self, PeopleUnmerge.self, PeopleCoverage.self,
      PeopleDiscover.self, PeopleGuarantor.self, PeopleHistory.self,
    ])
}

/// Whose patients, and who asks.
struct PeoplePlace: ParsableArguments {
  @OptionGroup var user: UserOption
  @OptionGroup var options: PracticeOptions

  /// Asks the register something and shows the answer.
  func answer(
    _ words: (JSON) -> String, _ question: (People) throws(WorkflowFailure) -> JSON
  ) throws {
    try options.answer(words) { place throws(WorkflowFailure) in
      try question(People(place, user: user.name))
    }
  }
}

/// `cleanclaim people add`
struct PeopleAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Enter a patient, or find the one of the same name, birth and number.",
    discussion: """
      Docs/People.md describes the document. Who only looks alike is listed, and never merged.

      Example: cleanclaim people add Docs/people/patient.json
      """)

  @Argument(help: "The document; - for the standard input.")
  var file: String

  @OptionGroup var place: PeoplePlace

  func run() throws {
    try place.answer(PeopleText.added) { people throws(WorkflowFailure) in
      try people.add(document(file))
    }
  }
}

/// `cleanclaim people import`
struct PeopleImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract:
      "Enter the patients of a file, one a line of JSON; those known already are left as they are.",
    discussion: """
      Each thousand lines are safe on the disk before the next, so that a file that was broken off can be given again.

      Example: cleanclaim people import patients.ndjson
      """)

  @Argument(help: "The file; - for the standard input.")
  var file: String

  @OptionGroup var place: PeoplePlace

  func run() throws {
    try place.answer(PeopleText.imported) { people throws(WorkflowFailure) in
      try people.add(file: file)
    }
  }
}

/// `cleanclaim people show`
struct PeopleShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "A patient with coverages, guarantor and the numbers merged into it.",
    discussion: "Example: cleanclaim people show P000001 --on 2026-04-01")

  @Argument(help: "The patient's number.")
  var patient: String

  @Option(help: "The day on which coverages and guarantor are looked at (default: today in UTC).")
  var on: DayArgument?

  @OptionGroup var place: PeoplePlace

  func run() throws {
    try place.answer(PeopleText.shown) { people throws(WorkflowFailure) in
      try people.show(patient, on: on?.day)
    }
  }
}

/// `cleanclaim people change`
struct PeopleChange: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "change",
    abstract: "Put what a document says in the place of what was known; what was before is kept.",
    discussion: "Example: cleanclaim people change P000001 Docs/people/patient.json")

  @Argument(help: "The patient's number.")
  var patient: String

  @Argument(help: "The document; its coverages and guarantor are not looked at.")
  var file: String

  @OptionGroup var place: PeoplePlace

  func run() throws {
    try place.answer(PeopleText.changed) { people throws(WorkflowFailure) in
      try people.change(patient, to: document(file))
    }
  }
}

/// `cleanclaim people find`
struct PeopleFind: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Find patients by what they are known by, or were before.",
    discussion: """
      Give a family name, a given name with a date of birth, or a number. Accents and capitals make no difference.

      Example: cleanclaim people find --family Testperson --birth-date 1980-02-29
      """)

  @Option(help: "The family name.")
  var family: String?
  @Option(help: "The given name.")
  var given: String?
  @Option(help: "The date of birth.")
  var birthDate: DayArgument?
  @Option(help: "The number of the subscriber with a payer.")
  var member: String?
  @Option(help: "The practice's medical record number.")
  var record: String?
  @Option(help: "The telephone number.")
  var telephone: String?

  @OptionGroup var place: PeoplePlace

  func run() throws {
    try place.answer(PeopleText.found) { people throws(WorkflowFailure) in
      try people.find(
        family: family, given: given, birthDate: birthDate?.day, member: member,
        recordNumber: record, telephone: telephone)
    }
  }
}

/// `cleanclaim people history`
struct PeopleHistory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Who changed what of a patient, and what it was before.",
    discussion: "Example: cleanclaim people history P000001")

  @Argument(help: "The patient's number.")
  var patient: String

  @OptionGroup var place: PeoplePlace

  func run() throws {
    try place.answer(PeopleText.history) { people throws(WorkflowFailure) in
      try people.history(patient)
    }
  }
}

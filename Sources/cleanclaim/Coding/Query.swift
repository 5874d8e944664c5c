// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim query`
struct Query: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Ask what a note lacks: queries to the provider, each with the words that raise it.",
    discussion: """
      Drugs, treatments and results without a diagnosis, diagnoses without anything that they rest on, \
      entries that differ, parts of the record that were not found, text that stands twice, details that \
      a code wants. Each is a question and never a code.

      Examples:
        cleanclaim query note.txt
        cleanclaim query note.txt --setting inpatient --on 2026-05-04 --json
      """)

  @Argument(help: "A note as plain text; `-` for the standard input.")
  var file: String

  @OptionGroup var reading: NoteOptions

  @Flag(help: "Answer as JSON.")
  var json = false

  @Flag(help: "Answer as text (the default).")
  var text = false

  func validate() throws {
    if json, text { throw ValidationError("Give --json or --text.") }
  }

  func run() throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let library = try NoteLibrary(Installation(home: reading.home), on: reading.day?.day)
      let answer = try QueryNotes(library, setting: reading.setting, day: reading.day?.day)
        .answer(file)
      Face.print(json ? answer.pretty : CodingText.queries(answer))
    }
  }
}

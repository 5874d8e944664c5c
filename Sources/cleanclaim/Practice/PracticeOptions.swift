// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Values
import Workflows

/// Who asks.
struct UserOption: ParsableArguments {
  @Option(help: "Who does it: kept with the change (default: the login name).")
  var user: String?

  var name: String {
    user ?? getenv("USER").map { String(cString: $0) } ?? "unnamed"
  }
}

/// Reads a document of JSON; `-` is the standard input.
func document(_ path: String) throws(WorkflowFailure) -> JSON { try JSONFile.read(path) }

/// Which practice, where its data and keys lie, and how to answer.
struct PracticeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The database: sqlite:PATH or postgresql://… (default: books.sqlite in the installation).",
      valueName: "address"))
  var database: String?

  @Option(help: "The practice, where a database has several.")
  var practice = "main"

  @Option(
    help: ArgumentHelp(
      "The file of keys (default: $CLEANCLAIM_KEYS, else keys in the installation).",
      valueName: "file"))
  var keys: String?

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Flag(help: "Answer as JSON.")
  var json = false

  func place() throws(WorkflowFailure) -> PracticePlace {
    try PracticePlace(
      database: database, practice: practice, keys: keys, Installation(home: home))
  }

  /// Asks something and shows the answer.
  func answer(
    _ words: (JSON) -> String, _ question: (PracticePlace) throws(WorkflowFailure) -> JSON
  ) throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let answer = try question(place())
      Face.print(json ? answer.pretty : words(answer))
    }
  }
}

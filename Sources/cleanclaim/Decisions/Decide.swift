// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim decide`
struct Decide: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Answer requests of JSON, a line each, and keep the decisions in an archive.",
    discussion: """
      One decision a line of the standard input or a file, one answer a line, in order; a request that is \
      refused is answered with its findings. With --archive each decision is kept with the releases that \
      could be looked at; cleanclaim replay makes them again.

      Examples:
        cleanclaim decide --kinds
        cleanclaim decide em visits.ndjson --archive decisions.ndjson
        cleanclaim replay decisions.ndjson
      """)

  @Argument(help: "The kind of decision.")
  var kind: String?

  @Argument(help: "A file of requests; - for the standard input.")
  var file = "-"

  @Option(help: "The archive to add the decisions to.")
  var archive: String?

  @Option(help: "Only releases that took effect by this day are looked at.")
  var known: DayArgument?

  @Flag(help: "List the kinds of decisions.")
  var kinds = false

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  func validate() throws {
    if kind == nil, !kinds {
      throw ValidationError("Give the kind of decision; --kinds lists them.")
    }
  }

  func run() throws {
    if kinds {
      for kind in Deciders.kinds { Face.print("\(kind.name)  \(kind.summary)") }
      return
    }
    var refused = 0
    try Face.run(json: true) { () throws(WorkflowFailure) in
      let decisions = try ArchiveDecisions(
        Installation(home: home), known: known?.day, archive: archive)
      refused = try decisions.decideAll(kind ?? "", file) { Face.print($0.line) }
      try decisions.finish()
    }
    if refused > 0 { throw ExitCode(1) }
  }
}

/// `cleanclaim replay`
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Make the decisions of an archive again and compare the answers byte by byte.",
    discussion: """
      Each decision is made with exactly the releases that were installed when it was made. What is not the \
      same is shown, a line of JSON each; the counts come last. Exit code 1 where anything differs.

      Example: cleanclaim replay decisions.ndjson
      """)

  @Argument(help: "An archive that cleanclaim decide or another command has kept.")
  var file: String

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Flag(help: "Answer as JSON.")
  var json = false

  func run() throws {
    var isSame = true
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let counts = try ReplayDecisions(Installation(home: home)).replay(file) {
        Face.print($0.line)
      }
      isSame = counts["decisions"] == counts["same"]
      if json {
        Face.print(counts.line)
      } else {
        func count(_ name: String) -> String { counts[name]?.digits ?? "0" }
        Face.print(
          "\(count("decisions")) decisions: \(count("same")) the same, \(count("different")) different, "
            + "\(count("not_made")) not made again")
      }
    }
    if !isSame { throw ExitCode(1) }
  }
}

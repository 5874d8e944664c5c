// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim group cmi`
struct GroupCaseMix: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cmi",
    abstract: "Show the case-mix index of grouped discharges, or compare two files of them.",
    discussion: """
      Reads a discharge a line: the answers of `group msdrg`, JSON with drg and discharge_date, or \
      comma-separated text with a header of these names. length_of_stay and discharge_status, where they \
      are there, adjust the index for transfers; --claims adds them, and the date, by id. What could not \
      be grouped (998, 999) is counted apart. Weights are those of IPPS Table 5 of each day of discharge, \
      or of the day given with --on.

      Examples:
        cleanclaim group cmi answers.ndjson --claims claims.ndjson
        cleanclaim group cmi after.csv --before before.csv --json
      """)

  @Argument(help: "A file of grouped discharges; - for the standard input.")
  var file = "-"

  @Option(help: "The same discharges before a change: compared with the file.")
  var before: String?

  @Option(help: "A file with id, discharge_date, length_of_stay and discharge_status.")
  var claims: String?

  @Option(help: "The day whose weights count for all.")
  var on: DayArgument?

  @Option(help: "Only releases that took effect by this day are looked at.")
  var known: DayArgument?

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Flag(help: "Answer as JSON.")
  var json = false

  func run() throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      var queries = try CaseMixQueries(
        Installation(home: home).known(on: known?.day),
        CaseMixQueries.Options(claims: claims, on: on?.day))
      if let before {
        let answer = try queries.compare(before: before, after: file)
        if json { Face.print(answer.pretty) } else { CaseMixText.showComparison(answer) }
      } else {
        let answer = try queries.caseMix(file)
        if json { Face.print(answer.pretty) } else { CaseMixText.show(answer) }
      }
    }
  }
}

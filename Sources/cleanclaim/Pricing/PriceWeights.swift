// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim price weights`
struct PriceWeights: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weights",
    abstract: "Show DRG weights and mean lengths of stay, as IPPS Table 5 has them.",
    discussion: """
      Examples:
        cleanclaim price weights 469 470
        cleanclaim price weights --on 2026-01-10 --json
      """)

  @Argument(help: "DRGs; all where none is given.")
  var drgs: [String] = []

  @Option(help: "The day of discharge; the newest installed table where none is given.")
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
      let answer = try PriceInpatient.weights(
        Installation(home: home).known(on: known?.day), drgs, on: on?.day)
      if json { return Face.print(answer.pretty) }
      Face.note(
        "\(answer["edition"]?.string ?? "")  DRG, MDC, weight, geometric and arithmetic mean stay")
      for row in answer["drgs"]?.elements ?? [] { Face.print(Self.text(row)) }
    }
  }

  private static func text(_ row: JSON) -> String {
    func value(_ name: String) -> String { row[name]?.digits ?? "-" }
    var marks: [String] = []
    if row["post_acute"]?.bool == true { marks.append("post-acute") }
    if row["special_pay"]?.bool == true { marks.append("special pay") }
    let flags = marks.isEmpty ? "" : "  (\(marks.joined(separator: ", ")))"
    return (row["drg"]?.string ?? "").padded(to: 5)
      + (row["mdc"]?.string ?? "-").padded(to: 5) + value("weight").padded(to: 9)
      + value("geometric_mean_stay").padded(to: 6) + value("arithmetic_mean_stay").padded(to: 6)
      + (row["title"]?.string ?? "") + flags
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim group elixhauser`
struct GroupElixhauser: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "elixhauser",
    abstract: "Elixhauser comorbidities of stays (AHRQ).",
    discussion: """
      A record has diagnosis_codes, the principal diagnosis first, and poa, as many: Y, N, U, W or 1. \
      Docs/Hcc.md describes the answer.

      Examples:
        cleanclaim group elixhauser stay.json
        cleanclaim group elixhauser --ndjson < stays.ndjson > comorbidities.ndjson
      """)

  @Argument(help: "A record of one stay.")
  var file: String?

  @Flag(help: "Read a record a line from the standard input, answer a line of JSON each, in order.")
  var ndjson = false

  @Option(help: "The day of discharge, which chooses the release (default: the newest).")
  var on: DayArgument?

  @Flag(help: "Answer as JSON.")
  var json = false

  @Option(help: "Only releases that took effect by this day are looked at.")
  var known: DayArgument?

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  func validate() throws {
    if ndjson == (file != nil) { throw ValidationError("Give a file, or --ndjson.") }
  }

  func run() throws {
    var refused = 0
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let answers = try ElixhauserAnswers(
        Installation(home: home).known(on: known?.day), on: on?.day)
      guard let file else {
        refused = try answers.run("-") { Face.print($0.line) }
        return
      }
      let answer = try answers.report(file)
      Face.print(json ? answer.pretty : Self.text(answer))
    }
    if refused > 0 { throw ExitCode(1) }
  }

  private static func text(_ answer: JSON) -> String {
    var lines = ["\(answer["count"]?.int ?? 0) comorbidities  [\(answer["release"]?.string ?? "")]"]
    for item in answer["comorbidities"]?.elements ?? [] {
      let codes = (item["diagnoses"]?.elements ?? []).compactMap(\.string).joined(separator: ", ")
      lines.append(
        "  \(item["measure"]?.string ?? "")  \(item["title"]?.string ?? "")  from \(codes)")
    }
    for item in answer["yielding"]?.elements ?? [] {
      lines.append("  \(item["measure"]?.string ?? "")  yields to \(item["to"]?.string ?? "")")
    }
    for diagnosis in answer["diagnoses"]?.elements ?? [] {
      for row in diagnosis["measures"]?.elements ?? [] where row["status"]?.string != "counts" {
        let why =
          row["status"]?.string == "principal"
          ? "is the principal diagnosis" : "was not present on admission, or that is not stated"
        lines.append(
          "  \(diagnosis["code"]?.string ?? "")  \(why): no \(row["measure"]?.string ?? "")")
      }
    }
    return lines.joined(separator: "\n")
  }
}

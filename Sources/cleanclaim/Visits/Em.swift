// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim em`
struct Em: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "em",
    abstract: "Find the evaluation and management code of a visit, with the working.",
    discussion: """
      The level comes from medical decision making (two of the elements problems, data and risk) or from \
      the practitioner's total time, whichever supports more. Kinds may carry a count after a colon; \
      --kinds lists them. What is not documented is not given.

      Examples:
        cleanclaim em office-established --date 2026-03-02 --problem stable-chronic:2 --risk prescription-drug
        cleanclaim em office-new --date 2026-03-02 --payer medicare --minutes 95
        cleanclaim em hospital-subsequent --date 2026-03-02 --payer medicare --physician-minutes 20 --nonphysician-minutes 15
        cleanclaim em preventive-established --date 2026-03-02 --age 52 --separate-problem --problem stable-chronic --risk low
        cleanclaim em --ndjson < visits.ndjson
      """)

  @Argument(help: "The service, such as office-established; with --ndjson a file of visits, or -.")
  var service: String?

  @Option(
    name: [.customLong("date"), .customLong("on")],
    help: "The day of the visit; with --ndjson, of visits that say none.")
  var date: String?

  @Option(
    help: "A kind of problem addressed; may be given again, or with a count: stable-chronic:2.")
  var problem: [String] = []

  @Option(help: "Data reviewed or analysed, likewise: tests-ordered:2.")
  var data: [String] = []

  @Option(help: "What made the management risky, likewise.")
  var risk: [String] = []

  @Option(help: "The practitioner's total time on the day, in minutes.")
  var minutes: String?

  @Option(help: "How many hours a stay of one day lasted.")
  var hours: String?

  @Option(help: "medicare or other (the default): their rules on prolonged time differ.")
  var payer: String?

  @Flag(help: "Clinical staff saw the patient, no practitioner did.")
  var staffOnly = false

  @Flag(help: "The practitioner is the continuing focal point of the patient's care.")
  var longitudinal = false

  @Flag(help: "A preventive service of Medicare Part B was done on the same day.")
  var preventive = false

  @Option(help: "A modifier of the service; may be given again.")
  var modifier: [String] = []

  @Option(help: "The last day on which somebody of the group and specialty saw the patient.")
  var lastSeen: String?

  @OptionGroup var sharing: SharedVisitOptions

  @Flag(help: "List the services and the kinds of problems, data and risks.")
  var kinds = false

  @Flag(help: "Read a visit a line, answer a line of JSON each, in order.")
  var ndjson = false

  @Flag(help: "Answer as JSON.")
  var json = false

  func validate() throws {
    if !kinds, !ndjson, service == nil {
      throw ValidationError("Give the service; cleanclaim em --kinds lists them.")
    }
  }

  func run() throws {
    var faulty = 0
    try Face.run(json: json || ndjson) { () throws(WorkflowFailure) in
      let visits = LevelVisits()
      if kinds {
        Face.print(json ? visits.kinds.pretty : VisitText.kinds(visits.kinds))
      } else if ndjson {
        faulty = try visits.levelAll(service ?? "-", on: date) { Face.print($0.line) }
      } else {
        let answer = try visits.level(visit)
        Face.print(json ? answer.pretty : VisitText.answer(answer))
      }
    }
    if faulty > 0 { throw ExitCode(1) }
  }

  /// The visit as the options give it; what is wrong with it is for the workflow to say.
  private var visit: JSON {
    .members(
      ("service", service.map(JSON.string)), ("date", date.map(JSON.string)),
      ("payer", payer.map(JSON.string)), ("problems", Self.items(problem)),
      ("data", Self.items(data)), ("risks", Self.items(risk)),
      ("minutes", minutes.map(JSON.string)), ("hours", hours.map(JSON.string)),
      ("staffOnly", .bool(staffOnly)), ("longitudinal", .bool(longitudinal)),
      ("preventive", .bool(preventive)), ("modifiers", .array(modifier.map(JSON.string))),
      ("lastSeen", lastSeen.map(JSON.string)), ("place", sharing.place.map(JSON.string)),
      ("age", sharing.age.map(JSON.string)),
      ("separateProblem", .bool(sharing.separateProblem)), ("split", sharing.split),
      ("teaching", sharing.teachingJSON), ("sameDay", sharing.others))
  }

  private static func items(_ texts: [String]) -> JSON {
    .object(
      texts.map { text in
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        let count: JSON =
          parts.count < 2
          ? .int(1) : Int(parts[1]).map(JSON.int) ?? .string(parts[1])
        return JSON.Member(parts.first ?? "", count)
      })
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim group apc`
struct GroupAPC: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apc",
    abstract:
      "Put the lines of an outpatient claim into payment groups (APC), and apply the outpatient edits.",
    discussion: """
      A claim is a JSON file, or options of one day: --line CODE[-MODIFIER…][*UNITS][@REVENUE], again for each \
      line. Every line is answered with its status indicator as published and as assigned, its payment \
      group, what becomes of it and why. With --ndjson, claims are read a line each and answered a line \
      each. Docs/Outpatient.md describes the record.

      Examples:
        cleanclaim group apc --on 2025-03-01 --line 70450@0351 --line 70486@0351
        cleanclaim group apc claim.json --json
      """)

  @Argument(help: "A claim as JSON, or with --ndjson a file of claims; - for the standard input.")
  var file: String?

  @OptionGroup var claim: OutpatientOptions

  @Flag(help: "Read a claim a line, answer a line of JSON each, in order.")
  var ndjson = false

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Option(help: "Only releases that took effect by this day are looked at.")
  var known: DayArgument?

  @Flag(help: "Answer as JSON.")
  var json = false

  func validate() throws { try claim.validate(file: file, ndjson: ndjson) }

  func run() throws {
    var faulty = 0
    try Face.run(json: json || ndjson) { () throws(WorkflowFailure) in
      var grouping = try GroupOutpatient(Installation(home: home), known: known?.day)
      if ndjson {
        faulty = try grouping.groupAll(file ?? "-") { Face.print($0.line) }
        return
      }
      for document in try claim.documents(file) {
        let answer = try grouping.group(document)
        if json { Face.print(answer.pretty) } else { Face.put(OutpatientText.of(answer)) }
      }
    }
    if faulty > 0 { throw ExitCode(1) }
  }
}

/// An outpatient claim as options.
struct OutpatientOptions: ParsableArguments {
  @Option(help: "The day of service.")
  var on: String?

  @Option(
    help:
      "A line: CODE, modifiers after hyphens, *units, @revenue code, $charge; may be given again.")
  var line: [String] = []

  @Option(help: "The type of bill (default: 0131).")
  var billType: String?

  @Option(help: "A condition code; may be given again.")
  var conditionCode: [String] = []

  @Option(help: "A diagnosis, the first one first; may be given again.")
  var diagnosis: [String] = []

  @Option(help: "The patient discharge status.")
  var status: String?

  func validate(file: String?, ndjson: Bool) throws {
    if line.isEmpty, file == nil, !ndjson {
      throw ValidationError("Give a claim: a file, or --on and --line.")
    }
    if !line.isEmpty, on == nil { throw ValidationError("--line wants --on: the day of service.") }
    if !line.isEmpty, file != nil || ndjson {
      throw ValidationError("Give a file or lines, not both.")
    }
  }

  /// The claims as records; what is wrong with them is for the workflow to say.
  func documents(_ file: String?) throws(WorkflowFailure) -> [JSON] {
    if let file { return try GroupOutpatient.documents(in: file) }
    return [
      .members(
        ("date", on.map(JSON.string)), ("billType", billType.map(JSON.string)),
        ("conditionCodes", .array(conditionCode.map(JSON.string))),
        ("diagnoses", .array(diagnosis.map(JSON.string))),
        ("dischargeStatus", status.map(JSON.string)), ("lines", .array(line.map(Self.line))))
    ]
  }

  /// A line such as `99284-25*1@0450$812.00`.
  private static func line(_ text: String) -> JSON {
    var parts: [Character: String] = [:]
    var modifiers: [String] = []
    var mark: Character = " "
    var part = ""
    func close() {
      if mark == "-" { modifiers.append(part) } else { parts[mark] = part }
      part = ""
    }
    for character in text {
      if "-*@$".contains(character) {
        close()
        mark = character
      } else {
        part.append(character)
      }
    }
    close()
    return .members(
      ("code", .text(parts[" "])), ("modifiers", .array(modifiers.map(JSON.string))),
      ("units", parts["*"].map(JSON.string)), ("revenue", parts["@"].map(JSON.string)),
      ("charge", parts["$"].map(JSON.string)))
  }
}

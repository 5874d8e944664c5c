// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim code`
struct Code: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code",
    abstract: "Read a note: the codes that it supports, each with the words that support it.",
    discussion: """
      Examples:
        cleanclaim code note.txt
        cleanclaim code note.txt --setting inpatient --on 2026-05-04 --json
        cleanclaim code --ndjson --jobs 2 < notes.ndjson > codes.ndjson
      """)

  @Argument(help: "A note as plain text; `-` for the standard input.")
  var file: String?

  @Flag(help: "Read a note a line (id, text, setting), write an answer a line, in order.")
  var ndjson = false

  @Option(help: "Where the patient was seen: inpatient or outpatient (default: as the note tells).")
  var setting: String?

  @Option(name: .customLong("on"), help: "The date of service; for a stay the day of discharge.")
  var day: DayArgument?

  @Option(help: "Leave out suggestions less sure than this, 0 to 1.")
  var abstain: Double?

  @Option(help: "How many processors read, with --ndjson.")
  var jobs = 1

  @Flag(help: "Answer as JSON.")
  var json = false

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  func validate() throws {
    if ndjson, file != nil { throw ValidationError("Give a file, or --ndjson.") }
    if !ndjson, file == nil { throw ValidationError("Give a file, or --ndjson.") }
    if !(1...256).contains(jobs) { throw ValidationError("Jobs are 1 to 256.") }
    if let setting, !["inpatient", "outpatient"].contains(setting) {
      throw ValidationError("A setting is inpatient or outpatient.")
    }
    if let abstain, !(0...1).contains(abstain) {
      throw ValidationError("A confidence is between 0 and 1.")
    }
  }

  func run() throws {
    var faults = 0
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let library = try NoteLibrary(Installation(home: home), on: day?.day)
      let notes = CodeNotes(
        library, setting: setting, abstainBelow: abstain.map { Int(($0 * 1000).rounded()) })
      guard let file else {
        faults = try notes.lines(of: "-", jobs: jobs) { Face.put($0) }.faults
        return
      }
      let answer = try notes.answer(file).answer
      Face.print(json ? answer.pretty : CodingText(answer).text)
    }
    if faults > 0 { throw ExitCode(1) }
  }
}

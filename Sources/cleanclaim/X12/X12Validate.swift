// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Values
import Workflows

/// `cleanclaim x12 validate`
struct X12Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check a file by all types of test (SNIP 1 to 7), and write acknowledgements.",
    discussion: """
      Every finding is told with its line, loop and element, and what to do. The exit code is 0 where the \
      file is accepted, 1 where something rejects, 2 where it cannot be read.

      Examples:
        cleanclaim x12 validate claims.edi
        cleanclaim x12 validate claims.edi --json | jq '.counts'
        cleanclaim x12 validate claims.edi --rules payer.tsv
        cleanclaim x12 validate claims.edi --ack999 999.edi --ack277ca 277ca.edi
        cleanclaim x12 validate claims.edi --ack999 out/999.edi --numbers-from-store
      """)

  @OptionGroup var input: InterchangeOptions

  @Option(help: "A table with rules of a payer or partner; Docs/X12.md describes its columns.")
  var rules: String?

  @Option(help: "A type of test that is not wanted, 1 to 7; may be given several times.")
  var skip: [Int] = []

  @Option(
    name: .customLong("ack999"), help: "Write a 999 here: which sets are accepted, and why not.")
  var ack999: String?

  @Option(
    name: .customLong("ack277ca"), help: "Write a 277CA here: which claims are taken, and why not.")
  var ack277ca: String?

  @Option(
    name: .customLong("ta1"), help: "Write a TA1 here: whether the interchange itself is accepted.")
  var ta1: String?

  @Option(help: "The control number of the first acknowledgement; the others follow.")
  var controlNumber = 1

  @Flag(
    help: """
      Take control numbers from the installation's store, where no crash doubles or loses one; each \
      acknowledgement is then a file named after parties and number, 999-ZZPAYER-ZZCLINIC-000000042.edi.
      """)
  var numbersFromStore = false

  @Option(help: "The date of the acknowledgements (default: today).")
  var date: DayArgument?

  @Option(help: "The time of the acknowledgements, hhmm (default: now, UTC).")
  var time: String?

  @Option(help: "How many processors judge (default: all, at most 8).")
  var jobs: Int?

  @Flag(help: "Show only what rejects.")
  var quiet = false

  @Flag(help: "Answer as JSON.")
  var json = false

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  func validate() throws {
    if skip.contains(where: { !(1...7).contains($0) }) {
      throw ValidationError("Types of test are 1 to 7.")
    }
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("Jobs are 1 to 256.") }
    if !(1...999_999_999).contains(controlNumber) {
      throw ValidationError("A control number is 1 to 999999999.")
    }
  }

  func run() throws {
    var code: Int32 = 0
    try Face.run(json: json) { () throws(WorkflowFailure) in
      var wanted = InterchangeFile.JudgeOptions(installation: Installation(home: home))
      wanted.rules = rules
      wanted.skip(skip)
      wanted.jobs = jobs ?? min(8, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
      // Acknowledgements and JSON want all findings at the end; lines can go out as they come.
      let isStreamed = !json && ta1 == nil && ack999 == nil && ack277ca == nil
      let (file, isQuiet) = (input.file, quiet)
      if isStreamed {
        wanted.onFindings = { found in
          Face.endProgress()
          for finding in found { Self.show(finding, file, isQuiet) }
        }
      }
      let (judgement, written) = try input.interchanges.acknowledge(acknowledgements, wanted)
      Face.endProgress()
      code = !judgement.isReadable ? 2 : judgement.isAccepted ? 0 : 1
      if json { return Face.print(judgement.json.pretty) }
      show(judgement)
      for path in written { Face.note("written: \(path)") }
    }
    if code != 0 { throw ExitCode(code) }
  }

  private var acknowledgements: AcknowledgementFiles {
    var files = AcknowledgementFiles()
    files.envelope = ta1
    files.sets = ack999
    files.claims = ack277ca
    files.controlNumber = controlNumber
    if numbersFromStore { files.numbersFrom = Installation(home: home) }
    if let date { files.date = date.day }
    if let time { files.time = time }
    return files
  }

  private static func show(_ finding: JSON, _ file: String, _ quiet: Bool) {
    let severity = finding["severity"]?.string ?? ""
    if quiet, severity != "rejects" { return }
    let place = finding["place"]?.string ?? ""
    let grade = severity == "rejects" ? "" : severity == "warns" ? "warning: " : "note: "
    Face.print(
      "\(file):\(finding["line"]?.int ?? 0): \(place.isEmpty ? "" : "\(place): ")\(grade)"
        + "\(finding["message"]?.string ?? "") [\(finding["rule"]?.string ?? "")]")
    if let advice = finding["what_to_do"]?.string { Face.print("  \(advice)") }
  }

  private func show(_ judgement: Judgement) {
    for finding in judgement.findings { Self.show(finding, input.file, quiet) }
    let counts = judgement.counts
    let total = counts["findings"]?.int ?? 0
    let kept = counts["kept"]?.int ?? 0
    if kept < total { Face.note("\(total - kept) more findings are counted and not shown") }
    let result =
      !judgement.isReadable ? "unreadable" : judgement.isAccepted ? "accepted" : "rejected"
    Face.note(
      "\(result): \(counts["accepted_sets"]?.int ?? 0) of \(counts["sets"]?.int ?? 0) sets accepted, "
        + "\(total) findings, \(counts["rejects"]?.int ?? 0) of them reject")
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim run`
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "From encounters to clean claims: check every code, build the claims, write the 837s.",
    discussion: """
      Reads FHIR R4 Bundles and Cleanclaim's own encounter documents (.json, or one a line in .ndjson; \
      Docs/Encounter.md describes both). Each encounter is clean or held, with every finding. Clean \
      claims go to OUT/837p.edi and OUT/837i.edi, what was found to OUT/findings.ndjson. A held \
      encounter is a result, not a failure: the exit code is 0 unless --strict is given. A document that \
      cannot be read makes it 2; the others are done all the same.

      An encounter that has notes and no diagnoses is coded from the notes and held, with a finding for \
      each code and each question; --accept takes the codes as they are proposed, but for those that \
      --reject takes out and those in whose place --change puts a coder's answer.

      Where a contract with the payer is installed or given, each claim is told with the allowed amount to \
      expect of it, and where the patient's benefits are known with the patient's share. What cannot be \
      worked out holds nothing.

      Each claim is judged beside the earlier ones of the same patient, in the order in which they come, and \
      beside those of --history.

      Examples:
        cleanclaim run Examples --out out
        cleanclaim run - --json < encounters.ndjson
        cleanclaim run Examples --out out --contracts contract.yaml --benefits benefits.ndjson
        cleanclaim run Examples/visit-without-codes.json --accept --reject E11.9 --change M25.569=M25.561
      """)

  @Argument(help: "Files or folders; - for the standard input, a document a line.")
  var paths: [String]

  @Option(help: "The folder for the 837s and findings; nothing is written where none is given.")
  var out: String?

  @Option(
    help: "A fee schedule: a JSON object from code to charge (default: fees.json in a folder).")
  var fees: String?

  @Option(help: "The control number of the first interchange.")
  var controlNumber = 1

  @Flag(
    help: """
      Take control numbers from the installation's store, where no crash doubles or loses one; the files \
      are named after them.
      """)
  var numbersFromStore = false

  @Option(help: "The identifier of who sends the interchange.")
  var sender = "CLEANCLAIM"

  @Option(help: "The identifier of who receives the interchange.")
  var receiver = "CLEARINGHOUSE"

  @Option(help: "The date on the interchange (default: today).")
  var date: DayArgument?

  @Option(help: "The time on the interchange, hhmm (default: now, UTC).")
  var time: String?

  @Flag(
    help: """
      Take the diagnoses that are proposed from notes as confirmed; without it such encounters are held.
      """)
  var accept = false

  @Option(
    help: ArgumentHelp(
      "A coder's answer: the code that takes the place of a proposed one.",
      valueName: "code=code"))
  var change: [String] = []

  @Option(help: "A proposed code that a coder rejects.")
  var reject: [String] = []

  @Option(help: "A file of payers' rules beside those installed; may be given again.")
  var rules: [String] = []

  @OptionGroup var preCheck: PreCheckOptions

  @Option(
    help: ArgumentHelp(
      "A contract with a payer, or a folder of them, in the place of those installed; may be given again.",
      valueName: "file"))
  var contracts: [String] = []

  @Option(
    help: "The patients' benefits: documents of cleanclaim estimate, or a 271 of the patient.")
  var benefits: String?

  @Option(
    help:
      "A publisher's file, or a folder of them, in the place of what is installed of the same tables."
  )
  var tables: [String] = []

  @OptionGroup var past: HistoryOption

  @Flag(help: "The claims are meant: without it the interchange is marked as a test.")
  var production = false

  @Flag(help: "Exit with 1 where an encounter is held.")
  var strict = false

  @Flag(help: "Show only held encounters and the counts.")
  var quiet = false

  @OptionGroup var options: CodeOptions

  func validate() throws {
    for text in change where RunEncounters.Options.Change(text) == nil {
      throw ValidationError("A change is CODE=CODE, such as M25.569=M25.561.")
    }
    for text in reject where PackedCode(text) == nil {
      throw ValidationError("\(text) cannot be a code.")
    }
    if !accept, !change.isEmpty || !reject.isEmpty {
      throw ValidationError("--change and --reject want --accept.")
    }
  }

  func run() throws {
    var isAllClean = true
    var isAllRead = true
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let installation = try Installation(home: options.home).trying(tables)
      let preCheck = try preCheck.started()
      var settings = runOptions
      settings.earlier = try past.earlier()
      let runs = try RunEncounters(
        installation, settings, known: options.known?.day, preCheck: preCheck)
      let summary = try runs.run(paths) {
        if options.json { Face.print($0.line) } else { show($0) }
      }
      isAllRead = summary["unreadable"]?.int == 0
      isAllClean = summary["held"]?.int == 0 && summary["unreadable"]?.int == 0
      if options.json { Face.note(summary.line) } else { Self.show(summary: summary) }
    }
    if !isAllRead { throw ExitCode(2) }
    if strict, !isAllClean { throw ExitCode(1) }
  }

  private var runOptions: RunEncounters.Options {
    var run = RunEncounters.Options(out: out, controlNumber: controlNumber)
    run.fees = fees
    run.numbersFromStore = numbersFromStore
    run.sender = sender
    run.receiver = receiver
    run.isProduction = production
    run.accept = accept
    run.rules = rules
    run.contracts = contracts
    run.benefits = benefits
    run.rejected = reject.compactMap { PackedCode($0) }
    run.changes = change.compactMap(RunEncounters.Options.Change.init)
    if let date { run.date = date.day }
    if let time { run.time = time }
    return run
  }

  private func show(_ row: JSON) {
    let status = row["status"]?.string ?? ""
    if quiet, status == "clean" { return }
    var line = "\(status.uppercased())  \(row["file"]?.string ?? "")"
    if let id = row["encounter"]?.string { line += "  \(id)" }
    if let claim = row["claim"]?.string, let charge = row["charge"]?.digits {
      line += "  \(claim)  $\(charge)"
    }
    Face.print(line)
    if let group = row["group"] { Face.print("  \(Self.text(of: group))") }
    if let expected = row["expected"] { Face.print("  \(Self.text(expected: expected))") }
    if let share = row["patient_share"]?["totals"] {
      Face.print("  the patient is expected to pay $\(share["patient"]?.digits ?? "")")
    }
    for finding in row["findings"]?.elements ?? [] {
      for line in FindingText.lines(of: finding) { Face.print(line) }
    }
  }

  /// The group of a stay in a line.
  static func text(of group: JSON) -> String {
    let code = group["return_code"]?.string ?? ""
    guard code == "OK" else { return "no MS-DRG: \(code)" }
    let weight = group["weight"]?.string.map { ", weight \($0)" } ?? ""
    return "MS-DRG \(group["drg"]?.int ?? 0) \(group["title"]?.string ?? "")\(weight)"
  }

  /// What a contract lets expect in a line.
  private static func text(expected: JSON) -> String {
    let contract = expected["contract"]
    let name = "\(contract?["name"]?.string ?? "") \(contract?["version"]?.string ?? "")"
    guard let allowed = expected["allowed"]?.digits else { return "expected by \(name): not known" }
    let isSettled = expected["settled"]?.bool != false
    return "expected by \(name): $\(allowed)\(isSettled ? "" : ", not settled")"
  }

  private static func show(summary: JSON) {
    Face.print(
      "\(summary["encounters"]?.int ?? 0) encounters: \(summary["clean"]?.int ?? 0) clean, "
        + "\(summary["held"]?.int ?? 0) held; \(summary["unreadable"]?.int ?? 0) documents unreadable"
    )
    for file in summary["files"]?.elements ?? [] { Face.print("written: \(file.string ?? "")") }
  }
}

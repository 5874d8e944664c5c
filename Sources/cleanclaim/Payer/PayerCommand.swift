// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim payer`
struct PayerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payer",
    abstract: "A simulated payer: answers claims as payers do, to try an office out and to learn.",
    subcommands: [PayerAnswer.self, PayerClaims.self])
}

/// `cleanclaim payer answer`
struct PayerAnswer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer",
    abstract: "Answer claims with TA1, 999, 277CA and 835s that balance; 270, 276 and 278 too.",
    discussion: """
      The answers lie in a folder; order.txt has them in the order in which they are delivered, report.json what was \
      decided. Every file says that it comes from a simulator. Without files, what earlier runs have left is answered.

      Example: cleanclaim payer answer out/0001.837 --out answers --state payer.json
      """)

  @Argument(help: "The files of claims, or of questions.")
  var files: [String] = []

  @Option(help: "The folder for the answers.")
  var out: String

  @Option(
    help: ArgumentHelp(
      "How the payer behaves: Docs/PayerSimulator.md (default: as payers usually do).",
      valueName: "file"))
  var script: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Contracts, by which the payer allows amounts.", valueName: "file"))
  var contracts: [String] = []

  @Option(
    help: ArgumentHelp(
      "Where the payer remembers members, claims, what it has pended and will take back.",
      valueName: "file"))
  var state: String?

  @Option(help: "The day on which the claims come (default: today in UTC).")
  var on: DayArgument?

  @Option(help: "How many claims a remittance answers at most.")
  var most = 5000

  @Flag(help: "Do not judge the lines by the edits that are installed.")
  var noEdits = false

  @Option(help: "The installation (default: the user's).")
  var home: String?

  @Flag(help: "Answer as JSON.")
  var json = false

  func validate() throws {
    guard most > 0 else { throw ValidationError("--most is at least 1.") }
  }

  func run() throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      var options = PayerSimulator.Options(out: out, date: on?.day)
      options.script = script
      options.contracts = contracts
      options.state = state
      options.most = most
      options.hasEdits = !noEdits
      let simulator = try PayerSimulator(Installation(home: home), options)
      let report = try simulator.answer(files)
      Face.print(json ? report.pretty : PayerText.report(report))
    }
  }
}

/// `cleanclaim payer claims`
struct PayerClaims: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "Write claims of patients who never were, for practice and for loads.",
    discussion: "Example: cleanclaim payer claims --count 1000 --out claims.837")

  @Option(help: "How many.")
  var count: Int

  @Option(help: "The number of the first claim.")
  var first = 1

  @Option(help: "Another number gives other claims.")
  var seed: UInt64 = 1

  @Option(help: "The last day of service (default: today in UTC).")
  var on: DayArgument?

  @Option(help: "The file.")
  var out: String

  func validate() throws {
    guard count > 0, first > 0 else { throw ValidationError("--count and --first are at least 1.") }
  }

  func run() throws {
    try Face.run(json: false) { () throws(WorkflowFailure) in
      try MadeUpClaims(count: count, first: first, seed: seed, day: on?.day)
        .write(to: out)
    }
  }
}

/// What a simulated payer did, as text.
enum PayerText {
  static func report(_ report: JSON) -> String {
    var lines = [
      "PAYER SIMULATOR: \(report["claims"]?.int ?? 0) claims, "
        + "\(report["charged"]?.digits ?? "") charged, \(report["paid"]?.digits ?? "") paid, "
        + "\(report["left_to_patients"]?.digits ?? "") left to patients"
    ]
    for outcome in report["outcomes"]?.members ?? [] {
      lines.append("  \(outcome.name): \(outcome.value.int ?? 0)")
    }
    for file in report["files"]?.elements ?? [] {
      let paid = file["paid"].map { "  \($0.digits ?? "")" } ?? ""
      lines.append("  \(file["name"]?.string ?? "")\(paid)")
    }
    return lines.joined(separator: "\n")
  }
}

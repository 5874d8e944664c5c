// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim edit`
struct Edit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Judge claims before they are sent: conventions, correct coding, payers' rules.",
    discussion: """
      Claims are 837s, encounters of ours or FHIR, or compact records of services (Docs/Edits.md), in files or \
      folders; with --ndjson a claim a line is read and an answer a line written, in order. Each finding names its rule, \
      its source and row, and what the smallest change is that settles it. An edit without its tables is \
      silent: cleanclaim codes import FILE. Exit code 1 where a claim is held.

      Each claim is judged beside the earlier ones of the same patient, in the order in which they come: pairs and \
      units of a day, global periods, limits of frequency. --history gives earlier claims that are not judged \
      themselves. With --ndjson each line stands alone but for --history, however many processors work.

      Examples:
        cleanclaim edit claims.edi
        cleanclaim edit Examples --json
        cleanclaim edit claims.edi --pre-check ./ask-payer
        cleanclaim edit today.edi --history last-quarter/
        cleanclaim edit --ndjson records.ndjson --jobs 2 > answers.ndjson
      """)

  @Argument(help: "Files and folders; with --ndjson one file, or - for the standard input.")
  var claims: [String] = []

  @Option(help: "A file of payers' rules beside those installed; may be given again.")
  var rules: [String] = []

  @Option(
    help:
      "A publisher's file, or a folder of them, in the place of what is installed of the same tables."
  )
  var tables: [String] = []

  @OptionGroup var preCheck: PreCheckOptions

  @OptionGroup var past: HistoryOption

  @Option(help: "The day of claims that have none of their own.")
  var on: DayArgument?

  @Flag(help: "Read a claim a line, answer a line of JSON each, in order.")
  var ndjson = false

  @Option(help: "How many processors work, with --ndjson.")
  var jobs = 1

  @Flag(
    help: "Tell findings by rule, place and row alone, without words; with --json and --ndjson.")
  var brief = false

  @OptionGroup var options: CodeOptions

  func validate() throws {
    if claims.isEmpty, !ndjson { throw ValidationError("Give a file of claims.") }
    if ndjson, claims.count > 1 { throw ValidationError("Give one file with --ndjson.") }
    if brief, !ndjson, !options.json {
      throw ValidationError("--brief goes with --json or --ndjson.")
    }
    if jobs < 1 { throw ValidationError("--jobs is at least 1.") }
  }

  func run() throws {
    var isHeld = false
    try Face.run(json: options.json || ndjson) { () throws(WorkflowFailure) in
      let installation = try Installation(home: options.home).trying(tables)
      let (known, files, isBrief, day) = (options.known?.day, rules, brief, on?.day)
      let preCheck = preCheck
      let earlier = try past.earlier(on: day)
      if ndjson {
        let held = try EditClaims.lines(of: claims.first ?? "-", jobs: jobs) {
          () throws(WorkflowFailure) in
          let edits = try EditClaims(installation, known: known, rules: files)
          edits.isBrief = isBrief
          edits.preCheck = try preCheck.started()
          edits.day = day
          edits.earlier = earlier
          return edits
        } take: {
          Face.put($0)
        }
        isHeld = held > 0
        return
      }
      let edits = try EditClaims(installation, known: known, rules: files)
      edits.isBrief = isBrief
      edits.preCheck = try preCheck.started()
      edits.day = day
      edits.earlier = earlier
      let counts = try edits.judge(claims) { answer in
        Face.print(options.json ? answer.line : EditText.answer(answer))
      }
      isHeld = counts["held"]?.digits != "0" || counts["unreadable"]?.digits != "0"
      if !options.json { Face.print(EditText.counts(counts)) }
    }
    if isHeld { throw ExitCode(1) }
  }
}

/// How the command words the findings of a claim.
enum EditText {
  static func answer(_ answer: JSON) -> String {
    let file = answer["file"]?.string ?? ""
    var lines = ["\(answer["id"]?.string ?? "?"): \(answer["status"]?.string ?? "")  (\(file))"]
    for finding in answer["findings"]?.elements ?? [] { lines += FindingText.lines(of: finding) }
    return lines.joined(separator: "\n")
  }

  static func coverage(_ answer: JSON) -> String {
    var lines: [String] = []
    var waiting = 0
    for edit in answer["edits"]?.elements ?? [] {
      let id = edit["edit"]?.string ?? ""
      if let needs = edit["needs"]?.elements {
        waiting += 1
        lines.append(
          "\(id)  not run: needs \(needs.map { $0.string ?? "" }.joined(separator: ", "))")
      } else {
        lines.append(
          "\(id)  fires on \(edit["fires"]?.digits ?? "0"), silent on \(edit["silent"]?.digits ?? "0")"
        )
      }
    }
    for failed in answer["failed"]?.elements ?? [] {
      lines.append(
        "\(failed["edit"]?.string ?? ""): the case \(failed["case"]?.string ?? "") of "
          + "\(failed["file"]?.string ?? "") line \(failed["line"]?.digits ?? "") does not come out"
      )
    }
    lines.append(
      "\(answer["covered"]?.digits ?? "0") edits with both cases, \(answer["uncovered"]?.digits ?? "0") "
        + "without, \(waiting) not run")
    return lines.joined(separator: "\n")
  }

  static func override(_ override: JSON) -> String {
    func text(_ name: String) -> String { override[name]?.string ?? "" }
    let line = override["line"]?.digits.map { ", line \($0)" } ?? ""
    return
      "\(override["number"]?.digits ?? "")  \(text("state"))  \(text("claim"))\(line)  \(text("rule"))  "
      + "\(text("user")) until \(text("until")): \(text("reason"))"
      + (text("revoked").isEmpty ? "" : "  (taken back by \(text("revoked")))")
  }

  static func counts(_ counts: JSON) -> String {
    func count(_ name: String) -> String { counts[name]?.digits ?? "0" }
    return "\(count("claims")) claims: \(count("clean")) clean, \(count("warned")) with warnings, "
      + "\(count("held")) held, \(count("unreadable")) unreadable"
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim necessity`
struct Necessity: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "necessity",
    abstract: "Medical necessity: does a coverage policy cover a service for its diagnoses?",
    discussion: """
      The tables are the downloads of the Medicare Coverage Database (articles, LCDs, NCDs), imported by \
      cleanclaim codes import FILE.zip; Docs/Necessity.md says which.

      Examples:
        cleanclaim necessity --code 82607 --diagnosis D51.0 --state OH --on 2026-06-01
        cleanclaim necessity claims.edi --state OH --json
        cleanclaim necessity notice notice.json --out notice.pdf
      """, subcommands: [NecessityReviewCommand.self, NecessityNotice.self],
    defaultSubcommand: NecessityReviewCommand.self)
}

/// `cleanclaim necessity review`
struct NecessityReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "The verdict of the policies on each line: covered, not covered, conditions to read.",
    discussion: """
      Claims are 837s, encounters of ours or FHIR, or compact records of services; or name one service. Exit code 1 \
      where a line is not covered.

      Example: cleanclaim necessity review --code 82607 --diagnosis D51.0 --state OH --on 2026-06-01
      """)

  @Argument(help: "Files and folders of claims.")
  var claims: [String] = []

  @Option(help: "A service to ask for, instead of claims.")
  var code: String?

  @Option(help: "A diagnosis of that service; may be given again.")
  var diagnosis: [String] = []

  @Option(help: "A modifier of that service; may be given again.")
  var modifier: [String] = []

  @Option(help: "The day of that service; of claims, the day of those that have none of their own.")
  var on: DayArgument?

  @Option(help: "The two letters of the state, where a claim does not say it.")
  var state: String?

  @Option(help: "The number of the Medicare contractor, where a claim does not say it.")
  var contractor: String?

  @Flag(help: "Answer a claim a line.")
  var ndjson = false

  @OptionGroup var options: CodeOptions

  func validate() throws {
    if claims.isEmpty == (code == nil) {
      throw ValidationError("Give files of claims, or a service with --code.")
    }
    if code != nil, on == nil { throw ValidationError("--code wants --on DATE.") }
    if code == nil, !diagnosis.isEmpty || !modifier.isEmpty {
      throw ValidationError("--diagnosis and --modifier go with --code.")
    }
  }

  func run() throws {
    var isDenied = false
    try Face.run(json: options.json || ndjson) { () throws(WorkflowFailure) in
      let review = try ReviewNecessity(
        Installation(home: options.home), place: .init(state: state, contractor: contractor),
        known: options.known?.day)
      let show = { (answer: JSON) in
        for line in answer["lines"]?.elements ?? []
        where line["verdict"]?.string == "not-covered" {
          isDenied = true
        }
        Face.print(
          ndjson ? answer.line : options.json ? answer.pretty : NecessityText.answer(answer))
      }
      if let code, let on {
        show(try review.judge(request(code, on.day)))
      } else {
        let counts = try review.judge(claims, on: on?.day, each: show)
        if !options.json, !ndjson { Face.print(NecessityText.counts(counts)) }
      }
    }
    if isDenied { throw ExitCode(1) }
  }

  /// One service as a compact record.
  private func request(_ code: String, _ day: CalendarDate) -> JSON {
    .members(
      ("id", .string("\(code) on \(day)")), ("date", .date(day)), ("claimFiling", .string("MB")),
      ("diagnoses", .array(diagnosis.map(JSON.string))),
      (
        "lines",
        .array([
          .members(
            ("code", .string(code)), ("modifiers", .array(modifier.map(JSON.string))),
            ("pointers", .array(diagnosis.indices.map { .int($0 + 1) })))
        ])
      ))
  }
}

/// `cleanclaim necessity notice`
struct NecessityNotice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notice",
    abstract: "Write the Advance Beneficiary Notice of Non-coverage as a PDF of one page.",
    discussion: """
      The document has notifier (name, address, phone), patient (name, number), service, items (item, reason, \
      cost), and may have additional, expires and prepared: Docs/Necessity.md. CMS accepts its own form only; the \
      page carries its text and blanks, to be held against the official copy.

      Example: cleanclaim necessity notice Docs/necessity/notice.json --out notice.pdf
      """)

  @Argument(help: "The document; - for the standard input.")
  var file: String

  @Option(help: "The file of the PDF.")
  var out: String

  @Flag(help: "Answer as JSON.")
  var json = false

  func run() throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let answer = try WriteNotice().write(
        try WriteNotice.document(file == "-" ? "/dev/stdin" : file), to: out)
      if json { return Face.print(answer.pretty) }
      Face.print("written: \(answer["file"]?.string ?? "")")
      for finding in answer["findings"]?.elements ?? [] {
        Face.print(FindingText.lines(of: finding).joined(separator: "\n"))
      }
    }
  }
}

/// How the command words a verdict.
enum NecessityText {
  static func answer(_ answer: JSON) -> String {
    var lines = ["\(answer["id"]?.string ?? "?")  \(answer["state"]?.string ?? "no state")"]
    for line in answer["lines"]?.elements ?? [] {
      let diagnoses = (line["diagnoses"]?.elements ?? []).compactMap(\.string)
      lines.append(
        "  line \(line["line"]?.digits ?? "")  \(line["code"]?.string ?? "-")  "
          + "\(diagnoses.isEmpty ? "no diagnosis" : diagnoses.joined(separator: ", ")): "
          + (line["verdict"]?.string ?? ""))
      for policy in line["policies"]?.elements ?? []
      where policy["standing"]?.string == "applies" {
        lines.append(
          "    \(policy["policy"]?.string ?? "") \(policy["title"]?.string ?? ""), from "
            + "\(policy["effective"]?.string ?? "?"): \(policy["verdict"]?.string ?? "") "
            + "(\(policy["basis"]?.string ?? "")); \(policy["release"]?.string ?? ""), "
            + (policy["row"]?.string ?? ""))
      }
      for finding in line["findings"]?.elements ?? [] { lines += FindingText.lines(of: finding) }
    }
    for finding in answer["findings"]?.elements ?? [] { lines += FindingText.lines(of: finding) }
    return lines.joined(separator: "\n")
  }

  static func counts(_ counts: JSON) -> String {
    counts.members.map { "\($0.value.digits ?? "0") \($0.name)" }.joined(separator: ", ")
  }
}

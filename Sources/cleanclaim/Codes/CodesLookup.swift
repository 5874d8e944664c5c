// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim codes lookup`
struct CodesLookup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lookup", abstract: "Show a code with its notes.",
    discussion: """
      Examples:
        cleanclaim codes lookup E11.9
        cleanclaim codes lookup S02.0XXA --on 2025-05-01 --json
        cut -f1 codes.txt | cleanclaim codes lookup --ndjson --set icd10cm
      """)

  @Argument(help: "Codes, with or without their points.")
  var codes: [String] = []

  @Option(help: "The code set; all are looked through where none is given.")
  var set: String?

  @Option(help: "The date of service; the newest installed edition where none is given.")
  var on: DayArgument?

  @Flag(help: "Read a code a line from the standard input, answer a line of JSON each, in order.")
  var ndjson = false

  @OptionGroup var options: CodeOptions

  func validate() throws {
    if codes.isEmpty, !ndjson { throw ValidationError("Give a code, or --ndjson.") }
  }

  func run() throws {
    var missing = false
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let queries = try options.queries()
      if ndjson {
        return try queries.lookupAll(in: set, on: on?.day, next: { readLine() }) {
          Face.print($0.line)
        }
      }
      for code in codes {
        let answer = try queries.lookup(code, in: set, on: on?.day)
        if answer["found"]?.bool != true { missing = true }
        Face.print(options.json ? answer.pretty : Self.text(answer))
      }
    }
    if missing { throw ExitCode(1) }
  }

  private static func text(_ answer: JSON) -> String {
    let code = answer["code"]?.string ?? ""
    guard answer["found"]?.bool == true else { return notFound(answer) }
    let billable = answer["billable"]?.bool == true ? "billable" : "not billable: not complete"
    var lines = ["\(code)  \(answer["title"]?.string ?? "(no title is installed for this code)")"]
    let edition = answer["edition"]?.string ?? ""
    lines.append(
      "  \(answer["set"]?.string ?? ""), "
        + (answer["accepted_by_form"]?.bool == true
          ? "accepted by its form: the set is not installed" : "\(billable); edition \(edition)"))
    if let edition = answer["title_edition"]?.string {
      lines.append("  the title is that of edition \(edition)")
    }
    let until = answer["termination"]?.string.map { " to \($0)" } ?? ""
    if let from = answer["effective"]?.string { lines.append("  valid from \(from)\(until)") }
    if let flags = answer["flags"]?.elements, !flags.isEmpty {
      lines.append("  \(flags.compactMap(\.string).joined(separator: ", "))")
    }
    for level in answer["ancestors"]?.elements ?? [] {
      lines.append("  under \(level["code"]?.string ?? "")  \(level["title"]?.string ?? "")")
    }
    for note in answer["notes"]?.elements ?? [] {
      let from = note["from"]?.string == code ? "" : " [\(note["from"]?.string ?? "")]"
      lines.append("  \(note["kind"]?.string ?? "")\(from): \(note["text"]?.string ?? "")")
    }
    for seventh in answer["seventh_characters"]?.elements ?? [] {
      lines.append(
        "  7th \(seventh["character"]?.string ?? "") [\(seventh["from"]?.string ?? "")]: "
          + (seventh["meaning"]?.string ?? ""))
    }
    for member in answer["attributes"]?.members ?? [] {
      lines.append("  \(member.name): \(member.value.string ?? "")")
    }
    for reference in answer["references"]?.elements ?? [] {
      lines.append(
        "  guideline \(reference["section"]?.string ?? ""): \(reference["title"]?.string ?? "")")
    }
    for item in answer["completions"]?.elements ?? [] { lines.append(row(item)) }
    return lines.joined(separator: "\n")
  }

  private static func notFound(_ answer: JSON) -> String {
    let reason = answer["reason"]?.string ?? "unknown"
    var lines = [
      "\(answer["code"]?.string ?? "")  not found in \(answer["set"]?.string ?? ""): \(reason)"
    ]
    if let from = answer["effective"]?.string {
      lines.append(
        "  valid from \(from)\(answer["termination"]?.string.map { " to \($0)" } ?? "")")
    }
    lines += (answer["nearest"]?.elements ?? []).map(row)
    return lines.joined(separator: "\n")
  }

  private static func row(_ item: JSON) -> String {
    "  \(item["code"]?.string ?? "")  \(item["title"]?.string ?? "")"
  }
}

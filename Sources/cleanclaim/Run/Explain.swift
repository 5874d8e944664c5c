// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim explain`
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Show why an encounter is clean or held: every rule asked, its source, what came of it.",
    discussion: """
      Examples:
        cleanclaim explain Examples/wrong-both-diabetes-types.json
        cleanclaim explain Examples --encounter OV-2026-0310 --json
      """)

  @Argument(help: "Files or folders; - for the standard input, a document a line.")
  var paths: [String]

  @Option(help: "Only the encounter with this identifier.")
  var encounter: String?

  @Option(help: "A fee schedule (default: fees.json in a folder).")
  var fees: String?

  @OptionGroup var options: CodeOptions

  func run() throws {
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      var settings = RunEncounters.Options(out: nil)
      settings.fees = fees
      let run = try RunEncounters(
        Installation(home: options.home), settings, known: options.known?.day)
      try run.explain(paths, only: encounter) {
        if options.json { Face.print($0.pretty) } else { Self.show($0) }
      }
    }
  }

  private static func show(_ row: JSON) {
    Face.print(
      "\(row["status"]?.string?.uppercased() ?? "")  \(row["encounter"]?.string ?? "")  "
        + "\(row["file"]?.string ?? "")")
    if let day = row["date_of_service"]?.string { Face.print("  judged by the codes of \(day)") }
    if let group = row["group"] {
      Face.print("  \(Run.text(of: group)); why: cleanclaim group msdrg --explain")
    }
    for diagnosis in row["diagnoses"]?.elements ?? [] { show(diagnosis: diagnosis) }
    for finding in row["findings"]?.elements ?? [] {
      for line in FindingText.lines(of: finding, withHash: true) { Face.print(line) }
    }
  }

  private static func show(diagnosis: JSON) {
    Face.print(
      "  diagnosis \(diagnosis["position"]?.int ?? 0): \(diagnosis["code"]?.string ?? "")  "
        + (diagnosis["title"]?.string ?? ""))
    Face.print(
      "    \(diagnosis["standing"]?.string ?? "") by \(diagnosis["edition"]?.string ?? "no edition")"
    )
    for note in diagnosis["notes"]?.elements ?? [] {
      let named = (note["codes"]?.elements ?? []).compactMap(\.string).joined(separator: ", ")
      Face.print(
        "    \(note["outcome"]?.string ?? "")\(named.isEmpty ? "" : " (\(named))"): "
          + "\(note["kind"]?.string ?? "") at \(note["level"]?.string ?? ""), "
          + "line \(note["line"]?.int ?? 0): \(note["text"]?.string ?? "")")
    }
  }
}

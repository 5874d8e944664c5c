// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// The two editions that a comparison is about.
struct EditionOptions: ParsableArguments {
  @Option(help: "The code set.")
  var set = "icd10cm"

  @Option(help: "A day in the older edition.")
  var from: DayArgument

  @Option(help: "A day in the newer edition.")
  var to: DayArgument
}

/// `cleanclaim codes diff`
struct CodesDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare two editions: added, deleted, revised codes.",
    discussion: "Example: cleanclaim codes diff --from 2025-04-01 --to 2026-04-01")

  @OptionGroup var editions: EditionOptions
  @OptionGroup var options: CodeOptions

  func run() throws {
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let diff = try options.queries().diff(
        editions.set, from: editions.from.day, to: editions.to.day)
      if options.json { return Face.print(diff.pretty) }
      for (name, mark) in [("deleted", "-"), ("added", "+"), ("extended", ">"), ("completed", "<")]
      {
        for row in diff[name]?.elements ?? [] {
          Face.print("\(mark) \(row["code"]?.string ?? "")  \(row["title"]?.string ?? "")")
        }
      }
      for row in diff["revised"]?.elements ?? [] {
        Face.print("~ \(row["code"]?.string ?? "")  \(row["from"]?.string ?? "")")
        Face.print("  \(row["code"]?.string ?? "")  \(row["to"]?.string ?? "")")
      }
      let counts = ["added", "deleted", "revised", "extended", "completed"].map {
        "\(diff[$0]?.elements.count ?? 0) \($0)"
      }
      Face.note(
        "\(diff["from"]?.string ?? "") to \(diff["to"]?.string ?? ""): \(counts.joined(separator: ", "))"
      )
      if diff["titles"]?.bool == false {
        Face.note("  one of the editions has no titles installed: only validity was compared")
      }
    }
  }
}

/// `cleanclaim codes impact`
struct CodesImpact: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "impact", abstract: "Show what an edition changes for the codes that you use.",
    discussion: """
      Reads a code a line from a file or the standard input; what follows a code on its line, after a \
      blank, comma or tab, is passed over.

      Example: cleanclaim codes impact codes.txt --from 2025-04-01 --to 2026-04-01
      """)

  @Argument(help: "A file with the codes in use; - for the standard input.")
  var file = "-"

  @OptionGroup var editions: EditionOptions
  @OptionGroup var options: CodeOptions

  func run() throws {
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let used = try CodeQueries.codesInUse(file)
      let answer = try options.queries().impact(
        of: used, in: editions.set, from: editions.from.day, to: editions.to.day)
      if options.json { return Face.print(answer.pretty) }
      for row in answer["codes"]?.elements ?? [] {
        Face.print(
          "\(row["change"]?.string ?? "")  \(row["code"]?.string ?? "")  \(row["title"]?.string ?? "")"
        )
        if let title = row["new_title"]?.string { Face.print("  now: \(title)") }
        for item in row["instead"]?.elements ?? [] {
          Face.print("  instead: \(item["code"]?.string ?? "")  \(item["title"]?.string ?? "")")
        }
      }
      Face.note(
        "\(answer["affected"]?.int ?? 0) of \(answer["checked"]?.int ?? 0) codes are affected")
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim x12 diff`
struct X12Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two files by what they mean, not by their bytes.",
    discussion: """
      Claims are matched by their numbers, levels by who they are about. Delimiters, line ends, control \
      numbers, counts, the order of claims, empty elements at the end and the form of numbers \
      (100 and 100.00) make no difference. The exit code is 1 where something differs.

      Examples:
        cleanclaim x12 diff claims.edi corrected.edi
        cleanclaim x12 diff claims.edi corrected.edi --json
      """)

  @Argument(help: "The first file; - for the standard input.")
  var first: String

  @Argument(help: "The second file; - for the standard input.")
  var second: String

  @Flag(help: "Answer with a line of JSON a difference.")
  var json = false

  func validate() throws {
    if first == "-", second == "-" {
      throw ValidationError("The standard input can be read only once.")
    }
  }

  func run() throws {
    var count = 0
    try Face.run(json: json) { () throws(WorkflowFailure) in
      var compare = CompareInterchanges { difference in
        Face.print(json ? difference.line : Self.text(difference))
      }
      count = try compare.run(InterchangeProgress.file(first), InterchangeProgress.file(second))
      Face.endProgress()
      if !json { Face.note(count == 1 ? "1 difference" : "\(count) differences") }
    }
    if count > 0 { throw ExitCode(1) }
  }

  private static func text(_ row: JSON) -> String {
    let marks = ["added": "+", "removed": "-", "changed": "~"]
    var line = "\(marks[row["change"]?.string ?? ""] ?? "") \(row["set"]?.string ?? "")"
    if row["set"]?.string == "" { line.removeLast() }
    for kind in ["envelope", "header", "level", "claim"] {
      guard let name = row[kind]?.string else { continue }
      line += " \(kind)\(kind == "header" ? "" : " \(name)")"
    }
    if let count = row["segments"]?.int { return "\(line): \(count) segments" }
    if let path = row["loop"]?.string {
      line += ", loop \(path)\(row["loop_name"]?.string.map { " (\($0))" } ?? "")"
    }
    if let number = row["service_line"]?.int { line += ", service line \(number)" }
    if let text = row["text"]?.string {
      return "\(line): \(text)\(row["segment_name"]?.string.map { " (\($0))" } ?? "")"
    }
    let name = row["name"]?.string.map { " (\($0))" } ?? ""
    return "\(line): \(row["element"]?.string ?? "")\(name): "
      + "\(quoted(row["from"]?.string)) → \(quoted(row["to"]?.string))"
  }

  private static func quoted(_ text: String?) -> String {
    text.map { $0.isEmpty ? "nothing" : $0 } ?? ""
  }
}

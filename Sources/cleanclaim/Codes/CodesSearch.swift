// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim codes search`
struct CodesSearch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find codes by words, abbreviations or parts of a code.",
    discussion: """
      Words may stand in any order, be cut short or misspelt; abbreviations and lay words are known.

      Examples:
        cleanclaim codes search heart attack
        cleanclaim codes search --set hcpcs cpap mask
        cleanclaim codes search --on 2025-05-01 type 2 diabetes with neuropathy
        cut -f1 queries.txt | cleanclaim codes search --ndjson --limit 5
      """)

  @Argument(help: "The words.")
  var words: [String] = []

  @Option(help: "The code set; all are searched where none is given.")
  var set: String?

  @Option(help: "The date of service; the newest editions where none is given.")
  var on: DayArgument?

  @Option(help: "How many codes at most.")
  var limit = 10

  @Flag(help: "Read a query a line from the standard input, answer a line of JSON each, in order.")
  var ndjson = false

  @OptionGroup var options: CodeOptions

  func validate() throws {
    if words.isEmpty, !ndjson { throw ValidationError("Give some words, or --ndjson.") }
    if limit < 1 { throw ValidationError("--limit is at least 1.") }
  }

  func run() throws {
    var found = true
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let search = try SearchCodes(options.queries(), in: set, on: on?.day)
      if ndjson {
        while let line = readLine() {
          Face.print(search.results(for: line, limit: limit).line)
        }
        return
      }
      let answer = search.results(for: words.joined(separator: " "), limit: limit)
      found = !(answer["results"]?.elements.isEmpty ?? true)
      if options.json { return Face.print(answer.pretty) }
      if !found { Face.note("no code fits these words") }
      for row in answer["results"]?.elements ?? [] {
        let mark = row["billable"]?.bool == true ? " " : "+"
        let set = set == nil ? "  [\(row["set"]?.string ?? "")]" : ""
        Face.print("\(mark) \(row["code"]?.string ?? "")  \(row["title"]?.string ?? "")\(set)")
      }
    }
    if !found { throw ExitCode(1) }
  }
}

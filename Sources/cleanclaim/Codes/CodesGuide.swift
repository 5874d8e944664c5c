// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Values
import Workflows

/// `cleanclaim codes guide`
struct CodesGuide: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guide", abstract: "Be asked the way from a term to a code.",
    discussion: """
      Goes through the Alphabetic Index, then the list, to a code that may be reported. On a terminal it \
      asks; else it shows the next question, and --answers gives the choices made.

      Examples:
        cleanclaim codes guide Diabetes
        cleanclaim codes guide Fracture, traumatic, radius --answers 2,1
        cleanclaim codes guide S52.50 --json
      """)

  @Argument(help: "A main term, with subterms after commas; or a code.")
  var term: [String]

  @Option(help: "The numbers of the choices made so far, separated by commas.")
  var answers = ""

  @Option(help: "The code set.")
  var set = "icd10cm"

  @Option(help: "The date of service; the newest edition where none is given.")
  var on: DayArgument?

  @OptionGroup var options: CodeOptions

  func run() throws {
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let queries = try options.queries()
      let asks = !options.json && isatty(0) == 1 && isatty(1) == 1
      var given = answers.split(separator: ",").map(String.init)
      while true {
        let step = try queries.guide(
          given, term: term.joined(separator: " "), in: set, on: on?.day)
        if options.json { return Face.print(step.pretty) }
        Self.show(step)
        guard asks, step["complete"]?.bool != true, let answer = Self.answer(to: step) else {
          return
        }
        given.append(answer)
      }
    }
  }

  /// Asks until one of the numbers is given; nothing at the end of the input.
  private static func answer(to step: JSON) -> String? {
    let count = step["choices"]?.elements.count ?? 0
    while true {
      Face.put("1-\(count): ")
      guard let line = readLine() else { return nil }
      if let number = Int(line), (1...max(1, count)).contains(number) { return String(number) }
      Face.note("give the number of a choice")
    }
  }

  private static func show(_ step: JSON) {
    if step["complete"]?.bool == true {
      Face.print("\(step["code"]?.string ?? "")  \(step["title"]?.string ?? "")")
      if let second = step["manifestation"]?.string { Face.print("  and \(second)") }
      for note in step["notes"]?.elements ?? [] {
        Face.print(
          "  \(note["kind"]?.string ?? "") [\(note["from"]?.string ?? "")]: "
            + (note["text"]?.string ?? ""))
      }
      return
    }
    Face.print("\(step["question"]?.string ?? ""):")
    for choice in step["choices"]?.elements ?? [] {
      let code = choice["code"]?.string.map { "  \($0)" } ?? ""
      Face.print("  \(choice["number"]?.int ?? 0)  \(choice["label"]?.string ?? "")\(code)")
    }
    for other in step["elsewhere"]?.elements ?? [] {
      let see = other["see"]?.string.map { ": see \($0)" } ?? ""
      Face.print("  -  \(other["label"]?.string ?? "")\(see)")
    }
  }
}

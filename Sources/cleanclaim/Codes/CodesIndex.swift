// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim codes index`
struct CodesIndex: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Walk the Alphabetic Index and the tables beside it.",
    discussion: """
      Give a main term and subterms, separated by commas; each part may be the beginning of a term.

      Examples:
        cleanclaim codes index Diabetes, type 2
        cleanclaim codes index --table drugs aspirin
        cleanclaim codes index --table neoplasm Neoplasm, breast
        cleanclaim codes index --set icd10pcs Appendectomy
      """)

  @Argument(parsing: .remaining, help: "The path through the index.")
  var path: [String] = []

  @Option(
    help: "Which: index, neoplasm, drugs, external-cause, definitions, body-part-key, device-key.")
  var table = "index"

  @Option(help: "The code set.")
  var set = "icd10cm"

  @Option(help: "The day whose edition is walked; the newest where none is given.")
  var on: DayArgument?

  @OptionGroup var options: CodeOptions

  func run() throws {
    var found = true
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let answer = try options.queries().index(
        path.joined(separator: " "), component: table, in: set, on: on?.day)
      found = answer["found"]?.bool == true
      if options.json { return Face.print(answer.pretty) }
      if !found { Face.note("no term of the index begins so") }
      if answer["in_force"]?.bool == false {
        Face.note(
          "no index is in force on that day: this is edition \(answer["edition"]?.string ?? "")")
      }
      for term in answer["terms"]?.elements ?? [] {
        Face.print(Self.line(term, depth: 0))
        for subterm in term["subterms"]?.elements ?? [] { Face.print(Self.line(subterm, depth: 1)) }
      }
    }
    if !found { throw ExitCode(1) }
  }

  private static func line(_ term: JSON, depth: Int) -> String {
    let path = term["path"]?.elements.compactMap(\.string) ?? []
    let name = depth == 0 ? path.joined(separator: ", ") : path.last ?? ""
    var parts = [String(repeating: "  ", count: depth) + name]
    if let words = term["nonessential"]?.string { parts.append(words) }
    if let code = term["code"]?.string { parts.append(code) }
    if let second = term["manifestation"]?.string { parts.append("[\(second)]") }
    if let see = term["see"]?.string { parts.append("see \(see)") }
    if let also = term["see_also"]?.string { parts.append("see also \(also)") }
    let cells = term["cells"]?.elements.compactMap { $0["code"]?.string } ?? []
    if !cells.isEmpty { parts.append(cells.joined(separator: " | ")) }
    return parts.joined(separator: "  ")
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim codes map`
struct CodesMap: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map", abstract: "Map a code to another set or edition.",
    discussion: """
      Uses the General Equivalence Mappings and conversion tables that are installed. A combination \
      needs one code of each choice list of one scenario.

      Examples:
        cleanclaim codes map 250.00 --from icd9cm
        cleanclaim codes map E11.9 --to icd9cm
      """)

  @Argument(help: "The code.")
  var code: String

  @Option(help: "The set that the code is of; every set where none is given.")
  var from: String?

  @Option(help: "The set that it is mapped to; every set where none is given.")
  var to: String?

  @OptionGroup var options: CodeOptions

  func run() throws {
    var found = true
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let answer = try options.queries().map(code, from: from, to: to)
      found = answer["found"]?.bool == true
      if options.json { return Face.print(answer.pretty) }
      if !found { Face.note("no map has \(code)") }
      for map in answer["maps"]?.elements ?? [] { Self.show(map) }
    }
    if !found { throw ExitCode(1) }
  }

  private static func show(_ map: JSON) {
    Face.print(
      "\(map["from"]?.string ?? "") \(map["code"]?.string ?? "")  \(map["title"]?.string ?? "")")
    Face.print(
      "  to \(map["to"]?.string ?? "") (\(map["component"]?.string ?? "") \(map["edition"]?.string ?? "")): "
        + (map["equivalence"]?.string ?? ""))
    for target in map["alternatives"]?.elements ?? [] { Face.print("    \(row(target))") }
    for scenario in map["scenarios"]?.elements ?? [] {
      Face.print("    scenario \(scenario["number"]?.int ?? 0): one of each list together")
      for list in scenario["choice_lists"]?.elements ?? [] {
        Face.print("      list \(list["number"]?.int ?? 0)")
        for target in list["codes"]?.elements ?? [] { Face.print("        \(row(target))") }
      }
    }
  }

  private static func row(_ target: JSON) -> String {
    let mark = target["approximate"]?.bool == true ? " (approximate)" : ""
    return "\(target["code"]?.string ?? "")  \(target["title"]?.string ?? "")\(mark)"
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim codes tree`
struct CodesTree: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree", abstract: "Walk the hierarchy of a code set.",
    discussion: """
      Examples:
        cleanclaim codes tree
        cleanclaim codes tree 4
        cleanclaim codes tree E08-E13
        cleanclaim codes tree E11.6
      """)

  @Argument(help: "A chapter, a section or a code; the chapters where none is given.")
  var place: String?

  @Option(help: "The code set.")
  var set = "icd10cm"

  @Option(help: "The day whose edition is walked; the newest where none is given.")
  var on: DayArgument?

  @OptionGroup var options: CodeOptions

  func run() throws {
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let level = try options.queries().tree(place, in: set, on: on?.day)
      if options.json { return Face.print(level.pretty) }
      if let code = level["code"]?.string {
        Face.print("\(code)  \(level["title"]?.string ?? "")")
      }
      for child in level["children"]?.elements ?? [] {
        let mark = child["billable"]?.bool == true ? " " : "+"
        Face.print("\(mark) \(child["code"]?.string ?? "")  \(child["title"]?.string ?? "")")
      }
    }
  }
}

/// `cleanclaim codes build`
struct CodesBuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Build an ICD-10-PCS code axis by axis.",
    discussion: """
      Shows what may follow the characters chosen so far.

      Examples:
        cleanclaim codes build
        cleanclaim codes build 0DTJ
      """)

  @Argument(help: "The characters chosen so far.")
  var chosen = ""

  @Option(help: "The date of service; the newest edition where none is given.")
  var on: DayArgument?

  @OptionGroup var options: CodeOptions

  func run() throws {
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let step = try options.queries().build(chosen, on: on?.day)
      if options.json { return Face.print(step.pretty) }
      for place in step["chosen"]?.elements ?? [] {
        Face.print(
          "\(place["character"]?.string ?? "")  \(place["axis"]?.string ?? ""): "
            + (place["label"]?.string ?? ""))
      }
      if step["complete"]?.bool == true {
        return Face.print("\(chosen.uppercased())  \(step["title"]?.string ?? "")")
      }
      let axis = step["axis"]?.string ?? "character \(chosen.count + 1)"
      Face.print("\(axis), \(step["codes"]?.int ?? 0) codes:")
      for value in step["values"]?.elements ?? [] {
        Face.print(
          "  \(value["character"]?.string ?? "")  \(value["label"]?.string ?? "") "
            + "(\(value["codes"]?.int ?? 0))")
      }
    }
  }
}

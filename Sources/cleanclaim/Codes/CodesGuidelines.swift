// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim codes guidelines`
struct CodesGuidelines: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guidelines", abstract: "Read the ICD-10-CM Official Guidelines.",
    discussion: """
      Give a section as people cite it, or a code for the sections that name it.

      Examples:
        cleanclaim codes guidelines
        cleanclaim codes guidelines I.C.4.a
        cleanclaim codes guidelines E11.9 --on 2026-05-01
      """)

  @Argument(help: "A section or a code; the top sections where none is given.")
  var place: String?

  @Option(help: "The date of service; the newest edition where none is given.")
  var on: DayArgument?

  @OptionGroup var options: CodeOptions

  func run() throws {
    var found = true
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let answer = try options.queries().guidelines(place, on: on?.day)
      let sections = answer["sections"]?.elements ?? []
      found = answer["code"] == nil || !sections.isEmpty
      if options.json { return Face.print(answer.pretty) }
      if !found { Face.note("no section names \(answer["code"]?.string ?? "")") }
      if let label = answer["section"]?.string {
        Face.print("\(label)  \(answer["title"]?.string ?? "")")
      }
      if let text = answer["text"]?.string, !text.isEmpty { Face.print(text) }
      for section in sections {
        Face.print("  \(section["section"]?.string ?? "")  \(section["title"]?.string ?? "")")
      }
    }
    if !found { throw ExitCode(1) }
  }
}

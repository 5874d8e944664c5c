// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim codes list`
struct CodesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the releases that are installed.",
    discussion: "Example: cleanclaim codes list --json")

  @OptionGroup var options: CodeOptions

  func run() throws {
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let releases = try options.queries().releases()
      if options.json { return Face.print(releases.pretty) }
      if releases.elements.isEmpty {
        Face.note("no code sets are installed; run: cleanclaim codes install")
      }
      for release in releases.elements {
        let end = release["termination"]?.string ?? "open"
        Face.print(
          """
          \(release["name"]?.string ?? "")
            \(release["title"]?.string ?? ""); \(release["publisher"]?.string ?? "")
            in force \(release["effective"]?.string ?? "") to \(end); \(release["rows"]?.int ?? 0) rows
          """)
      }
    }
  }
}

/// `cleanclaim codes verify`
struct CodesVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check every codebook file to the last byte.",
    discussion: "Example: cleanclaim codes verify")

  @OptionGroup var options: CodeOptions

  func run() throws {
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let rows = try options.queries().verify()
      if options.json { return Face.print(rows.pretty) }
      Face.print("\(rows.elements.count) codebook files are as they were written")
    }
  }
}

/// `cleanclaim codes remove`
struct CodesRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a release.",
    discussion: "Example: cleanclaim codes remove icd10cm-tabular-2021-01-01")

  @Argument(help: "The name of the release, as codes list prints it.")
  var name: String

  @OptionGroup var options: CodeOptions

  func run() throws {
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let answer = try options.queries().remove(name)
      if options.json { Face.print(answer.pretty) } else { Face.print("removed \(name)") }
    }
  }
}

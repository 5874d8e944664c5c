// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Workflows

/// `cleanclaim serve`
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the web application: starts cleanclaim-server, which lies beside this program.",
    discussion: """
      Example: cleanclaim serve --demo

      Everything after serve is for cleanclaim-server; cleanclaim serve --help shows its options.
      """)

  @Argument(parsing: .captureForPassthrough, help: "What cleanclaim-server takes.")
  var options: [String] = []

  func run() throws {
    guard let own = Program.path else {
      throw ValidationError("The place of this program cannot be found: start cleanclaim-server.")
    }
    let server = own.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/") + "/cleanclaim-server"
    var words = ([server] + options).map { strdup($0) }
    words.append(nil)
    execv(server, words)
    Face.note("\(server) cannot be started: it is not there or may not be run")
    Face.note("  build it: make build")
    throw ExitCode(4)
  }
}

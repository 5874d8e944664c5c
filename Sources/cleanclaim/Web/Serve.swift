// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Workflows

/// `cleanclaim serve`
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the web application.",
    discussion: """
      Example: cleanclaim serve --demo

      It starts cleanclaim-server, which lies beside this program. Everything after \
      serve is for it; cleanclaim serve --help shows its options.
      """)

  @Argument(parsing: .captureForPassthrough, help: "What cleanclaim-server takes.")
  var options: [String] = []

  func run() throws {
    guard let own = Program.path else {
      throw ValidationError("The place of this program cannot be found: start cleanclaim-server.")
    }
    let folder = own.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let server = folder.joined(separator: "/") + "/cleanclaim-server"
    var words = ([server] + options).map { strdup($0) }
    words.append(nil)
    execv(server, words)
    Face.note("\(server) cannot be started: it is not there or may not be run")
    Face.note("  build it: make build")
    throw ExitCode(4)
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Logging
import Values
import Web
import Workflows

/// The program `cleanclaim-server`; `cleanclaim serve` starts it.
@main
struct CleanclaimServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cleanclaim-server",
    abstract: "Serve the web application and its interface for programs.",
    discussion: """
      Example: cleanclaim serve --demo

      It listens on this machine alone unless --host says otherwise, and only behind TLS should it: --secure tells \
      that another server in front of it speaks TLS.
      """,
    version: Program.version)

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port; 0 for any that is free.")
  var port = 8080

  @Option(
    help: ArgumentHelp(
      "The database: sqlite:PATH or postgresql://… (default: books.sqlite in the installation).",
      valueName: "address"))
  var database: String?

  @Option(help: "The practice, where a database has several.")
  var practice = "main"

  @Option(
    help: ArgumentHelp(
      "The file of keys (default: $CLEANCLAIM_KEYS, else keys in the installation).",
      valueName: "file"))
  var keys: String?

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Option(
    help: "The folder for files that are sent and received (default: office in the installation).")
  var folder: String?

  @Flag(help: "Another server in front of this one speaks TLS: cookies are bound to it.")
  var secure = false

  @Option(help: "How many requests a second a visitor may make.")
  var requestsPerSecond = 50

  @Option(help: "How many threads wait for the database.")
  var threads = 8

  @Flag(
    help: "Serve a practice with invented patients, made where there is none, and print a login.")
  var demo = false

  @Flag(
    help: "Log every request to the standard error: its route, status and time, never what it says."
  )
  var verbose = false

  @Flag(help: "Print every address with who may ask it, a line of JSON each, and end.")
  var listRoutes = false

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port is 0 to 65535.") }
    guard (1...256).contains(threads) else { throw ValidationError("--threads is 1 to 256.") }
    guard requestsPerSecond > 0 else {
      throw ValidationError("--requests-per-second is 1 or more.")
    }
    guard !demo || database == nil else {
      throw ValidationError("--demo has a database of its own: leave out --database.")
    }
  }

  func run() async throws {
    if listRoutes {
      for line in Server.routes(isDemo: demo) { print(line) }
      return
    }
    do {
      let settings = try settings()
      var password: String?
      if demo { password = try prepareDemo(settings) }
      LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
      var logger = Logger(label: "cleanclaim")
      logger.logLevel = verbose ? .info : .error
      let server = try Server(settings, logger)
      let address = host
      try await server.run { [password] port in
        print("http://\(address):\(port)/")
        if let password {
          print("sign in as demo with the password \(password)")
          let others = DemoPractice.logins.dropFirst().map(\.user).joined(separator: ", ")
          print("the same password is that of \(others)")
        }
        fflush(nil)
      }
    } catch let failure as WorkflowFailure {
      let words = FindingWords.standard
      for finding in failure.findings {
        note(words.message(finding))
        let advice = words.advice(finding)
        if !advice.isEmpty { note("  \(advice)") }
      }
      throw ExitCode(failure.kind.rawValue)
    }
  }

  private func settings() throws -> ServerSettings {
    var settings = ServerSettings(Installation(home: home))
    (settings.host, settings.port, settings.practice) = (host, port, practice)
    (settings.database, settings.keys, settings.isSecure) = (database, keys, secure)
    (settings.threads, settings.requestsPerSecond) = (threads, requestsPerSecond)
    if let folder { settings.folder = folder }
    if demo {
      let demo = "\(settings.installation.home)/demo"
      settings.isDemo = true
      settings.folder = demo
      settings.database = "sqlite:\(demo)/books.sqlite"
      settings.keys = "\(demo)/keys"
    }
    return settings
  }

  private func prepareDemo(_ settings: ServerSettings) throws -> String {
    note("the practice of the demonstration lies in \(settings.folder)")
    return try DemoPractice.fill(
      PracticePlace(
        database: settings.database, practice: settings.practice, keys: settings.keys,
        settings.installation), folder: settings.folder)
  }

  private func note(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

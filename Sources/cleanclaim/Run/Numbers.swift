// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim numbers`
struct Numbers: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the control numbers of each partner, and put in order what a crash has left.",
    discussion: """
      An interchange is open when its file was complete before a crash and is no longer to be found: \
      somebody has taken it, or it is lost. Running the same claims again writes it under the same \
      number; --sent says that it has gone out.

      Examples:
        cleanclaim numbers
        cleanclaim numbers --sent 42 --sender CLEANCLAIM --receiver CLEARINGHOUSE
      """)

  @Option(help: "The number of an open interchange that was sent.")
  var sent: Int?

  @Option(help: "The identifier of its sender.")
  var sender = "CLEANCLAIM"

  @Option(help: "The identifier of its receiver.")
  var receiver = "CLEARINGHOUSE"

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Flag(help: "Answer as JSON.")
  var json = false

  func run() throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let queries = NumberQueries(Installation(home: home))
      if let sent {
        try queries.confirm(
          sender: "ZZ:\(sender)", receiver: "ZZ:\(receiver)", interchange: sent)
      }
      let status = try queries.status()
      if json { Face.print(status.pretty) } else { Self.show(status) }
    }
  }

  private static func show(_ status: JSON) {
    for route in status["routes"]?.elements ?? [] {
      let back = (route["given_back"]?.elements ?? []).compactMap(\.int).map(String.init)
      Face.print(
        "\(route["sender"]?.string ?? "") to \(route["receiver"]?.string ?? ""): interchange "
          + "\(route["interchange"]?.int ?? 0), group \(route["group"]?.int ?? 0), set "
          + "\(route["set"]?.int ?? 0)"
          + (back.isEmpty ? "" : "; given back: \(back.joined(separator: ", "))"))
    }
    for open in status["open"]?.elements ?? [] {
      Face.print("open: \(open["interchange"]?.int ?? 0)  \(open["path"]?.string ?? "")")
    }
  }
}

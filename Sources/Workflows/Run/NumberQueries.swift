// SPDX-License-Identifier: Apache-2.0

import Storage
public import Values

/// The control numbers of an installation: how far each partner's count has come, and what is on its way.
public struct NumberQueries: Sendable {
  private let installation: Installation

  /// Takes an installation.
  public init(_ installation: Installation) { self.installation = installation }

  /// Puts in order what processes that died have left, and shows the counts.
  ///
  /// - Returns: `routes`: the last numbers taken and those given back; `open`: interchanges whose file was
  ///   complete and is no longer to be found, for a person to look at.
  /// - Throws: ``WorkflowFailure`` where the store cannot be read or written.
  public func status() throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let store = try installation.numbers()
      let open = try store.recover()
      let routes = try store.counters().map { route, last in
        JSON.members(
          ("sender", .string(route.sender)), ("receiver", .string(route.receiver)),
          ("interchange", .int(last[0])), ("group", .int(last[1])), ("set", .int(last[2])),
          ("given_back", .array(try store.returned(route).map(JSON.int))))
      }
      return .members(
        ("routes", .array(routes)), ("open", .array(open.map(Self.json))))
    }
  }

  /// Says that an open interchange was sent: its file was found where somebody had taken it.
  ///
  /// - Throws: ``WorkflowFailure``: `numbers.not-open` where none under that number is open.
  public func confirm(
    sender: String, receiver: String, interchange: Int
  ) throws(WorkflowFailure) {
    try asWorkflow {
      let store = try installation.numbers()
      let open = try store.recover().filter {
        $0.route == NumberRoute(sender: sender, receiver: receiver)
          && $0.interchange == interchange
      }
      guard !open.isEmpty else {
        throw WorkflowFailure("numbers.not-open", .rejected, ("number", "\(interchange)"))
      }
      try store.confirm(open)
    }
  }

  private static func json(_ outgoing: OutgoingInterchange) -> JSON {
    .members(
      ("sender", .string(outgoing.route.sender)), ("receiver", .string(outgoing.route.receiver)),
      ("interchange", .int(outgoing.interchange)), ("path", .string(outgoing.path)),
      ("sha256", outgoing.digest.map { .string($0) }))
  }
}

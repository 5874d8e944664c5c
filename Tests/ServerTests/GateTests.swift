// SPDX-License-Identifier: Apache-2.0

import Access
import TestSupport
import Testing
import Values
import Workflows

@testable import Web

@Suite struct GateTests {
  private static func route(_ verb: Route.Verb, _ need: Route.Need) -> Route {
    verb == .get
      ? .get("/x", need, Route.Subject("x"), "x", page: nil) { _ throws(WorkflowFailure) in
        .answer(.null)
      }
      : .post("/x", need, Route.Subject("x"), "x", next: "/") { _ throws(WorkflowFailure) in
        .answer(.null)
      }
  }

  @Test("Nobody gets in without a session but where anybody may, and no other site sends a form")
  func nobody() {
    for verb in [Route.Verb.get, .post] {
      #expect(Self.verdict(verb, .anybody, isForeign: false) == "open")
      #expect(Self.verdict(verb, .session, isForeign: false) == "come in")
      #expect(Self.verdict(verb, .action("claims.read"), isForeign: false) == "come in")
    }
    #expect(Self.verdict(.post, .anybody, isForeign: true) == "foreign")
    #expect(Self.verdict(.get, .anybody, isForeign: true) == "open")
  }

  private static func verdict(
    _ verb: Route.Verb, _ need: Route.Need, isForeign: Bool
  ) -> String {
    switch Gate.verdict(route(verb, need), nil, key: nil, isForeign: isForeign) {
    case .open: "open"
    case .comeIn: "come in"
    case .goOn: "go on"
    case .closed: "closed"
    case .foreign: "foreign"
    }
  }
}

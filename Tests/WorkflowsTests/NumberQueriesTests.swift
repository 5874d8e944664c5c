// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Values
import Workflows

@Suite struct NumberQueriesTests {
  @Test("Only an interchange that is open can be said to have been sent")
  func notOpen() throws {
    let home = InstalledCodes.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let queries = NumberQueries(Installation(home: home))
    let failure = #expect(throws: WorkflowFailure.self) {
      try queries.confirm(sender: "CLINIC", receiver: "HOUSE", interchange: 42)
    }
    #expect(failure?.kind == .rejected)
    #expect(failure?.findings.map(\.rule) == ["numbers.not-open"])
    #expect(failure?.findings.first?.fact("number") == "42")
  }
}

// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Storage
import Testing
import Values

@testable import Workflows

@Suite struct TrialTableTests {
  @Test("A table of units that is not JSON is refused")
  func units() throws {
    let file = PublishedFile(
      name: "ncci_mue_medicaid.json", bytes: Array(#"{"10000": {"limit": 2, "unit": }}"#.utf8),
      sha256: "00")
    var tables = TrialTables()
    do {
      try tables.add(file)
      #expect(tables.releases.isEmpty)
    } catch let failure as ImportFailure {
      #expect(failure.findings.map(\.rule) == ["import.not-json"])
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import Workflows

@Suite struct EditCoverageTests {
  /// Sets that only an import brings: their edits are not run without one.
  private let imported: Set<String> = ["hcpcs", "mpfs"]

  @Test(
    "Every edit fires on a case and is silent on another",
    .enabled(if: InstalledCodes.arePossible, Comment(rawValue: InstalledCodes.whyNot)))
  func everyEdit() throws {
    #expect(InstalledCodes.findings.isEmpty)
    let answer = try EditCoverage(InstalledCodes.installation).run()
    #expect(answer["failed"]?.elements.isEmpty == true)
    #expect(answer["uncovered"]?.int == 0)
    for edit in answer["edits"]?.elements ?? [] {
      let needs = (edit["needs"]?.elements ?? []).compactMap(\.string)
      #expect(imported.isSuperset(of: needs), "\(edit["edit"]?.string ?? "") was not run")
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import Workflows

@Suite struct EditCoverageTests {
  @Test(
    "Every edit fires on a case and is silent on another",
    .enabled(if: InstalledCodes.arePossible, Comment(rawValue: InstalledCodes.whyNot)))
  func everyEdit() throws {
    let answer = try EditCoverage(InstalledCodes.installation).run()
    #expect(answer["failed"]?.elements.isEmpty == true, "\(answer["failed"]?.line ?? "")")
    #expect(answer["uncovered"]?.int == 0)
    for edit in answer["edits"]?.elements ?? [] {
      // The physician fee schedule, which has no made-up rows yet.
      if edit["needs"]?.elements.compactMap(\.string) == ["mpfs"] { continue }
      #expect(edit["needs"] == nil, "\(edit["edit"]?.string ?? "") was not run")
    }
  }
}

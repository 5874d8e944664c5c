// SPDX-License-Identifier: Apache-2.0

import Storage
import Testing
import Values

@Suite struct OverrideTrailTests {
  private static func override(_ claim: String, line: Int? = nil) throws -> OverrideTrail.Override {
    OverrideTrail.Override(
      claim: claim, rule: "ncci.procedure-pair", line: line, reason: "appeal 17", user: "A. Biller",
      until: try #require(CalendarDate("2026-12-31")))
  }

  @Test(
    "Overrides come back in order, with what was said of them, from a trail that is opened again")
  func kept() throws {
    let folder = try TemporaryFolder()
    #expect(try OverrideTrail(folder: folder.path).append(Self.override("A-1", line: 2)) == 1)
    let trail = try OverrideTrail(folder: folder.path)
    #expect(try trail.append(Self.override("B '2")) == 2)
    let all = try trail.overrides()
    #expect(all.map(\.claim) == ["A-1", "B '2"])
    #expect(all.map(\.line) == [2, nil])
    #expect(
      all.allSatisfy { $0.reason == "appeal 17" && $0.user == "A. Biller" && $0.revoked == nil })
    #expect(all.allSatisfy { $0.until.description == "2026-12-31" && !$0.madeAt.isEmpty })
  }

  @Test("One is taken back once, and stays in the list")
  func revoked() throws {
    let folder = try TemporaryFolder()
    let trail = try OverrideTrail(folder: folder.path)
    _ = try trail.append(Self.override("A-1"))
    #expect(try trail.revoke(1, by: "C. Compliance", because: "no record"))
    #expect(try !trail.revoke(1, by: "C. Compliance", because: "again"))
    #expect(try !trail.revoke(2, by: "C. Compliance", because: "none"))
    let note = try #require(try trail.overrides().first?.revoked)
    #expect(note.hasPrefix("C. Compliance, ") && note.hasSuffix(": no record"))
  }
}

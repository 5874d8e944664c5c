// SPDX-License-Identifier: Apache-2.0

import Testing
import X12

@Suite struct GuideTablesTests {
  @Test func everyTableCanBeReadAndEveryRuleCompiled() {
    for fault in Repository.guides.faults() {
      Issue.record("\(fault.table):\(fault.line): \(fault.code) \(fault.detail)")
    }
  }

  @Test func theProfessionalClaimHasTheLoopsOfItsGuide() throws {
    let guide = try Repository.guides.guide(table: "005010X222A1")
    let ids = Set(guide.loops.map(\.id))
    #expect(ids.isSuperset(of: ["2000A", "2010AA", "2000B", "2300", "2310B", "2400", "2430"]))
    #expect(!ids.contains("2310F1"))
    #expect(guide.loops[guide.loop("2300")!].maximum == 100)
    #expect(guide.loops[guide.loop("2400")!].maximum == 50)
    let claim = try #require(guide.segments.first { $0.id.description == "CLM" })
    #expect(claim.usage == .required)
  }
}

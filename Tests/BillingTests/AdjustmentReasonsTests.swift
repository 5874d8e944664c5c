// SPDX-License-Identifier: Apache-2.0

import Billing
import Claims
import Testing
import Values
import Workflows

@Suite struct AdjustmentReasonsTests {
  private let reasons = AdjustmentReasons.standard

  @Test("Every reason code in force has a row, and no other")
  func whole() {
    #expect(reasons.codes == ReasonCodesInForce.codes)
  }

  @Test(
    "What an amount is goes by group and code",
    arguments: [
      ("CO", "45", AdjustmentKind.contractual), ("PR", "45", .patient), ("OA", "45", .denial),
      ("CO", "253", .sequestration), ("PR", "1", .patient), ("PR", "2", .patient),
      ("PR", "3", .patient), ("OA", "23", .information), ("CO", "50", .denial),
      ("CO", "97", .denial), ("CO", "29", .denial), ("PR", "96", .patient), ("CO", "96", .denial),
      ("OA", "18", .denial), ("CO", "237", .reduction), ("CO", "131", .contractual),
      ("CO", "59", .contractual), ("XX", "45", .denial), ("CO", "ZZZ", .denial),
    ])
  func kinds(_ group: String, _ code: String, _ kind: AdjustmentKind) {
    #expect(reasons.kind(of: Adjustment(group, code, Money(cents: 100))) == kind)
  }

  @Test("Complaint 3: what a payer denies is never contractual")
  func denialsAreWorked() {
    for code in reasons.codes {
      guard let reason = reasons[code] else { continue }
      let kinds = AdjustmentReason.groups.map(reason.kind)
      if kinds.contains(.contractual) {
        #expect(reason.next == .none, "\(code) is contractual and has a next step")
        #expect(reason.category == .other, "\(code) is contractual and has a root cause")
      }
      if kinds[0] == .denial { #expect(reason.next != .none || code == "23", "\(code)") }
    }
  }

  @Test("A malformed table is refused", arguments: ["1\tpatient", "1\ta\tb\tc\td\te\tf\tg"])
  func malformed(_ text: String) {
    #expect(AdjustmentReasons(parsing: text) == nil)
  }
}

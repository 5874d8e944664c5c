// SPDX-License-Identifier: Apache-2.0

import Claims
import Testing
import TransactionSets
import Values
import X12

@Suite struct ClaimAcknowledgementTests {
  /// A first claim whose lines do not add up to its charge: accepted by the 999, refused by the 277CA.
  private let offBalance = ("CLM*CC0001*150*", "CLM*CC0001*160*")

  @Test("Claims are taken or turned away one by one, with totals at each level")
  func byClaim() throws {
    let text = try Judged("837p-two.edi", offBalance).claimAnswer()
    let expected = """
      ST*277*0001*005010X214~
      BHT*0085*08*R0001-1*20261122*1200*TH~
      HL*1**20*1~
      NM1*PR*2*SAMPLE CLEARING HOUSE*****46*RECEIVER01~
      TRN*1*R0001~
      DTP*050*D8*20261122~
      DTP*009*D8*20261122~
      HL*2*1*21*1~
      NM1*41*2*SAMPLE BILLING SERVICE*****46*SENDER01~
      TRN*2*BATCH0001~
      STC*A1:19:PR*20261122*WQ*210~
      QTY*90*1~
      QTY*AA*1~
      AMT*YU*50~
      AMT*YY*160~
      HL*3*2*19*1~
      NM1*85*2*SAMPLE CLINIC*****XX*1234567893~
      TRN*1*0~
      STC*A1:19:PR**WQ*210~
      QTY*QA*1~
      QTY*QC*1~
      AMT*YU*50~
      AMT*YY*160~
      HL*4*3*PT~
      NM1*QC*1*SAMPLE*NORA****MI*MEMBER0001~
      TRN*2*CC0001~
      STC*A8:400*20261122*U*160~
      DTP*472*D8*20260203~
      TRN*2*CC0002~
      STC*A2:20:PR*20261122*WQ*50~
      """
    #expect(text.contains(expected), "\(text)")
  }

  @Test(
    "The 277CA of every good 837 is itself without findings, and reads as written",
    arguments: [
      "837p.edi", "837p-two.edi", "837p-dependent.edi", "837p-drug.edi", "837i-inpatient.edi",
      "837i-outpatient.edi", "837d-secondary.edi", "837d.edi", "837p-ambulance.edi",
    ])
  func good(name: String) throws {
    let judged = try Judged(name)
    let text = try judged.claimAnswer()
    let answer = Judged(bytes: Array(text.utf8))
    let findings = answer.report.interchanges[0].groups.flatMap(\.sets).flatMap(\.findings.kept)
    #expect(
      findings.map { "\($0.finding.rule) \($0.position)" }.filter {
        !$0.hasPrefix("x12.code.not-installed")
      } == [],
      "\(text)")
    guard case .claims(let report)? = Judged.acknowledgements(text).first else {
      Issue.record("no 277CA in the answer")
      return
    }
    let claims = report.matters.filter { $0.statuses.contains { $0.category == "A2" } }
    #expect(
      claims.count == judged.report.interchanges[0].groups[0].sets.map(\.claimCount).reduce(0, +)
        || !claims.isEmpty)
  }

  @Test("A line in which something is wrong is given back with its claim")
  func line() throws {
    var judged = try Judged("837p-two.edi")
    var set = judged.report.interchanges[0].groups[0].sets[0]
    var position = X12Position()
    (position.loop, position.segment, position.element, position.component) = ("2400", "SV1", 1, 2)
    position.segmentIndex = 26
    set.findings.append(
      X12Finding(
        "x12.code.unknown", .rejects, .externalCodes, at: position,
        acknowledgement: .claim(category: "A7", status: "")))
    judged.report.interchanges[0].groups[0].sets[0] = set
    let text = try judged.claimAnswer()
    #expect(
      text.contains(
        """
        STC*A7:454*20261122*U*150~
        DTP*472*D8*20260203~
        SVC*HC:99213*150*****1~
        STC*A7:454*20261122*U~
        REF*FJ*L1~
        DTP*472*D8*20260203~
        """), "\(text)")
  }

  @Test(
    "What the 999 or the TA1 turns away as a whole has no 277CA",
    arguments: [
      ("GE*1*1~", "GE*2*1~"), ("GE*1*1~", "GE*1*2~"), ("GS*HC*", "GS*HC**"),
      ("IEA*1*000000001~", "IEA*1*000000002~"), ("IEA*1*000000001~", ""), ("*0*T*:~", "*9*T*:~"),
    ])
  func rejectedEnvelope(old: String, new: String) throws {
    var change = (old, new)
    if old == "GS*HC*" { change = ("GS*HC*SAMPLESENDER*", "GS*HC**") }
    let judged = try Judged("837p-two.edi", change)
    #expect(try !judged.claimAnswer().contains("ST*"))
  }

  @Test("A set that the 999 rejects has no 277CA")
  func rejectedSet() throws {
    let text = try Judged("837p-two.edi", ("HI*ABK:E119~", "HI*ABK~")).claimAnswer()
    #expect(!text.contains("ST*"))
  }

  @Test(
    "The status follows from the finding, else from the rule, else from the narrowest place",
    arguments: [
      ("x12.t", "837P", "2010AA", "NM1", 9, "1", "A6:562:85"),
      ("x12.t", "837P", "2010AA", "NM1", 5, "7", "A7:124:85"),
      ("x12.t", "837P", "2300", "CLM", 5, "7", "A7:21:"),
      ("x12.t", "837I", "2310A", "NM1", 3, "I9", "A6:124:71"),
      ("x12.t", "837P", "2310A", "NM1", 3, "I9", "A6:124:DN"),
      ("x12.837.claim-charge", "837P", "2300", "CLM", 2, "", "A8:400:"),
      ("x12.t", "837P", "2420E", "N3", 1, "5", "A7:124:DK"),
      ("x12.t", "837P", "9999", "ZZZ", 1, "5", "A7:21:"),
      ("x12.t", "837I", "2400", "DTP", 3, "8", "A7:187:"),
    ] as [(String, String, String, String, Int, String, String)])
  func codes(
    rule: String, variant: String, loop: String, segment: String, element: Int, code: String,
    expected: String
  ) {
    var position = X12Position()
    (position.loop, position.segment, position.element) = (loop, segment, element)
    let finding = X12Finding(
      rule, .rejects, code.isEmpty ? .balance : .guide, at: position,
      acknowledgement: code.isEmpty ? nil : .element(code))
    let found = Judged.codes.code(for: finding, variant: variant)
    #expect("\(found.category):\(found.code):\(found.entity ?? "")" == expected)
  }

  @Test("A finding is taken at its word")
  func own() {
    let finding = X12Finding(
      "x12.t", .rejects, .partner, at: X12Position(),
      acknowledgement: .claim(category: "A3", status: "718"))
    #expect(Judged.codes.code(for: finding, variant: "837P") == .init(category: "A3", code: "718"))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Testing
import TransactionSets
import Values
import X12

@Suite struct InterchangeAcknowledgementTests {
  private func report(_ findings: [(X12Finding.Acknowledgement?, Finding.Severity)])
    -> InterchangeReport
  {
    var report = InterchangeReport(
      header: Segment(
        "ISA",
        [
          "00", "", "00", "", "ZZ", "A", "ZZ", "B", "261122", "0905", "^", "00501", "000000042",
          "1", "P", ":",
        ]))
    for (code, severity) in findings {
      report.findings.append(
        X12Finding("x12.test", severity, .syntax, at: X12Position(), acknowledgement: code))
    }
    return report
  }

  private func text(_ findings: [(X12Finding.Acknowledgement?, Finding.Severity)]) -> String {
    GroupAcknowledgementTests.text(InterchangeAcknowledgement(report(findings)).segment)
  }

  @Test("Each code that rejects is told", arguments: 1...31)
  func codes(number: Int) {
    let code = "0\(number < 10 ? "0" : "")\(number)"
    #expect(text([(.interchange(code), .rejects)]) == "TA1*000000042*261122*0905*R*\(code)~")
    #expect(text([(.interchange(code), .warns)]) == "TA1*000000042*261122*0905*E*\(code)~")
  }

  @Test("There is one verdict: the first that rejects, else the first of all, else none")
  func verdict() {
    #expect(text([]).hasSuffix("*A*000~"))
    #expect(text([(nil, .warns), (.interchange("022"), .informs)]).hasSuffix("*E*022~"))
    #expect(
      text([
        (.interchange("026"), .warns), (.interchange("021"), .rejects),
        (.interchange("001"), .rejects),
      ])
      .hasSuffix("*R*021~"))
    #expect(text([(nil, .rejects)]).hasSuffix("*R*024~"))
  }

  @Test("What was written is read again; what is no verdict is not")
  func reading() {
    let answer = InterchangeAcknowledgement(report([(.interchange("023"), .rejects)]))
    #expect(InterchangeAcknowledgement(answer.segment) == answer)
    for code in ["", "P", "X", "Z"] {
      #expect(
        InterchangeAcknowledgement(Segment("TA1", ["1", "261122", "0905", .text(code)])) == nil)
    }
    #expect(InterchangeAcknowledgement(Segment("TA2", ["1", "", "", "A", "000"])) == nil)
  }

  @Test(
    "A number, date or time that cannot be sent back is not",
    arguments: [
      ("*260210*1000*", "*261310*1000*", "TA1*000000001*261122*1000*R*"),
      ("*260210*1000*", "*260210*2560*", "TA1*000000001*260210*1200*R*"),
      ("*000000001*0*T", "*00000000A*0*T", "TA1*000000000*260210*1000*R*"),
    ])
  func unsendable(old: String, new: String, expected: String) throws {
    let answer = try Judged("837p-two.edi", (old, new)).answer()
    #expect(answer.contains(expected), "\(answer)")
    let report = Judged(bytes: Array(answer.utf8)).report
    #expect(report.isAccepted, "\(report)")
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TransactionSets
import Values
import X12

/// Real files, judged, answered, and the answer judged and read.
@Suite struct AcknowledgementRoundTripTests {
  private func lines(_ text: String, _ ids: String...) -> [String] {
    text.split(separator: "\n").map(String.init).filter { line in
      ids.contains { line.hasPrefix("\($0)*") }
    }
  }

  @Test("A good file is accepted, envelope and groups, and the answer goes back the way it came")
  func good() throws {
    let text = try Judged("837p-two.edi").answer()
    #expect(
      text == """
        ISA*00*          *00*          *ZZ*SAMPLERECEIVER *ZZ*SAMPLESENDER   *261122*1200*^*00501*000000077*0*T*:~
        TA1*000000001*260210*1000*A*000~
        GS*FA*SAMPLERECEIVER*SAMPLESENDER*20261122*1200*1*X*005010X231A1~
        ST*999*0001*005010X231A1~
        AK1*HC*1*005010X222A1~
        AK2*837*0001*005010X222A1~
        IK5*A~
        AK9*A*1*1*1~
        SE*6*0001~
        GE*1*1~
        IEA*1*000000077~

        """)
  }

  @Test(
    "What is wrong in a file is told by segment, element and claim",
    arguments: [
      ("SV1*HC:99213*150*UN*1***1~", "SV1*HC:99213*150*XX*1***1~", ["IK4*3*355*7*XX~"], "CC0001"),
      ("DMG*D8*19800412*F~", "DMG*D8*19801412*F~", ["IK4*2*1251*8*19801412~"], ""),
      ("HI*ABK:E119~", "HI*ABK~", ["IK4*1:2*1271*1~"], "CC0001"),
    ])
  func wrong(old: String, new: String, expected: [String], claim: String) throws {
    let text = try Judged("837p-two.edi", (old, new)).answer()
    #expect(lines(text, "IK4") == expected, "\(text)")
    #expect(lines(text, "CTX") == (claim.isEmpty ? [] : ["CTX*CLM01:\(claim)~"]))
    #expect(lines(text, "AK9") == ["AK9*R*1*1*0~"])
    let answer = Judged(bytes: Array(text.utf8)).report
    #expect(answer.isAccepted && answer.interchanges[0].groups[0].sets[0].findings.count == 0)
  }

  @Test("An answer that is read says what was written")
  func reading() throws {
    let judged = try Judged("837p-two.edi", ("HI*ABK:E119~", "HI*ABK~"))
    let read = Judged.acknowledgements(try judged.answer())
    let interchange = judged.report.interchanges[0]
    #expect(
      read == [
        .interchange(InterchangeAcknowledgement(interchange)),
        .group(try #require(GroupAcknowledgement(interchange.groups[0], judged.context))),
      ])
  }

  @Test("An acknowledgement is not acknowledged, and nothing is sent where nothing is asked")
  func silence() throws {
    let judged = try Judged("999.edi")
    var writer = AcknowledgementWriter(
      header: AcknowledgementWriter.header(
        answering: judged.report.interchanges[0].header,
        date: try #require(CalendarDate("2026-11-22")), time: "1200", controlNumber: 1))
    #expect(try writer.write(judged.report.interchanges[0]) == [])
    writer.envelope = .always
    #expect(try writer.write(judged.report.interchanges[0]).count > 106)
  }

  @Test("The claim, inquiry or member of a place is found in each kind of transaction set")
  func units() throws {
    let rows: [(String, String, String)] = [
      ("837p-two.edi", "SV1", "CLM01:CC0001"), ("276.edi", "AMT", "TRN02:"),
      ("834.edi", "DMG", "SUBSCRIBER NUMBER REF02:"),
      ("835.edi", "SVC", "TRN02:"), ("270.edi", "EQ", "TRN02:"),
    ]
    for (file, segment, expected) in rows {
      var judged = try Judged(file)
      judged.report = X12Report()
      var position = X12Position()
      (position.interchange, position.group, position.set) = (1, 1, 1)
      let text = try String(
        contentsOf: Judged.top.appending(path: "Tests/Fixtures/x12/good/\(file)"), encoding: .utf8)
      let segments = text.split(separator: "~").map { $0.drop { $0.isNewline } }
      let index = segments.firstIndex { $0.hasPrefix("\(segment)*") } ?? 0
      position.segmentIndex = index - 1
      let unit = judged.units.unit(at: position)
      let found = "\(unit?.name ?? ""):\(unit?.value ?? "")"
      let isExpected = found.hasPrefix(expected)
      #expect(isExpected, "\(file): \(found)")
      #expect(unit?.value.isEmpty == false, "\(file)")
      position.segmentIndex = 2
      if file != "835.edi" { #expect(judged.units.unit(at: position) == nil, "\(file)") }
    }
  }
}

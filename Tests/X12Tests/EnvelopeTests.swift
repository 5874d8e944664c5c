// SPDX-License-Identifier: Apache-2.0

import Testing
import Values
import X12

@Suite struct EnvelopeTests {
  private func header(sender: String = "SENDER") throws -> InterchangeHeader {
    InterchangeHeader(
      sender: .init(id: sender), receiver: .init(qualifier: "30", id: "000000001"),
      date: try #require(CalendarDate("2026-11-22")), time: "0905", controlNumber: 42)
  }

  @Test("The ISA has 106 bytes and announces its delimiters")
  func width() throws {
    var writer = SegmentWriter()
    try writer.writeInterchangeHeader(try header())
    let text = String(decoding: writer.take(), as: UTF8.self)
    #expect(text.utf8.count == 106)
    #expect(
      text
        == "ISA*00*          *00*          *ZZ*SENDER         *30*000000001      *261122*0905*^"
        + "*00501*000000042*0*T*:~")
  }

  @Test("An identifier that has no room is refused")
  func tooLong() throws {
    var writer = SegmentWriter()
    let header = try header(sender: "A-SENDER-THAT-IS-TOO-LONG")
    #expect(throws: X12Error(.tooLong, segment: "ISA", element: 6)) {
      try writer.writeInterchangeHeader(header)
    }
  }
}

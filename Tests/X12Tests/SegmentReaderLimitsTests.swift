// SPDX-License-Identifier: Apache-2.0

import Testing
import Values
import X12

/// Headers that are not as they should be, binary data, and sizes.
@Suite struct SegmentReaderLimitsTests {
  private let sample = SmallInterchange()

  @Test(
    "A header whose elements do not have their width is read by its separators",
    arguments: [
      ("SENDER         ", "SENDER"), ("          ", ""), ("260101", "20260101"),
      ("RECEIVER       ", "A RECEIVER WITH A LONG NAME"),
    ])
  func otherWidths(text: String, other: String) {
    let header = sample.header.replacing(text, with: other, maxReplacements: 1)
    let reading = Reading.of(header + sample.body + sample.trailer)
    #expect(reading.problems == ["bad-header@0"])
    #expect(reading.segments.dropFirst() == sample.expected.dropFirst())
    #expect(reading.written == Array((header + sample.body + sample.trailer).utf8))
  }

  @Test(
    "After a header that cannot be read the next one is looked for",
    arguments: [
      ("ISA*00*too*short~GS*HC~", "bad-header"), ("ISA*00*          *00*~", "bad-header"),
      ("ISA:", "bad-header"),
    ])
  func passesOn(broken: String, problem: String) {
    let padded = broken + String(repeating: "GS*1~", count: 120)
    let reading = Reading.of(padded + sample.text)
    #expect(reading.segments == sample.expected)
    #expect(reading.problems == ["\(problem)@0"])
    let after = Reading.of(sample.text + padded + sample.text)
    #expect(after.segments == sample.expected + sample.expected)
    #expect(after.problems == ["\(problem)@208"])
    let alone = Reading.of(padded)
    #expect(alone.segments == [])
    #expect(alone.problems == ["\(problem)@0"])
  }

  @Test("An input of which no header can be read is unreadable, one of which a header can is not")
  func unreadable() {
    let broken = SmallInterchange(component: "A").text
    #expect(judge(Array(broken.utf8)).isUnreadable)
    #expect(judge([]).isUnreadable)
    let report = judge(Array((broken + sample.text).utf8))
    #expect(!report.isUnreadable)
    #expect(!report.isAccepted)
    #expect(report.interchanges.count == 1)
  }

  @Test(
    "Binary data is read by its length, whatever stands in it",
    arguments: [
      ("BIN*5*hello~", ["BIN|5|hello"], []), ("BIN*5*a~b*c~", ["BIN|5|a~b*c"], []),
      ("BIN*0*~", ["BIN|0|"], []), ("BIN*10*ISA*00*~\r\n~", ["BIN|10|ISA*00*~\r\n"], []),
      ("BDS*ASC*3*~~~~", ["BDS|ASC|3|~~~"], []), ("BIN*3*~:^~", ["BIN|3|~:^"], []),
      ("BIN*4*hello~", ["BIN|4|hello"], ["binary-length@4/1"]),
      ("BIN*6*hello~", ["BIN|6|hello"], ["binary-length@4/1"]),
      ("BIN**hello~", ["BIN||hello"], ["binary-length@4/1"]),
      ("BIN*-1*hello~", ["BIN|-1|hello"], ["binary-length@4/1"]),
      ("BIN*99999999999999999999*a~", ["BIN|99999999999999999999|a"], ["binary-length@4/1"]),
      ("BDS*ASC*900*a*b~", ["BDS|ASC|900|a|b"], ["binary-length@8/2"]),
      ("BIN*5~", ["BIN|5"], []),
      ("BINA*1*~~", ["BINA|1|", ""], ["segment-id@0", "blank-segment@8"]),
    ])
  func binary(text: String, segments: [String], problems: [String]) {
    let start = (sample.header + sample.body).utf8.count
    let reading = Reading.of(sample.header + sample.body + text + sample.trailer)
    #expect(reading.segments == sample.expected.dropLast() + segments + [sample.expected.last!])
    #expect(reading.problems == problems.map { Self.moved($0, by: start) })
    #expect(reading.written == Array((sample.header + sample.body + text + sample.trailer).utf8))
  }

  private static func moved(_ problem: String, by count: Int) -> String {
    let parts = problem.split(separator: "@")
    let place = parts[1].split(separator: "/")
    let offset = (Int(place[0]) ?? 0) + count
    return "\(parts[0])@\(offset)" + (place.count > 1 ? "/\(place[1])" : "")
  }

  @Test("Binary data that is no text keeps its bytes")
  func bytes() {
    let data: [UInt8] = [0xFF, 0x00, 0x7E, 0x2A, 0xC3, 0x28, 0x0A, 0x80]
    let text = Array((sample.header + "BIN*8*").utf8) + data + Array(("~" + sample.trailer).utf8)
    let reading = Reading.of(text)
    #expect(reading.problems == [])
    #expect(reading.written == text)
  }

  @Test(
    "A segment may have any number of elements", arguments: [1, 63, 64, 65, 255, 256, 257, 5000])
  func elements(_ count: Int) {
    let segment = "REF" + (1...count).map { "*\($0)" }.joined()
    let reading = Reading.of(sample.header + segment + "~" + sample.trailer)
    #expect(reading.segments[1] == segment.replacing("*", with: "|"))
    #expect(reading.problems == [])
  }

  @Test("A segment as long as is allowed is read, a longer one gives up its interchange only")
  func length() {
    for length in [990, 1000, 1001, 5000] {
      let text =
        sample.header + "NTE*" + String(repeating: "X", count: length - 4) + "~" + sample.trailer
      let reading = Reading.of(text + sample.text, maximum: 1000)
      if length <= 1000 {
        #expect(reading.problems == [])
        #expect(reading.segments.count == 3 + sample.expected.count)
      } else {
        #expect(reading.problems == ["segment-too-long@106"])
        #expect(reading.segments == [sample.expected[0]] + sample.expected)
      }
    }
  }

  @Test("What is too long is looked at no further, however much of it is at hand")
  func tooLongBinary() {
    let text =
      sample.header + "BIN*12" + String(repeating: "X", count: 400) + "*hello~" + sample.text
    #expect(Reading.of(text, maximum: 300).problems == ["segment-too-long@106"])
  }

  @Test("A huge segment is read; without its terminator it is given up")
  func huge() {
    let long = "NTE*" + String(repeating: "ABCDEFGH", count: 30_000)
    #expect(Reading.of(sample.header + long + "~" + sample.trailer).problems == [])
    let endless = sample.header + long + long
    #expect(Reading.of(endless).problems == ["segment-too-long@106"])
    let findings = judge(Array(endless.utf8)).all.map(\.finding)
    #expect(
      findings.contains { $0.rule == "x12.syntax.segment-too-long" && $0.severity == .rejects })
  }

  @Test(
    "What is wrong within a segment is told, and the segment is read all the same",
    arguments: [
      ("REF*A~~", ["REF|A", ""], ["blank-segment@6"]),
      ("REF*\u{1}~", ["REF|\u{1}"], ["character@4"]),
      ("REF*A\u{7F}~", ["REF|A\u{7F}"], ["character@5"]),
      ("REF*Jos\u{E9}~", ["REF|Jos\u{E9}"], ["extended-character@7"]),
      (
        "REF*\u{E9}\u{1}\u{E9}~", ["REF|\u{E9}\u{1}\u{E9}"],
        ["extended-character@4", "character@6"]
      ),
      ("ref*A~", ["ref|A"], ["segment-id@0"]), ("R*A~", ["R|A"], ["segment-id@0"]),
      ("9X*A~", ["9X|A"], ["segment-id@0"]), ("*A~", ["|A"], ["segment-id@0"]),
      (" \tREF*A~", ["REF|A"], ["padding@0"]), ("\n \nREF*A~", ["REF|A"], ["padding@1"]),
      ("RE\nF*A~", ["REF|A"], ["wrapped@0"]), ("REF*A\r\n~", ["REF|A"], ["wrapped@0"]),
      ("ISA~", ["ISA"], []), ("REF***~", ["REF|||"], []),
    ])
  func faults(text: String, segments: [String], problems: [String]) {
    let start = sample.header.utf8.count
    let reading = Reading.of(sample.header + text + sample.trailer)
    #expect(reading.segments == [sample.expected[0]] + segments + [sample.expected.last!])
    #expect(reading.problems == problems.map { Self.moved($0, by: start) })
  }
}

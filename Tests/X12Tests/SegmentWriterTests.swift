// SPDX-License-Identifier: Apache-2.0

import Testing
import X12

@Suite struct SegmentWriterTests {
  @Test(
    "What is empty at the end is not written",
    arguments: [
      (["A", "B"] as [Element], "REF*A*B~"), (["A", .empty, .empty], "REF*A~"),
      ([.empty, "B"], "REF**B~"), ([], "REF~"), ([.composite(["A", "", "C", ""])], "REF*A::C~"),
      ([.composite(["", ""]), .empty], "REF~"), ([.repeated(["A", "B"])], "REF*A^B~"),
    ])
  func trims(elements: [Element], expected: String) throws {
    var writer = SegmentWriter()
    try writer.write("REF", elements)
    #expect(String(decoding: writer.take(), as: UTF8.self) == expected)
  }

  @Test(
    "A value that would break the segment is refused, with its place",
    arguments: [
      (["A", "B*C"] as [Element], X12Error(.delimiterInValue, segment: "REF", element: 2)),
      (["A~"], X12Error(.delimiterInValue, segment: "REF", element: 1)),
      (
        [.empty, .composite(["A", "B:"])],
        X12Error(.delimiterInValue, segment: "REF", element: 2, component: 2)
      ),
      (["Jos\u{E9}"], X12Error(.characterNotAllowed, segment: "REF", element: 1)),
      (["A\nB"], X12Error(.characterNotAllowed, segment: "REF", element: 1)),
    ])
  func refuses(elements: [Element], expected: X12Error) {
    var writer = SegmentWriter()
    #expect(throws: expected) { try writer.write("REF", elements) }
    #expect(writer.bytes.isEmpty)
    #expect(writer.count == 0)
  }

  @Test("Segments are counted from the one after counting began")
  func counts() throws {
    var writer = SegmentWriter()
    try writer.write("GS", ["HC"])
    writer.startCounting()
    try writer.write("ST", ["837"])
    try writer.write("BHT", ["0019"])
    #expect(writer.count == 2)
  }

  @Test("Delimiters differ from each other and from letters, digits and blanks")
  func delimiters() {
    #expect(Delimiters(element: 0x2A, component: 0x2A, repetition: 0x5E, segment: 0x7E) == nil)
    #expect(Delimiters(element: 0x41, component: 0x3A, repetition: 0x5E, segment: 0x7E) == nil)
    #expect(Delimiters(element: 0x7C, component: 0x3E, repetition: 0x5E, segment: 0x0A) != nil)
  }
}

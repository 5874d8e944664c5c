// SPDX-License-Identifier: Apache-2.0

import Testing
import X12

/// Inputs by which the fuzz program broke a law once, cut down to what it took.
@Suite struct FuzzRegressionTests {
  private static let header = SmallInterchange().header

  /// For each input: no byte is lost, pieces of any size make no difference, and what is written again
  /// reads the same.
  @Test(
    "What broke a law of reading keeps it now",
    arguments: [
      // What stands before the first ISA was told at another line for other pieces.
      "\n\n\nX\n\n" + header,
      // A delete character was seen only near another unusual one.
      header + "REF*A\nB\u{7F}~",
      // A wrong length of binary data was told once for each piece.
      header + "BIN*3*hello~" + String(repeating: "X", count: 300),
      // A header without its widths could be cut off by a piece.
      "ISA*00**00**ZZ*" + String(repeating: "S", count: 120)
        + "*ZZ*R*260101*1000*^*00501*1*0*T*:~GS*HC~",
      // An element separator that is a line break went out with the line breaks.
      header.replacing("*", with: "\n") + "REF\nA\r\n~",
      // A blank that delimits was taken for padding.
      SmallInterchange(element: "\t").header + "\tA~",
      // A line break within the name of a segment made it a header.
      header + "IS\nA*1~" + header,
    ])
  func reading(_ input: String) {
    let first = Reading.of(input)
    let again = Reading.of(first.written)
    #expect(again.segments == first.segments)
    #expect(again.written == first.written)
  }
}

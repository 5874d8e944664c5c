// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Workflows

@Suite struct CodedNotePageTests {
  @Test func stretchesThatOverlapAreCutIntoPieces() {
    let marked = MarkedText(count: 10, evidence: [[2..<6], [4..<8], [4..<5]])
    #expect(marked.pieces.map(\.bytes) == [0..<2, 2..<4, 4..<5, 5..<6, 6..<8, 8..<10])
    #expect(marked.pieces.map(\.codes) == [[], [0], [0, 1, 2], [0, 1], [1], []])
    #expect(marked.pieces.map(\.ending) == [[], [], [2], [0], [1], []])
  }

  @Test func stretchesThatTouchOrReachTheEndsKeepTheirCodes() {
    let marked = MarkedText(count: 4, evidence: [[0..<2, 2..<4], [3..<9]])
    #expect(marked.pieces.map(\.bytes) == [0..<2, 2..<4])
    #expect(marked.pieces.map(\.codes) == [[0], [0]])
    #expect(MarkedText(count: 0, evidence: []).pieces.isEmpty)
  }

  @Test func nothingIsMarkup() {
    #expect(
      PageText.escaped("<b a='1' c=\"2\">&\u{0}\u{1B}\t\n")
        == "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;\u{FFFD}\u{FFFD}\t\n")
  }

  @Test func aScriptIsNamedByItsHash() {
    // SHA-256 of nothing.
    #expect(
      PageText.hash(
        hexadecimal: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
  }
}

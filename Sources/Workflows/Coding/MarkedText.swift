// SPDX-License-Identifier: Apache-2.0

/// A note cut at every edge of evidence, so that stretches that overlap or lie in one another become pieces
/// that each know their codes.
struct MarkedText {
  /// A stretch of the note that supports the same codes throughout.
  struct Piece {
    /// Its bytes.
    let bytes: Range<Int>
    /// The codes that it supports, by their numbers; none for plain text.
    let codes: [Int]
    /// The codes whose evidence ends with it.
    let ending: [Int]
  }

  let pieces: [Piece]

  /// Cuts a text by the evidence of each code.
  init(count: Int, evidence: [[Range<Int>]]) {
    var opening: [Int: [Int]] = [:]
    var closing: [Int: [Int]] = [:]
    for (code, spans) in evidence.enumerated() {
      for span in spans where !span.isEmpty && span.upperBound <= count {
        opening[span.lowerBound, default: []].append(code)
        closing[span.upperBound, default: []].append(code)
      }
    }
    let edges = Set(opening.keys).union(closing.keys).union([0, count]).sorted()
    var open: [Int: Int] = [:]
    var pieces: [Piece] = []
    for (start, end) in zip(edges, edges.dropFirst()) {
      for code in closing[start] ?? [] { open[code, default: 1] -= 1 }
      for code in opening[start] ?? [] { open[code, default: 0] += 1 }
      let codes = open.filter { $0.value > 0 }.keys.sorted()
      let ending = Set(closing[end] ?? []).filter { codes.contains($0) }.sorted()
      pieces.append(Piece(bytes: start..<end, codes: codes, ending: ending))
    }
    self.pieces = pieces
  }
}

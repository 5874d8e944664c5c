// SPDX-License-Identifier: Apache-2.0

import Testing
import X12

/// What a reader made of an input, written so that it fits into a row of a table.
struct Reading: Equatable {
  /// The segments, their elements between bars.
  var segments: [String] = []
  /// The problems as `kind@offset`, with the element behind a slash where one is to blame.
  var problems: [String] = []
  /// The first line of each segment.
  var lines: [Int] = []
  /// Every byte that came back.
  var bytes: [UInt8] = []
  /// The segments written again, each interchange with its own delimiters.
  var written: [UInt8] = []

  /// Reads an input in pieces of a size.
  init(_ input: [UInt8], pieces: Int, maximum: Int = 1 << 18) {
    var reader = SegmentReader(maximumSegmentLength: maximum)
    var at = 0
    while true {
      let step = reader.next()
      bytes += reader.betweenSegments
      switch step {
      case .segment:
        let view = reader.segment
        bytes += view.exactBytes
        segments.append((0...view.count).map { view[$0].text }.joined(separator: "|"))
        lines.append(view.line)
        var writer = SegmentWriter(delimiters: view.delimiters)
        writer.write(exactly: Segment(view))
        written += writer.take()
      case .needsBytes:
        let count = min(pieces, input.count - at)
        reader.feed(Array(input[at..<at + count]))
        at += count
        if at == input.count { reader.finish() }
      case .end:
        problems = reader.problems.map {
          "\($0.kind.rawValue.replacing("x12.syntax.", with: ""))@\($0.offset)"
            + ($0.element > 0 ? "/\($0.element)" : "")
        }
        return
      }
    }
  }

  /// Reads an input, and holds the reader to what must be so for every input: no byte is lost, and the
  /// pieces in which it comes make no difference.
  static func of(_ input: [UInt8], maximum: Int = 1 << 18) -> Reading {
    let whole = Reading(input, pieces: max(input.count, 1), maximum: maximum)
    #expect(whole.bytes == input, "a byte was lost")
    // Each piece has the segment at hand read again, which takes long where segments are huge.
    for pieces in [1, 7, 64, 107, 8191]
    where pieces < input.count && input.count * input.count / pieces < 20_000_000 {
      #expect(Reading(input, pieces: pieces, maximum: maximum) == whole, "in pieces of \(pieces)")
    }
    return whole
  }

  static func of(_ input: String, maximum: Int = 1 << 18) -> Reading {
    of(Array(input.utf8), maximum: maximum)
  }
}

/// A small interchange whose delimiters and line ends can be chosen.
struct SmallInterchange {
  var element = "*"
  var component = ":"
  var repetition = "^"
  var terminator = "~"
  var lineEnd = ""
  var control = "000000001"

  static let segments = [
    "GS|HC|S|R|20260101|1000|1|X|005010X222A1", "ST|837|0001", "REF|EI|A:B^C||D", "SE|3|0001",
    "GE|1|1",
  ]

  var header: String {
    [
      "ISA", "00", "          ", "00", "          ", "ZZ", "SENDER         ", "ZZ",
      "RECEIVER       ", "260101", "1000", repetition, "00501", control, "0", "T", component,
    ].joined(separator: element) + terminator + lineEnd
  }

  /// The segments between the header and the trailer.
  var body: String {
    Self.segments.map { $0.map(translated).joined() + terminator + lineEnd }.joined()
  }

  var trailer: String { "IEA\(element)1\(element)\(control)\(terminator)\(lineEnd)" }

  var text: String { header + body + trailer }

  /// The segments as ``Reading`` shows them.
  var expected: [String] {
    let end = "IEA|1|\(control)"
    let header = header.prefix(header.utf8.count - (terminator + lineEnd).utf8.count)
    return [String(header).replacing(element, with: "|")] + Self.segments.map(shown) + [end]
  }

  private func translated(_ character: Character) -> String {
    switch character {
    case "|": element
    case ":": component
    case "^": repetition
    default: String(character)
    }
  }

  private func shown(_ segment: String) -> String {
    segment.map { $0 == "|" ? "|" : translated($0) }.joined()
  }
}

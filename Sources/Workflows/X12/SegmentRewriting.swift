// SPDX-License-Identifier: Apache-2.0

import Values
import X12

/// Writes segments as they were read, with other delimiters or other values here and there.
///
/// Bytes are copied, not understood: what a file has wrong stays wrong in the same way.
struct SegmentRewriting {
  /// The delimiters to write; nothing to keep those of each interchange.
  var delimiters: Delimiters?

  /// The delimiters by which a segment is written.
  func target(_ segment: SegmentView) -> Delimiters { delimiters ?? segment.delimiters }

  /// Appends a segment with its terminator.
  ///
  /// - Parameter changed: Elements with other bytes, counted from 1; they hold the delimiters to write.
  /// - Throws: ``WorkflowFailure``: `x12.rewrite.delimiter-in-value` where a value holds a delimiter to write.
  func append(
    _ segment: SegmentView, changed: [Int: [UInt8]] = [:], to bytes: inout [UInt8]
  ) throws(WorkflowFailure) {
    let target = target(segment)
    bytes.append(contentsOf: segment[0].bytes)
    let isHeader = segment.id == SegmentID("ISA")
    let isBinary = segment.id == SegmentID("BIN") || segment.id == SegmentID("BDS")
    for number in 0..<segment.count {
      bytes.append(target.element)
      let element = segment[number + 1]
      if let value = changed[number + 1] {
        bytes += value
      } else if isHeader {
        appendHeader(element, number + 1, segment.delimiters, target, to: &bytes)
      } else if target == segment.delimiters || isBinary && number + 1 == segment.count {
        bytes.append(contentsOf: element.bytes)
      } else {
        try append(element, number + 1, segment, target, to: &bytes)
      }
    }
    bytes.append(target.segment)
  }

  private func appendHeader(
    _ element: ElementView, _ number: Int, _ source: Delimiters, _ target: Delimiters,
    to bytes: inout [UInt8]
  ) {
    switch number {
    // Before version 00402 ISA11 names a standard and announces nothing.
    case 11 where source.repetition != 0 && target.repetition != 0:
      bytes.append(target.repetition)
    case 16: bytes.append(target.component)
    default: bytes.append(contentsOf: element.bytes)
    }
  }

  private func append(
    _ element: ElementView, _ number: Int, _ segment: SegmentView, _ target: Delimiters,
    to bytes: inout [UInt8]
  ) throws(WorkflowFailure) {
    let source = segment.delimiters
    for byte in element.bytes {
      if byte == source.component {
        bytes.append(target.component)
      } else if byte == source.repetition, source.repetition != 0 {
        bytes.append(target.repetition)
      } else if target.contains(byte) {
        throw WorkflowFailure(
          [
            Finding(
              "x12.rewrite.delimiter-in-value", .rejects,
              at: .text(line: segment.line, byte: segment.offset(of: number) + 1),
              facts: [
                .init("segment", segment[0].text), .init("element", String(number)),
                .init("delimiter", String(Unicode.Scalar(byte))),
              ])
          ], .rejected)
      } else {
        bytes.append(byte)
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Storage
import X12

extension InterchangeFile {
  /// How a file is written again; as it stands where nothing is said.
  public struct CopyOptions: Sendable {
    /// A line break after each segment.
    public var onePerLine = false
    /// Nothing between segments and nothing outside of interchanges.
    public var strips = false
    /// Element, component, repetition and segment delimiter; nothing to keep those of the file.
    public var delimiters: String?

    /// Makes options that change nothing.
    public init() {}

    var changesNothing: Bool { !onePerLine && !strips && delimiters == nil }

    /// The four delimiters.
    ///
    /// - Throws: ``WorkflowFailure``: `x12.bad-delimiters` unless they are four different characters that
    ///   may delimit; `\n` and `\r` stand for line ends.
    func chosen() throws(WorkflowFailure) -> Delimiters? {
      guard let delimiters else { return nil }
      let text = delimiters.replacing("\\n", with: "\n").replacing("\\r", with: "\r")
      let bytes = Array(text.utf8)
      guard bytes.count == 4,
        let found = Delimiters(
          element: bytes[0], component: bytes[1], repetition: bytes[2], segment: bytes[3])
      else { throw WorkflowFailure("x12.bad-delimiters", .rejected, ("delimiters", delimiters)) }
      return found
    }
  }

  /// Takes a file apart and writes it again.
  ///
  /// Without options the bytes are the same, wherever they can be taken apart: padding, byte-order marks
  /// and what stands outside of interchanges too.
  ///
  /// - Throws: ``WorkflowFailure`` where the file cannot be read to its end; everything up to there, and
  ///   the rest as it stands, has been written by then.
  public func copy(
    _ options: CopyOptions = CopyOptions(), to output: @escaping Output
  ) throws(WorkflowFailure) {
    let rewriting = SegmentRewriting(delimiters: try options.chosen())
    var buffer = OutputBuffer(output)
    defer { buffer.flush(all: true) }
    var stream = try asWorkflow { try open() }
    while true {
      switch try asWorkflow({ try stream.next() }) {
      case .segment:
        if options.changesNothing {
          Self.copy(stream.segment, to: &buffer.bytes)
        } else {
          try Self.rewrite(stream.segment, rewriting, options, to: &buffer.bytes)
        }
      case .bytes: if !options.strips && !options.onePerLine { buffer.bytes += stream.bytes }
      case .end: return try Self.finish(stream)
      }
      buffer.flush()
    }
  }

  /// Writes a segment from what was understood of it, or as it came where that does not give it again.
  private static func copy(_ view: SegmentView, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: view.padding)
    bytes += KeptSegment(view).bytes
  }

  private static func rewrite(
    _ view: SegmentView, _ rewriting: SegmentRewriting, _ options: CopyOptions,
    to bytes: inout [UInt8]
  ) throws(WorkflowFailure) {
    if !options.strips && !options.onePerLine { bytes.append(contentsOf: view.padding) }
    try rewriting.append(view, to: &bytes)
    if options.onePerLine, rewriting.target(view).segment != 0x0A { bytes.append(0x0A) }
  }
}

/// A segment taken out of the reader's buffer, with what is needed to write it byte for byte.
struct KeptSegment {
  /// The segment.
  let segment: Segment
  /// The bytes from identifier to terminator.
  let bytes: [UInt8]
  /// Whether writing the segment gives other bytes: it was wrapped, or has characters that are no UTF-8.
  let isIrregular: Bool

  init(_ view: SegmentView) {
    segment = Segment(view)
    var writer = SegmentWriter(delimiters: view.delimiters)
    writer.write(exactly: segment)
    let raw = view.exactBytes.dropFirst(view.paddingCount)
    let written = writer.take()
    isIrregular = !written.elementsEqual(raw)
    bytes = isIrregular ? Array(raw) : written
  }
}

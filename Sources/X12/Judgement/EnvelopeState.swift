// SPDX-License-Identifier: Apache-2.0

import Values

/// What is open of an interchange, and the control numbers that it used.
struct EnvelopeState {
  var isInterchange = false
  var isGroup = false
  var isSet = false
  /// Segments of the transaction set so far.
  var segments = 0
  /// Byte and line of the segment that came last.
  var last = (offset: 0, line: 0)
  /// The table of the envelope's segments for its version.
  var table = "envelope"
  /// How grave a control number is that came before: interchanges of other trades often repeat theirs.
  var gravity: Finding.Severity { table.isEmpty ? .warns : .rejects }
  /// Whether ISA15 says that the interchange is no test.
  var isProduction = false
  var version = ""
  var groupType = ""
  var date: CalendarDate?
  /// ST02 of the transaction set at hand, as a key.
  var control: UInt64 = 0
  var sets: Set<UInt64> = []
  private var groups: Set<UInt64> = []

  mutating func remember(group key: UInt64) -> Bool { groups.insert(key).inserted }
  mutating func remember(set key: UInt64) -> Bool {
    control = key
    return sets.insert(key).inserted
  }
}

/// A copy of a segment that can be looked at again after its reader went on.
struct HeldSegment {
  private let bytes: [UInt8]
  private let bounds: [UInt32]
  private let view: SegmentView

  init(_ segment: SegmentView) {
    var bytes: [UInt8] = []
    var bounds: [UInt32] = [0]
    for number in 0...segment.count {
      bytes.append(contentsOf: segment[number].bytes)
      bytes.append(0)
      bounds.append(UInt32(bytes.count))
    }
    self.bytes = bytes
    self.bounds = bounds
    view = segment
  }

  func withView<R>(_ body: (SegmentView) -> R) -> R {
    bytes.withUnsafeBufferPointer { bytes in
      bounds.withUnsafeBufferPointer { bounds in
        guard let base = bytes.baseAddress, let bounds = bounds.baseAddress else {
          preconditionFailure("a segment without bytes")
        }
        return body(view.moved(to: base, bounds: bounds))
      }
    }
  }
}

extension SegmentView {
  func moved(to base: UnsafePointer<UInt8>, bounds: UnsafePointer<UInt32>) -> SegmentView {
    SegmentView(
      id: id, count: count, offset: offset, line: line, delimiters: delimiters,
      paddingCount: 0, isUnwrapped: isUnwrapped, base: base, bounds: bounds,
      raw: UnsafeBufferPointer(start: base, count: 0))
  }
}

extension SyntaxProblem {
  /// How grave it is.
  var severity: Finding.Severity {
    switch kind {
    case .leadingBytes, .byteOrderMark, .wrapped: .warns
    case .extendedCharacter, .padding: .informs
    case .badDelimiter where element == 11: .warns
    default: .rejects
    }
  }

  /// Whether the interchange could not be read beyond it.
  var endsReading: Bool {
    switch kind {
    case .noInterchange, .notText, .segmentTooLong, .truncated: true
    default: false
    }
  }

  var acknowledgement: X12Finding.Acknowledgement? {
    switch kind {
    case .badDelimiter: .interchange(element == 11 ? "026" : "027")
    case .truncated, .segmentTooLong: .interchange("023")
    case .badHeader: .interchange("024")
    case .segmentID, .blankSegment: .segment("1")
    case .character: .element("6")
    case .binaryLength: .element("7")
    default: nil
    }
  }
}

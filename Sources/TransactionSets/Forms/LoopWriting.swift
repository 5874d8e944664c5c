// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

/// Writes the parts of one loop.
struct LoopWriting: WritingLoopPass {
  typealias Fields = SegmentWriting

  let loopID: String
  /// Whether the loops below are left out.
  private let isShallow: Bool
  private(set) var segments: [Segment] = []
  private(set) var loops: [Loop] = []
  private(set) var trailing: [Segment] = []
  private var isTrailer = false

  init(_ loopID: String, isShallow: Bool = false) {
    self.loopID = loopID
    self.isShallow = isShallow
  }

  /// Writes a value as a loop: what is unchanged since it was read as it was read.
  static func write<F: LoopForm>(_ value: F, as id: String) -> Loop {
    var pass = LoopWriting(id)
    var copy = value
    copy.parts(&pass)
    let loop = Loop(id, segments: pass.segments, loops: pass.loops, trailer: pass.trailing)
    guard let asWritten = value.asWritten else { return loop }
    return asWritten.restoring(loop)
  }

  mutating func append(_ id: String, _ body: (inout SegmentWriting) -> Void) {
    var writing = SegmentWriting()
    body(&writing)
    let segment = Segment(id, writing.elements)
    if isTrailer { trailing.append(segment) } else { segments.append(segment) }
  }

  mutating func append<F: LoopForm>(_ value: F, as id: String) {
    if !isShallow { loops.append(Self.write(value, as: id)) }
  }

  mutating func trailer() { isTrailer = true }
}

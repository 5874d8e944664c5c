// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

/// Writes loops straight into bytes where nothing of how they were read has to be put back.
///
/// For forms whose segments stand before their loops. A loop that was written in another way than ours is
/// made as ``LoopWriting`` makes it.
struct LoopBytes: WritingLoopPass {
  typealias Fields = SegmentBytes

  private(set) var loopID = ""
  private(set) var output: SegmentBytes
  private var isPossible = true

  init(_ delimiters: Delimiters, lineEnd: [UInt8]) {
    output = SegmentBytes(delimiters, lineEnd: lineEnd)
  }

  /// Writes a value as a loop.
  ///
  /// - Returns: Whether that could be done; if not, what ``output`` holds is of no use.
  mutating func write<F: LoopForm>(_ value: F, as id: String) -> Bool {
    output.clear()
    isPossible = true
    append(value, as: id)
    return isPossible
  }

  mutating func append<F: LoopForm>(_ value: F, as id: String) {
    guard value.asWritten == nil, isPossible else {
      isPossible = false
      return
    }
    let above = loopID
    loopID = id
    var copy = value
    copy.parts(&self)
    loopID = above
  }

  mutating func append(_ id: String, _ body: (inout SegmentBytes) -> Void) {
    output.begin(id)
    body(&output)
    output.end()
  }

  mutating func trailer() {}
}

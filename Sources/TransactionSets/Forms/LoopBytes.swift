// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

/// Writes loops straight into bytes where nothing of how they were read has to be put back.
///
/// For forms whose segments stand before their loops. A loop that was written in another way than ours is
/// made as ``LoopWriting`` makes it.
struct LoopBytes: LoopPass {
  static var isJSON: Bool { false }
  static var isWriting: Bool { true }
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

  private mutating func append<F: LoopForm>(_ value: F, as id: String) {
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

  private mutating func append(_ id: String, _ body: (inout SegmentBytes) -> Void) {
    output.begin(id)
    body(&output)
    output.end()
  }

  mutating func segment(_ id: String, _ body: (inout SegmentBytes) -> Void) { append(id, body) }

  mutating func segment(_ id: String, if isPresent: Bool, _ body: (inout SegmentBytes) -> Void) {
    if isPresent { append(id, body) }
  }

  mutating func one<F: FieldForm>(_ id: String, _ name: String, _ value: inout F) {
    append(id) { value.fields(&$0) }
  }

  mutating func one<F: FieldForm>(
    _ id: String, _ name: String, _ qualifiers: [String], _ value: inout F?
  ) {
    guard value != nil else { return }
    append(id) { value?.fields(&$0) }
  }

  mutating func all<F: FieldForm>(
    _ id: String, _ name: String, _ qualifiers: [String], _ list: inout [F]
  ) {
    for index in list.indices { append(id) { list[index].fields(&$0) } }
  }

  mutating func loop<F: LoopForm>(_ id: String, _ name: String, _ value: inout F?) {
    if let value { append(value, as: id) }
  }

  mutating func loops<F: LoopForm>(_ id: String, _ name: String, _ list: inout [F]) {
    for value in list { append(value, as: id) }
  }

  mutating func loops<F: LoopForm>(
    _ id: String, begunBy segment: String, _ name: String, _ list: inout [F]
  ) {
    loops(id, name, &list)
  }

  mutating func loops<F: LoopForm>(
    named: String, _ name: String, _ list: inout [F], _ id: WritableKeyPath<F, String>
  ) {
    for value in list { append(value, as: value[keyPath: id]) }
  }

  mutating func loops<F: LoopForm>(
    beginning: String, _ name: String, _ list: inout [F], id: (F) -> String
  ) {
    for value in list { append(value, as: id(value)) }
  }

  mutating func trailer() {}

  mutating func isSpread() {}
}

// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

/// Writes the parts of one loop.
struct LoopWriting: LoopPass {
  static var isJSON: Bool { false }
  static var isWriting: Bool { true }
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

  private mutating func append(_ id: String, _ body: (inout SegmentWriting) -> Void) {
    var writing = SegmentWriting()
    body(&writing)
    let segment = Segment(id, writing.elements)
    if isTrailer { trailing.append(segment) } else { segments.append(segment) }
  }

  mutating func segment(_ id: String, _ body: (inout SegmentWriting) -> Void) { append(id, body) }

  mutating func segment(_ id: String, if isPresent: Bool, _ body: (inout SegmentWriting) -> Void) {
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
    guard let value, !isShallow else { return }
    loops.append(Self.write(value, as: id))
  }

  mutating func loops<F: LoopForm>(_ id: String, _ name: String, _ list: inout [F]) {
    guard !isShallow else { return }
    for value in list { loops.append(Self.write(value, as: id)) }
  }

  mutating func loops<F: LoopForm>(
    _ id: String, begunBy segment: String, _ name: String, _ list: inout [F]
  ) {
    loops(id, name, &list)
  }

  mutating func loops<F: LoopForm>(
    named: String, _ name: String, _ list: inout [F], _ id: WritableKeyPath<F, String>
  ) {
    guard !isShallow else { return }
    for value in list { loops.append(Self.write(value, as: value[keyPath: id])) }
  }

  mutating func loops<F: LoopForm>(
    beginning: String, _ name: String, _ list: inout [F], id: (F) -> String
  ) {
    guard !isShallow else { return }
    for value in list { loops.append(Self.write(value, as: id(value))) }
  }

  mutating func trailer() { isTrailer = true }

  mutating func isSpread() {}
}

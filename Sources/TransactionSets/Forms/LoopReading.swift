// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

/// Reads the parts of one loop, and notices whether we would write it as it stands.
struct LoopReading: LoopPass {
  static var isJSON: Bool { false }
  private let loop: Loop
  private var segments: Taking
  private var loops: Taking
  private var trailing: Taking
  private var isTrailer = false
  private var unreadable: [String] = []

  /// Which of a list were taken, and whether in the order in which they stand.
  private struct Taking {
    var isTaken: [Bool] = []
    var count = 0
    var inOrder = true
    let total: Int

    init(_ total: Int) { self.total = total }

    var isComplete: Bool { inOrder && count == total }

    func isFree(_ index: Int) -> Bool { index >= count && inOrder || !(inOrder || isTaken[index]) }

    mutating func take(_ index: Int) {
      if inOrder && index != count {
        inOrder = false
        isTaken = wasTaken
      }
      if !inOrder { isTaken[index] = true }
      count += 1
    }

    var wasTaken: [Bool] { isTaken.isEmpty ? (0..<total).map { $0 < count } : isTaken }
  }

  init(_ loop: Loop) {
    self.loop = loop
    segments = Taking(loop.segments.count)
    loops = Taking(loop.loops.count)
    trailing = Taking(loop.trailer.count)
  }

  var loopID: String { loop.id }

  /// Reads a loop into a value, and keeps how it was written where we would write it differently.
  static func read<F: LoopForm>(_ loop: Loop, as form: F.Type = F.self) -> F {
    var value = F()
    var pass = LoopReading(loop)
    value.parts(&pass)
    value.asWritten = pass.asWritten(value)
    return value
  }

  private var isExact = true

  private func asWritten<F: LoopForm>(_ value: F) -> AsWritten? {
    let isInOrder = segments.isComplete && loops.isComplete && trailing.isComplete
    guard !isExact || !isInOrder else { return nil }
    var record = AsWritten()
    var writing = LoopWriting(loop.id, isShallow: true)
    var copy = value
    copy.parts(&writing)
    if writing.segments != loop.segments {
      record.segments = .init(
        read: loop.segments.map(WrittenSegment.init),
        ours: writing.segments.map(WrittenSegment.init))
    }
    if writing.trailing != loop.trailer {
      record.trailer = .init(
        read: loop.trailer.map(WrittenSegment.init), ours: writing.trailing.map(WrittenSegment.init)
      )
    }
    if !loops.isComplete {
      record.loops = zip(loop.loops, loops.wasTaken).map { below, isTaken in
        isTaken ? .modelled(below.id) : .kept(WrittenLoop(below))
      }
    }
    record.unreadable = unreadable
    return record == AsWritten() ? nil : record
  }

  private mutating func take(_ id: String, _ qualifiers: [String]) -> Segment? {
    func find(_ list: [Segment], _ taking: Taking) -> Int? {
      for index in (taking.inOrder ? taking.count : 0)..<list.count
      where taking.isFree(index) && list[index].id == id
        && (qualifiers.isEmpty || qualifiers.contains(list[index].text(1)))
      { return index }
      return nil
    }
    if isTrailer {
      guard let index = find(loop.trailer, trailing) else { return nil }
      trailing.take(index)
      return loop.trailer[index]
    }
    guard let index = find(loop.segments, segments) else { return nil }
    segments.take(index)
    return loop.segments[index]
  }

  private mutating func read(_ segment: Segment, _ body: (inout SegmentReading) -> Void) {
    var reading = SegmentReading(segment)
    body(&reading)
    if !reading.finish() { isExact = false }
    if !reading.unreadable.isEmpty { unreadable += reading.unreadable }
  }

  mutating func segment(_ id: String, _ body: (inout SegmentReading) -> Void) {
    guard let segment = take(id, []) else {
      isExact = false
      return
    }
    read(segment, body)
  }

  mutating func segment(_ id: String, if isPresent: Bool, _ body: (inout SegmentReading) -> Void) {
    guard let segment = take(id, []) else { return }
    read(segment, body)
  }

  mutating func one<F: FieldForm>(_ id: String, _ name: String, _ value: inout F) {
    segment(id) { value.fields(&$0) }
  }

  mutating func one<F: FieldForm>(
    _ id: String, _ name: String, _ qualifiers: [String], _ value: inout F?
  ) {
    guard let segment = take(id, qualifiers) else { return }
    var form = F()
    read(segment) { form.fields(&$0) }
    value = form
  }

  mutating func all<F: FieldForm>(
    _ id: String, _ name: String, _ qualifiers: [String], _ list: inout [F]
  ) {
    while let segment = take(id, qualifiers) {
      var form = F()
      read(segment) { form.fields(&$0) }
      list.append(form)
    }
  }

  private mutating func takeLoop(where matches: (Loop) -> Bool) -> Loop? {
    for index in loop.loops.indices where loops.isFree(index) && matches(loop.loops[index]) {
      loops.take(index)
      return loop.loops[index]
    }
    return nil
  }

  mutating func loop<F: LoopForm>(_ id: String, _ name: String, _ value: inout F?) {
    guard let below = takeLoop(where: { $0.id == id }) else { return }
    value = Self.read(below)
  }

  mutating func loops<F: LoopForm>(_ id: String, _ name: String, _ list: inout [F]) {
    while let below = takeLoop(where: { $0.id == id }) { list.append(Self.read(below)) }
  }

  mutating func loops<F: LoopForm>(
    _ id: String, begunBy segment: String, _ name: String, _ list: inout [F]
  ) {
    while let below = takeLoop(where: { $0.id == id && $0.segments.first?.id == segment }) {
      list.append(Self.read(below))
    }
  }

  mutating func loops<F: LoopForm>(
    named: String, _ name: String, _ list: inout [F], _ id: WritableKeyPath<F, String>
  ) {
    while let below = takeLoop(where: { $0.id.hasPrefix(named) }) {
      var value: F = Self.read(below)
      value[keyPath: id] = below.id
      list.append(value)
    }
  }

  mutating func loops<F: LoopForm>(
    beginning: String, _ name: String, _ list: inout [F], id: (F) -> String
  ) {
    for index in loop.loops.indices
    where loops.isFree(index) && loop.loops[index].id.hasPrefix(beginning) {
      let value: F = Self.read(loop.loops[index])
      // One that would be written under another name is no loop of the model.
      guard id(value) == loop.loops[index].id else { continue }
      loops.take(index)
      list.append(value)
    }
  }

  mutating func trailer() { isTrailer = true }

  mutating func isSpread() { isExact = false }
}

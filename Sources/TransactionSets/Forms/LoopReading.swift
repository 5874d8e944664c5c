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

    /// Before it nothing is free.
    var start: Int { inOrder ? count : 0 }

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

  /// Takes segments of an identifier, all or the first, in one walk over the list.
  private mutating func take(
    _ id: String, _ qualifiers: [String] = [], onlyFirst: Bool = false,
    _ body: (inout Self, Segment) -> Void
  ) {
    let list = isTrailer ? loop.trailer : loop.segments
    for index in (isTrailer ? trailing : segments).start..<list.count
    where (isTrailer ? trailing : segments).isFree(index) && list[index].id == id
      && (qualifiers.isEmpty || qualifiers.contains(list[index].text(1)))
    {
      if isTrailer { trailing.take(index) } else { segments.take(index) }
      body(&self, list[index])
      if onlyFirst { return }
    }
  }

  private mutating func read(_ segment: Segment, _ body: (inout SegmentReading) -> Void) {
    var reading = SegmentReading(segment)
    body(&reading)
    if !reading.finish() { isExact = false }
    if !reading.unreadable.isEmpty { unreadable += reading.unreadable }
  }

  mutating func segment(_ id: String, _ body: (inout SegmentReading) -> Void) {
    var isThere = false
    take(id, onlyFirst: true) { pass, segment in
      pass.read(segment, body)
      isThere = true
    }
    if !isThere { isExact = false }
  }

  mutating func segment(_ id: String, if isPresent: Bool, _ body: (inout SegmentReading) -> Void) {
    var isThere = false
    take(id, onlyFirst: true) { pass, segment in
      pass.read(segment, body)
      isThere = true
    }
    if isThere != isPresent { isExact = false }
  }

  mutating func one<F: FieldForm>(_ id: String, _ name: String, _ value: inout F) {
    segment(id) { value.fields(&$0) }
  }

  mutating func one<F: FieldForm>(
    _ id: String, _ name: String, _ qualifiers: [String], _ value: inout F?
  ) {
    take(id, qualifiers, onlyFirst: true) { pass, segment in
      var form = F()
      pass.read(segment) { form.fields(&$0) }
      value = form
    }
  }

  mutating func all<F: FieldForm>(
    _ id: String, _ name: String, _ qualifiers: [String], _ list: inout [F]
  ) {
    take(id, qualifiers) { pass, segment in
      var form = F()
      pass.read(segment) { form.fields(&$0) }
      list.append(form)
    }
  }

  /// Reads loops that match, all or the first, in one walk; one that the body does not want stays.
  private mutating func takeLoops<F: LoopForm>(
    onlyFirst: Bool = false, where matches: (Loop) -> Bool, _ wants: (F, Loop) -> Bool
  ) {
    for index in loops.start..<loop.loops.count
    where loops.isFree(index) && matches(loop.loops[index]) {
      guard wants(Self.read(loop.loops[index]), loop.loops[index]) else { continue }
      loops.take(index)
      if onlyFirst { return }
    }
  }

  mutating func loop<F: LoopForm>(_ id: String, _ name: String, _ value: inout F?) {
    takeLoops(onlyFirst: true, where: { $0.id == id }) { (read: F, _) in
      value = read
      return true
    }
  }

  mutating func loops<F: LoopForm>(_ id: String, _ name: String, _ list: inout [F]) {
    takeLoops(where: { $0.id == id }) { (read: F, _) in
      list.append(read)
      return true
    }
  }

  mutating func loops<F: LoopForm>(
    _ id: String, begunBy segment: String, _ name: String, _ list: inout [F]
  ) {
    takeLoops(where: { $0.id == id && $0.segments.first?.id == segment }) { (read: F, _) in
      list.append(read)
      return true
    }
  }

  mutating func loops<F: LoopForm>(
    named: String, _ name: String, _ list: inout [F], _ id: WritableKeyPath<F, String>
  ) {
    takeLoops(where: { $0.id.hasPrefix(named) }) { (read: F, below) in
      list.append(read)
      list[list.count - 1][keyPath: id] = below.id
      return true
    }
  }

  mutating func loops<F: LoopForm>(
    beginning: String, _ name: String, _ list: inout [F], id: (F) -> String
  ) {
    takeLoops(where: { $0.id.hasPrefix(beginning) }) { (read: F, below) in
      // One that would be written under another name is no loop of the model.
      guard id(read) == below.id else { return false }
      list.append(read)
      return true
    }
  }

  mutating func trailer() { isTrailer = true }

  mutating func isSpread() { isExact = false }
}

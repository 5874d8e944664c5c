// SPDX-License-Identifier: Apache-2.0

/// Fills the slots of the loops that are open and works out rules from them.
struct RuleEngine {
  let program: RuleProgram
  let plan: RulePlan
  private(set) var counts = PlainStack<SlotCount>(256)
  private(set) var values = PlainStack<SlotValue>(256)
  /// By loop, where the slots of the innermost one open begin; -1 where none is open.
  private(set) var bases: PlainStack<Int32>
  private var frames = PlainStack<Frame>(16)
  private var seen = SeenValues()

  private struct Frame: BitwiseCopyable {
    var loop: Int
    var values: Int
    /// Where the slots of a loop of the same kind around it begin.
    var outer: Int32
    var segmentIndex: Int
    var offset: Int
    var line: Int
  }

  init(program: RuleProgram) {
    self.program = program
    plan = program.plan
    bases = PlainStack(max(plan.loopCount, 1))
    bases.push(plan.loopCount)
    bases.words.initialize(repeating: -1, count: plan.loopCount)
  }

  /// Opens a loop that begins with a segment.
  mutating func open(loop: Int, at segment: SegmentView, segmentIndex: Int) {
    let from = counts.count
    let added = Int(plan.slotCounts[loop])
    bases.own()
    frames.push(1)
    frames.words[frames.count &- 1] = Frame(
      loop: loop, values: from, outer: bases.words[loop], segmentIndex: segmentIndex,
      offset: segment.offset, line: segment.line)
    bases.words[loop] = Int32(truncatingIfNeeded: from)
    counts.push(added)
    values.push(added)
    (counts.words + from).update(repeating: SlotCount(), count: added)
  }

  mutating func close() {
    let frame = frames.words[frames.count &- 1]
    frames.pop(to: frames.count &- 1)
    bases.own()
    bases.words[frame.loop] = frame.outer
    counts.pop(to: frame.values)
    values.pop(to: frame.values)
    if plan.hasDistinct[frame.loop] { seen.forget(from: frame.values) }
  }

  /// Where the innermost loop began.
  var start: (segmentIndex: Int, offset: Int, line: Int) {
    let frame = frames.words[frames.count - 1]
    return (frame.segmentIndex, frame.offset, frame.line)
  }

  /// Notes what the rules want to know of a segment.
  ///
  /// - Parameter isQualified: Whether the segment has the qualifier of its definition.
  @inline(__always)
  mutating func note(
    _ segment: SegmentView, definition: Int, segmentIndex: Int, isQualified: Bool
  ) {
    let range = plan.updateRanges[definition]
    guard range.from < range.to else { return }
    counts.own()
    values.own()
    var at = plan.updates + Int(range.from)
    let end = plan.updates + Int(range.to)
    while at < end {
      let base = bases.words[Int(at.pointee.loop)]
      if base >= 0 {
        note(segment, at, Int(base &+ at.pointee.slot), segmentIndex, isQualified)
      }
      at += 1
    }
  }

  @inline(__always)
  private mutating func note(
    _ segment: SegmentView, _ update: UnsafePointer<RulePlan.UpdateWord>, _ index: Int,
    _ segmentIndex: Int, _ isQualified: Bool
  ) {
    if Int(update.pointee.element) > segment.count, update.pointee.kind != .place { return }
    var at = isQualified ? update.pointee.openChecksFrom : update.pointee.checksFrom
    while at < update.pointee.checksTo {
      let check = plan.checks[Int(at)]
      let value = Self.value(segment, Int(check.element), Int(check.component))
      if !plan.contains(value.key, check.keysFrom, check.keysTo) { return }
      at &+= 1
    }
    if update.pointee.kind == .place {
      return notePlace(segment, Int(update.pointee.element), index, segmentIndex)
    }
    guard update.pointee.element > 0 else {
      if counts.words[index].count == 0 { values.words[index] = SlotValue() }
      counts.words[index].count &+= 1
      return
    }
    let value = Self.value(segment, Int(update.pointee.element), Int(update.pointee.component))
    if value.isEmpty { return }
    if update.pointee.kind == .repeated {
      if !seen.insert(value.key, of: index) {
        notePlace(segment, Int(update.pointee.element), index, segmentIndex)
      }
      return
    }
    note(value, update, index)
  }

  /// Notes where a value stands, unless one was noted before.
  @inline(__always)
  private mutating func notePlace(
    _ segment: SegmentView, _ element: Int, _ index: Int, _ segmentIndex: Int
  ) {
    guard counts.words[index].count == 0 else { return }
    counts.words[index].count = 1
    values.words[index].number = Int64(segment.offset(of: element))
    values.words[index].key = UInt64(segment.line)
    values.words[index].first[0] = UInt64(segmentIndex)
  }

  @inline(__always)
  private static func value(_ segment: SegmentView, _ element: Int, _ component: Int) -> ElementView
  {
    component > 0 ? segment.component(element, component) : segment[element]
  }

  private mutating func note(
    _ value: ElementView, _ update: UnsafePointer<RulePlan.UpdateWord>, _ index: Int
  ) {
    let count = counts.words + index
    let kept = values.words + index
    switch update.pointee.kind {
    case .value:
      count.pointee.count &+= 1
      guard count.pointee.count == 1 else { return }
      count.pointee.other = Int32(truncatingIfNeeded: value.count)
      keep(value, update.pointee.wants, kept)
    case .sum:
      guard let number = ValueForms.tenThousandths(value) else {
        count.pointee.other &+= 1
        return
      }
      if update.pointee.isFirst {
        // Of each loop in which the values stand, only the first counts.
        let start = UInt64(frames.words[frames.count &- 1].offset)
        if count.pointee.count > 0, kept.pointee.key == start { return }
        kept.pointee.key = start
      }
      kept.pointee.number = count.pointee.count == 0 ? number : kept.pointee.number &+ number
      count.pointee.count &+= 1
    case .among:
      if plan.contains(value.key, update.pointee.keysFrom, update.pointee.keysTo) {
        count.pointee.count &+= 1
      } else {
        count.pointee.other &+= 1
      }
    case .distinct:
      if !seen.insert(value.key, of: index) { count.pointee.other &+= 1 }
    case .start, .end:
      guard count.pointee.count == 0 else { return }
      guard let day = Self.day(value, isLast: update.pointee.kind == .end) else {
        count.pointee.other &+= 1
        return
      }
      count.pointee.count = 1
      kept.pointee.number = day
    case .place, .repeated: break
    }
  }

  @inline(__always)
  private func keep(
    _ value: ElementView, _ wants: RulePlan.Wants, _ kept: UnsafeMutablePointer<SlotValue>
  ) {
    if wants.contains(.key) { kept.pointee.key = value.key }
    if wants.contains(.number) { kept.pointee.number = ValueForms.tenThousandths(value) ?? .min }
    if wants.contains(.bytes) { kept.pointee.keep(value) }
  }

  /// The day that a value or its last part names, as a number in ten-thousandths of a day.
  private static func day(_ value: ElementView, isLast: Bool) -> Int64? {
    let from = isLast && value.count == 17 ? 9 : 0
    guard value.count >= 8, ValueForms.isDay(value, at: from) else { return nil }
    let year = ValueForms.digits(value, from, 4)
    let month = ValueForms.digits(value, from + 4, 2)
    let day = ValueForms.digits(value, from + 6, 2)
    return Int64(dayNumber(year, month, day)) * 10_000
  }

  /// Days since 1 March of year 0 of the Gregorian calendar.
  private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let count = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + count
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Follows the segments of a transaction set through the loops of its guide.
///
/// The matcher holds the loops that are open and what was seen in each. For a segment it says where it
/// belongs; the caller closes and opens loops by that, and so sees each loop begin and end.
///
/// A segment is looked for in the innermost open loop first and then outwards, at or after the place
/// reached. Where it stands nowhere in order, a place already passed is taken, and told as such; where
/// only its qualifier is wrong, the one place that has such a segment.
struct LoopMatcher {
  /// Where a segment belongs.
  struct Target {
    /// How a segment and the guide agree.
    enum Fit {
      /// As the guide says.
      case inOrder
      /// At a place that was passed already.
      case outOfOrder
      /// Only the qualifier is none that the guide has here.
      case otherQualifier
    }

    /// How many loops stay open around it.
    let depth: Int
    /// The child of the innermost of them.
    let child: Int
    let fit: Fit
  }

  /// A loop that is open.
  struct Frame: BitwiseCopyable {
    /// An index of ``Guide/loops``.
    var loop: Int
    /// The rank of the last child seen.
    var rank: Int
    /// The last child seen.
    var reached = 0
    /// Where its counters begin.
    var counts: Int
    /// Which of its kind in its parent it is, counted from 1.
    var ordinal: Int
  }

  let guide: Guide
  private let plan: GuidePlan
  private var stack = PlainStack<Frame>(16)
  private var counts = PlainStack<Int32>(256)

  init(guide: Guide) {
    self.guide = guide
    plan = guide.plan
    open(loop: 0, ordinal: 1)
  }

  /// The open loops, outermost first; good until the matcher takes the next segment in.
  var frames: UnsafeBufferPointer<Frame> {
    @inline(__always) get { UnsafeBufferPointer(start: stack.words, count: stack.count) }
  }

  /// Says where a segment belongs; nothing where the guide has no place for it.
  func find(_ segment: SegmentView) -> Target? {
    guard let number = plan.number(of: segment.id) else { return nil }
    var passed: Target?
    var other: Target?
    var depth = stack.count
    while depth > 0 {
      let frame = stack.words[depth &- 1]
      let found = search(frame, depth: depth, number: number, segment, &passed, &other)
      if let found { return found }
      depth &-= 1
    }
    return passed ?? other
  }

  @inline(__always)
  private func search(
    _ frame: Frame, depth: Int, number: Int, _ segment: SegmentView, _ passed: inout Target?,
    _ other: inout Target?
  ) -> Target? {
    let cell = frame.loop &* plan.segmentNumbers &+ number
    let first = Int(plan.starts[cell])
    let last = Int(plan.starts[cell &+ 1])
    guard first < last else { return nil }
    let children = plan.children + Int(plan.childStarts[frame.loop])
    var full: Target?
    var at = first
    while at < last {
      let index = Int(plan.candidates[at])
      let child = children + index
      at &+= 1
      // The segment that begins a loop begins the next one when it comes again.
      if index == 0, depth > 1, child.pointee.maximum == 1 { continue }
      if plan.qualifies(Int(child.pointee.segment), segment) {
        if Int(child.pointee.rank) < frame.rank {
          if passed == nil { passed = Target(depth: depth, child: index, fit: .outOfOrder) }
        } else if Int(counts.words[frame.counts &+ index]) < child.pointee.maximum {
          return Target(depth: depth, child: index, fit: .inOrder)
        } else if full == nil {
          full = Target(depth: depth, child: index, fit: .inOrder)
        }
      } else if other == nil, last - first == 1, Int(child.pointee.rank) >= frame.rank {
        other = Target(depth: depth, child: index, fit: .otherQualifier)
      }
    }
    return full
  }

  /// Whether some open loop has segments of this name, by whatever qualifier.
  func hasPlace(for id: SegmentID) -> Bool {
    guard let number = guide.number(of: id) else { return false }
    return frames.contains {
      let cell = $0.loop * guide.plan.segmentNumbers + number
      return guide.plan.starts[cell] < guide.plan.starts[cell + 1]
    }
  }

  /// Takes a segment in: the loops inside of its place must have been closed.
  ///
  /// - Returns: How many segments or loops of this definition the loop now has.
  @discardableResult
  mutating func enter(_ target: Target) -> Int {
    precondition(stack.count == target.depth, "loops inside of the place are still open")
    stack.own()
    counts.own()
    let frame = stack.words + (target.depth &- 1)
    let child = plan.children + Int(plan.childStarts[frame.pointee.loop]) + target.child
    if target.fit != .outOfOrder {
      frame.pointee.rank = Int(child.pointee.rank)
      frame.pointee.reached = target.child
    }
    let count = counts.words + frame.pointee.counts + target.child
    count.pointee &+= 1
    let ordinal = Int(count.pointee)
    if child.pointee.loop >= 0 {
      open(loop: Int(child.pointee.loop), ordinal: ordinal)
      // The segment that begins a loop is that loop's first child.
      counts.words[stack.words[stack.count &- 1].counts] = 1
    }
    return ordinal
  }

  /// Takes in the ST, by which the transaction set began.
  mutating func enterHeader() {
    counts.own()
    if plan.childStarts[1] > 0 { counts.words[0] = 1 }
  }

  /// How many of a child the innermost loop has.
  @inline(__always)
  func count(ofChild index: Int) -> Int {
    Int(counts.words[stack.words[stack.count &- 1].counts &+ index])
  }

  /// Ends the innermost loop.
  mutating func close() {
    counts.pop(to: stack.words[stack.count - 1].counts)
    stack.pop(to: stack.count - 1)
  }

  private mutating func open(loop: Int, ordinal: Int) {
    let start = counts.count
    let children = Int(plan.childStarts[loop + 1] - plan.childStarts[loop])
    counts.push(children)
    (counts.words + start).update(repeating: 0, count: children)
    stack.push(1)
    stack.words[stack.count - 1] = Frame(loop: loop, rank: 0, counts: start, ordinal: ordinal)
  }
}

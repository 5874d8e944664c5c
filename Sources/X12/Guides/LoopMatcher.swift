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
  struct Frame {
    /// An index of ``Guide/loops``.
    let loop: Int
    /// The rank of the last child seen.
    var rank: Int
    /// Where its counters begin.
    let counts: Int
    /// Which of its kind in its parent it is, counted from 1.
    let ordinal: Int
  }

  let guide: Guide
  /// The open loops, outermost first.
  private(set) var frames: [Frame] = []
  private var counts: [Int] = []

  init(guide: Guide) {
    self.guide = guide
    frames.reserveCapacity(16)
    open(loop: 0, ordinal: 1)
  }

  /// Says where a segment belongs; nothing where the guide has no place for it.
  func find(_ segment: SegmentView) -> Target? {
    guard let number = guide.number(of: segment.id) else { return nil }
    var passed: Target?
    var other: Target?
    for depth in stride(from: frames.count, to: 0, by: -1) {
      let frame = frames[depth - 1]
      let found = search(frame, depth: depth, number: number, segment, &passed, &other)
      if let found { return found }
    }
    return passed ?? other
  }

  @inline(__always)
  private func search(
    _ frame: Frame, depth: Int, number: Int, _ segment: SegmentView, _ passed: inout Target?,
    _ other: inout Target?
  ) -> Target? {
    let plan = guide.plan
    let cell = frame.loop &* plan.segmentNumbers &+ number
    let first = Int(plan.starts[cell])
    let last = Int(plan.starts[cell &+ 1])
    guard first < last else { return nil }
    let children = plan.children + Int(plan.childStarts[frame.loop])
    var full: Target?
    for at in first..<last {
      let index = Int(plan.candidates[at])
      let child = children[index]
      // The segment that begins a loop begins the next one when it comes again.
      if index == 0, depth > 1, child.maximum == 1 { continue }
      if guide.qualifies(Int(child.segment), segment) {
        if Int(child.rank) < frame.rank {
          if passed == nil { passed = Target(depth: depth, child: index, fit: .outOfOrder) }
        } else if counts[frame.counts + index] < child.maximum {
          return Target(depth: depth, child: index, fit: .inOrder)
        } else if full == nil {
          full = Target(depth: depth, child: index, fit: .inOrder)
        }
      } else if other == nil, last - first == 1, Int(child.rank) >= frame.rank {
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
    precondition(frames.count == target.depth, "loops inside of the place are still open")
    let frame = frames[target.depth - 1]
    let child = guide.plan.children[Int(guide.plan.childStarts[frame.loop]) + target.child]
    if target.fit != .outOfOrder { frames[target.depth - 1].rank = Int(child.rank) }
    counts[frame.counts + target.child] += 1
    let ordinal = counts[frame.counts + target.child]
    if child.loop >= 0 {
      open(loop: Int(child.loop), ordinal: ordinal)
      // The segment that begins a loop is that loop's first child.
      counts[frames[frames.count - 1].counts] = 1
    }
    return ordinal
  }

  /// Takes in the ST, by which the transaction set began.
  mutating func enterHeader() {
    if guide.plan.childStarts[1] > 0 { counts[0] = 1 }
  }

  /// How many of a child the innermost loop has.
  func count(ofChild index: Int) -> Int { counts[frames[frames.count - 1].counts + index] }

  /// Ends the innermost loop.
  mutating func close() {
    counts.removeLast(counts.count - frames[frames.count - 1].counts)
    frames.removeLast()
  }

  private mutating func open(loop: Int, ordinal: Int) {
    let start = counts.count
    let children = guide.plan.childStarts[loop + 1] - guide.plan.childStarts[loop]
    for _ in 0..<children { counts.append(0) }
    frames.append(Frame(loop: loop, rank: 0, counts: start, ordinal: ordinal))
  }
}

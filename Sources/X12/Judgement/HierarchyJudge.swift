// SPDX-License-Identifier: Apache-2.0

import Values

/// Follows the HL segments of a transaction set: numbers in sequence, parents that are open, children as
/// announced.
///
/// Source: ASC X12N 005010 guides, HL segment; X12.59 on hierarchical structure.
struct HierarchyJudge {
  struct Level {
    let number: Int
    let announcesChildren: Bool
    let segmentIndex: Int
    /// An index of ``Guide/loops``.
    let loop: Int
    /// Where HL04 stands.
    let offset: Int
    let line: Int
    var children = 0
  }

  var last = 0
  var open: [Level] = []
}

extension SetJudge {
  /// Judges an HL segment by those before it.
  mutating func judgeHierarchy(_ segment: SegmentView) {
    let expected = hierarchy.last + 1
    let number = segment[1].number ?? expected
    if segment[1].number != expected, !segment[1].isEmpty {
      append(
        "x12.hierarchy.number", .rejects, .guide, at: position(segment, element: 1),
        facts: [.init("expected", "\(expected)"), .init("found", segment[1].text)],
        acknowledgement: .element("7"))
    }
    hierarchy.last = number
    let parent = segment[2]
    if parent.isEmpty {
      closeLevels { _ in false }
    } else if let wanted = parent.number, hierarchy.open.contains(where: { $0.number == wanted }) {
      closeLevels { $0.number == wanted }
      hierarchy.open[hierarchy.open.count - 1].children += 1
      judgeKind(of: hierarchy.open[hierarchy.open.count - 1], above: segment)
    } else {
      append(
        "x12.hierarchy.parent", .rejects, .guide, at: position(segment, element: 2),
        facts: [.init("parent", parent.text)], acknowledgement: .element("7"))
    }
    hierarchy.open.append(
      .init(
        number: number, announcesChildren: segment[4] == "1",
        segmentIndex: segmentIndex, loop: matcher.frames[matcher.frames.count - 1].loop,
        offset: segment.offset(of: 4), line: segment.line))
  }

  /// Where a level belongs by the parent that it names, where its kind does not say.
  func levelTarget(of segment: SegmentView) -> LoopMatcher.Target? {
    guard let number = segment[2].number,
      let parent = hierarchy.open.last(where: { $0.number == number }),
      let frame = matcher.frames.lastIndex(where: { $0.loop == parent.loop })
    else { return nil }
    let from = Int(plan.childStarts[parent.loop])
    let levels = (from..<Int(plan.childStarts[parent.loop + 1])).filter {
      $0 > from && plan.children[$0].loop >= 0
        && plan.segments[Int(plan.children[$0].segment)].id == SegmentID.hl.packed
    }
    guard levels.count == 1 else { return nil }
    return .init(depth: frame + 1, child: levels[0] - from, fit: .otherQualifier)
  }

  /// Judges whether the guide has the level at hand below the one that it names: a patient below a
  /// subscriber, never below a provider.
  private mutating func judgeKind(of parent: HierarchyJudge.Level, above segment: SegmentView) {
    let frames = matcher.frames
    guard frames.count > 1, parent.loop != frames[frames.count - 2].loop else { return }
    append(
      "x12.hierarchy.level", isReview ? .warns : .rejects, .guide,
      at: position(segment, element: 2),
      facts: [
        .init("parent", segment[2].text), .init("found", guide.loops[parent.loop].id),
        .init("expected", guide.loops[frames[frames.count - 2].loop].id),
      ], acknowledgement: .element("7"))
  }

  /// Whether this is a review, whose published examples hang services below services.
  private var isReview: Bool { guide.set == "278" }

  private func position(of level: HierarchyJudge.Level) -> X12Position {
    var position = home
    position.segmentIndex = level.segmentIndex
    position.loop = level.loop == 0 ? "" : guide.loops[level.loop].id
    position.segment = "HL"
    position.element = 4
    position.offset = level.offset
    position.line = level.line
    return position
  }

  /// Ends levels until one is met that stays.
  mutating func closeLevels(until stays: (HierarchyJudge.Level) -> Bool) {
    while let level = hierarchy.open.last, !stays(level) {
      hierarchy.open.removeLast()
      guard level.announcesChildren != (level.children > 0) else { continue }
      // An answer may end at the level that it refuses, as published ones do.
      let isAnswer = guide.set == "271" || guide.set == "277"
      let rejects = level.children > 0 ? !isReview : !isReview && !isAnswer
      append(
        "x12.hierarchy.child", rejects ? .rejects : .warns, .guide,
        at: position(of: level), facts: [.init("children", "\(level.children)")],
        acknowledgement: .element("7"))
    }
  }
}

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
    guard let number = segment[1].number else { return }
    if number != hierarchy.last + 1 {
      append(
        "x12.hierarchy.number", .rejects, .guide, at: position(segment, element: 1),
        facts: [.init("expected", "\(hierarchy.last + 1)"), .init("found", "\(number)")],
        acknowledgement: .element("7"))
    }
    hierarchy.last = number
    let parent = segment[2]
    if parent.isEmpty {
      closeLevels { _ in false }
    } else if let wanted = parent.number, hierarchy.open.contains(where: { $0.number == wanted }) {
      closeLevels { $0.number == wanted }
      hierarchy.open[hierarchy.open.count - 1].children += 1
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
      append(
        "x12.hierarchy.child", level.children > 0 ? .rejects : .warns, .guide,
        at: position(of: level), facts: [.init("children", "\(level.children)")],
        acknowledgement: level.children > 0 ? .element("7") : nil)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import X12

/// Numbers the levels of a transaction set where one of them has no number yet.
///
/// Source: ASC X12.6, HL: levels count from 1 in the order of the set; HL04 tells whether others follow below.
enum LevelNumbering {
  /// What stands for the number of a level that is new.
  static let unnumbered = "\u{0}"

  static func numbered(_ set: Loop) -> Loop {
    guard hasUnnumbered(set) else { return set }
    var (set, last) = (set, 0)
    number(&set, parent: nil, &last)
    return set
  }

  private static func hasUnnumbered(_ loop: Loop) -> Bool {
    loop.segments.contains { $0.id == "HL" && $0.text(1) == unnumbered }
      || loop.loops.contains(where: hasUnnumbered)
  }

  private static func isLevel(_ loop: Loop) -> Bool { loop.segments.first?.id == "HL" }

  private static func number(_ loop: inout Loop, parent: Int?, _ last: inout Int) {
    var own = parent
    if isLevel(loop) {
      last += 1
      own = last
      let kind = loop.segments[0].text(3)
      loop.segments[0] = Segment(
        "HL",
        [
          .text(String(last)), Element(parent.map(String.init)), .text(kind),
          .text(loop.loops.contains(where: isLevel) ? "1" : "0"),
        ])
    }
    for index in loop.loops.indices { number(&loop.loops[index], parent: own, &last) }
  }
}

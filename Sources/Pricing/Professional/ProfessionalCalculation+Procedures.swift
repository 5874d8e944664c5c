// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

extension ProfessionalCalculation {
  /// A procedure that is ranked among those of its day: a line, the two sides of one, an endoscopic family.
  private struct Entry {
    var parts: [(index: Int, value: FixedDecimal)]
    var count = 1
    var value: FixedDecimal { parts.reduce(.zero) { $0 + $1.value } }
  }

  /// Settles how often each service was done, then ranks the procedures of each day.
  mutating func rankProcedures() {
    for index in works.indices where works[index].isPhysicians {
      splitGlobalPackage(&works[index])
      settleSides(&works[index])
    }
    var partners: [Int: Int] = [:]
    pairSides(&partners)
    var isDone = Array(repeating: false, count: works.count)
    for first in works.indices where isRanked(first) && !isDone[first] {
      let group = works.indices.filter {
        $0 >= first && !isDone[$0] && isRanked($0) && isTogether(first, $0)
      }
      for index in group { isDone[index] = true }
      rank(group, partners)
    }
    for index in works.indices where works[index].isPhysicians && !isRanked(index) {
      takeUnits(&works[index])
    }
  }

  private func isRanked(_ index: Int) -> Bool {
    guard works[index].isPhysicians, works[index].procedures != nil,
      let multiple = works[index].service?.multiple
    else { return false }
    return multiple == 1 || multiple == 2 || multiple == 3
  }

  private func isTogether(_ a: Int, _ b: Int) -> Bool {
    works[a].line.from == works[b].line.from && isSame(works[a].line, works[b].line)
      && works[a].modifiers.containsAny(Mark.assistants)
        == works[b].modifiers.containsAny(Mark.assistants)
  }

  /// The share of a practitioner who does only a part of the care of a procedure.
  ///
  /// Source: Medicare Claims Processing Manual, chapter 12, sections 40.1, 40.2 and 40.4.
  private func splitGlobalPackage(_ work: inout Work) {
    guard let service = work.service else { return }
    let shares = (
      FixedDecimal(units: Int128(service.preoperative) + Int128(service.intraoperative), places: 2),
      FixedDecimal(units: Int128(service.postoperative), places: 2),
      FixedDecimal(units: Int128(service.intraoperative), places: 2)
    )
    guard service.intraoperative > 0 else {
      if work.modifiers.containsAny([Mark.surgicalCareOnly, Mark.postoperativeOnly]) {
        work.review("no-shares")
      }
      return
    }
    if work.modifiers.contains(Mark.surgicalCareOnly) {
      work.take("surgical-care", share: shares.0)
    } else if work.modifiers.contains(Mark.postoperativeOnly) {
      work.take("postoperative-care", share: shares.1)
    } else if work.modifiers.contains(Mark.returnToTheatre) {
      work.take("return-to-theatre", share: shares.2)
    }
  }

  /// Both sides on one line: by modifier 50, by LT and RT, or by two units.
  ///
  /// Source: RVU25D, bilateral surgery indicator; Medicare Claims Processing Manual, chapter 12, section 40.7.
  private func settleSides(_ work: inout Work) {
    guard let service = work.service else { return }
    let modifiers = work.modifiers
    let isMarked =
      modifiers.contains(Mark.bilateral)
      || modifiers.contains(Mark.left) && modifiers.contains(Mark.right)
    let isTwo = work.count == 2 && !modifiers.containsAny(Mark.again)
    work.procedures = work.count
    switch service.bilateral {
    case 1 where isMarked || isTwo:
      work.take("bilateral", share: FixedDecimal(units: 15, places: 1))
      work.procedures = 1
    case 2 where isMarked || isTwo:
      work.note("bilateral-included")
      work.procedures = 1
    case 3 where isMarked || isTwo:
      work.take("both-sides", share: FixedDecimal(units: 2, places: 0))
      work.procedures = 1
    case 0 where isMarked, 9 where isMarked:
      work.note("bilateral-not-adjusted", ("indicator", service.bilateral.description))
      work.procedures = 1
    default: break
    }
  }

  /// The two sides on two lines, LT and RT: together they are paid as one line with modifier 50.
  private mutating func pairSides(_ partners: inout [Int: Int]) {
    for first in works.indices where side(first) != nil {
      for second in works.indices
      where second > first && partners[second] == nil && partners[first] == nil {
        guard let service = works[first].service, let one = side(first), let other = side(second),
          one != other, works[second].line.code == works[first].line.code,
          works[second].service?.minor == service.minor, isTogether(first, second)
        else { continue }
        switch service.bilateral {
        case 1:
          works[second].take("second-side", share: FixedDecimal(units: 5, places: 1))
          partners[first] = second
          partners[second] = first
        case 0, 2: works[second].refuse("second-side-included")
        default: break
        }
      }
    }
  }

  /// The side that a line of one procedure speaks of.
  private func side(_ index: Int) -> Modifier? {
    let work = works[index]
    guard work.isPhysicians, work.procedures == 1, !work.modifiers.contains(Mark.bilateral) else {
      return nil
    }
    let sides = [Mark.left, Mark.right].filter { work.modifiers.contains($0) }
    return sides.count == 1 ? sides[0] : nil
  }

  /// Ranks the procedures of a practitioner and day by their amounts: the highest in full, the next four at
  /// half, further ones by report.
  ///
  /// Source: Medicare Claims Processing Manual, chapter 12, section 40.6; RVU25D, multiple procedure indicator.
  private mutating func rank(_ group: [Int], _ partners: [Int: Int]) {
    var entries: [Entry] = []
    var rest = group
    joinFamilies(&rest, &entries)
    for index in rest {
      if let partner = partners[index], rest.contains(partner) {
        guard partner > index else { continue }
        entries.append(
          Entry(parts: [(index, works[index].value), (partner, works[partner].value)]))
      } else {
        entries.append(
          Entry(parts: [(index, works[index].value)], count: works[index].procedures ?? 1))
      }
    }
    let order = entries.indices.sorted {
      let (a, b) = (entries[$0].value, entries[$1].value)
      return a == b ? entries[$0].parts[0].index < entries[$1].parts[0].index : a > b
    }
    guard entries.reduce(0, { $0 + $1.count }) > 1 else { return }
    var before = 0
    for entry in order.map({ entries[$0] }) {
      let ranks = before..<before + entry.count
      before = ranks.upperBound
      let halves = ranks.reduce(0) { $0 + ($1 == 0 ? 2 : 1) }
      let share = FixedDecimal(units: Int128(halves) * 5, places: 1)
      for part in entry.parts {
        if halves != 2 { works[part.index].take("multiple-procedures", share: share) }
        if ranks.upperBound > 5 { works[part.index].review("multiple-by-report") }
      }
    }
  }

  /// Joins endoscopies of one family: the highest in full, of the others what they are above the base.
  ///
  /// Source: Medicare Claims Processing Manual, chapter 12, section 40.6; RVU25D, multiple procedure indicator 3.
  private mutating func joinFamilies(_ rest: inout [Int], _ entries: inout [Entry]) {
    let bases = rest.compactMap { works[$0].service.map(\.endoscopicBase) }.filter { $0 != 0 }
    for base in Set(bases).sorted() {
      let members = rest.filter { works[$0].service?.endoscopicBase == base }
      let basic = rest.filter { works[$0].line.code?.bits == base && !members.contains($0) }
      let count = members.reduce(0) { $0 + (works[$1].procedures ?? 1) }
      guard count + basic.count > 1, let indices,
        let service = tables.services?.service(PackedCode(bits: base))
      else { continue }
      for index in basic { works[index].refuse("endoscopy-base") }
      let order = members.sorted { a, b in
        works[a].value == works[b].value ? a < b : works[a].value > works[b].value
      }
      for (position, index) in order.enumerated() {
        let amount = works[index].value
        let baseFee = fee(service, isFacility: works[index].isFacility, indices)
        let further = max(.zero, amount - baseFee)
        let times = works[index].procedures ?? 1
        let count = FixedDecimal(units: Int128(position == 0 ? times - 1 : times), places: 0)
        guard count > .zero else { continue }
        works[index].value = works[index].step(
          "endoscopy", [("amount", amount), ("base", baseFee), ("further", count)],
          (position == 0 ? amount : .zero) + further * count)
      }
      entries.append(Entry(parts: order.map { ($0, works[$0].value) }))
      rest.removeAll { members.contains($0) || basic.contains($0) }
    }
  }

  /// The units of a line that is not ranked.
  private func takeUnits(_ work: inout Work) {
    let units = work.procedures.map { FixedDecimal(units: Int128($0), places: 0) } ?? work.units
    if units != .one {
      work.value = work.step(
        "units", [("amount", work.value), ("units", units)], work.value * units)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Which codes affected the group.
///
/// CMS does not publish the rule; this one was found from the answers of its own program. The deciding formula is
/// read from left to right as far as is needed, and for each part that holds one code is marked: the most
/// severe diagnosis, or the procedure that explains most, the principal one before others.
extension Grouper {
  typealias Marks = GrouperLayout.Mark

  /// Marks the codes by which a formula holds.
  func mark(
    _ place: Int, table: Int, mdc: Int, isFinal: Bool, _ bit: UInt8, _ work: GroupingWorkspace
  ) {
    let formula = formulas[place]
    if formula.isRest != 0 { return markRest(bit, work) }
    work.heldCount = 0
    work.wantedCount = 0
    let mask = suppressions[Int(formula.suppression)]
    _ = holds(Int(formula.mark), mask, isFinal, isKept: true, work)
    for index in 0..<work.heldCount {
      markDiagnoses(marks[Int(work.held.base[index])], mask, bit, work)
    }
    if work.wantedCount > 0 { markProcedures(table: table, mdc: mdc, bit, work) }
    for index in 0..<work.heldCount {
      markCounted(marks[Int(work.held.base[index])], bit, work)
    }
  }

  /// Newborns who are left: the diagnosis that keeps them from being normal ones.
  private func markRest(_ bit: UInt8, _ work: GroupingWorkspace) {
    let incident = GrouperLayout.Scheme.incident
    guard work.diagnoses[0].marks & incident != 0 else { return }
    markFirst(bit, work) { $0.scheme != 0 && $0.marks & incident == 0 }
  }

  /// Works a condition out, and keeps the parts that hold, each once; what stands under a `~` is not kept.
  private func holds(
    _ at: Int, _ mask: UInt32, _ isFinal: Bool, isKept: Bool, _ work: GroupingWorkspace
  ) -> Bool {
    let node = marks[at]
    let end = at + Int(node.size)
    var part = at + 1
    switch GrouperLayout.MarkKind(rawValue: node.kind) {
    case .any:
      while part < end {
        if holds(part, mask, isFinal, isKept: isKept, work) { return true }
        part += Int(marks[part].size)
      }
      return false
    case .all:
      while part < end {
        if !holds(part, mask, isFinal, isKept: isKept, work) { return false }
        part += Int(marks[part].size)
      }
      return true
    case .not: return !holds(part, mask, isFinal, isKept: false, work)
    case .never, nil: return false
    case .silent: return isTrue(node.place, work)
    case .cc, .mcc:
      let level: Severity = node.kind == GrouperLayout.MarkKind.mcc.rawValue ? .mcc : .cc
      guard severity(suppressing: mask, isFinal, work) == level else { return false }
    default: guard isTrue(node.place, work) else { return false }
    }
    if isKept { keep(at, work) }
    return true
  }

  @inline(__always)
  private func isTrue(_ place: UInt16, _ work: GroupingWorkspace) -> Bool {
    work.current.base[Int(place &>> 6)] &>> UInt64(place & 63) & 1 != 0
  }

  private func keep(_ at: Int, _ work: GroupingWorkspace) {
    let node = marks[at]
    for index in 0..<work.heldCount {
      let other = marks[Int(work.held.base[index])]
      if other.kind == node.kind, other.place == node.place, other.fusions == node.fusions {
        return
      }
    }
    guard work.heldCount < work.held.count else { return }
    work.held.base[work.heldCount] = UInt16(truncatingIfNeeded: at)
    work.heldCount &+= 1
  }

  /// Marks diagnoses for a part that holds; where no diagnosis explains it, procedures are to.
  private func markDiagnoses(
    _ node: Marks, _ mask: UInt32, _ bit: UInt8, _ work: GroupingWorkspace
  ) {
    switch GrouperLayout.MarkKind(rawValue: node.kind) {
    case .cc, .mcc:
      let level: Severity = node.kind == GrouperLayout.MarkKind.mcc.rawValue ? .mcc : .cc
      // Conditions acquired in the hospital are marked too, though they do not count.
      markFirst(bit, work) {
        $0.severity == level && counts($0, false) && $0.suppressible & mask == 0
      }
    case .secondary:
      markFirst(bit, work) { carries($0.scheme, node.place, secondaryFacts) }
    case .anywhere:
      if carries(work.diagnoses.base[0].scheme, node.place, principalFacts) { return }
      let isFound = markFirst(bit, work) { carries($0.scheme, node.place, secondaryFacts) }
      if !isFound { want(node.place, work) }
    case .operatingRoom: want(node.place, work)
    case .trauma: markTrauma(bit, work)
    default: break
    }
  }

  @inline(__always)
  private func want(_ place: UInt16, _ work: GroupingWorkspace) {
    guard work.wantedCount < work.wanted.count else { return }
    work.wanted.base[work.wantedCount] = place
    work.wantedCount &+= 1
  }

  @inline(__always)
  private func carries(_ kind: UInt16, _ place: UInt16, _ section: UnsafeRawPointer) -> Bool {
    guard kind != 0 else { return false }
    let byte = section.load(
      fromByteOffset: (Int(kind) &- 1) &* 64 &+ Int(place &>> 3), as: UInt8.self)
    return byte &>> (place & 7) & 1 != 0
  }

  /// Marks the first secondary diagnosis that fits: the most severe one, then by code, then as the claim has them.
  @inline(__always)
  @discardableResult
  private func markFirst(
    _ bit: UInt8, _ work: GroupingWorkspace, _ fits: (GroupingWorkspace.Diagnosis) -> Bool
  ) -> Bool {
    var best = 0
    for place in 1..<max(1, work.diagnosisCount) {
      let diagnosis = work.diagnoses.base[place]
      if fits(diagnosis), best == 0 || isBefore(diagnosis, work.diagnoses.base[best]) {
        best = place
      }
    }
    guard best > 0 else { return false }
    work.diagnoses.base[best].impact |= bit
    return true
  }

  @inline(__always)
  private func isBefore(
    _ a: GroupingWorkspace.Diagnosis, _ b: GroupingWorkspace.Diagnosis
  ) -> Bool {
    let (first, second) = (Self.rank(a), Self.rank(b))
    return first != second ? first < second : a.code < b.code
  }

  @inline(__always)
  private static func rank(_ diagnosis: GroupingWorkspace.Diagnosis) -> UInt8 {
    diagnosis.scheme == 0 ? 3 : 2 &- diagnosis.severity.rawValue
  }

  /// Marks the diagnoses that add a site of trauma, till there are two.
  private func markTrauma(_ bit: UInt8, _ work: GroupingWorkspace) {
    let count = max(0, work.diagnosisCount - 1)
    for index in 0..<count { work.order.base[index] = UInt32(index + 1) }
    sort(count, work) { isBefore(work.diagnoses.base[$0], work.diagnoses.base[$1]) }
    var sites = work.diagnoses.base[0].sites
    for index in 0..<count where sites.nonzeroBitCount < 2 {
      let place = Int(work.order.base[index])
      guard work.diagnoses.base[place].sites & ~sites != 0 else { continue }
      sites |= work.diagnoses.base[place].sites
      work.diagnoses.base[place].impact |= bit
    }
  }

  /// Sorts the first places of `order`; equals keep theirs.
  private func sort(_ count: Int, _ work: GroupingWorkspace, by isBefore: (Int, Int) -> Bool) {
    for index in 1..<max(1, count) {
      let place = work.order.base[index]
      var at = index
      while at > 0, isBefore(Int(place), Int(work.order.base[at - 1])) {
        work.order.base[at] = work.order.base[at - 1]
        at -= 1
      }
      work.order.base[at] = place
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Which procedures affected the group.
extension Grouper {
  /// Marks, for each fact that is wanted, the procedure that explains most of them; where none carries it, the
  /// members of a cluster that does.
  func markProcedures(table: Int, mdc: Int, _ bit: UInt8, _ work: GroupingWorkspace) {
    let here: UInt32 = (table < 32 ? 1 << UInt32(table) : 0) | (mdc < 32 ? 1 << UInt32(mdc) : 0)
    for index in 0..<work.wantedCount {
      let fact = work.wanted.base[index]
      var best = -1
      var bestScore = 0
      for place in 0..<work.procedureCount where carries(place, fact, here, work) {
        var score = 0
        if work.wantedCount > 1 {
          for other in 0..<work.wantedCount
          where carries(place, work.wanted.base[other], here, work) {
            score += 1
          }
        }
        if best < 0 || score > bestScore || score == bestScore && isBefore(place, best, work) {
          (best, bestScore) = (place, score)
        }
      }
      if best >= 0 {
        work.procedures.base[best].impact |= bit
      } else {
        markCluster(bit, work) { self.carries(pattern: $0, fact) }
      }
    }
  }

  @inline(__always)
  private func carries(
    _ place: Int, _ fact: UInt16, _ here: UInt32, _ work: GroupingWorkspace
  ) -> Bool {
    let procedure = work.procedures.base[place]
    return procedure.suppressed & here == 0 && carries(pattern: procedure.pattern, fact)
  }

  @inline(__always)
  private func carries(pattern: UInt16, _ fact: UInt16) -> Bool {
    guard pattern != 0 else { return false }
    let index = Int(pattern) &- 1
    let byte = patternFacts.load(
      fromByteOffset: index &* 64 &+ Int(fact &>> 3), as: UInt8.self)
    return byte &>> (fact & 7) & 1 != 0
  }

  /// The order in which procedures are looked at: the principal one, then by code, then as the claim has them.
  /// From version 41 on a principal one that is none for the operating room comes last.
  @inline(__always)
  private func isBefore(_ a: Int, _ b: Int, _ work: GroupingWorkspace) -> Bool {
    if a == 0 || b == 0 {
      let isLast = version >= 410 && isOutsideOperatingRoom(work.procedures.base[0].pattern)
      return (a == 0) != isLast
    }
    let (first, second) = (work.procedures.base[a].code, work.procedures.base[b].code)
    return first != second ? first < second : a < b
  }

  private func isOutsideOperatingRoom(_ pattern: UInt16) -> Bool {
    pattern != 0
      && patterns[Int(pattern) &- 1].marks & GrouperLayout.Pattern.operatingRoom == 0
  }

  /// Marks the members of the first cluster that fits: one for each of its parts.
  private func markCluster(
    _ bit: UInt8, _ work: GroupingWorkspace, _ fits: (UInt16) -> Bool
  ) {
    var first: UInt16?
    for index in 0..<work.clusterCount {
      let place = work.clusters.base[index]
      if fits(clusters[Int(place)].pattern), place < first ?? .max { first = place }
    }
    guard let first else { return }
    let cluster = clusters[Int(first)]
    for choice in 0..<Int(cluster.choiceCount) {
      let run = choices[Int(cluster.firstChoice) + choice]
      markFirst(bit, work) { isMember(work.procedures.base[$0].code, of: run) }
    }
  }

  @inline(__always)
  private func markFirst(_ bit: UInt8, _ work: GroupingWorkspace, _ fits: (Int) -> Bool) {
    var best = -1
    for place in 0..<work.procedureCount
    where fits(place) && (best < 0 || isBefore(place, best, work)) {
      best = place
    }
    if best >= 0 { work.procedures.base[best].impact |= bit }
  }

  private func pattern(_ place: Int, _ work: GroupingWorkspace) -> GrouperLayout.Pattern {
    let pattern = work.procedures.base[place].pattern
    return pattern == 0 ? GrouperLayout.Pattern() : patterns[Int(pattern) &- 1]
  }

  /// Marks the procedures by which a count holds.
  func markCounted(_ node: GrouperLayout.Mark, _ bit: UInt8, _ work: GroupingWorkspace) {
    typealias Pattern = GrouperLayout.Pattern
    switch GrouperLayout.MarkKind(rawValue: node.kind) {
    case .joints:
      for joint in 0..<UInt8(ComputedFact.joints.count) {
        markFirst(bit, work) { pattern($0, work).joints &>> joint & 1 != 0 }
        markCluster(bit, work) {
          $0 != 0 && patterns[Int($0) &- 1].joints &>> joint & 1 != 0
        }
      }
    case .fusions:
      // The principal procedure, and the first of the others.
      markOnly(principal: true, node.fusions, bit, work)
      markOnly(principal: false, node.fusions, bit, work)
    case .allFusions: markAll(bit, work) { pattern($0, work).fusions & node.fusions != 0 }
    case .drugStents: markStents(of: Pattern.drugStent, bit, work)
    case .otherStents: markStents(of: Pattern.otherStent, bit, work)
    case .vessels: _ = walk(bit, work) { pattern($0, work).vessels }
    case .stents: markStents(bit, work)
    default: break
    }
  }

  private func markOnly(
    principal: Bool, _ fusions: UInt8, _ bit: UInt8, _ work: GroupingWorkspace
  ) {
    markFirst(bit, work) { ($0 == 0) == principal && pattern($0, work).fusions & fusions != 0 }
  }

  private func markAll(_ bit: UInt8, _ work: GroupingWorkspace, _ fits: (Int) -> Bool) {
    for place in 0..<work.procedureCount where fits(place) {
      work.procedures.base[place].impact |= bit
    }
  }

  /// Marks procedures by code till their amounts come to four; gives the amounts seen, bit n for n.
  private func walk(
    _ bit: UInt8, _ work: GroupingWorkspace, _ amount: (Int) -> UInt8
  ) -> UInt64 {
    var (sum, seen) = (0, UInt64(0))
    var last = -1
    while sum < 4 {
      var next = -1
      for place in 0..<work.procedureCount
      where amount(place) > 0 && (last < 0 || isCodeBefore(last, place, work))
        && (next < 0 || isCodeBefore(place, next, work))
      {
        next = place
      }
      guard next >= 0 else { break }
      work.procedures.base[next].impact |= bit
      sum += Int(amount(next))
      seen |= 1 << UInt64(amount(next))
      last = next
    }
    return seen
  }

  private func isCodeBefore(_ a: Int, _ b: Int, _ work: GroupingWorkspace) -> Bool {
    let (first, second) = (work.procedures.base[a].code, work.procedures.base[b].code)
    return first != second ? first < second : a < b
  }

  /// Marks all stents of a kind by which there are four; where it takes several procedures, also the first
  /// procedure with as many stents, of either kind, as each of them adds.
  private func markStents(of kind: UInt8, _ bit: UInt8, _ work: GroupingWorkspace) {
    markAll(bit, work) { pattern($0, work).marks & kind != 0 }
    var (sum, last) = (0, -1)
    while sum < 4 {
      var next = -1
      for place in 0..<work.procedureCount
      where pattern(place, work).marks & kind != 0 && pattern(place, work).stents > 0
        && (last < 0 || isCodeBefore(last, place, work))
        && (next < 0 || isCodeBefore(place, next, work))
      {
        next = place
      }
      guard next >= 0 else { return }
      let added = min(Int(pattern(next, work).stents), 4 - sum)
      if added == 4 { return }
      markFirst(bit, work) { Int(pattern($0, work).stents) == added }
      sum += added
      last = next
    }
  }

  private func markStents(_ bit: UInt8, _ work: GroupingWorkspace) {
    typealias Pattern = GrouperLayout.Pattern
    let seen = walk(bit, work) { pattern($0, work).stents }
    var drugStents = 0
    for place in 0..<work.procedureCount
    where pattern(place, work).marks & Pattern.drugStent != 0 {
      drugStents += Int(pattern(place, work).stents)
    }
    let all = drugStents >= 4 ? Pattern.drugStent : drugStents == 0 ? Pattern.otherStent : 0
    if all != 0 { markAll(bit, work) { pattern($0, work).marks & all != 0 } }
    let principal = work.procedureCount > 0 ? pattern(0, work).stents : 0
    if principal > 0, seen &>> UInt64(principal) & 1 != 0 {
      work.procedures.base[0].impact |= bit
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Comprehensive groups: one payment for the claim.
///
/// Source: 42 CFR 419.2(b), 419.44; Pub. 100-04, chapter 4, section 10.2.3; Addendum J.
extension OutpatientGrouping {
  /// Pays the claim by its highest service of status J1.
  mutating func payComprehensive() -> Bool {
    let lines = open.filter { answer.lines[$0].published == .j1 }
    guard let primary = lines.min(by: isBefore) else { return false }
    answer.comprehensive = primary
    var group = answer.lines[primary].publishedGroup
    var why = [rankReason(primary)]
    if let pair = complexity(of: primary, beside: lines) {
      if pair.isTerminated {
        why.append(pair.reason)
      } else {
        group = pair.row.group
        answer.lines[primary].adjustedCode = PackedCode(bits: pair.row.assigned)
        why.append(pair.reason)
      }
    }
    decide(primary, .j1, .paid, group: group, why[0])
    answer.lines[primary].reasons += why.dropFirst()
    answer.lines[primary].units = 1
    packageRest(into: primary, .packagedComprehensive)
    return true
  }

  /// Pays a procedure for inpatients after which the patient died or was transferred before admission.
  ///
  /// Source: Pub. 100-04, chapter 4, section 180.7; modifier CA.
  mutating func payPatientDies() -> Bool {
    let lines = open.filter {
      answer.lines[$0].published == .c && claim.lines[$0].has(OutpatientSign.emergencyInpatient)
    }
    let group = tables.roles.group("patient-dies-group")
    guard lines.count == 1, let primary = lines.first, group > 0,
      Self.endedByTransferOrDeath.contains(claim.dischargeStatus)
    else { return false }
    answer.comprehensive = primary
    decide(primary, .j1, .paid, group: group, reason(.patientDies, of: primary, group: group))
    answer.lines[primary].units = 1
    packageRest(into: primary, .packagedComprehensive)
    return true
  }

  /// Patient discharge statuses: died, or transferred to a hospital.
  static let endedByTransferOrDeath: Set<Int> = [
    2, 5, 20, 43, 62, 63, 65, 66, 82, 85, 88, 90, 91, 93,
  ]

  /// Pays comprehensive observation.
  ///
  /// Eight hours of observation; a visit of status J2 on the day or the day before, or a direct referral on
  /// the day; no procedure of status T on the day or the day before, and none of status J1.
  ///
  /// Source: OPPS final rule CY 2016 and after; Pub. 100-04, chapter 4, sections 10.2.3, 290.5.
  mutating func payObservation() -> Bool {
    let group = tables.roles.group("comprehensive-observation-group")
    let observed = open.filter { has(.observation, $0) }
    guard claim.billType == 13, group > 0, status(of: group) == .j2,
      observed.reduce(0, { $0 + claim.lines[$1].units }) >= 8,
      let day = observed.map({ claim.lines[$0].date }).min()
    else { return false }
    func isNear(_ line: Int) -> Bool {
      let date = claim.lines[line].date
      return date == day || date.adding(days: 1) == day
    }
    guard !open.contains(where: { answer.lines[$0].published == .t && isNear($0) }) else {
      return false
    }
    let visits = open.filter { line in
      answer.lines[line].published == .j2
        && (has(.directReferral, line) ? claim.lines[line].date == day : isNear(line))
    }
    guard let visit = visits.max(by: { (answer.lines[$0].rate, $1) < (answer.lines[$1].rate, $0) })
    else { return false }
    answer.comprehensive = visit
    decide(visit, .j2, .paid, group: group, reason(.observation, of: visit, by: observed[0]))
    answer.lines[visit].units = 1
    packageRest(into: visit, .packagedObservation)
    return true
  }

  /// Packages what a comprehensive group pays for; what it does not is settled later by its own status.
  private mutating func packageRest(into primary: Int, _ rule: OutpatientRule) {
    for line in open {
      if isExcluded(line) {
        answer.lines[line].reasons.append(reason(.comprehensiveExclusion, of: line, by: primary))
      } else if isPackagedByComprehensive(line) {
        pack(line, reason(rule, of: line, by: primary))
      }
    }
  }

  /// Source: Addendum J, exclusions of the comprehensive payment policy.
  private func isExcluded(_ line: Int) -> Bool {
    let read = answer.lines[line]
    switch read.published {
    case .f, .g, .h, .h1, .k1, .l, .u: return true
    case .b, .c, .d, .e1, .e2, .m, .y, nil: return false
    default:
      return read.roles.contains(.excludedFromComprehensive)
        || read.publishedGroup > 0 && tables.newTechnology.contains(read.publishedGroup)
    }
  }

  private func isPackagedByComprehensive(_ line: Int) -> Bool {
    switch answer.lines[line].published {
    case .a, .j1, .j2, .k, .n, .p, .q1, .q2, .q3, .q4, .r, .s, .t, .v: true
    default: false
    }
  }

  /// Orders services of status J1: by the rank of Addendum J, without one by the rate.
  private func isBefore(_ one: Int, _ other: Int) -> Bool {
    func place(_ line: Int) -> (UInt32, Int64, Int) {
      let rank = claim.lines[line].code.flatMap { tables.published.ranks?[$0.bits]?.rank }
      return (rank ?? .max, -answer.lines[line].rate, line)
    }
    return place(one) < place(other)
  }

  private func rankReason(_ line: Int) -> OutpatientAnswer.Reason {
    guard let row = claim.lines[line].code.flatMap({ tables.published.ranks?[$0.bits] }) else {
      return reason(.comprehensive, of: line)
    }
    return OutpatientAnswer.Reason(
      rule: .comprehensive, component: .comprehensiveRanks, row: row.line,
      group: answer.lines[line].publishedGroup)
  }

  /// Finds a pair of the complexity table: the primary service beside another of the claim, an add-on, or
  /// itself a second time.
  private func complexity(
    of primary: Int, beside lines: [Int]
  ) -> (row: ComplexityAdjustment, isTerminated: Bool, reason: OutpatientAnswer.Reason)? {
    guard let table = tables.published.complexity, let code = claim.lines[primary].code else {
      return nil
    }
    var best: (row: ComplexityAdjustment, other: Int, isTerminated: Bool)?
    for row in table.all(code.bits) {
      for line in open where claim.lines[line].code?.bits == row.secondary {
        guard line != primary || isTwice(line) else { continue }
        let isTerminated = isDiscontinued(primary) || isDiscontinued(line)
        if let known = best {
          let (old, new) = (known.isTerminated ? 0 : 1, isTerminated ? 0 : 1)
          let (oldRate, newRate) = (
            tables.rateOfGroup[Int(known.row.group)], tables.rateOfGroup[Int(row.group)]
          )
          guard (new, newRate) > (old, oldRate) else { continue }
        }
        best = (row, line, isTerminated)
      }
    }
    guard let best else { return nil }
    let rule: OutpatientRule = best.isTerminated ? .complexityNotTerminated : .complexity
    return (
      best.row, best.isTerminated,
      OutpatientAnswer.Reason(
        rule: rule, line: best.other, component: .complexityAdjustments, row: best.row.line,
        group: best.row.group)
    )
  }

  private func isTwice(_ line: Int) -> Bool {
    claim.lines[line].units > 1 || claim.lines[line].has(OutpatientSign.bilateral)
  }

  private func isDiscontinued(_ line: Int) -> Bool {
    isTerminated(line) || claim.lines[line].has(OutpatientSign.terminatedAfter)
  }
}

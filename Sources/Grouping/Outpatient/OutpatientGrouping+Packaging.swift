// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Statuses that stand for themselves, conditional packaging and discounts.
///
/// Source: 42 CFR 419.2(b), 419.44; Pub. 100-04, chapter 4, sections 10.4, 10.5, 20.6; Addendum D1.
extension OutpatientGrouping {
  /// Settles what depends on no other line, and visits and composites by the status of their group.
  mutating func settleServices() {
    for line in open {
      let read = answer.lines[line]
      switch read.published {
      case nil: settleWithoutStatus(line)
      case .a: decide(line, .a, .elsewhere, reason(.asPublished, of: line))
      case .f, .l: decide(line, read.published, .cost, reason(.asPublished, of: line))
      case .h, .h1:
        decide(
          line, read.published, .chargesToCost, group: read.publishedGroup,
          reason(.asPublished, of: line))
      case .n: pack(line, reason(.asPublished, of: line))
      case .g, .k, .k1, .r, .s, .t, .u, .v:
        let rule: OutpatientRule = has(.trauma, line) ? .traumaActivation : .asPublished
        decide(
          line, read.published, .paid, group: read.publishedGroup, reason(rule, of: line))
        answer.lines[line].blood = blood(line)
      case .j2: settleVisit(line)
      case .q3:
        decide(
          line, status(of: read.publishedGroup) ?? .s, .paid, group: read.publishedGroup,
          reason(.compositeNotMet, of: line))
      case .q1, .q2, .q4: break
      case .b, .c, .d, .e1, .e2, .j1, .m, .p, .y:
        decide(line, read.published, .unpaid, reason(.asPublished, of: line))
      }
    }
  }

  /// Which of the two lines of blood that the hospital bought a line is.
  private func blood(_ line: Int) -> OutpatientAnswer.Blood? {
    let kind = tables.revenue[claim.lines[line].revenue]
    guard answer.lines[line].published == .r, claim.lines[line].has(OutpatientSign.bloodProduct)
    else { return nil }
    if kind.contains(.bloodProduct) { return has(.bloodPints, line) ? .pints : .product }
    return kind.contains(.bloodService) ? .processing : nil
  }

  /// A line without a code is packaged where its revenue code says so.
  private mutating func settleWithoutStatus(_ line: Int) {
    if claim.lines[line].code == nil, claim.lines[line].unreadable == nil,
      tables.revenue[claim.lines[line].revenue].contains(.packaged)
    {
      pack(line, OutpatientAnswer.Reason(rule: .packagedRevenue))
    } else {
      decide(line, nil, .unpaid, reason(.asPublished, of: line))
    }
  }

  /// A service of status J2 outside of comprehensive observation has the status of its group; a direct
  /// referral is packaged with a visit, critical care or a procedure of status T of the day.
  private mutating func settleVisit(_ line: Int) {
    let group = answer.lines[line].publishedGroup
    if has(.directReferral, line) {
      let other = answer.lines.indices.first { other in
        guard other != line, !answer.lines[other].isRejected,
          claim.lines[other].date == claim.lines[line].date, !has(.directReferral, other)
        else { return false }
        switch answer.lines[other].published {
        case .t, .v, .j2: return true
        default: return false
        }
      }
      if let other { return pack(line, reason(.referralPackaged, of: line, by: other)) }
    }
    decide(line, status(of: group) ?? .v, .paid, group: group, reason(.visitAlone, of: line))
  }

  /// Packages or pays services of status Q2, then Q1, then Q4.
  mutating func packageConditionally() {
    let procedure = answer.lines.indices.first {
      answer.lines[$0].effect == .paid && answer.lines[$0].status == .t
    }
    pack(.q2, with: procedure, .packagedByT)
    let service = answer.lines.indices.first {
      guard answer.lines[$0].effect == .paid else { return false }
      switch answer.lines[$0].status {
      case .s, .t, .v: return true
      default: return false
      }
    }
    pack(.q1, with: service, .packagedBySTV)
    settleLaboratory()
  }

  /// Packages the services of a conditional status with another one; where there is none, the one with the
  /// highest rate is paid, one unit of it, and the others are packaged with it.
  private mutating func pack(
    _ status: PaymentStatus, with other: Int?, _ rule: OutpatientRule
  ) {
    let lines = open.filter { answer.lines[$0].published == status }
    if let other {
      for line in lines { pack(line, reason(rule, of: line, by: other)) }
      return
    }
    guard let paid = lines.max(by: { (answer.lines[$0].rate, $1) < (answer.lines[$1].rate, $0) })
    else { return }
    let group = answer.lines[paid].publishedGroup
    decide(
      paid, self.status(of: group) ?? .s, .paid, group: group, reason(.conditionNotMet, of: paid))
    answer.lines[paid].units = 1
    for line in lines where line != paid {
      pack(line, reason(.packagedByHigher, of: line, by: paid))
    }
  }

  /// Laboratory tests are packaged with other services of the claim; without any, and for patients who were
  /// not seen (bill type 14x), they are paid by the laboratory fee schedule.
  private mutating func settleLaboratory() {
    let other =
      claim.billType == 14
      ? nil
      : answer.lines.indices.first {
        guard !answer.lines[$0].isRejected else { return false }
        switch answer.lines[$0].published {
        case .j1, .j2, .s, .t, .v, .q1, .q2, .q3: return true
        default: return false
        }
      }
    for line in open where answer.lines[line].published == .q4 {
      if let other {
        pack(line, reason(.packagedLaboratory, of: line, by: other))
      } else {
        decide(line, .a, .elsewhere, reason(.laboratoryAlone, of: line))
      }
    }
  }

  /// Gives each paid line its discount formula.
  ///
  /// The procedures of status T of a day are discounted but for the highest; what is terminated before
  /// anaesthesia counts with half of its rate, after the device was taken off.
  ///
  /// Source: 42 CFR 419.44; I/OCE specifications, discounting.
  mutating func discount() {
    for line in answer.lines.indices where answer.lines[line].effect == .paid {
      switch answer.lines[line].status {
      case .t: discount(line, isHighest: highest(on: claim.lines[line].date) == line)
      case .j1, .s, .v, .p, .j2: discountOther(line)
      default: break
      }
    }
  }

  private func highest(on date: CalendarDate) -> Int? {
    answer.lines.indices.filter {
      answer.lines[$0].effect == .paid && answer.lines[$0].status == .t
        && claim.lines[$0].date == date
    }.max { (amount($0), $1) < (amount($1), $0) }
  }

  private func amount(_ line: Int) -> Int64 {
    let rate = tables.rateOfGroup[Int(answer.lines[line].group)]
    guard isTerminated(line) else { return rate }
    guard claim.lines[line].has(OutpatientSign.terminatedBefore),
      let device = claim.lines[line].code.flatMap({ tables.published.devices?[$0.bits] })
    else { return rate / 2 }
    return max(0, rate - device.amount * 10) / 2
  }

  private mutating func discount(_ line: Int, isHighest: Bool) {
    let several = answer.lines.indices.contains {
      $0 != line && answer.lines[$0].effect == .paid && answer.lines[$0].status == .t
        && claim.lines[$0].date == claim.lines[line].date
    }
    if isTerminated(line) {
      answer.lines[line].discount = isHighest ? 3 : 6
      answer.lines[line].reasons.append(reason(.terminated, of: line))
      return
    }
    let bilateral = bilateral(line)
    switch (bilateral, isHighest) {
    case (.conditional, true): answer.lines[line].discount = 4
    case (.conditional, false): answer.lines[line].discount = 7
    case (.independent, true): answer.lines[line].discount = 8
    case (.independent, false): answer.lines[line].discount = 9
    case (_, true): answer.lines[line].discount = 2
    case (_, false): answer.lines[line].discount = 5
    }
    if several || claim.lines[line].units > 1 {
      answer.lines[line].reasons.append(
        reason(
          isHighest ? .highestProcedure : .multipleProcedures, of: line,
          by: isHighest ? nil : highest(on: claim.lines[line].date)))
    }
  }

  private mutating func discountOther(_ line: Int) {
    if isTerminated(line) {
      answer.lines[line].discount = 3
      answer.lines[line].reasons.append(reason(.terminated, of: line))
    } else if answer.lines[line].composite == 0, answer.comprehensive != line {
      let bilateral = bilateral(line)
      if bilateral == .conditional || bilateral == .independent { answer.lines[line].discount = 8 }
    }
  }

  /// Which kind of bilateral procedure a line with modifier 50 is; none for a line without it.
  private mutating func bilateral(_ line: Int) -> OutpatientTables.Bilateral {
    guard claim.lines[line].has(OutpatientSign.bilateral) else { return .none }
    let index = answer.lines[line].index
    let known = index >= 0 ? tables.bilateral[index] : .unknown
    switch known {
    case .unknown:
      answer.lines[line].reasons.append(reason(.bilateralUnknown, of: line))
      return .conditional
    case .conditional, .independent:
      answer.lines[line].reasons.append(reason(.bilateral, of: line))
      return known
    case .none, .inherent: return .none
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Claims
import Pricing
import Values

extension BenefitCalculation {
  /// Applies limits of visits and units.
  ///
  /// - Returns: How much of the allowed amount is within them; the rest is the patient's.
  mutating func withinLimits(_ share: inout LineShare) -> Money {
    var covered = share.allowed
    for (index, limit) in benefits.limits.enumerated()
    where limit.category == share.service.category {
      switch limit.measure {
      case .visits:
        if !countVisit(share.service, limit, index) { covered = .zero }
      case .units: covered = min(covered, countUnits(share, limit, index))
      case .amount: continue
      }
    }
    let beyond = share.allowed - covered
    if beyond > .zero {
      share.notCovered += beyond
      share.adjust("PR", "119", beyond)
      share.step(
        "beyond-limit", beyond, ("allowed", share.allowed.number), ("within", covered.number))
    }
    return covered
  }

  private mutating func countVisit(
    _ service: PricedService, _ limit: BenefitLimit, _ index: Int
  ) -> Bool {
    let visit = Accumulators.Visit(category: service.category, date: service.date)
    if let isWithin = accumulators.countedVisits[visit] { return isWithin }
    let isWithin = accumulators.limits[index] < limit.most
    if isWithin { accumulators.limits[index] += 1 }
    accumulators.countedVisits[visit] = isWithin
    return isWithin
  }

  private mutating func countUnits(
    _ share: LineShare, _ limit: BenefitLimit, _ index: Int
  ) -> Money {
    // A part of a unit counts as one.
    let units = max(1, (share.service.units.thousandths + 999) / 1000)
    let left = max(0, limit.most - accumulators.limits[index])
    let within = min(units, left)
    accumulators.limits[index] += within
    guard within < units else { return share.allowed }
    let part = FixedDecimal(units: Int128(within), places: 0)
    return (share.allowed.number * part)
      .divided(by: FixedDecimal(units: Int128(units), places: 0), places: 2).money
  }

  /// Applies limits of what the plan pays: what is beyond is the patient's.
  mutating func withinPaidLimits(_ share: inout LineShare) {
    for (index, limit) in benefits.limits.enumerated()
    where limit.category == share.service.category && limit.measure == .amount {
      let left = Money(cents: max(0, limit.most - accumulators.limits[index]))
      let beyond = share.plan - min(share.plan, left)
      if beyond > .zero {
        share.plan = share.plan - beyond
        share.notCovered += beyond
        share.adjust("PR", "119", beyond)
        share.step("beyond-amount", beyond, ("left of the limit", left.number))
      }
      accumulators.limits[index] += share.plan.cents
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Pricing
import Values

extension BenefitCalculation {
  /// Works out deductible, copay and coinsurance of what is covered, and settles the line.
  mutating func shareCosts(_ share: inout LineShare, covered: Money) {
    let inside = isInside(share.service)
    let terms = inside ? benefits.inNetwork : benefits.outOfNetwork ?? benefits.inNetwork
    let rule = terms.rule(share.service.category)
    if rule.coverage == .full {
      share.step("covered-in-full", .zero)
    } else if covered > .zero {
      var used = inside ? accumulators.inNetwork : accumulators.outOfNetwork
      if rule.copayFirst { takeCopay(&share, rule, from: covered) }
      takeDeductible(&share, rule, terms, used, from: covered - share.costSharing)
      if !rule.copayFirst { takeCopay(&share, rule, from: covered - share.costSharing) }
      takeCoinsurance(&share, rule, terms, &used, from: covered - share.costSharing)
      relieve(&share, rule, terms, &used)
      if inside { accumulators.inNetwork = used } else { accumulators.outOfNetwork = used }
    }
    share.settle(covered: covered)
    withinPaidLimits(&share)
  }

  private mutating func takeCopay(
    _ share: inout LineShare, _ rule: BenefitRule, from rest: Money
  ) {
    guard let copay = rule.copay, copay > .zero, rest > .zero else { return }
    if rule.waivedIfAdmitted, share.service.isAdmitted {
      share.step("copay-waived", .zero, ("copay", copay.number))
      return
    }
    let due = dueCopay(copay, rule, share.service)
    share.copay = min(due.amount, rest)
    if let visit = due.visit { accumulators.openCopays[visit] = due.amount - share.copay }
    guard share.copay > .zero else {
      share.step("copay-paid", .zero, ("copay", copay.number))
      return
    }
    share.step(
      rule.copayFirst ? "copay" : "copay-after", share.copay, ("copay due", due.amount.number),
      ("amount", rest.number))
  }

  /// What of a copay is due for a service, and for which visit what is left of it stays open.
  private func dueCopay(
    _ copay: Money, _ rule: BenefitRule, _ service: PricedService
  ) -> (amount: Money, visit: Accumulators.Visit?) {
    switch rule.copayBasis {
    case .service: return (copay, nil)
    case .day:
      let days = max(1, service.days)
      return (copay.times(min(days, rule.copayDays ?? days)), nil)
    case .visit, .stay:
      let date = rule.copayBasis == .visit ? service.date : nil
      let visit = Accumulators.Visit(category: service.category, date: date)
      return (accumulators.openCopays[visit] ?? copay, visit)
    }
  }

  private func takeDeductible(
    _ share: inout LineShare, _ rule: BenefitRule, _ terms: NetworkBenefits,
    _ used: Accumulators.Network, from rest: Money
  ) {
    guard rule.deductibleApplies, let left = terms.deductible.remaining(after: used.deductible),
      rest > .zero
    else { return }
    share.deductible = min(left, rest)
    share.step(
      "deductible", share.deductible, ("amount", rest.number), ("left", left.number))
  }

  private func takeCoinsurance(
    _ share: inout LineShare, _ rule: BenefitRule, _ terms: NetworkBenefits,
    _ used: inout Accumulators.Network, from rest: Money
  ) {
    let part = rule.coinsurance ?? terms.coinsurance
    guard part > .none, rest > .zero else { return }
    share.coinsurance = part.of(rest)
    share.step("coinsurance", share.coinsurance, ("amount", rest.number), ("share", part.value))
    if let most = rule.facilityCoinsuranceMaximum, share.service.isFacility {
      cap(&share, at: most, "coinsurance-per-service")
    }
    if let left = terms.coinsuranceMaximum.remaining(after: used.coinsurance) {
      cap(&share, at: left, "coinsurance-maximum")
    }
  }

  private func cap(_ share: inout LineShare, at most: Money, _ step: String) {
    guard share.coinsurance > most else { return }
    share.relief += share.coinsurance - most
    share.step(step, most, ("coinsurance", share.coinsurance.number), ("most", most.number))
    share.coinsurance = most
  }

  /// Takes off what is above the out-of-pocket maximum, the last amount first, and notes what was used.
  private func relieve(
    _ share: inout LineShare, _ rule: BenefitRule, _ terms: NetworkBenefits,
    _ used: inout Accumulators.Network
  ) {
    var counted = share.coinsurance
    if terms.copayCounts { counted += share.copay }
    if terms.deductibleCounts { counted += share.deductible }
    if let left = terms.outOfPocket.remaining(after: used.outOfPocket), counted > left {
      var over = counted - left
      share.relief += over
      share.step(
        "out-of-pocket", over, ("cost sharing that counts", counted.number), ("left", left.number))
      func take(_ amount: inout Money) {
        let off = min(amount, over)
        amount = amount - off
        over = over - off
      }
      take(&share.coinsurance)
      if terms.copayCounts, !rule.copayFirst { take(&share.copay) }
      if terms.deductibleCounts { take(&share.deductible) }
      if terms.copayCounts { take(&share.copay) }
      counted = left
    }
    used.outOfPocket.add(counted)
    used.deductible.add(share.deductible)
    used.coinsurance.add(share.coinsurance)
  }
}

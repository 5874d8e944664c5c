// SPDX-License-Identifier: Apache-2.0

import Values

/// Shares charges between plan and patient, service after service, as a payer does.
///
///     var calculation = BenefitCalculation(benefits, accumulators)
///     let share = calculation.share(of: service)
///     share.patient      // what the patient owes
///     share.adjustments  // CO-45, PR-1, PR-2, PR-3 as the remittance would have them
///
/// Order: exclusions, the network, limits of the benefit, copay before the deductible, deductible, copay after it,
/// coinsurance, maxima. Amounts round once, at the line, to the nearest cent, a half up.
public struct BenefitCalculation: Sendable {
  /// The plan.
  public let benefits: PlanBenefits
  /// What is used of its limits.
  public internal(set) var accumulators: Accumulators

  /// Starts with what is used so far.
  public init(_ benefits: PlanBenefits, _ accumulators: Accumulators = Accumulators()) {
    self.benefits = benefits
    self.accumulators = accumulators
    let missing = benefits.limits.count - accumulators.limits.count
    if missing > 0 {
      self.accumulators.limits.append(contentsOf: repeatElement(0, count: missing))
    }
  }

  /// Shares services in their order.
  public mutating func shares(of services: [PricedService]) -> [LineShare] {
    services.map { share(of: $0) }
  }

  /// Shares the charge of a service, and notes what it uses of the limits.
  ///
  /// - Precondition: Neither charge nor allowed amount is negative.
  public mutating func share(of service: PricedService) -> LineShare {
    precondition(service.charge >= .zero && service.allowed >= .zero)
    var share = LineShare(service)
    share.step("charge", service.charge)
    if let reason = refusal(of: service) {
      share.refuse(service.charge, reason)
      return share
    }
    share.allowed = min(service.allowed, service.charge)
    share.step(
      "allowed", share.allowed, ("charge", service.charge.number),
      ("allowed", service.allowed.number))
    share.split(isBalanceBilled: !isInside(service))
    let isPartA = benefits.medicare != nil && service.isFacility
    if isPartA, service.category == .inpatient || service.category == .skilledNursing {
      shareStay(&share)
    } else {
      let covered = withinLimits(&share)
      shareCosts(&share, covered: covered)
    }
    return share
  }

  /// Whether the cost sharing of the network holds.
  ///
  /// Source: 45 CFR 149.110(b)(3) and 149.120(c): emergencies, and ancillary services at facilities of the network.
  func isInside(_ service: PricedService) -> Bool {
    service.network == .inside || service.isProtected || service.category == .emergency
  }

  private func refusal(of service: PricedService) -> PricedService.NotCovered? {
    if let reason = service.notCovered { return reason }
    if let code = service.code, benefits.excludedCodes.contains(code) {
      return PricedService.NotCovered("PR", "96")
    }
    if isInside(service) {
      return benefits.inNetwork.rule(service.category).coverage == .excluded
        ? PricedService.NotCovered("PR", "96") : nil
    }
    guard let outside = benefits.outOfNetwork else {
      return PricedService.NotCovered("PR", "242")
    }
    return outside.rule(service.category).coverage == .excluded
      ? PricedService.NotCovered("PR", "96") : nil
  }
}

extension LineShare {
  /// Leaves an amount to the patient, or to the provider, as not covered.
  mutating func refuse(_ amount: Money, _ reason: PricedService.NotCovered) {
    if reason.group == "PR" { notCovered += amount } else { contractual += amount }
    adjust(reason.group, reason.reason, amount)
    step(reason.reason == "242" ? "outside-network" : "not-covered", amount)
  }

  /// Takes off what is above the allowed amount: the provider's loss, or outside of the network the patient's.
  mutating func split(isBalanceBilled: Bool) {
    let above = service.charge - allowed
    guard above > .zero else { return }
    if isBalanceBilled { balance = above } else { contractual = above }
    adjust(isBalanceBilled ? "PR" : "CO", "45", above)
    step(
      isBalanceBilled ? "balance-billed" : "contractual", above,
      ("charge", service.charge.number), ("allowed", allowed.number))
  }

  /// Settles what the plan pays, and the adjustments of the patient's cost sharing.
  mutating func settle(covered: Money) {
    plan = covered - costSharing
    adjust("PR", "1", deductible)
    adjust("PR", "3", copay)
    adjust("PR", "2", coinsurance)
    step("plan-pays", plan, ("covered", covered.number), ("cost sharing", costSharing.number))
  }
}

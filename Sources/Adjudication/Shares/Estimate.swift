// SPDX-License-Identifier: Apache-2.0

public import Values

/// An estimate: each service shared between plan, second payer, provider and patient.
public struct Estimate: Sendable {
  /// The services in order.
  public let lines: [CoordinatedShare]
  /// What is used of the plan's limits afterwards; nothing where the patient pays alone.
  public let used: Accumulators?

  /// The sum of a part of each line.
  public func sum(_ part: (CoordinatedShare) -> Money) -> Money {
    lines.reduce(.zero) { $0 + part($1) }
  }
}

extension EstimateRequest {
  /// Works out the shares, service after service.
  ///
  /// - Complexity: O(*n*) in the services.
  public func estimate() -> Estimate {
    guard let benefits else {
      let lines = services.map { service in
        CoordinatedShare(
          only: LineShare(selfPaid: service.service, discount: discount),
          isQualifiedBeneficiary: false)
      }
      return Estimate(lines: lines, used: nil)
    }
    var calculation = BenefitCalculation(benefits, used)
    var coordination = second.map { Coordination($0.method, secondary: $0.calculation) }
    var lines: [CoordinatedShare] = []
    for service in services {
      let share = calculation.share(of: service.service)
      let line = coordination?.share(share, allowed: service.secondAllowed)
      lines.append(
        line
          ?? CoordinatedShare(only: share, isQualifiedBeneficiary: benefits.isQualifiedBeneficiary))
    }
    return Estimate(lines: lines, used: calculation.accumulators)
  }
}

extension LineShare {
  /// The share of a patient who pays alone: the charge, less what the provider takes off for those.
  ///
  /// Source: 45 CFR 149.610(a)(2): expected charges are the cash price, with any discounts.
  init(selfPaid service: PricedService, discount: Share) {
    self.init(service)
    let price = min(service.allowed, service.charge)
    step("charge", service.charge)
    allowed = price - discount.of(price)
    contractual = service.charge - allowed
    notCovered = allowed
    step("self-pay", allowed, ("price", price.number), ("discount", discount.value))
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Claims
import Pricing
public import Values

/// How a second payer pays after a first one.
public enum CoordinationMethod: Hashable, Sendable {
  /// Its normal benefit, up to what the patient owes.
  case standard
  /// Its normal benefit less what the first payer paid: non-duplication, also called carve-out.
  case nonDuplication
  /// Its normal benefit of what the first payer left of the allowed amount: maintenance of benefits.
  case maintenance
  /// Medicare as second payer.
  case medicare
  /// Medicaid: its allowed amount less what the first payer paid; the patient owes nothing of cost sharing.
  case medicaid
  /// A standard plan that supplements Medicare.
  case medigap(MedigapTable.Plan)
}

/// A line that two payers have decided.
///
/// Always `charge = contractual + plan + second + writtenOff + patient`.
public struct CoordinatedShare: Hashable, Sendable {
  /// What the first payer decided.
  public let first: LineShare
  /// What the second payer pays.
  public internal(set) var second: Money = .zero
  /// What neither pays and the patient may not be billed for.
  public internal(set) var writtenOff: Money = .zero
  /// The adjustments by which it is written off.
  public internal(set) var adjustments: [Adjustment] = []
  /// How it was worked out.
  public internal(set) var steps: [ShareStep] = []

  init(_ first: LineShare) { self.first = first }

  /// What the patient owes at the end.
  public var patient: Money { first.patient - second - writtenOff }
}

/// Coordinates the benefits of two payers.
public struct Coordination: Sendable {
  private let method: CoordinationMethod
  private var secondary: BenefitCalculation?

  /// Coordinates by a method.
  ///
  /// - Parameters:
  ///   - method: The method.
  ///   - secondary: The second payer's benefits; not needed for Medigap and Medicaid.
  public init(_ method: CoordinationMethod, secondary: BenefitCalculation?) {
    self.method = method
    self.secondary = secondary
  }

  /// What is used of the second payer's limits.
  public var accumulators: Accumulators? { secondary?.accumulators }

  /// Shares what the first payer left of a line.
  ///
  /// - Parameters:
  ///   - first: What the first payer decided.
  ///   - allowed: What the second payer allows; nothing for the same amount.
  public mutating func share(_ first: LineShare, allowed: Money?) -> CoordinatedShare {
    var share = CoordinatedShare(first)
    var service = first.service
    service.allowed = allowed ?? (first.allowed > .zero ? first.allowed : service.allowed)
    switch method {
    case .standard: pay(&share, normal(service).plan, "secondary-standard", first)
    case .nonDuplication:
      pay(&share, normal(service).plan - first.plan, "secondary-non-duplication", first)
    case .maintenance:
      service.allowed = max(.zero, service.allowed - first.plan)
      pay(&share, normal(service).plan, "secondary-maintenance", first)
    case .medicaid: payMedicaid(&share, service, isAllowedKnown: allowed != nil)
    case .medigap(let plan): pay(&share, plan.pays(first), "secondary-medigap", first)
    case .medicare: payMedicare(&share, service)
    }
    return share
  }

  private mutating func normal(_ service: PricedService) -> LineShare {
    secondary?.share(of: service) ?? LineShare(service)
  }

  private func pay(
    _ share: inout CoordinatedShare, _ benefit: Money, _ step: String, _ first: LineShare
  ) {
    share.second = max(.zero, min(benefit, first.patient))
    share.step(
      step, share.second, ("benefit", max(.zero, benefit).number),
      ("paid first", first.plan.number),
      ("patient owes", first.patient.number))
  }

  /// The lesser of what the first payer left and what Medicaid's amount exceeds its payment by.
  ///
  /// Source: 42 CFR 447.15 and 447.20: payment in full; section 1902(n) of the Social Security Act.
  private func payMedicaid(
    _ share: inout CoordinatedShare, _ service: PricedService, isAllowedKnown: Bool
  ) {
    let first = share.first
    let owed = first.costSharing
    let most = isAllowedKnown ? max(.zero, service.allowed - first.plan) : owed
    share.second = min(owed, most)
    share.writeOff(owed - share.second, "CO", "45")
    share.step(
      "secondary-medicaid", share.second, ("cost sharing", owed.number),
      ("allowed less paid first", most.number))
  }

  /// The lowest of three amounts.
  ///
  /// What is still open after both payments, up to the higher of the two allowed amounts, the patient owes only
  /// as far as Medicare's own deductible and coinsurance go.
  ///
  /// Source: 42 CFR 411.33(a) for fee schedule services, 411.33(e) for a provider's; 489.20(a).
  private mutating func payMedicare(_ share: inout CoordinatedShare, _ service: PricedService) {
    let first = share.first
    let alone = normal(service)
    let accepted = min(service.charge, service.charge - first.contractual)
    let chargeLess = max(.zero, accepted - first.plan)
    let higher = max(alone.allowed, first.allowed)
    let gross = service.isFacility ? alone.allowed : higher
    let grossLess = max(.zero, gross - first.plan)
    var lowest = min(chargeLess, min(alone.plan, grossLess))
    if service.isFacility { lowest = min(lowest, max(.zero, accepted - alone.costSharing)) }
    share.second = min(lowest, first.patient)
    share.step(
      service.isFacility ? "secondary-medicare-facility" : "secondary-medicare", share.second,
      ("charge less paid first", chargeLess.number), ("Medicare alone", alone.plan.number),
      ("higher allowed less paid first", grossLess.number))
    // Never more than Medicare's own cost sharing of what Medicare covers.
    let open = first.patient - share.second
    let most = alone.costSharing + alone.notCovered
    share.writeOff(max(.zero, open - most), "CO", "45")
  }
}

extension CoordinatedShare {
  /// Takes an amount off that the patient may not be billed for.
  mutating func writeOff(_ amount: Money, _ group: String, _ reason: String) {
    guard amount > .zero else { return }
    writtenOff += amount
    adjustments.append(Adjustment(group, reason, amount))
  }

  /// Adds a step.
  mutating func step(_ name: String, _ result: Money, _ operands: (String, FixedDecimal)...) {
    steps.append(
      ShareStep(name, operands.map { ShareStep.Operand($0.0, $0.1) }, FixedDecimal(result)))
  }

  /// The line as the only payer decided it.
  ///
  /// - Parameter isQualifiedBeneficiary: Whether Medicaid stands in for Medicare's cost sharing, for which the
  ///   patient may not be billed.
  ///
  /// Source: section 1902(n)(3) of the Social Security Act.
  public init(only first: LineShare, isQualifiedBeneficiary: Bool) {
    self.init(first)
    guard isQualifiedBeneficiary, first.costSharing > .zero else { return }
    writeOff(first.costSharing, "OA", "209")
    step("qualified-beneficiary", writtenOff, ("cost sharing", first.costSharing.number))
  }
}

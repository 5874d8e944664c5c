// SPDX-License-Identifier: Apache-2.0

public import Values

/// Something of a remittance that does not add up: which sum, where, and by how much.
public struct Imbalance: Hashable, Sendable {
  /// The sums that a remittance has to satisfy.
  public enum Equation: String, Hashable, Sendable, CaseIterable {
    /// A line's charge less its payment is what the line's adjustments take off.
    case line
    /// A claim's charge less its payment is what its own and its lines' adjustments take off.
    case claim
    /// A claim's charge is that of its lines, where it has lines.
    case claimCharge
    /// A claim's payment is that of its lines, where it has lines and nothing is taken off the claim as a
    /// whole.
    case claimPaid
    /// The payment is that of all claims less the provider's adjustments.
    case payment
    /// An amount cannot be read, so that no sum of it can be trusted.
    case unreadable
  }

  /// Where a sum belongs.
  public struct Place: Hashable, Sendable {
    /// The claim, counted from 1; 0 for the remittance as a whole.
    public var claim: Int
    /// The service line of the claim, counted from 1; 0 for the claim as a whole.
    public var line: Int

    /// Makes a place.
    public init(claim: Int = 0, line: Int = 0) {
      self.claim = claim
      self.line = line
    }
  }

  /// The sum.
  public let equation: Equation
  /// Where it belongs.
  public let place: Place
  /// What is stated: the charge less the payment, or the charge or payment of a claim, or the payment.
  public let stated: Money
  /// What the parts give.
  public let sum: Money
  /// The element that cannot be read.
  public let element: String?

  /// By how much the parts miss what is stated.
  public var off: Money { stated - sum }

  /// Makes an imbalance.
  public init(
    _ equation: Equation, at place: Place, stated: Money = .zero, sum: Money = .zero,
    element: String? = nil
  ) {
    self.equation = equation
    self.place = place
    self.stated = stated
    self.sum = sum
    self.element = element
  }
}

/// Adds up a remittance claim by claim, in constant memory.
///
///     var balance = RemittanceBalance()
///     for claim in claims { wrong += balance.add(claim) }
///     wrong += balance.finish(payment: remittance.payment, adjustments: remittance.providerAdjustments)
///
/// Nothing is repaired. If a remittance does not add up, none of it is to be posted.
///
/// Source: 005010X221A1, section 1.10.2.1: service line, claim and transaction balancing.
public struct RemittanceBalance: Hashable, Sendable {
  /// How many claims were added.
  public private(set) var claims = 0
  /// What was charged for them.
  public private(set) var charged = Money.zero
  /// What was paid for them.
  public private(set) var paid = Money.zero

  /// Makes an empty sum.
  public init() {}

  /// Adds up a whole remittance.
  public static func of(_ remittance: Remittance) -> [Imbalance] {
    var balance = RemittanceBalance()
    var wrong: [Imbalance] = []
    for group in remittance.groups {
      for claim in group.claims { wrong += balance.add(claim) }
    }
    return wrong + balance.finish(remittance)
  }

  /// Adds a claim, and tells what of it does not add up.
  ///
  /// - Complexity: O(*n*) in the lines and adjustments of the claim.
  public mutating func add(_ claim: RemittanceClaim) -> [Imbalance] {
    claims += 1
    charged += claim.charge
    paid += claim.paid
    var wrong: [Imbalance] = []
    let place = Imbalance.Place(claim: claims)
    func check(
      _ equation: Imbalance.Equation, _ place: Imbalance.Place, _ stated: Money, _ sum: Money
    ) {
      if stated != sum { wrong.append(Imbalance(equation, at: place, stated: stated, sum: sum)) }
    }
    func unreadable(_ asWritten: AsWritten?, _ place: Imbalance.Place) {
      for element in asWritten?.unreadable ?? [] where Self.amounts.contains(element) {
        wrong.append(Imbalance(.unreadable, at: place, element: element))
      }
    }
    unreadable(claim.asWritten, place)
    var adjusted = claim.adjustments.total
    var (lineCharges, linePayments) = (Money.zero, Money.zero)
    for (index, line) in claim.lines.enumerated() {
      let place = Imbalance.Place(claim: claims, line: index + 1)
      let taken = line.adjustments.total
      unreadable(line.asWritten, place)
      check(.line, place, line.charge - line.paid, taken)
      adjusted += taken
      lineCharges += line.charge
      linePayments += line.paid
    }
    check(.claim, place, claim.charge - claim.paid, adjusted)
    if !claim.lines.isEmpty {
      check(.claimCharge, place, claim.charge, lineCharges)
      // Where the claim as a whole is adjusted, the sums above say all that there is to say.
      if claim.adjustments.isEmpty { check(.claimPaid, place, claim.paid, linePayments) }
    }
    return wrong
  }

  /// Tells whether the payment is that of the claims added, less the provider's adjustments.
  ///
  /// - Parameter remittance: The payment and the adjustments; its claims are not looked at.
  public func finish(_ remittance: Remittance) -> [Imbalance] {
    var wrong: [Imbalance] = []
    for element in remittance.asWritten?.unreadable ?? [] where Self.amounts.contains(element) {
      wrong.append(Imbalance(.unreadable, at: .init(), element: element))
    }
    let sum = paid - remittance.providerAdjustments.total
    if remittance.payment.amount != sum {
      wrong.append(
        Imbalance(.payment, at: .init(), stated: remittance.payment.amount, sum: sum))
    }
    return wrong
  }

  /// The elements that the sums are made of.
  private static let amounts: Set<String> = [
    "BPR02", "CLP03", "CLP04", "SVC02", "SVC03", "CAS03", "CAS06", "CAS09", "CAS12", "CAS15",
    "CAS18", "PLB04", "PLB06", "PLB08", "PLB10", "PLB12", "PLB14",
  ]
}

// SPDX-License-Identifier: Apache-2.0

/// Discharges and the sum of their weights.
public struct CaseMixTally: Sendable {
  /// How many discharges.
  public private(set) var discharges = 0
  /// The sum of their weights, in ten-thousandths.
  private var weights: Int128 = 0
  /// The discharges, each counted with the share that is paid of it, in ten-thousandths.
  private var shares: Int128 = 0
  /// The sum of weights times shares, in hundred-millionths.
  private var sharedWeights: Int128 = 0

  /// Nothing counted yet.
  public init() {}

  /// Counts a discharge.
  ///
  /// - Parameter share: The share of the full payment that is paid for it: below one for a transfer.
  public mutating func add(weight: FixedDecimal, share: FixedDecimal = .one) {
    discharges += 1
    let (weight, share) = (weight.rounded(to: 4).units, share.rounded(to: 4).units)
    weights += weight
    shares += share
    sharedWeights += weight * share
  }

  /// The sum of the weights.
  public var weight: FixedDecimal { FixedDecimal(units: weights, places: 4) }

  /// The case-mix index: the sum of the weights by the number of discharges, four decimals; nothing
  /// where there are none.
  public var index: FixedDecimal? {
    guard discharges > 0 else { return nil }
    return weight.divided(by: FixedDecimal(units: Int128(discharges), places: 0), places: 4)
  }

  /// The discharges, transfers counted in part.
  public var adjustedDischarges: FixedDecimal { FixedDecimal(units: shares, places: 4) }

  /// The case-mix index of discharges adjusted for transfers: the sum of weights times shares by the sum of
  /// shares, four decimals.
  public var adjustedIndex: FixedDecimal? {
    guard shares > 0 else { return nil }
    return FixedDecimal(units: sharedWeights, places: 8)
      .divided(by: adjustedDischarges, places: 4)
  }
}

/// How many of the discharges that could have been assigned a graver level were.
public struct CaptureRate: Sendable {
  /// Discharges of the graver levels.
  public private(set) var captured = 0
  /// All discharges of the families that have such a level.
  public private(set) var of = 0

  /// Nothing counted yet.
  public init() {}

  /// Counts a discharge of such a family.
  public mutating func add(isCaptured: Bool) {
    of += 1
    if isCaptured { captured += 1 }
  }

  /// The rate, four decimals; nothing where there is none of which to take it.
  public var rate: FixedDecimal? {
    guard of > 0 else { return nil }
    return FixedDecimal(units: Int128(captured), places: 0)
      .divided(by: FixedDecimal(units: Int128(of), places: 0), places: 4)
  }
}

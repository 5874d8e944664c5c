// SPDX-License-Identifier: Apache-2.0

public import Pricing
public import Values

/// What a patient pays for services of a category.
public struct BenefitRule: Hashable, Sendable {
  /// For what a copay is due once.
  public enum CopayBasis: String, Hashable, Sendable, CaseIterable {
    /// All services of the category on one day.
    case visit
    /// Each day of a stay.
    case day
    /// A stay.
    case stay
    /// Each service line.
    case service
  }

  /// Whether services are covered.
  public enum Coverage: String, Hashable, Sendable, CaseIterable {
    /// Covered, with cost sharing.
    case covered
    /// Covered without cost sharing.
    case full
    /// Not covered.
    case excluded
  }

  /// Whether services are covered.
  public var coverage: Coverage = .covered
  /// A fixed amount; nothing for none.
  public var copay: Money?
  /// For what the copay is due once.
  public var copayBasis: CopayBasis = .visit
  /// For how many days a copay by the day is due; nothing for all of them.
  public var copayDays: Int?
  /// Whether the copay comes before the deductible; else the deductible comes first.
  public var copayFirst = true
  /// Whether the copay is waived where the patient is admitted.
  public var waivedIfAdmitted = false
  /// Whether the deductible applies.
  public var deductibleApplies = true
  /// The patient's share of what is left; nothing for that of the plan.
  public var coinsurance: Share?
  /// The most that coinsurance for one service of a facility comes to.
  public var facilityCoinsuranceMaximum: Money?

  /// A rule with the plan's deductible and coinsurance.
  public init() {}
}

/// A part of one as ten-thousandths: `2000` is 20 %.
public struct Share: Hashable, Comparable, Sendable {
  /// Ten-thousandths.
  public let units: Int

  /// Makes a share, or nothing where it is not between 0 and 1.
  public init?(units: Int) {
    guard (0...10_000).contains(units) else { return nil }
    self.units = units
  }

  /// Nothing.
  public static let none = Share(unchecked: 0)

  private init(unchecked units: Int) { self.units = units }

  /// Reads a decimal fraction such as `0.20`; nothing where it is not from 0 to 1 or has more than four digits.
  public init?(_ text: some StringProtocol) {
    guard let number = FixedDecimal(text, places: 4) else { return nil }
    self.init(units: Int(number.units))
  }

  /// The share as a number.
  public var value: FixedDecimal { FixedDecimal(units: Int128(units), places: 4) }

  /// The part of an amount, rounded to cents, a half up.
  public func of(_ amount: Money) -> Money { (FixedDecimal(amount) * value).money }

  /// Orders by size.
  public static func < (a: Share, b: Share) -> Bool { a.units < b.units }
}

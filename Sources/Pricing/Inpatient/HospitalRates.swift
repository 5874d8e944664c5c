// SPDX-License-Identifier: Apache-2.0

public import Values

/// What a hospital's payment under the inpatient prospective payment system is worked out with: the
/// national rates of the year that apply to it, and its own factors.
///
/// All of it is given by who asks. The national rates stand in the year's final rule (Tables 1A to 1E), the
/// hospital's own in the Provider Specific File, its wage index in the rule's Tables 2 and 3.
public struct HospitalRates: Sendable {
  /// The standardized amount of operating costs.
  public struct Operating: Sendable {
    /// The part that varies with wages.
    public var labor: FixedDecimal
    /// The part that does not.
    public var nonlabor: FixedDecimal
    /// The share of labor costs, four decimals: by it the outlier threshold is adjusted.
    public var laborShare: FixedDecimal
  }

  /// An addition to operating and capital payments as factors of them.
  public struct Factors: Sendable {
    /// The factor on the operating payment.
    public var operating: FixedDecimal
    /// The factor on the capital payment.
    public var capital: FixedDecimal
    /// What the factors follow from, as operands to show; empty where they were given.
    public var operatingFrom: [PaymentTerm.Operand] = []
    /// The same of the capital factor.
    public var capitalFrom: [PaymentTerm.Operand] = []

    /// No addition.
    public static let none = Factors(operating: .zero, capital: .zero)
  }

  /// What is needed to pay outliers.
  public struct Outliers: Sendable {
    /// Operating costs as a share of charges, three decimals.
    public var operatingCostToCharge: FixedDecimal
    /// Capital costs as a share of charges, three decimals.
    public var capitalCostToCharge: FixedDecimal
    /// The fixed loss of the year.
    public var fixedLoss: Money
    /// The share of the costs above the threshold that is paid; nothing for the 80 percent, and 90 percent
    /// for burns, of the regulation.
    public var marginalShare: FixedDecimal?
  }

  /// A hospital that may be paid by its own costs of a base year.
  public struct HospitalSpecific: Sendable {
    /// Which hospital: it decides what share of the difference is paid.
    public enum Status: String, Sendable, CaseIterable {
      /// A sole community hospital, or an essential access community hospital: all of it.
      case soleCommunity = "sole_community"
      /// A Medicare-dependent small rural hospital: three quarters.
      case medicareDependent = "medicare_dependent"
    }

    /// The hospital-specific rate, updated to the year of discharge.
    public var rate: Money
    /// Which hospital it is.
    public var status: Status
  }

  /// The name of the hospital, to show.
  public var name: String?
  /// The days for which the rates hold; nothing where that was not said.
  public var period: EffectivePeriod?
  /// The standardized amount.
  public var operating: Operating
  /// The capital standard federal rate.
  public var capitalRate: Money
  /// The wage index, four decimals.
  public var wageIndex: FixedDecimal
  /// The capital geographic adjustment factor, where it was given.
  public var geographicAdjustment: FixedDecimal?
  /// The cost-of-living factor of Alaska and Hawaii, three decimals; 1 elsewhere.
  public var costOfLiving = FixedDecimal.one
  /// Indirect medical education.
  public var teaching = Factors.none
  /// The disproportionate share adjustment, before the operating one is cut to a quarter.
  public var disproportionateShare = Factors.none
  /// What is paid a discharge for uncompensated care.
  public var uncompensatedCare = Money.zero
  /// The adjustment factor of value-based purchasing, up to eleven decimals.
  public var valueBasedPurchasing = FixedDecimal.one
  /// The adjustment factor of excess readmissions, four decimals.
  public var readmissions = FixedDecimal.one
  /// Whether the hospital is among those whose payments are cut for hospital-acquired conditions.
  public var hasAcquiredConditionReduction = false
  /// What is needed to pay outliers.
  public var outliers: Outliers
  /// The low-volume adjustment, six decimals, at most 0.25.
  public var lowVolume = FixedDecimal.zero
  /// The hospital-specific rate, for a hospital that has one.
  public var hospitalSpecific: HospitalSpecific?
}

// SPDX-License-Identifier: Apache-2.0

public import Values

/// Totals of a provider's claims of one type of facility and one fiscal period: a TS3 segment.
///
/// Source: 005010X221A1, loop 2000, TS3.
public struct ProviderSummary: Hashable, Sendable {
  /// The provider.
  public var provider: String = ""
  /// The type of facility: the first digits of the type of bill.
  public var facilityType: String = ""
  /// The last day of the provider's fiscal period.
  public var fiscalPeriodEnd: CalendarDate?
  /// How many claims.
  public var claimCount: Quantity?
  /// What was charged for them.
  public var charge: Money?
  /// What primary payers before Medicare paid.
  public var primaryPayerPaid: Money?
  /// Charges other than for laboratory work.
  public var nonLaboratoryCharge: Money?
  /// Charges reported by HCPCS.
  public var hcpcsCharge: Money?
  /// What is payable for them.
  public var hcpcsPayable: Money?
  /// Professional components.
  public var professionalComponent: Money?
  /// What patients of a primary payer had to bear and met.
  public var primaryPayerPatientLiability: Money?
  /// What is paid back to patients.
  public var patientReimbursement: Money?
  /// How many claims are paid by periodic interim payments.
  public var interimClaimCount: Quantity?
  /// The adjustment of periodic interim payments.
  public var interimAdjustment: Money?

  /// Makes an empty summary.
  public init() {}
}

/// Totals of the components of inpatient payment: a TS2 segment.
///
/// Source: 005010X221A1, loop 2000, TS2.
public struct ProviderSupplement: Hashable, Sendable {
  /// By diagnosis-related groups.
  public var drg: Money?
  /// The federal part.
  public var federal: Money?
  /// The hospital's own part.
  public var hospital: Money?
  /// For a disproportionate share of poor patients.
  public var disproportionateShare: Money?
  /// For capital.
  public var capital: Money?
  /// For indirect medical education.
  public var indirectMedicalEducation: Money?
  /// How many day outliers.
  public var dayOutlierCount: Quantity?
  /// For day outliers.
  public var dayOutlier: Money?
  /// For cost outliers.
  public var costOutlier: Money?
  /// The average length of stay, as written.
  public var averageLengthOfStay: String?
  /// How many discharges.
  public var dischargeCount: Quantity?
  /// How many days of cost reports.
  public var costReportDays: Quantity?
  /// How many covered days.
  public var coveredDays: Quantity?
  /// How many noncovered days.
  public var noncoveredDays: Quantity?
  /// What Medicare passes through as secondary payer.
  public var secondaryPassThrough: Money?
  /// The average weight of the groups, as written.
  public var averageWeight: String?
  /// For capital, by the federal specific portion.
  public var capitalFederal: Money?
  /// For capital, by the hospital specific portion.
  public var capitalHospital: Money?
  /// For capital, for a disproportionate share.
  public var capitalDisproportionateShare: Money?

  /// Makes an empty supplement.
  public init() {}
}

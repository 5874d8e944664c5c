// SPDX-License-Identifier: Apache-2.0

public import Values

/// Amounts and remarks by which an inpatient stay was adjudicated: an MIA segment.
///
/// Source: 005010X221A1, loop 2100, MIA.
public struct InpatientAdjudication: Hashable, Sendable {
  /// Covered days or visits.
  public var coveredDays: Quantity?
  /// For outliers of operating costs.
  public var operatingOutlier: Money?
  /// Psychiatric days of the patient's lifetime.
  public var lifetimePsychiatricDays: Quantity?
  /// By the diagnosis-related group.
  public var drg: Money?
  /// For a disproportionate share of poor patients.
  public var disproportionateShare: Money?
  /// What Medicare passes through as secondary payer.
  public var secondaryPassThrough: Money?
  /// For capital.
  public var capital: Money?
  /// For capital, by the federal specific portion of the group.
  public var capitalFederal: Money?
  /// For capital, by the hospital specific portion of the group.
  public var capitalHospital: Money?
  /// For capital, for a disproportionate share.
  public var capitalDisproportionateShare: Money?
  /// For capital, by the old rule.
  public var oldCapital: Money?
  /// For capital, for indirect medical education.
  public var capitalEducation: Money?
  /// For operating costs, by the hospital specific portion of the group.
  public var operatingHospital: Money?
  /// Days of the cost report.
  public var costReportDays: Quantity?
  /// For operating costs, by the federal specific portion of the group.
  public var operatingFederal: Money?
  /// For outliers of capital.
  public var capitalOutlier: Money?
  /// For indirect teaching.
  public var indirectTeaching: Money?
  /// A professional component that is billed but not payable.
  public var nonpayableProfessional: Money?
  /// For capital, by exception.
  public var capitalException: Money?
  /// Up to five remark codes.
  public var remarks: [String] = []

  /// Makes an empty record.
  public init() {}
}

/// Amounts and remarks by which other care was adjudicated: an MOA segment.
///
/// Source: 005010X221A1, loop 2100, MOA.
public struct OutpatientAdjudication: Hashable, Sendable {
  /// The rate of reimbursement, as written.
  public var reimbursementRate: String?
  /// What is payable by HCPCS.
  public var hcpcsPayable: Money?
  /// Up to five remark codes.
  public var remarks: [String] = []
  /// For end-stage renal disease.
  public var renalDisease: Money?
  /// A professional component that is billed but not payable.
  public var nonpayableProfessional: Money?

  /// Makes an empty record.
  public init() {}
}

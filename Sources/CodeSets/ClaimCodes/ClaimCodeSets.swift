// SPDX-License-Identifier: Apache-2.0

extension CodeSetID {
  /// Place of service codes.
  public static let placeOfService = CodeSetID(known: "pos")
  /// Claim adjustment reason codes (CARC).
  public static let adjustmentReason = CodeSetID(known: "carc")
  /// Remittance advice remark codes (RARC).
  public static let remark = CodeSetID(known: "rarc")
  /// Claim adjustment group codes.
  public static let adjustmentGroup = CodeSetID(known: "adjustment-group")
  /// Claim status category codes, X12 code source 507.
  public static let claimStatusCategory = CodeSetID(known: "claim-status-category")
  /// Claim status codes, X12 code source 508.
  public static let claimStatus = CodeSetID(known: "claim-status")
  /// Health care provider taxonomy.
  public static let taxonomy = CodeSetID(known: "taxonomy")
  /// Medicare specialty codes of providers and suppliers.
  public static let specialty = CodeSetID(known: "specialty")
  /// Revenue codes of institutional claims.
  public static let revenue = CodeSetID(known: "revenue")
  /// Condition codes of institutional claims.
  public static let condition = CodeSetID(known: "condition")
  /// Discharge (patient) status codes.
  public static let dischargeStatus = CodeSetID(known: "discharge-status")
}

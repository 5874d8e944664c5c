// SPDX-License-Identifier: Apache-2.0

/// Which code set a code system of CMS's Beneficiary FHIR Data is.
enum CodeSystemNames {
  /// The code set of a code system's `Id`; nothing for one that is not a code list of claims.
  static func set(of id: String) -> CodeSetID? { sets[id] }

  /// Which document of its set a code system is.
  ///
  /// X12 publishes which adjustment codes are valid from when to when; the code system, which has the
  /// ended ones too and no dates, is a dictionary beside that.
  static func component(of set: CodeSetID) -> Component {
    [.adjustmentReason, .adjustmentGroup].contains(set) ? .dictionary : .titles
  }

  private static let sets: [String: CodeSetID] = [
    "ANSI-GRP-CD": .adjustmentGroup,
    "ANSI-RSN-CD": .adjustmentReason,
    "BENE-PTNT-STUS-CD": .dischargeStatus,
    "CLM-ADMSN-SRC-CD": CodeSetID(known: "admission-source"),
    "CLM-ADMSN-TYPE-CD": CodeSetID(known: "admission-type"),
    "CLM-BILL-CLSFCTN-CD": CodeSetID(known: "bill-type-class"),
    "CLM-BILL-FAC-TYPE-CD": CodeSetID(known: "bill-type-facility"),
    "CLM-BILL-FREQ-CD": CodeSetID(known: "bill-type-frequency"),
    "CLM-CARR-PMT-DNL-CD": CodeSetID(known: "payment-denial"),
    "CLM-CNTRCTR-NUM": CodeSetID(known: "mac"),
    "CLM-MDCR-NPMT-RSN-CD": CodeSetID(known: "nonpayment-reason"),
    "CLM-POS-CD": .placeOfService,
    "CLM-PRVDR-SPCLTY-CD": .specialty,
    "CLM-REV-CNTR-CD": .revenue,
    "CLM-RLT-COND-CD": .condition,
    "CLM-TYPE-CD": CodeSetID(known: "claim-type"),
  ]
}

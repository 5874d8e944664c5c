// SPDX-License-Identifier: Apache-2.0

/// The edits of the Medicare Code Editor, in the order in which they are reported.
///
/// Source: Definitions of Medicare Code Edits.
public enum EditorEdit: UInt8, Hashable, Sendable, CaseIterable {
  /// A code that is not valid on the day of discharge.
  case invalidCode
  /// A principal diagnosis that needs a secondary one, and there is none.
  case requiresSecondary
  /// A code for the other sex.
  case sexConflict
  /// A diagnosis for another age.
  case ageConflict
  /// An admitting diagnosis that is not valid.
  case invalidAdmitting
  /// A principal diagnosis that is seldom reason enough for admission.
  case questionableAdmission
  /// A manifestation as principal diagnosis.
  case manifestation
  /// An external cause as principal diagnosis.
  case externalCause
  /// A principal diagnosis that describes a circumstance, not an illness.
  case unacceptablePrincipal
  /// A principal diagnosis of ICD-9-CM that is not specific.
  case nonspecificPrincipal
  /// A procedure that Medicare does not cover.
  case nonCovered
  /// A procedure that Medicare covers within limits.
  case limitedCoverage
  /// A delivery without a diagnosis of its outcome.
  case obstetricAdmission
  /// A secondary diagnosis that is the principal one again.
  case duplicateOfPrincipal
  /// An age outside of 0 to 124.
  case invalidAge
  /// A sex that is not known.
  case invalidSex
  /// A discharge status that is none.
  case invalidStatus
  /// A procedure that takes longer than the stay.
  case lengthOfStay
  /// A diagnosis that a wrong procedure was performed.
  case wrongProcedure
  /// A diagnosis that does not say which side.
  case unspecified
  /// A diagnosis for which another insurance pays first.
  case medicareSecondary
  /// Several procedures on joints of which two may be one operation on both sides.
  case bilateral
  /// A biopsy that may have been taken without opening.
  case openBiopsy
  /// Operations that are all not specific.
  case nonspecificProcedure
  /// Limited coverage of lung volume reduction.
  case limitedLungVolume
  /// Limited coverage of lung transplantation.
  case limitedLung
  /// Limited coverage of heart and lung transplantation.
  case limitedHeartLung
  /// Limited coverage of heart transplantation.
  case limitedHeart
  /// Limited coverage of heart assist systems.
  case limitedHeartImplant
  /// Limited coverage of intestine transplantation.
  case limitedIntestine
  /// Limited coverage of liver transplantation.
  case limitedLiver
  /// Limited coverage of kidney transplantation.
  case limitedKidney
  /// Limited coverage of pancreas transplantation.
  case limitedPancreas

  /// What an edit does to the claim.
  public enum Kind: UInt8, Hashable, Sendable {
    /// It is reported and stops nothing.
    case none
    /// The claim is held before payment.
    case prepayment
    /// The claim is reviewed after payment.
    case postpayment
  }

  /// What it does to the claim.
  public var kind: Kind {
    switch self {
    case .invalidAdmitting: .none
    case .nonspecificPrincipal, .medicareSecondary, .bilateral, .openBiopsy, .nonspecificProcedure:
      .postpayment
    default: .prepayment
    }
  }

  /// The name that the records of CMS's program use.
  public var name: StaticString {
    switch self {
    case .invalidCode: "INVALID_CODE"
    case .requiresSecondary: "REQUIRES_SDX"
    case .sexConflict: "SEX_CONFLICT"
    case .ageConflict: "AGE_CONFLICT"
    case .invalidAdmitting: "INVALID_ADMIT_DX"
    case .questionableAdmission: "QUESTIONABLE_ADMISSION"
    case .manifestation: "MANIFESTATION_AS_PDX"
    case .externalCause: "E_CODE_AS_PDX"
    case .unacceptablePrincipal: "UNACCEPTABLE_PDX"
    case .nonspecificPrincipal: "NONSPECIFIC_PDX"
    case .nonCovered: "NON_COVERED"
    case .limitedCoverage: "LIMITED_COVERAGE"
    case .obstetricAdmission: "QUESTIONABLE_OBSTETRIC_ADMISSION"
    case .duplicateOfPrincipal: "DUPLICATE_OF_PDX"
    case .invalidAge: "INVALID_AGE"
    case .invalidSex: "INVALID_SEX"
    case .invalidStatus: "INVALID_DISCHARGE_STATUS"
    case .lengthOfStay: "INCONSISTENT_WITH_LENGTH_OF_STAY"
    case .wrongProcedure: "WRONG_PROCEDURE_PERFORMED"
    case .unspecified: "UNSPECIFIED"
    case .medicareSecondary: "MEDICARE_IS_SECONDARY_PAYER"
    case .bilateral: "BILATERAL"
    case .openBiopsy: "OPEN_BIOPSY"
    case .nonspecificProcedure: "NONSPECIFIC_OR"
    case .limitedLungVolume: "LIMITED_COVERAGE_LVRS"
    case .limitedLung: "LIMITED_COVERAGE_LUNG_TRANSPLANT"
    case .limitedHeartLung: "LIMITED_COVERAGE_COMBINATION_HEART_LUNG"
    case .limitedHeart: "LIMITED_COVERAGE_HEART_TRANSPLANT"
    case .limitedHeartImplant: "LIMITED_COVERAGE_HEART_IMPLANT"
    case .limitedIntestine: "LIMITED_COVERAGE_INTESTINE"
    case .limitedLiver: "LIMITED_COVERAGE_LIVER"
    case .limitedKidney: "LIMITED_COVERAGE_KIDNEY"
    case .limitedPancreas: "LIMITED_COVERAGE_PANCREAS"
    }
  }
}

/// The edits of a stay: how often each was found.
public struct EditorAnswer: Hashable, Sendable {
  /// What the edits together do to the claim.
  public enum Kind: UInt8, Hashable, Sendable {
    /// Nothing.
    case none
    /// Held before payment.
    case prepayment
    /// Reviewed after payment.
    case postpayment
    /// Both.
    case both
    /// No edits were looked for: the tables have nothing for the day of discharge.
    case invalidDischargeDate

    /// The name that the records of CMS's program use.
    public var name: StaticString {
      switch self {
      case .none: "NONE"
      case .prepayment: "PREPAYMENT"
      case .postpayment: "POSTPAYMENT"
      case .both: "BOTH"
      case .invalidDischargeDate: "INVALID_DISCHARGE_DATE"
      }
    }
  }

  /// What the edits together do to the claim.
  public internal(set) var kind = Kind.none
  /// Which edits were found: bit n for the edit of raw value n.
  public internal(set) var found: UInt64 = 0
  private var counts = SIMD64<UInt16>(repeating: 0)

  /// Starts with none.
  public init() {}

  /// How often an edit was found.
  public subscript(edit: EditorEdit) -> Int { Int(counts[Int(edit.rawValue)]) }

  /// The edits found, in order.
  public var edits: [EditorEdit] {
    EditorEdit.allCases.filter { found >> UInt64($0.rawValue) & 1 != 0 }
  }

  @inline(__always)
  mutating func removeAll() {
    if found != 0 { counts = SIMD64(repeating: 0) }
    found = 0
    kind = .none
  }

  mutating func add(_ edit: EditorEdit, _ count: Int = 1) {
    guard count > 0 else { return }
    found |= 1 << UInt64(edit.rawValue)
    let place = Int(edit.rawValue)
    counts[place] = UInt16(clamping: Int(counts[place]) + count)
  }

  /// Works out what the edits together do.
  mutating func settle() {
    guard found != 0 else { return }
    var kinds: (pre: Bool, post: Bool) = (false, false)
    for edit in EditorEdit.allCases where found >> UInt64(edit.rawValue) & 1 != 0 {
      switch edit.kind {
      case .none: break
      case .prepayment: kinds.pre = true
      case .postpayment: kinds.post = true
      }
    }
    kind =
      kinds.pre ? (kinds.post ? .both : .prepayment) : (kinds.post ? .postpayment : .none)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The group of a stay, with what each code did, and the edits of the Medicare Code Editor.
///
/// An answer may be filled again and again: nothing is allocated while its lists do not grow.
public struct GroupingAnswer: Sendable {
  /// The version of the grouper: 431 is version 43.1.
  public internal(set) var version = 0
  /// The group before hospital-acquired conditions are looked at.
  public internal(set) var initial = GroupingPass()
  /// The group that counts.
  public internal(set) var final = GroupingPass()
  /// What hospital-acquired conditions did.
  public internal(set) var conditionStatus = ConditionStatus.notApplicable
  /// How many different hospital-acquired conditions are met.
  public internal(set) var conditionCount = 0
  /// What is known of the admitting diagnosis.
  public internal(set) var admitting = AdmittingDiagnosis.notGiven
  /// What each diagnosis did, the principal one first.
  public internal(set) var diagnoses: [DiagnosisAnswer] = []
  /// What each procedure did.
  public internal(set) var procedures: [ProcedureAnswer] = []
  /// The edits of the Medicare Code Editor.
  public internal(set) var edits = EditorAnswer()

  /// Starts empty.
  public init() {}
}

/// One pass of grouping: before or after hospital-acquired conditions.
public struct GroupingPass: Hashable, Sendable {
  /// The MS-DRG; 999 where the stay cannot be grouped.
  public internal(set) var group = 999
  /// The major diagnostic category; 0 where there is none.
  public internal(set) var mdc = 0
  /// Whether it succeeded.
  public internal(set) var code = GroupingCode.ok
  /// The severity that counted; nothing for a stay without a group, and in MS-DRG 998.
  public internal(set) var severity: Severity?
  /// The first of the groups that differ only by severity.
  public internal(set) var baseGroup = 999
  /// Medical or surgical.
  public internal(set) var type = GroupType.none
  /// The place of the formula that decided, among those of the version; -1 for none.
  public internal(set) var formula = -1

  /// A pass without a group.
  static func failed(_ code: GroupingCode) -> GroupingPass {
    var pass = GroupingPass()
    pass.code = code
    return pass
  }
}

/// Why a stay has a group or none.
public enum GroupingCode: UInt8, Hashable, Sendable, CaseIterable {
  /// It has.
  case ok
  /// No formula holds.
  case ungroupable
  /// The principal diagnosis is not in the version.
  case invalidPrincipal
  /// The principal diagnosis says what caused an injury.
  case notPrincipal
  /// The discharge status is none, and the group depends on it.
  case invalidStatus
  /// The sex is not known, and the MDC depends on it.
  case invalidSex
  /// A diagnosis that may be hospital-acquired says not whether it was present on admission.
  case conditionWithoutIndicator
  /// The hospital's duty is not known and one diagnosis counts as hospital-acquired: it was not present.
  case conditionNotPresent
  /// The same; its indicator is missing or not valid.
  case conditionInvalidIndicator
  /// The same with several diagnoses.
  case conditionSeveral

  /// The name that the records of CMS's program use.
  public var name: StaticString {
    switch self {
    case .ok: "OK"
    case .ungroupable: "UNGROUPABLE"
    case .invalidPrincipal: "INVALID_PDX"
    case .notPrincipal: "DX_CANNOT_BE_PDX"
    case .invalidStatus: "INVALID_DISCHARGE_STATUS"
    case .invalidSex: "INVALID_SEX"
    case .conditionWithoutIndicator: "HAC_MISSING_ONE_POA"
    case .conditionNotPresent: "HAC_STATUS_INVALID_POA_N_OR_U"
    case .conditionInvalidIndicator: "HAC_STATUS_INVALID_POA_INVALID_OR_1"
    case .conditionSeveral: "HAC_STATUS_INVALID_MULT_HACS_POA_NOT_Y_W"
    }
  }
}

/// What hospital-acquired conditions did to the group.
public enum ConditionStatus: UInt8, Hashable, Sendable {
  /// There are none, or the hospital is exempt.
  case notApplicable
  /// The group is the same.
  case noChange
  /// The group is another.
  case changes
  /// There is no final group.
  case ungroupable

  /// The name that the records of CMS's program use.
  public var name: StaticString {
    switch self {
    case .notApplicable: "NOT_APPLICABLE"
    case .noChange: "FINAL_DRG_NO_CHANGE"
    case .changes: "FINAL_DRG_CHANGES"
    case .ungroupable: "FINAL_DRG_UNGROUPABLE"
    }
  }
}

/// What is known of the admitting diagnosis.
public enum AdmittingDiagnosis: UInt8, Hashable, Sendable {
  /// None is stated.
  case notGiven
  /// The grouper knows it.
  case valid
  /// The grouper does not.
  case invalid

  /// The name that the records of CMS's program use.
  public var name: StaticString {
    switch self {
    case .notGiven: "DX_NOT_GIVEN"
    case .valid: "DX_VALID"
    case .invalid: "DX_INVALID"
    }
  }
}

/// In which passes a code affected the group.
public struct Impact: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt8

  /// Takes bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Before hospital-acquired conditions.
  public static let initial = Impact(rawValue: 1)
  /// After.
  public static let final = Impact(rawValue: 2)

  /// The name that the records of CMS's program use.
  public var name: StaticString {
    switch rawValue {
    case 1: "INITIAL"
    case 2: "FINAL"
    case 3: "BOTH"
    default: "NONE"
    }
  }
}

/// As what a diagnosis counted in a pass.
public enum SeverityUse: UInt8, Hashable, Sendable {
  /// Neither as CC nor as MCC.
  case neither
  /// As CC.
  case cc
  /// As MCC.
  case mcc
  /// It is a CC; the principal diagnosis excludes it.
  case ccExcluded
  /// It is an MCC; the principal diagnosis excludes it.
  case mccExcluded
  /// It is a CC; the group's own logic does not count it.
  case ccSuppressed
  /// It is an MCC; the group's own logic does not count it.
  case mccSuppressed

  /// The name that the records of CMS's program use.
  public var name: StaticString {
    switch self {
    case .neither: "NEITHER"
    case .cc: "CC"
    case .mcc: "MCC"
    case .ccExcluded: "CC_EXCLUDED"
    case .mccExcluded: "MCC_EXCLUDED"
    case .ccSuppressed: "CC_EXCLUDED_BY_DRG_LOGIC"
    case .mccSuppressed: "MCC_EXCLUDED_BY_DRG_LOGIC"
    }
  }
}

/// How the indicator of presence on admission was taken.
public enum IndicatorUse: UInt8, Hashable, Sendable {
  /// It does not matter for this code.
  case notChecked
  /// The hospital is exempt.
  case exempt
  /// Present.
  case present
  /// Not present.
  case notPresent
  /// Missing or not valid.
  case notRecognized

  /// The name that the records of CMS's program use.
  public var name: StaticString {
    switch self {
    case .notChecked: "POA_NOT_CHECKED"
    case .exempt: "HOSPITAL_EXEMPT"
    case .present: "POA_RECOGNIZED_YES_POA"
    case .notPresent: "POA_RECOGNIZED_NOT_POA"
    case .notRecognized: "POA_NOT_RECOGNIZED"
    }
  }
}

/// How a diagnosis stands to the hospital-acquired conditions on whose lists it is.
public struct ConditionUse: Hashable, Sendable {
  /// How it stands.
  public enum Kind: UInt8, Hashable, Sendable {
    /// It is on no list, or was not looked at.
    case none
    /// The hospital is exempt.
    case exempt
    /// No condition is met.
    case notMet
    /// The principal diagnosis excludes it.
    case excluded
    /// Those conditions are met.
    case met
    /// A principal diagnosis by which condition 11 is met: it is on the list of none.
    case principal
  }

  /// How it stands.
  public internal(set) var kind = Kind.none
  /// How often it is said: once for each condition.
  public internal(set) var count: UInt8 = 0
  /// The conditions: bit n for condition n.
  public internal(set) var numbers: UInt32 = 0
}

/// What a diagnosis did.
public struct DiagnosisAnswer: Hashable, Sendable {
  /// The grouper knows the code.
  public internal(set) var isValid = false
  /// In which passes it affected the group.
  public internal(set) var impact: Impact = []
  /// As what it counted before hospital-acquired conditions.
  public internal(set) var initial = SeverityUse.neither
  /// As what it counted after.
  public internal(set) var final = SeverityUse.neither
  /// How its indicator was taken.
  public internal(set) var indicator = IndicatorUse.notChecked
  /// How it stands to hospital-acquired conditions.
  public internal(set) var conditions = ConditionUse()
}

/// What a procedure did.
public struct ProcedureAnswer: Hashable, Sendable {
  /// The grouper knows the code.
  public internal(set) var isValid = false
  /// In which passes it affected the group.
  public internal(set) var impact: Impact = []
  /// It is one for the operating room.
  public internal(set) var isOperatingRoom = false
  /// The hospital-acquired conditions that it made to be met: bit n for condition n.
  public internal(set) var conditions: UInt32 = 0
}

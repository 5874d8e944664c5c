// SPDX-License-Identifier: Apache-2.0

/// Who a risk score is worked out for, beside the diagnoses.
///
///     var person = RiskBeneficiary(age: 72, sex: .female)
///     person.dualStatus = .code(2)
///
/// Source: CMS, Medicare Advantage enrollment: reasons for entitlement, Medicaid status.
public struct RiskBeneficiary: BitwiseCopyable, Sendable {
  /// A sex, as the model knows it.
  public enum Sex: UInt8, BitwiseCopyable, Sendable {
    /// 1 or M.
    case male = 1
    /// 2 or F.
    case female = 2
  }

  /// A reason for entitlement to Medicare.
  public enum Entitlement: UInt8, BitwiseCopyable, Sendable {
    /// 0: age.
    case age
    /// 1: disability.
    case disability
    /// 2: end-stage renal disease.
    case esrd
    /// 3: disability and end-stage renal disease.
    case disabilityAndESRD
    /// Stated as an empty text.
    case empty
    /// Not stated.
    case missing
  }

  /// Whether Medicaid pays beside Medicare.
  public struct DualStatus: Hashable, BitwiseCopyable, Sendable {
    let number: UInt8

    /// A code from `00` to `10`.
    public static func code(_ number: UInt8) -> DualStatus { DualStatus(number: number) }
    /// NA, 99, empty or not stated.
    public static let unknown = DualStatus(number: 255)

    var isFull: Bool { number == 2 || number == 4 || number == 8 }
    var isPartial: Bool { number == 1 || number == 3 || number == 5 || number == 6 }
    var isMedicaid: Bool { (1...10).contains(number) }
  }

  /// The age in whole years, on February 1 of the payment year.
  public var age: Int32
  /// Whether the age was stated with a part of a year.
  public var ageHasFraction = false
  /// The sex.
  public var sex: Sex
  /// Whether Medicaid pays beside Medicare.
  public var dualStatus = DualStatus.unknown
  /// The original reason for entitlement (OREC).
  public var originalEntitlement = Entitlement.age
  /// The current reason for entitlement (CREC).
  public var currentEntitlement = Entitlement.age
  /// Fewer than twelve months of Part B in the year of the diagnoses.
  public var isNewEnrollee = false
  /// Enrolled in a plan for special needs (C-SNP).
  public var isSpecialNeeds = false
  /// Has the low-income subsidy of Part D.
  public var isLowIncome = false
  /// A long-term resident of an institution.
  public var isInstitutional = false
  /// Months since a kidney was transplanted; ``noGraft`` where none was.
  public var graftMonths = RiskBeneficiary.noGraft
  /// The coding intensity adjustment, a share of the score; 0 where none is applied.
  public var codingIntensity: Int64 = 0
  /// The normalisation factor, in millionths.
  public var normalisation: Int64 = 1_000_000
  /// The frailty score, in millionths.
  public var frailty: Int64 = 0

  /// What ``graftMonths`` is where there is no transplant.
  public static let noGraft = Int32.min

  /// Makes a beneficiary who is entitled by age, lives in the community and has no Medicaid.
  public init(age: Int32, sex: Sex) {
    self.age = age
    self.sex = sex
  }

  /// The facts that conditions ask for.
  var facts: RiskFacts {
    var facts: RiskFacts = sex == .female ? .female : .male
    let isAged = age >= 65
    let isDisabled = !isAged && originalEntitlement != .age && originalEntitlement != .missing
    let isNewMedicaid = dualStatus.isFull || dualStatus.isPartial
    let hasESRD = Self.isESRD(originalEntitlement) || Self.isESRD(currentEntitlement)
    func set(_ fact: RiskFacts, _ holds: Bool) { if holds { facts.insert(fact) } }
    set(.aged, isAged)
    set(.from85, age >= 85)
    set(.disabled, isDisabled)
    set(.originallyDisabled, originalEntitlement == .disability && !isDisabled)
    set(.originallyESRD, Self.isESRD(originalEntitlement))
    set(.esrd, hasESRD)
    set(.full, dualStatus.isFull)
    set(.partial, dualStatus.isPartial)
    set(.medicaid, dualStatus.isMedicaid)
    set(.new, isNewEnrollee)
    set(.newMedicaid, isNewEnrollee && isNewMedicaid)
    set(.newOriginallyDisabled, isAged && originalEntitlement == .disability)
    set(.special, isSpecialNeeds)
    set(.lowincome, isLowIncome)
    set(.institutional, isInstitutional)
    set(.entitledByAge, [.age, .empty, .missing].contains(originalEntitlement))
    guard graftMonths != Self.noGraft else { return facts }
    set(.graft, true)
    set(.graft1, graftMonths == 1)
    set(.graft2, graftMonths == 2)
    set(.graft3, graftMonths == 3)
    set(.graft4, graftMonths >= 4)
    set(.graft4to9, (4...9).contains(graftMonths))
    set(.graft10, graftMonths >= 10)
    return facts
  }

  private static func isESRD(_ reason: Entitlement) -> Bool {
    reason == .esrd || reason == .disabilityAndESRD
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Values

/// What the grouper and the Medicare Code Editor need to know of one inpatient stay.
///
/// A record may be filled again and again: nothing is allocated while its lists do not grow.
///
///     var stay = InpatientRecord(discharged: day, age: 71, sex: .female, dischargeStatus: 1)
///     stay.diagnoses = [CodedDiagnosis("I214", present: .yes), CodedDiagnosis("E119", present: .yes)]
///     stay.procedures = [PackedCode("02703DZ")!]
public struct InpatientRecord: Sendable {
  /// The day of discharge: it chooses the version of the grouper and the tables of the editor.
  public var discharged: CalendarDate
  /// The age in years at admission; outside of 0 to 124 it is not known.
  public var age: Int
  /// The patient's sex.
  public var sex: RecordedSex
  /// Where the patient went: the two digits of the patient discharge status, FL 17 of the UB-04.
  public var dischargeStatus: Int
  /// The days of the stay.
  public var lengthOfStay: Int
  /// Whether the hospital must report which diagnoses were present on admission.
  public var hospital: HospitalReporting
  /// The admitting diagnosis; nothing where none is stated.
  public var admitting: PackedCode?
  /// The diagnoses, the principal one first.
  public var diagnoses: [CodedDiagnosis]
  /// The ICD-10-PCS procedures, as the claim has them.
  public var procedures: [PackedCode]

  /// Makes a record.
  public init(
    discharged: CalendarDate, age: Int, sex: RecordedSex, dischargeStatus: Int,
    lengthOfStay: Int = 0, hospital: HospitalReporting = .required, admitting: PackedCode? = nil,
    diagnoses: [CodedDiagnosis] = [], procedures: [PackedCode] = []
  ) {
    self.discharged = discharged
    self.age = age
    self.sex = sex
    self.dischargeStatus = dischargeStatus
    self.lengthOfStay = lengthOfStay
    self.hospital = hospital
    self.admitting = admitting
    self.diagnoses = diagnoses
    self.procedures = procedures
  }
}

/// The sex as the claim has it.
public enum RecordedSex: UInt8, Hashable, Sendable {
  /// Male.
  case male
  /// Female.
  case female
  /// Not stated, or neither.
  case unknown
}

/// Whether a hospital must report which diagnoses were present on admission.
///
/// Source: 42 CFR 412.172 and the Deficit Reduction Act of 2005, section 5001(c).
public enum HospitalReporting: UInt8, Hashable, Sendable {
  /// It must.
  case required
  /// It is exempt.
  case exempt
  /// Not known.
  case unknown
}

/// A diagnosis of a stay with its indicator of presence on admission.
public struct CodedDiagnosis: Hashable, Sendable {
  /// The code; one without bits where the position is empty, ``unreadable`` where it holds no code.
  public var code: PackedCode
  /// Whether it was present on admission.
  public var present: PresentOnAdmission

  /// Makes a diagnosis.
  public init(_ code: PackedCode, present: PresentOnAdmission = .blank) {
    self.code = code
    self.present = present
  }

  /// Makes a diagnosis from the code's text; what is no code becomes ``unreadable``.
  public init(_ code: String, present: PresentOnAdmission = .blank) {
    let packed = code.isEmpty ? PackedCode(bits: 0) : PackedCode(code) ?? Self.unreadable
    self.init(packed, present: present)
  }

  /// Stands for a text that is no code: it is in no table.
  public static let unreadable = PackedCode(bits: .max)
}

/// Whether a diagnosis was present when the patient was admitted.
///
/// Source: ICD-10-CM Official Guidelines, Appendix I.
public enum PresentOnAdmission: UInt8, Hashable, Sendable {
  /// Nothing is stated.
  case blank
  /// `Y`.
  case yes
  /// `N`.
  case no
  /// `U`: the documentation does not say.
  case undocumented
  /// `W`: it cannot be determined clinically.
  case undetermined
  /// `1`: formerly for codes that are exempt.
  case exempt
  /// Anything else.
  case other

  /// Reads the indicator of a claim.
  public init(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "Y"): self = .yes
    case UInt8(ascii: "N"): self = .no
    case UInt8(ascii: "U"): self = .undocumented
    case UInt8(ascii: "W"): self = .undetermined
    case UInt8(ascii: "1"): self = .exempt
    case 0, UInt8(ascii: " "): self = .blank
    default: self = .other
    }
  }

  /// The record says that it was or was not present, or that this is not known.
  public var isStated: Bool {
    switch self {
    case .yes, .no, .undocumented, .undetermined: true
    case .blank, .exempt, .other: false
    }
  }

  /// It counts as present on admission.
  @inline(__always) var isPresent: Bool { self == .yes || self == .undetermined }

  /// It counts as having arisen in the hospital.
  @inline(__always) var isAbsent: Bool { self == .no || self == .undocumented }
}

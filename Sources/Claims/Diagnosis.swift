// SPDX-License-Identifier: Apache-2.0

public import Values

/// The code set that a diagnosis was written in.
public enum DiagnosisCodeSet: String, Hashable, Sendable, CaseIterable {
  /// ICD-10-CM, for dates of service from 1 October 2015.
  case icd10cm
  /// ICD-9-CM, for dates before.
  case icd9cm
}

/// The part that a diagnosis plays in an encounter; the raw value is the word of our own document.
public enum DiagnosisRole: String, Hashable, Sendable, CaseIterable {
  /// Established after study to be chiefly responsible for the admission.
  case principal
  /// Chiefly responsible for an outpatient or professional service.
  case firstListed = "first-listed"
  /// Any other condition that bears on the care.
  case secondary
  /// The reason for admission as it was known then.
  case admitting
  /// What the patient came for, in the patient's own terms.
  case reasonForVisit = "reason-for-visit"
  /// How, where and in doing what an injury came about.
  case externalCause = "external-cause"
}

/// Whether a condition was there when the inpatient order was written.
///
/// Source: ICD-10-CM Official Guidelines, Appendix I.
public enum PresentOnAdmission: String, Hashable, Sendable, CaseIterable {
  /// Present.
  case yes = "Y"
  /// Not present.
  case no = "N"
  /// The record does not say.
  case unknown = "U"
  /// The provider cannot say.
  case undetermined = "W"
  /// The code is exempt from reporting.
  case exempt = "1"
}

/// A diagnosis of an encounter, as it was written.
public struct Diagnosis: Hashable, Sendable {
  /// The code as it was written, with or without its point.
  public var code: String
  /// Which code set it is from.
  public var codeSet: DiagnosisCodeSet
  /// Its part in the encounter.
  public var role: DiagnosisRole
  /// Whether it was present on admission, where that is asked.
  public var presentOnAdmission: PresentOnAdmission?

  /// Makes a diagnosis.
  public init(
    code: String, codeSet: DiagnosisCodeSet = .icd10cm, role: DiagnosisRole = .secondary,
    presentOnAdmission: PresentOnAdmission? = nil
  ) {
    self.code = code
    self.codeSet = codeSet
    self.role = role
    self.presentOnAdmission = presentOnAdmission
  }

  /// The code in upper case without its point; nothing where it has other characters than a code.
  public var packed: PackedCode? { PackedCode(code) }
}

/// The code set that an inpatient procedure was written in.
public enum ProcedureCodeSet: String, Hashable, Sendable, CaseIterable {
  /// ICD-10-PCS, for discharges from 1 October 2015.
  case icd10pcs
  /// ICD-9-CM volume 3, for discharges before.
  case icd9pcs
}

/// A procedure of an inpatient stay, as it was written.
public struct InpatientProcedure: Hashable, Sendable {
  /// The code as it was written.
  public var code: String
  /// Which code set it is from.
  public var codeSet: ProcedureCodeSet
  /// The day on which it was done.
  public var date: CalendarDate?

  /// Makes a procedure.
  public init(code: String, codeSet: ProcedureCodeSet = .icd10pcs, date: CalendarDate? = nil) {
    self.code = code
    self.codeSet = codeSet
    self.date = date
  }
}

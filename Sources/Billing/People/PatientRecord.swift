// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Claims
public import Values

/// The practice's own number of a patient, such as `P000123`.
public typealias PatientID = SubjectID<Subject.Patient>
/// The practice's own number of a guarantor, such as `G000123`.
public typealias GuarantorID = SubjectID<Subject.Guarantor>

/// What the practice knows of a patient.
public struct PatientRecord: Hashable, Sendable {
  /// Who it is.
  public var patient: Patient
  /// The telephone number, digits only.
  public var telephone: String?
  /// The address of electronic mail.
  public var email: String?

  /// Makes a record.
  public init(_ patient: Patient, telephone: String? = nil, email: String? = nil) {
    self.patient = patient
    self.telephone = telephone
    self.email = email
  }
}

/// A patient as the desk or a claim hands one in.
public struct Registration: Hashable, Sendable {
  /// The patient.
  public var record: PatientRecord
  /// The coverages, in the order in which they pay.
  public var coverages: [KeptCoverage]
  /// Who answers for the patient's share; nothing for the patient, or for the subscriber where the patient is a
  /// minor child.
  public var guarantor: Person?

  /// Makes a registration.
  public init(_ record: PatientRecord, coverages: [KeptCoverage] = [], guarantor: Person? = nil) {
    self.record = record
    self.coverages = coverages
    self.guarantor = guarantor
  }

  /// Who answers for the patient's share on a day.
  ///
  /// Source: at common law a parent answers for a minor's care; who it is in the end, the desk decides.
  public func guarantor(on day: CalendarDate) -> Person {
    if let guarantor { return guarantor }
    let patient = record.patient.person
    if let birth = patient.birthDate, birth.years(until: day) < 18,
      let parent = coverages.map(\.coverage).first(where: { $0.relationship == .child })?.subscriber
    {
      return parent
    }
    return patient
  }
}

/// Who did something, and when.
public struct Author: Hashable, Sendable {
  /// The user's name with the practice.
  public let user: String
  /// When.
  public let moment: Instant

  /// Names somebody; nothing where the name is empty, too long or has control characters.
  public init?(_ user: String, at moment: Instant) {
    guard let known = SubjectID<Author>(user) else { return nil }
    self.user = known.description
    self.moment = moment
  }
}

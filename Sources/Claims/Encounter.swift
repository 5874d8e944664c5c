// SPDX-License-Identifier: Apache-2.0

public import Values

/// One visit or stay that gives rise to charges, with everything a claim for it needs.
///
/// An encounter is what was documented: codes stand as they were written, right or wrong. Judging
/// them is the work of the checks; ClaimBuilding only asks whether a claim can be formed.
public struct Encounter: Hashable, Sendable {
  /// Where care was given; the raw value is the word of our own document.
  public enum Setting: String, Hashable, Sendable, CaseIterable {
    /// A practice.
    case office
    /// A hospital's outpatient department.
    case outpatient
    /// An emergency department.
    case emergency
    /// A hospital stay.
    case inpatient
    /// An ambulatory surgical center.
    case ambulatorySurgery = "ambulatory-surgery"
    /// A skilled nursing facility.
    case skilledNursing = "skilled-nursing"
    /// The patient's home.
    case home
    /// By video or telephone.
    case telehealth
    /// Anywhere else.
    case other
  }

  /// The practice's name for it.
  public var id: EncounterID
  /// The number for the claim; nothing means the encounter's own.
  public var patientControlNumber: String?
  /// The kind of claim, where it is stated rather than to be seen from the rest.
  public var claimKind: ClaimKind?
  /// Where care was given.
  public var setting: Setting
  /// The two-digit place of service.
  public var placeOfService: String?
  /// First and last day that the claim covers.
  public var statementPeriod: StatementPeriod?
  /// The admission, for a stay.
  public var admission: Admission?
  /// The discharge, for a stay; its status also for an institutional visit.
  public var discharge: Discharge?
  /// The type of bill, for an institution.
  public var billType: BillType?
  /// Who was treated.
  public var patient: Patient
  /// The coverages in the order in which they pay.
  public var coverages: [Coverage] = []
  /// The providers by role.
  public var providers = Providers()
  /// The diagnoses in the order in which they were written.
  public var diagnoses: [Diagnosis] = []
  /// The procedures of an inpatient stay, the principal one first.
  public var procedures: [InpatientProcedure] = []
  /// What happened when, in the payer's terms, for an institution.
  public var occurrences: [Occurrence] = []
  /// The two-character condition codes of an institutional claim.
  public var conditionCodes: [String] = []
  /// The value codes of an institutional claim.
  public var valueCodes: [ValueCode] = []
  /// The charges.
  public var charges: [Charge] = []
  /// The payer's number for a service that it authorized.
  public var priorAuthorization: String?
  /// The payer's or referring provider's number for a referral.
  public var referralNumber: String?
  /// The certificate number of a mammography facility.
  public var mammographyCertificationNumber: String?
  /// The certificate number of a clinical laboratory (CLIA).
  public var laboratoryCertificationNumber: String?
  /// The accident that the encounter is due to.
  public var accident: Accident?
  /// The first day of the illness or its symptoms.
  public var illnessOnset: CalendarDate?
  /// The first day of the last menstrual period.
  public var lastMenstrualPeriod: CalendarDate?
  /// Whether the claim is the first, a replacement or a void.
  public var frequency: ClaimFrequency = .original
  /// The payer's number for the claim that this one replaces or voids.
  public var payerClaimControlNumber: String?
  /// Who accepts what from whom.
  public var assignment = Assignment()
  /// The notes, in full.
  public var notes: [Note] = []
  /// The patient's benefits, as a document of estimates has them: `plan`, `used` and what stands beside them.
  public var benefits: JSON?

  /// Makes an encounter that has nothing but a patient yet.
  public init(id: EncounterID, setting: Setting, patient: Patient) {
    self.id = id
    self.setting = setting
    self.patient = patient
  }
}

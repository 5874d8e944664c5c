// SPDX-License-Identifier: Apache-2.0

/// Who pays.
public struct Payer: Hashable, Sendable {
  /// The name of the payer.
  public var name: String
  /// The identifier that claims are addressed to, as the clearing house lists it.
  public var id: String?
  /// The address for claims.
  public var address: Address?
  /// Which kind of identifier ``id`` is; nothing means `PI`, one that the payer chose.
  public var idQualifier: String?
  /// Further identifiers: `2U` of the payer, `G2` or `LU` of the billing provider with it, `F8` its number
  /// for the claim, `G1` of its authorization: REF.
  public var identifiers: [QualifiedReference] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a payer.
  public init(name: String, id: String? = nil, address: Address? = nil) {
    self.name = name
    self.id = id
    self.address = address
  }
}

/// What the patient is to the subscriber; the raw value is the word of our own document.
public enum Relationship: String, Hashable, Sendable, CaseIterable {
  /// The patient holds the policy.
  case `self`
  /// Husband or wife.
  case spouse
  /// Child.
  case child
  /// Employee.
  case employee
  /// Not known.
  case unknown
  /// Organ donor.
  case organDonor = "organ-donor"
  /// Cadaver donor.
  case cadaverDonor = "cadaver-donor"
  /// Life partner.
  case lifePartner = "life-partner"
  /// Any other.
  case other
}

/// The kind of coverage as a claim states it; the raw value is X12's code.
///
/// Source: 005010X222A1 and 005010X223A2, loop 2000B, SBR09.
public enum ClaimFiling: String, Hashable, Sendable, CaseIterable {
  /// Other non-federal program.
  case otherNonFederal = "11"
  /// Preferred provider organization.
  case ppo = "12"
  /// Point of service.
  case pointOfService = "13"
  /// Exclusive provider organization.
  case epo = "14"
  /// Indemnity insurance.
  case indemnity = "15"
  /// Health maintenance organization with Medicare risk.
  case medicareHMO = "16"
  /// Dental maintenance organization.
  case dental = "17"
  /// Automobile medical.
  case automobile = "AM"
  /// Blue Cross and Blue Shield.
  case blueCross = "BL"
  /// CHAMPUS (TRICARE).
  case champus = "CH"
  /// Commercial insurance.
  case commercial = "CI"
  /// Disability.
  case disability = "DS"
  /// Federal employees program.
  case federalEmployees = "FI"
  /// Health maintenance organization.
  case hmo = "HM"
  /// Liability medical.
  case liability = "LM"
  /// Medicare part A.
  case medicarePartA = "MA"
  /// Medicare part B.
  case medicarePartB = "MB"
  /// Medicaid.
  case medicaid = "MC"
  /// Other federal program.
  case otherFederal = "OF"
  /// Title V.
  case titleV = "TV"
  /// Veterans Affairs plan.
  case veterans = "VA"
  /// Workers' compensation.
  case workersCompensation = "WC"
  /// Agreed between the parties.
  case mutuallyDefined = "ZZ"

  /// Tells whether the payer is Medicare itself.
  public var isMedicare: Bool { self == .medicarePartA || self == .medicarePartB }
}

/// Why Medicare does not pay first; the raw value is X12's code.
///
/// Source: 005010X222A1, loops 2000B and 2320, SBR05.
public enum MedicareSecondaryReason: String, Hashable, Sendable, CaseIterable {
  /// Working aged with an employer's group plan.
  case workingAged = "12"
  /// End-stage renal disease within the coordination period.
  case endStageRenalDisease = "13"
  /// No-fault insurance, automobile included.
  case noFault = "14"
  /// Workers' compensation.
  case workersCompensation = "15"
  /// Public Health Service or another federal agency.
  case publicHealthService = "16"
  /// Black lung.
  case blackLung = "41"
  /// Veterans Affairs.
  case veterans = "42"
  /// Disabled beneficiary under 65 with a large group plan.
  case disabled = "43"
  /// Other liability insurance.
  case liability = "47"
}

/// Where a payer stands among those that pay; the raw value is X12's code.
///
/// Source: 005010X222A1, loops 2000B and 2320, SBR01.
public enum PayerResponsibility: String, Hashable, Sendable, CaseIterable {
  /// Pays first.
  case primary = "P"
  /// Pays second.
  case secondary = "S"
  /// Pays third.
  case tertiary = "T"
  /// Pays fourth.
  case fourth = "A"
  /// Pays fifth.
  case fifth = "B"
  /// Pays sixth.
  case sixth = "C"
  /// Pays seventh.
  case seventh = "D"
  /// Pays eighth.
  case eighth = "E"
  /// Pays ninth.
  case ninth = "F"
  /// Pays tenth.
  case tenth = "G"
  /// Pays eleventh.
  case eleventh = "H"
  /// Not known.
  case unknown = "U"
}

/// A patient's enrolment in a payer's plan.
public struct Coverage: Hashable, Sendable {
  /// Who pays.
  public var payer: Payer
  /// The subscriber's number with the payer.
  public var subscriberID: String?
  /// What the patient is to the subscriber.
  public var relationship: Relationship
  /// Who holds the policy, where it is not the patient.
  public var subscriber: Person?
  /// The group or policy number.
  public var groupNumber: String?
  /// The name of the plan or group.
  public var planName: String?
  /// The kind of coverage.
  public var claimFiling: ClaimFiling?
  /// Why Medicare is not first, where this is Medicare and it is not.
  public var medicareSecondaryReason: MedicareSecondaryReason?
  /// Where the payer stands among those that pay; nothing means by its place on the claim.
  public var responsibility: PayerResponsibility?

  /// Makes a coverage.
  public init(
    payer: Payer, subscriberID: String? = nil, relationship: Relationship = .`self`,
    subscriber: Person? = nil, claimFiling: ClaimFiling? = nil
  ) {
    self.payer = payer
    self.subscriberID = subscriberID
    self.relationship = relationship
    self.subscriber = subscriber
    self.claimFiling = claimFiling
  }
}

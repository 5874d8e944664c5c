// SPDX-License-Identifier: Apache-2.0

public import Values

/// Which of the three claims is made; the raw value is the word of our own document.
public enum ClaimKind: String, Hashable, Sendable, CaseIterable {
  /// For the work of practitioners and suppliers: CMS-1500, 837P.
  case professional
  /// For the use of a facility: UB-04, 837I.
  case institutional
  /// For the work of dentists: ADA claim form, 837D.
  case dental
}

/// The request for payment that is sent to a payer.
///
/// A claim comes from one of two places. `Claim.building(from:)` makes it from an encounter, so that
/// whatever it holds has been looked at and whatever could not be put on it has been found; or it was read
/// from an 837, and then holds what was sent, right or wrong. Either can be changed and written.
///
/// What an 837 says and the model has no field for is not lost: every loop has an ``asWritten`` that keeps
/// the segments as they were read, and writing puts them back in their places.
///
///     claim.total                 // what is asked for
///     claim.otherPayers[0].paid   // what the primary payer paid, on a secondary claim
///     claim.amounts["F5"]         // what the patient has paid
///
/// Source: 005010X222A1, 005010X223A2 and 005010X224A2; the loops from 2000A to 2440.
public struct Claim: Hashable, Sendable {
  /// The program's name for it.
  public var id: ClaimID
  /// Professional, institutional or dental.
  public var kind: ClaimKind
  /// The number that the payer sends back: CLM01.
  public var patientControlNumber: PatientControlNumber
  /// What it was made from; nothing where it was read.
  public var encounter: Encounter?

  /// Who asks to be paid: loops 2000A and 2010AA.
  public var billingProvider: Provider
  /// The currency of the amounts, where it is not the United States dollar: CUR02.
  public var currency: String?
  /// Where payment goes, if not to the billing provider's address: loop 2010AB.
  public var payToAddress: Provider?
  /// The plan that payment goes to, where one has paid the provider in the payer's stead: loop 2010AC.
  public var payToPlan: Provider?
  /// The coverage that the claim is sent to: loops 2000B, 2010BA and 2010BB.
  public var coverage: Coverage
  /// Who was treated: loop 2010BA, or 2000C and 2010CA.
  public var patient: Patient
  /// The other coverages and what their payers have decided: loop 2320.
  public var otherPayers: [OtherPayer] = []

  /// First and last day that the claim covers: DTP 434 of an institutional claim; of others the first and
  /// last date of service, which is not sent.
  public var statementPeriod: StatementPeriod?
  /// The total charge as a claim that was read states it: CLM02.
  public var statedTotal: Money?
  /// The two digits of CLM05-1: the place of service, or the facility part of the type of bill.
  public var placeOfService: String?
  /// Whether it is the first, a replacement or a void: CLM05-3.
  public var frequency: ClaimFrequency = .original
  /// Who accepts what from whom: CLM06 to CLM10.
  public var assignment = Assignment()
  /// What the condition comes from: CLM11.
  public var relatedCauses: RelatedCauses?
  /// A program that pays for the service besides the plan: CLM12.
  public var specialProgram: String?
  /// `PB` where a dental claim asks what would be paid, not for payment: CLM19.
  public var submissionReason: String?
  /// Why the claim is late: CLM20.
  public var delayReason: String?

  /// Dates by their qualifiers: DTP.
  public var dates: [QualifiedDate] = []
  /// The priority of the admission or visit: CL101.
  public var admissionType: String?
  /// The point of origin of the admission or visit: CL102.
  public var admissionSource: String?
  /// The patient's discharge status: CL103.
  public var dischargeStatus: String?
  /// The orthodontic treatment that the claim is about: DN1.
  public var orthodontics: Orthodontics?
  /// Teeth that are missing or to be extracted: DN2.
  public var toothStatuses: [ToothStatus] = []
  /// Documents sent besides the claim: PWK.
  public var attachments: [Paperwork] = []
  /// What the provider's contract says: CN1.
  public var contract: Contract?
  /// Amounts by their qualifiers: AMT.
  public var amounts: [QualifiedAmount] = []
  /// Identifiers by their qualifiers: REF.
  public var references: [QualifiedReference] = []
  /// Data in a form that a law or payer prescribes: K3.
  public var fixedFormats: [String] = []
  /// Notes: NTE.
  public var notes: [ClaimNote] = []
  /// The ambulance transport: CR1.
  public var ambulance: AmbulanceTransport?
  /// The spinal manipulation: CR2.
  public var spinalManipulation: SpinalManipulation?
  /// Statements on the patient's condition, by category: CRC.
  public var conditions: [ConditionIndicator] = []
  /// What is said by codes in HI segments besides diagnoses.
  public var codes = ClaimCodes()
  /// What a repricer made of the claim: HCP.
  public var repricing: Repricing?

  /// Principal or first-listed diagnosis first, then the others in the order written, external
  /// causes with them on a professional claim.
  public var diagnoses: [Diagnosis] = []
  /// External causes, where an institutional claim holds them apart.
  public var externalCauses: [Diagnosis] = []
  /// The admitting diagnosis of an institutional claim.
  public var admittingDiagnosis: Diagnosis?
  /// Reasons for the visit of an institutional outpatient claim.
  public var reasonsForVisit: [Diagnosis] = []

  /// The providers of the claim by their parts: loop 2310.
  public var providers: [ClaimProvider] = []
  /// The service lines: loop 2400.
  public var lines: [ServiceLine] = []

  /// How amounts and letters are spelled when the claim is written.
  public var spelling = Spelling()
  /// How the loops above the claim's own were written, where we would write them differently.
  public var levelsAsWritten = LevelsAsWritten()
  /// How loop 2300 was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a claim that has no lines yet.
  public init(
    id: ClaimID, kind: ClaimKind, patientControlNumber: PatientControlNumber,
    billingProvider: Provider, coverage: Coverage, patient: Patient
  ) {
    self.id = id
    self.kind = kind
    self.patientControlNumber = patientControlNumber
    self.billingProvider = billingProvider
    self.coverage = coverage
    self.patient = patient
  }

  /// The charge for the whole claim: as stated, or else the sum of the lines' charges.
  public var total: Money { statedTotal ?? linesTotal }

  /// The sum of the lines' charges.
  public var linesTotal: Money { lines.reduce(.zero) { $0 + $1.charge.amount } }

  /// The other coverages, in order.
  public var otherCoverages: [Coverage] { otherPayers.map(\.coverage) }
}

/// How the loops above a claim were written, where we would write them differently.
public struct LevelsAsWritten: Hashable, Sendable {
  /// Loop 2000A.
  public var billing: AsWritten?
  /// Loop 2000B.
  public var subscriber: AsWritten?
  /// Loop 2000C.
  public var patient: AsWritten?

  /// Makes an empty record.
  public init() {}
}

/// How values that have more than one spelling are written.
///
/// X12 drops trailing zeros; many senders do not. A claim that was read is written as its sender spells.
public struct Spelling: Hashable, Sendable {
  /// Whether amounts have two decimals always: `100.00`, not `100`.
  public var amountsHaveCents = false
  /// Whether names and addresses keep their small letters.
  public var keepsSmallLetters = false

  /// Makes the spelling of the guides: no trailing zeros, capital letters.
  public init() {}
}

// SPDX-License-Identifier: Apache-2.0

public import Values

/// What a condition comes from: CLM11.
public struct RelatedCauses: Hashable, Sendable {
  /// The causes, at most three: `AA` automobile accident, `EM` employment, `OA` another accident.
  public var codes: [String]
  /// The state in which an automobile accident happened.
  public var state: String?
  /// The country, where it was not in the United States.
  public var country: String?

  /// Makes causes.
  public init(_ codes: [String] = [], state: String? = nil, country: String? = nil) {
    self.codes = codes
    self.state = state
    self.country = country
  }
}

/// A document that is sent besides the claim: PWK.
public struct Paperwork: Hashable, Sendable {
  /// What kind of document, such as `OZ` (support data) or `CT` (certification).
  public var reportType: String
  /// How it is sent: `BM` by mail, `EL` electronically, `FX` by fax, `AA` on request, `NS` not at all.
  public var transmission: String?
  /// The number by which the payer finds it.
  public var controlNumber: String?
  /// What it is, in words.
  public var description: String?

  /// Makes an attachment.
  public init(
    _ reportType: String = "", transmission: String? = nil, controlNumber: String? = nil
  ) {
    self.reportType = reportType
    self.transmission = transmission
    self.controlNumber = controlNumber
  }
}

/// What a contract says of the price: CN1.
public struct Contract: Hashable, Sendable {
  /// The kind: `01` DRG, `02` per diem, `03` variable per diem, `04` flat, `05` capitated, `06` percent, `09` other.
  public var type: String?
  /// The amount.
  public var amount: Money?
  /// The percentage.
  public var percent: Quantity?
  /// The contract's code.
  public var code: String?
  /// The discount for early payment, in percent.
  public var termsDiscount: Quantity?
  /// The contract's version.
  public var version: String?

  /// Makes an empty contract.
  public init() {}
}

/// A note: NTE.
public struct ClaimNote: Hashable, Sendable {
  /// What the note is about: `ADD` additional, `CER` certification, `DCP` goals, `TPO` third party.
  public var kind: String
  /// The text.
  public var text: String

  /// Makes a note.
  public init(_ kind: String = "ADD", _ text: String = "") {
    self.kind = kind
    self.text = text
  }
}

/// A transport by ambulance: CR1.
public struct AmbulanceTransport: Hashable, Sendable {
  /// The patient's weight in pounds.
  public var patientWeight: Quantity?
  /// `I` initial, `R` return, `T` transfer, `X` round trip (older guides).
  public var type: String?
  /// Why there: `A` nearest facility, `B` preferred physician, `C` nearness of family, `D` specialist, `E` rehabilitation.
  public var reason: String?
  /// How many miles the patient was carried.
  public var miles: Quantity?
  /// Why it was a round trip.
  public var roundTripPurpose: String?
  /// Why a stretcher was used.
  public var stretcherPurpose: String?

  /// Makes an empty transport.
  public init() {}
}

/// The condition that a spinal manipulation treats: CR2.
public struct SpinalManipulation: Hashable, Sendable {
  /// `A` acute, `C` chronic, `M` acute manifestation of a chronic condition, and others.
  public var condition: String?
  /// The condition in words.
  public var description: String?
  /// More words.
  public var furtherDescription: String?

  /// Makes an empty one.
  public init() {}
}

/// A statement on the patient's condition: CRC.
///
///     ConditionIndicator("07", applies: true, codes: ["01", "06"])   // ambulance certification
public struct ConditionIndicator: Hashable, Sendable {
  /// What it is about: `07` ambulance, `E1` to `E3` vision, `75` homebound, `ZZ` EPSDT referral, `70` hospice, `09` equipment, `11` oxygen.
  public var category: String
  /// Whether the codes apply: `Y` or `N`.
  public var response: String?
  /// The conditions, at most five.
  public var codes: [String]

  /// Makes a statement.
  public init(_ category: String = "", applies: Bool = true, codes: [String] = []) {
    self.category = category
    response = applies ? "Y" : "N"
    self.codes = codes
  }

  /// Whether the codes are said to apply.
  public var applies: Bool { response == "Y" }
}

/// What a repricer made of a claim or line: HCP.
public struct Repricing: Hashable, Sendable {
  /// How it was priced: `00` not priced, `01` at 100 percent, `02` to `14` by other methods.
  public var methodology: String?
  /// The allowed amount.
  public var allowed: Money?
  /// What was saved.
  public var savings: Money?
  /// The repricer's identifier.
  public var organizationID: String?
  /// The rate per day or the flat rate.
  public var rate: Quantity?
  /// The payment group that was found.
  public var group: String?
  /// The amount for the group.
  public var groupAmount: Money?
  /// The revenue code.
  public var revenueCode: String?
  /// The code list of the procedure code.
  public var codeList: String?
  /// The procedure code.
  public var code: String?
  /// What a unit is: `DA` or `UN`.
  public var unitBasis: String?
  /// How many units.
  public var units: Quantity?
  /// Why it was not priced.
  public var rejectReason: String?
  /// Whether the policy was complied with.
  public var policyCompliance: String?
  /// What made it an exception.
  public var exception: String?

  /// Makes an empty one.
  public init() {}
}

/// An orthodontic treatment: DN1.
public struct Orthodontics: Hashable, Sendable {
  /// How many months it takes in all.
  public var months: Quantity?
  /// How many months remain.
  public var monthsRemaining: Quantity?
  /// `Y` where the services on the claim are part of it, but no months are said.
  public var response: String?
  /// The treatment in words.
  public var description: String?

  /// Makes an empty one.
  public init() {}
}

/// A tooth that is missing or to be extracted: DN2.
public struct ToothStatus: Hashable, Sendable {
  /// The tooth's number or letter.
  public var tooth: String?
  /// `M` missing, `E` to be extracted.
  public var status: String?

  /// Makes a status.
  public init(_ tooth: String? = nil, _ status: String? = nil) {
    self.tooth = tooth
    self.status = status
  }
}

/// A span of days that bears on payment.
///
/// Source: UB-04 form locators 35 and 36.
public struct OccurrenceSpan: Hashable, Sendable {
  /// The two-character occurrence span code.
  public var code: String
  /// The first day.
  public var from: CalendarDate?
  /// The last day.
  public var through: CalendarDate?

  /// Makes a span.
  public init(_ code: String = "", from: CalendarDate? = nil, through: CalendarDate? = nil) {
    self.code = code
    self.from = from
    self.through = through
  }
}

/// What HI segments say besides diagnoses.
public struct ClaimCodes: Hashable, Sendable {
  /// The diagnosis related group that the provider found: DR.
  public var drg: String?
  /// The procedures of an inpatient stay, the principal one first: BBR and BBQ, or BR and BQ.
  public var procedures: [InpatientProcedure] = []
  /// Surgical procedures that anaesthesia was given for, the principal one first: BP and BO.
  public var anesthesiaProcedures: [String] = []
  /// Occurrence span codes: BI.
  public var occurrenceSpans: [OccurrenceSpan] = []
  /// Occurrence codes: BH.
  public var occurrences: [Occurrence] = []
  /// Value codes: BE.
  public var valueCodes: [ValueCode] = []
  /// Condition codes: BG.
  public var conditionCodes: [String] = []
  /// Treatment codes of a home health agency: TC.
  public var treatmentCodes: [String] = []

  /// Makes an empty set.
  public init() {}
}

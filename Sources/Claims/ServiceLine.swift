// SPDX-License-Identifier: Apache-2.0

public import Values

/// One line of a claim: loop 2400 and what is below it.
public struct ServiceLine: Hashable, Sendable {
  /// The number of the line, from 1: LX01.
  public var number: Int
  /// What is charged: SV1, SV2 or SV3. Its pointers are positions in the claim's diagnoses; its dates and
  /// drug are those of the encounter, the line's own are ``from``, ``through`` and ``drugs``.
  public var charge: Charge
  /// First day of the service: DTP 472; nothing where the line states none.
  public var from: CalendarDate?
  /// Last day of the service.
  public var through: CalendarDate?
  /// The code list of the procedure code, where it is not the usual one (`HC`, or `AD` for dental).
  public var codeList: String?
  /// Whether the service was an emergency: SV109.
  public var isEmergency = false
  /// Whether it comes from screening under Medicaid (EPSDT): SV111.
  public var isScreening = false
  /// Whether it is for family planning: SV112.
  public var isFamilyPlanning = false
  /// Whether the patient need not pay a copayment: SV115.
  public var isCopaymentExempt = false
  /// The part of the charge that the plan does not cover: SV207.
  public var nonCoveredCharge: Money?
  /// Where in the mouth: SV304.
  public var oralCavities: [String] = []
  /// Whether a prosthesis, crown or inlay is the first (`I`) or replaces one (`R`): SV305.
  public var prosthesis: String?
  /// Teeth and their surfaces: TOO.
  public var teeth: [Tooth] = []
  /// Durable medical equipment: SV5.
  public var equipment: EquipmentCharge?
  /// The certificate that equipment is needed: CR3.
  public var equipmentCertification: EquipmentCertification?
  /// Documents sent besides, and the certificate of medical necessity (`CT`): PWK.
  public var attachments: [Paperwork] = []
  /// The ambulance transport: CR1.
  public var ambulance: AmbulanceTransport?
  /// Statements on the patient's condition, by category: CRC.
  public var conditions: [ConditionIndicator] = []
  /// Dates by their qualifiers, the date of service apart: DTP.
  public var dates: [QualifiedDate] = []
  /// Numbers of patients in an ambulance (`PT`) or of additional units (`FL`): QTY.
  public var quantities: [QualifiedQuantity] = []
  /// Test results: MEA.
  public var measurements: [Measurement] = []
  /// What the provider's contract says: CN1.
  public var contract: Contract?
  /// Identifiers by their qualifiers: REF.
  public var references: [QualifiedReference] = []
  /// Amounts by their qualifiers: AMT.
  public var amounts: [QualifiedAmount] = []
  /// Data in a form that a law or payer prescribes: K3.
  public var fixedFormats: [String] = []
  /// Notes: NTE.
  public var notes: [ClaimNote] = []
  /// The service that was bought from somebody else: PS1.
  public var purchasedService: PurchasedService?
  /// What a repricer made of the line: HCP.
  public var repricing: Repricing?
  /// The drugs given: loop 2410.
  public var drugs: [DrugIdentification] = []
  /// The providers of the line, where they are not the claim's: loop 2420.
  public var providers: [ClaimProvider] = []
  /// What other payers decided on the line: loop 2430.
  public var adjudications: [LineAdjudication] = []
  /// Forms with questions that a payer wants answered: loop 2440.
  public var forms: [SupportingForm] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a line.
  public init(number: Int, charge: Charge, from: CalendarDate?, through: CalendarDate?) {
    self.number = number
    self.charge = charge
    self.from = from
    self.through = through
  }
}

/// A tooth and the surfaces of it that were worked on: TOO.
public struct Tooth: Hashable, Sendable {
  /// The tooth's number or letter.
  public var code: String?
  /// The surfaces: `M`, `O`, `D`, `B`, `L`, `F`, `I`.
  public var surfaces: [String]

  /// Makes a tooth.
  public init(_ code: String? = nil, surfaces: [String] = []) {
    self.code = code
    self.surfaces = surfaces
  }
}

/// Equipment that is rented or sold: SV5.
public struct EquipmentCharge: Hashable, Sendable {
  /// The HCPCS code.
  public var code: String?
  /// For how many days it is needed.
  public var daysNeeded: Quantity?
  /// The price for renting.
  public var rentalPrice: Money?
  /// The price for buying.
  public var purchasePrice: Money?
  /// How often rent is billed: `1` weekly, `4` monthly, `6` daily.
  public var rentalUnit: String?

  /// Makes an empty charge.
  public init() {}
}

/// The certificate that equipment is needed: CR3.
public struct EquipmentCertification: Hashable, Sendable {
  /// `I` initial, `R` renewal, `S` revised.
  public var type: String?
  /// For how many months.
  public var months: Quantity?

  /// Makes an empty certificate.
  public init() {}
}

/// A test result: MEA.
public struct Measurement: Hashable, Sendable {
  /// What kind of measurement: `TR` test results, `OG` original.
  public var category: String?
  /// What was measured: `R1` hemoglobin, `R2` hematocrit, `R3` epoetin starting dosage, `R4` creatinine, `HT` height.
  public var kind: String?
  /// The value.
  public var value: Quantity?

  /// Makes an empty measurement.
  public init() {}
}

/// A service that was bought from somebody else: PS1.
public struct PurchasedService: Hashable, Sendable {
  /// The seller's identifier.
  public var providerID: String?
  /// What was paid for it.
  public var amount: Money?

  /// Makes an empty service.
  public init() {}
}

/// A drug that was given, and how much: loop 2410.
public struct DrugIdentification: Hashable, Sendable {
  /// The code list: `N4` for a National Drug Code.
  public var codeList: String
  /// The code.
  public var code: String
  /// How much was given.
  public var quantity: Quantity?
  /// In which unit: `UN`, `ML`, `GR`, `ME`, `F2`.
  public var unit: String?
  /// The prescription (`XZ`) or the link to others of a compound (`VY`): REF.
  public var references: [QualifiedReference] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a drug.
  public init(
    _ code: String = "", codeList: String = "N4", quantity: Quantity? = nil, unit: String? = nil
  ) {
    self.code = code
    self.codeList = codeList
    self.quantity = quantity
    self.unit = unit
  }
}

/// A form that goes with a line, with the answers given: loop 2440.
public struct SupportingForm: Hashable, Sendable {
  /// An answer: FRM.
  public struct Answer: Hashable, Sendable {
    /// The number or letter of the question.
    public var question: String?
    /// `Y`, `N` or `W` (does not apply).
    public var response: String?
    /// The answer in words.
    public var text: String?
    /// The answer as a date.
    public var date: CalendarDate?
    /// The answer as a percentage.
    public var percent: Quantity?

    /// Makes an empty answer.
    public init() {}
  }

  /// The list of forms: `AS` the payer's form number, `UT` CMS's form of medical necessity.
  public var codeList: String?
  /// The form.
  public var code: String?
  /// The answers.
  public var answers: [Answer] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes an empty form.
  public init() {}
}

// SPDX-License-Identifier: Apache-2.0

public import Values

/// What the payer says of one claim: loop 2100, begun by CLP.
///
/// The four amounts of a claim are ``charge``, ``paid``, the sum of ``allAdjustments`` and
/// ``patientResponsibility``, which is the part of those adjustments that the patient bears. Charge less
/// paid is adjusted; where it is not, the claim is not posted but told with the amount: see
/// ``RemittanceBalance``.
///
/// Source: 005010X221A1, loop 2100.
public struct RemittanceClaim: Hashable, Sendable {
  /// The number that the provider put on the claim: CLM01 of the 837.
  public var patientControlNumber: String
  /// How the claim was processed: CLP02; see ``isReversal`` and the like.
  public var status: String
  /// What was charged; negative where a payment is reversed.
  public var charge: Money
  /// What was paid.
  public var paid: Money
  /// What the patient bears by the payer's word.
  public var patientResponsibility: Money?
  /// What kind of plan pays, such as `MB` (Medicare Part B) or `12` (PPO).
  public var filingIndicator: String?
  /// The payer's number of the claim.
  public var payerControlNumber: String?
  /// Place of service, or first digits of the type of bill.
  public var facilityType: String?
  /// Original, replacement or void: CLM05-3 of the 837.
  public var frequency: String?
  /// The patient's status: CLP10.
  public var patientStatus: String?
  /// The diagnosis-related group.
  public var drg: String?
  /// The weight of the group, as written.
  public var drgWeight: String?
  /// The part of the stay that is paid on discharge, as written.
  public var dischargeFraction: String?
  /// What is taken off the claim as a whole.
  public var adjustments: [Adjustment] = []
  /// The patient (`QC`), subscriber (`IL`), corrected name (`74`), service provider (`82`), the payer to
  /// which the claim crosses over (`TT`), the payer that should have been first (`PR`), and another
  /// subscriber (`GB`).
  public var parties: [NamedParty] = []
  /// Amounts and remarks of an inpatient stay.
  public var inpatient: InpatientAdjudication?
  /// Amounts and remarks of other care.
  public var outpatient: OutpatientAdjudication?
  /// Identifiers: `F8` the original claim's, `1L` the group's, `EA` the medical record's, and others.
  public var references: [QualifiedReference] = []
  /// Dates: `232` and `233` statement from and to, `036` coverage ends, `050` received.
  public var dates: [QualifiedDate] = []
  /// Whom to ask about the claim.
  public var contacts: [ContactPoint] = []
  /// Amounts beside the balance: `AU` covered, `I` interest, `D8` discount, `F5` paid by the patient.
  public var amounts: [QualifiedAmount] = []
  /// Quantities: `CA` covered days, `LA` lifetime reserve days, and others.
  public var quantities: [QualifiedQuantity] = []
  /// The service lines; a claim may be answered without them.
  public var lines: [RemittanceLine] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a claim.
  public init(
    patientControlNumber: String = "", status: String = "1", charge: Money = .zero,
    paid: Money = .zero
  ) {
    self.patientControlNumber = patientControlNumber
    self.status = status
    self.charge = charge
    self.paid = paid
  }
}

extension RemittanceClaim {
  /// Whether an earlier payment is taken back: status 22. Its amounts are those of the earlier one with
  /// their signs turned.
  public var isReversal: Bool { status == "22" }
  /// Whether the claim was denied as a whole: status 4.
  public var isDenial: Bool { status == "4" }
  /// Whether the payer passed the claim on: statuses 19 to 21 after paying as first, second or third
  /// payer, 23 because it is not the payer's.
  public var isForwarded: Bool { ["19", "20", "21", "23"].contains(status) }
  /// Whether the payer only says what it would pay: status 25.
  public var isPredetermination: Bool { status == "25" }
  /// The place of the payer among the patient's payers, 1 to 3, where the status says it.
  public var payerRank: Int? {
    switch status {
    case "1", "19": 1
    case "2", "20": 2
    case "3", "21": 3
    default: nil
    }
  }

  /// The adjustments of the claim and of all its lines.
  public var allAdjustments: [Adjustment] { adjustments + lines.flatMap(\.adjustments) }
  /// The first party in a role, such as `QC`.
  public func party(_ role: String) -> NamedParty? { parties.first { $0.role == role } }
  /// The patient.
  public var patient: NamedParty? { party("QC") }
  /// The subscriber: the patient, where none is named.
  public var subscriber: NamedParty? { party("IL") ?? patient }
  /// The claim whose payment this one reverses or corrects, by the payer's number: REF F8.
  public var originalControlNumber: String? { references["F8"] }
  /// Remark codes of the claim, from MIA and MOA.
  public var remarks: [String] { (inpatient?.remarks ?? []) + (outpatient?.remarks ?? []) }
}

/// What the payer says of one service: loop 2110, begun by SVC.
///
/// Source: 005010X221A1, loop 2110.
public struct RemittanceLine: Hashable, Sendable {
  /// The service as it was adjudicated.
  public var service: BilledService
  /// What was charged.
  public var charge: Money
  /// What was paid.
  public var paid: Money
  /// The revenue code, where ``service`` names another code.
  public var revenueCode: String?
  /// How many units were paid; one where nothing is said.
  public var paidUnits: Quantity?
  /// The service as it was billed, where the payer adjudicated another.
  public var billedService: BilledService?
  /// How many units were billed, where other than paid.
  public var billedUnits: Quantity?
  /// Dates: `472` service, or `150` and `151` its first and last day.
  public var dates: [QualifiedDate] = []
  /// What is taken off.
  public var adjustments: [Adjustment] = []
  /// Identifiers: `6R` the line's of the 837, `LU` the location, `0K` a policy, and providers'.
  public var references: [QualifiedReference] = []
  /// Amounts beside the balance: `B6` allowed, `KH` late filing reduction, and others.
  public var amounts: [QualifiedAmount] = []
  /// Quantities.
  public var quantities: [QualifiedQuantity] = []
  /// Remark codes.
  public var remarks: [RemarkCode] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a line.
  public init(
    service: BilledService = BilledService(), charge: Money = .zero, paid: Money = .zero
  ) {
    self.service = service
    self.charge = charge
    self.paid = paid
  }
}

extension RemittanceLine {
  /// The line's number as the provider gave it: REF 6R.
  public var controlNumber: String? { references["6R"] }
  /// What the payer allows: AMT B6, where it is said.
  public var allowed: Money? { amounts["B6"] }
  /// The first day of service.
  public var from: CalendarDate? { dates["472"] ?? dates["150"] }
  /// The last day of service.
  public var through: CalendarDate? { dates["151"] ?? from }
  /// Whether nothing is paid and all is taken off.
  public var isDenied: Bool { paid == .zero && charge != .zero && adjustments.total == charge }
}

/// A code by which a payer explains itself: an LQ segment.
public struct RemarkCode: Hashable, Sendable {
  /// `HE` for remittance advice remark codes, `RX` for NCPDP's reject codes.
  public var codeList: String
  /// The code.
  public var code: String

  /// Makes a code.
  public init(_ codeList: String = "HE", _ code: String = "") {
    self.codeList = codeList
    self.code = code
  }
}

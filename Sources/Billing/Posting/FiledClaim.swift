// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

/// A claim on file, as far as matching and posting an answer need it.
///
/// Whoever it is about is known by keys: words that two texts share when they name the same, and that tell
/// nothing else.
public struct FiledClaim: Hashable, Sendable {
  /// A service line.
  public struct Line: Hashable, Sendable {
    /// The number, from 1.
    public var number: Int
    /// The procedure code; empty where the line has only a revenue code.
    public var code: String
    /// The modifiers, in order.
    public var modifiers: [String]
    /// The revenue code, or empty.
    public var revenueCode: String
    /// The number that the payer sends back (REF 6R), or empty.
    public var controlNumber: String
    /// What is charged.
    public var charge: Money
    /// The first day.
    public var from: CalendarDate?
    /// The last day.
    public var through: CalendarDate?

    /// Makes a line.
    public init(number: Int, code: String, charge: Money) {
      self.number = number
      self.code = code
      self.charge = charge
      modifiers = []
      revenueCode = ""
      controlNumber = ""
    }
  }

  /// One of those who pay, in their order.
  public struct Responsible: Hashable, Sendable {
    /// The payer.
    public var payer: SubjectID<Subject.Payer>
    /// The key of the member's number with it; empty where none is known.
    public var member: String

    /// Makes one.
    public init(payer: SubjectID<Subject.Payer>, member: String = "") {
      self.payer = payer
      self.member = member
    }
  }

  /// The name of the claim in the books.
  public var id: SubjectID<Subject.Claim>
  /// The patient control number as it was sent.
  public var controlNumber: String
  /// The numbers that payers gave it.
  public var payerNumbers: [String] = []
  /// Who was treated.
  public var patient: SubjectID<Subject.Patient>
  /// Who answers for the patient's share.
  public var guarantor: SubjectID<Subject.Guarantor>
  /// The key of the patient's name.
  public var name: String = ""
  /// Who pays, first the one that was asked first.
  public var payers: [Responsible]
  /// Who of them is being asked, from 0.
  public var rank = 0
  /// What is charged.
  public var charge: Money
  /// The first day of service.
  public var from: CalendarDate?
  /// The last day of service.
  public var through: CalendarDate?
  /// Where it stands.
  public var state: ClaimState
  /// The service lines.
  public var lines: [Line]

  /// Makes a claim.
  public init(
    id: SubjectID<Subject.Claim>, controlNumber: String, patient: SubjectID<Subject.Patient>,
    guarantor: SubjectID<Subject.Guarantor>, payers: [Responsible], charge: Money,
    state: ClaimState, lines: [Line]
  ) {
    self.id = id
    self.controlNumber = controlNumber
    self.patient = patient
    self.guarantor = guarantor
    self.payers = payers
    self.charge = charge
    self.state = state
    self.lines = lines
  }

  /// The payer of a rank; nothing where there is none.
  public func payer(_ rank: Int) -> SubjectID<Subject.Payer>? {
    payers.indices.contains(rank) ? payers[rank].payer : nil
  }

  /// Whom and what its items concern that the payer of a rank owes.
  public func subject(of rank: Int, line: Int? = nil) -> Subject {
    Subject(
      patient: patient, guarantor: guarantor, payer: payer(rank), claim: id, line: line)
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Values

/// Which of the two claims is made; the raw value is the word of our own document.
public enum ClaimKind: String, Hashable, Sendable, CaseIterable {
  /// For the work of practitioners and suppliers: CMS-1500, 837P.
  case professional
  /// For the use of a facility: UB-04, 837I.
  case institutional
}

/// One line of a claim.
public struct ServiceLine: Hashable, Sendable {
  /// The number of the line, from 1.
  public var number: Int
  /// What is charged; its pointers are positions in the claim's Claim/diagnoses.
  public var charge: Charge
  /// First day of the service.
  public var from: CalendarDate
  /// Last day of the service.
  public var through: CalendarDate

  /// Makes a line.
  public init(number: Int, charge: Charge, from: CalendarDate, through: CalendarDate) {
    self.number = number
    self.charge = charge
    self.from = from
    self.through = through
  }
}

/// The request for payment that is sent to a payer.
///
/// A claim is only ever made from an encounter by ClaimBuilding, so that whatever it holds has
/// been looked at, and whatever could not be put on it has been found.
public struct Claim: Hashable, Sendable {
  /// The program's name for it.
  public let id: ClaimID
  /// Professional or institutional.
  public let kind: ClaimKind
  /// The number that the payer sends back.
  public let patientControlNumber: PatientControlNumber
  /// What it was made from, for all that stands on the claim unchanged.
  public let encounter: Encounter
  /// The coverage that the claim is sent to.
  public let coverage: Coverage
  /// The other coverages, in order.
  public let otherCoverages: [Coverage]
  /// Who asks to be paid.
  public let billingProvider: Provider
  /// First and last day that the claim covers.
  public let statementPeriod: StatementPeriod
  /// Whether it is the first, a replacement or a void.
  public let frequency: ClaimFrequency
  /// Principal or first-listed diagnosis first, then the others in the order written, external
  /// causes with them on a professional claim.
  public let diagnoses: [Diagnosis]
  /// External causes, where an institutional claim holds them apart.
  public let externalCauses: [Diagnosis]
  /// The admitting diagnosis of an institutional claim.
  public let admittingDiagnosis: Diagnosis?
  /// Reasons for the visit of an institutional outpatient claim.
  public let reasonsForVisit: [Diagnosis]
  /// The service lines.
  public let lines: [ServiceLine]

  /// The sum of the lines' charges.
  public var total: Money { lines.reduce(.zero) { $0 + $1.charge.amount } }
}

// SPDX-License-Identifier: Apache-2.0

/// The name by which the practice knows a patient, guarantor, payer or claim: 1 to 64 bytes without control characters.
///
/// It is the practice's own, never a name of a person or a number that somebody else gave.
public struct SubjectID<Kind>: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The name as written.
  public let description: String

  /// Takes a name, or nothing where it is empty, too long or has control characters.
  public init?(_ text: String) {
    guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { return nil }
    description = text
  }

  /// Orders names byte by byte.
  public static func < (a: SubjectID, b: SubjectID) -> Bool {
    a.description.utf8.lexicographicallyPrecedes(b.description.utf8)
  }
}

/// Whom and what a posting concerns.
public struct Subject: Hashable, Sendable {
  /// Marks identifiers of patients.
  public enum Patient {}
  /// Marks identifiers of guarantors.
  public enum Guarantor {}
  /// Marks identifiers of payers.
  public enum Payer {}
  /// Marks identifiers of claims.
  public enum Claim {}

  /// Nobody and nothing: for accounts without open items.
  public static let none = Subject()

  /// Who was treated.
  public var patient: SubjectID<Patient>?
  /// Who answers for the patient's share.
  public var guarantor: SubjectID<Guarantor>?
  /// Who pays for the patient.
  public var payer: SubjectID<Payer>?
  /// The claim.
  public var claim: SubjectID<Claim>?
  /// The service line of the claim, from 1; nothing for the whole claim.
  public var line: Int?

  /// Makes a subject.
  public init(
    patient: SubjectID<Patient>? = nil, guarantor: SubjectID<Guarantor>? = nil,
    payer: SubjectID<Payer>? = nil, claim: SubjectID<Claim>? = nil, line: Int? = nil
  ) {
    self.patient = patient
    self.guarantor = guarantor
    self.payer = payer
    self.claim = claim
    self.line = line
  }

  /// The same without the service line.
  public var wholeClaim: Subject {
    var whole = self
    whole.line = nil
    return whole
  }
}

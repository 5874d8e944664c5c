// SPDX-License-Identifier: Apache-2.0

public import Values

/// The parts of a person's name as a claim asks for them.
public struct PersonName: Hashable, Sendable {
  /// The family name.
  public var family: String
  /// The first given name.
  public var given: String?
  /// The middle name or initial.
  public var middle: String?
  /// A generation suffix such as Jr.
  public var suffix: String?
  /// What stands before the name, such as a title; hardly any guide lets it be sent.
  public var prefix: String?

  /// Makes a name.
  public init(
    family: String, given: String? = nil, middle: String? = nil, suffix: String? = nil
  ) {
    self.family = family
    self.given = given
    self.middle = middle
    self.suffix = suffix
  }
}

/// The sex of a person as a claim states it.
public enum Sex: String, Hashable, Sendable, CaseIterable {
  /// Female.
  case female
  /// Male.
  case male
  /// Not stated.
  case unknown
}

/// A person as a claim knows one: a patient, or the subscriber of a coverage.
public struct Person: Hashable, Sendable {
  /// The name.
  public var name: PersonName
  /// The date of birth.
  public var birthDate: CalendarDate?
  /// The sex.
  public var sex: Sex
  /// The home address.
  public var address: Address?
  /// Whether it is not a person at all but an employer, whose name is then the family name.
  public var isOrganization = false
  /// Identifiers: `SY` social security number, `Y4` number of a property and casualty claim: REF.
  public var identifiers: [QualifiedReference] = []
  /// Whom to ask on a property and casualty claim: PER.
  public var contacts: [ContactPoint] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a person.
  public init(
    name: PersonName, birthDate: CalendarDate? = nil, sex: Sex = .unknown, address: Address? = nil
  ) {
    self.name = name
    self.birthDate = birthDate
    self.sex = sex
    self.address = address
  }
}

/// The person who was treated.
public struct Patient: Hashable, Sendable {
  /// Who it is.
  public var person: Person
  /// The number under which the provider keeps the patient's record.
  public var medicalRecordNumber: String?
  /// The day of death: PAT06.
  public var deathDate: CalendarDate?
  /// The weight in pounds: PAT08.
  public var weight: Quantity?
  /// Whether the patient is known to be pregnant: PAT09.
  public var isPregnant = false

  /// Makes a patient.
  public init(person: Person, medicalRecordNumber: String? = nil) {
    self.person = person
    self.medicalRecordNumber = medicalRecordNumber
  }
}

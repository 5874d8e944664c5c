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

  /// Makes a patient.
  public init(person: Person, medicalRecordNumber: String? = nil) {
    self.person = person
    self.medicalRecordNumber = medicalRecordNumber
  }
}

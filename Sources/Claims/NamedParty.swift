// SPDX-License-Identifier: Apache-2.0

/// A person or organization as a transaction set names one: an NM1 or N1 segment and what follows it.
///
/// Which parts may be filled depends on the party's place: a patient of a remittance has a name and an
/// identifier only, a payer has an address and contacts too.
public struct NamedParty: Hashable, Sendable {
  /// The part it plays, by an entity identifier code such as `QC` (patient) or `PR` (payer).
  public var role: String
  /// `1` for a person, `2` for an organization; nothing where an N1 names it.
  public var kind: String?
  /// The organization's name or the person's family name.
  public var name: String?
  /// The person's given name.
  public var given: String?
  /// The person's middle name or initial.
  public var middle: String?
  /// What stands before the name, such as a title.
  public var prefix: String?
  /// A generation suffix such as Jr.
  public var suffix: String?
  /// Which kind of identifier follows: `XX` for an NPI, `MI` for a member number, `PI` for a payer's.
  public var idQualifier: String?
  /// The identifier.
  public var id: String?
  /// How it stands to another party, where that is said: NM110.
  public var relationship: String?

  /// Makes a party.
  public init(
    role: String = "", kind: String? = nil, name: String? = nil, given: String? = nil,
    idQualifier: String? = nil, id: String? = nil
  ) {
    self.role = role
    self.kind = kind
    self.name = name
    self.given = given
    self.idQualifier = idQualifier
    self.id = id
  }
}

/// An address as a transaction set writes it: N3 and N4.
public struct PostalLines: Hashable, Sendable {
  /// Street or post office box.
  public var line1: String?
  /// A second line.
  public var line2: String?

  /// Makes the lines.
  public init(_ line1: String? = nil, _ line2: String? = nil) {
    self.line1 = line1
    self.line2 = line2
  }
}

/// The city, state and postal code of an address: an N4 segment.
public struct Locality: Hashable, Sendable {
  /// The city.
  public var city: String?
  /// The state or province.
  public var state: String?
  /// The postal code.
  public var postalCode: String?
  /// The country; nothing for the United States.
  public var country: String?
  /// Which kind of place ``location`` names.
  public var locationQualifier: String?
  /// A place within, such as a county.
  public var location: String?
  /// The part of a country that is not a state of the United States.
  public var subdivision: String?

  /// Makes a locality.
  public init(city: String? = nil, state: String? = nil, postalCode: String? = nil) {
    self.city = city
    self.state = state
    self.postalCode = postalCode
  }
}

/// Whom to ask and how to reach them: a PER segment.
public struct ContactPoint: Hashable, Sendable {
  /// A way to reach somebody.
  public struct Number: Hashable, Sendable {
    /// Which way: `TE` telephone, `FX` fax, `EM` electronic mail, `UR` address of a page, `EX` extension.
    public var qualifier: String
    /// The number or address.
    public var value: String

    /// Makes a number.
    public init(_ qualifier: String = "", _ value: String = "") {
      self.qualifier = qualifier
      self.value = value
    }
  }

  /// What the contact is for, such as `CX` (claims) or `BL` (technical matters).
  public var purpose: String
  /// The person or desk.
  public var name: String?
  /// Up to three ways.
  public var numbers: [Number]

  /// Makes a contact.
  public init(purpose: String = "", name: String? = nil, numbers: [Number] = []) {
    self.purpose = purpose
    self.name = name
    self.numbers = numbers
  }
}

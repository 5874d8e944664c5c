// SPDX-License-Identifier: Apache-2.0

public import Values

/// What a transaction set is, and its number in the interchange: an ST segment.
public struct SetHeader: Hashable, Sendable {
  /// The number of the kind of transaction set, such as `835`.
  public var set: String
  /// The set's own number; empty where the writer is to give one.
  public var controlNumber: String
  /// The guide that it follows, such as `005010X221A1`; an 835 need not say.
  public var version: String?

  /// Makes a header.
  public init(_ set: String = "", controlNumber: String = "", version: String? = nil) {
    self.set = set
    self.controlNumber = controlNumber
    self.version = version
  }
}

/// The number, date and purpose of a transaction set with levels: a BHT segment.
public struct SetBeginning: Hashable, Sendable {
  /// The order of the levels, such as `0022` or `0085`.
  public var structure: String
  /// What the set is for: `13` request, `11` response, `08` status, `01` cancellation.
  public var purpose: String
  /// The number by which the sender knows the set.
  public var reference: String?
  /// The day on which it was made.
  public var date: CalendarDate?
  /// The time at which it was made.
  public var time: String?
  /// What kind of transaction it is, such as `TH` (receipt acknowledgement).
  public var kind: String?

  /// Makes a beginning.
  public init(
    structure: String = "", purpose: String = "", reference: String? = nil,
    date: CalendarDate? = nil, time: String? = nil, kind: String? = nil
  ) {
    self.structure = structure
    self.purpose = purpose
    self.reference = reference
    self.date = date
    self.time = time
    self.kind = kind
  }
}

/// A number that ties an answer to its question, or a remittance to its payment: a TRN segment.
public struct TraceNumber: Hashable, Sendable {
  /// `1` for the number of this transaction, `2` for one that is given back.
  public var kind: String
  /// The number.
  public var number: String
  /// Who gave the number; for a payer `1` and its tax identifier.
  public var originator: String?
  /// A part of the originator.
  public var supplemental: String?

  /// Makes a number.
  public init(
    _ kind: String = "", _ number: String = "", originator: String? = nil,
    supplemental: String? = nil
  ) {
    self.kind = kind
    self.number = number
    self.originator = originator
    self.supplemental = supplemental
  }
}

/// Birth and sex: a DMG segment.
public struct Demographics: Hashable, Sendable {
  /// The date of birth.
  public var birthDate: CalendarDate?
  /// `F`, `M` or `U`.
  public var sex: String?
  /// The marital status: 834 only.
  public var maritalStatus: String?
  /// Race or ethnicity: 834 only.
  public var ethnicity: [Ethnicity]
  /// Citizenship status: 834 only.
  public var citizenship: String?

  /// Makes demographics.
  public init(birthDate: CalendarDate? = nil, sex: String? = nil) {
    self.birthDate = birthDate
    self.sex = sex
    ethnicity = []
  }
}

/// Race or ethnicity: a component of DMG.
public struct Ethnicity: Hashable, Sendable {
  /// By a code of X12.
  public var race: String?
  /// The list that ``code`` is from: `RET`.
  public var codeList: String?
  /// By a code of that list.
  public var code: String?

  /// Makes an ethnicity.
  public init(race: String? = nil, code: String? = nil) {
    self.race = race
    codeList = code == nil ? nil : "RET"
    self.code = code
  }
}

/// A party with where and how it is reached: an NM1 or N1 loop.
public struct AddressedParty: Hashable, Sendable {
  /// Who it is.
  public var party: NamedParty
  /// Further identifiers.
  public var references: [QualifiedReference] = []
  /// Street.
  public var street: PostalLines?
  /// City, state and postal code.
  public var locality: Locality?
  /// Whom to ask.
  public var contacts: [ContactPoint] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a party.
  public init(_ party: NamedParty = NamedParty()) { self.party = party }
}

// SPDX-License-Identifier: Apache-2.0

public import Values

/// Where a level stands in a tree of levels: an HL segment.
///
/// The numbers are those that were read. A level that is new has none; then all levels of its
/// transaction set are numbered anew when it is written.
public struct HierarchicalLevel: Hashable, Sendable {
  /// What a level stands for; the raw value is the word for it in JSON.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Who has the information: a payer, or the reviewer of a request.
    case source
    /// Who asks for it.
    case receiver
    /// A provider of service.
    case provider
    /// Who holds the policy.
    case subscriber
    /// Who is insured through the subscriber.
    case dependent
    /// The patient, whoever holds the policy: 277CA.
    case patient
    /// An event that is to be reviewed: 278.
    case event
    /// A service that is to be reviewed: 278.
    case service
    /// Any other level, as a file of another guide may have one.
    case other
  }

  /// What it stands for.
  public var kind: Kind
  /// Its number in the transaction set.
  public var number: String?
  /// The number of the level above.
  public var parent: String?
  /// `1` where levels follow below, `0` where none do; some sets leave it out.
  public var hasChild: String?

  /// Makes a level that is to be numbered.
  public init(_ kind: Kind = .other) { self.kind = kind }
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
  public var ethnicity: [String]
  /// Citizenship status: 834 only.
  public var citizenship: String?

  /// Makes demographics.
  public init(birthDate: CalendarDate? = nil, sex: String? = nil) {
    self.birthDate = birthDate
    self.sex = sex
    ethnicity = []
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

// SPDX-License-Identifier: Apache-2.0

public import Values

/// A coverage of a member: loop 2300 of an 834, begun by HD.
public struct MemberCoverage: Hashable, Sendable {
  /// What is done: `021` added, `001` changed, `024` ended, and others.
  public var maintenance: String
  /// The line of insurance: `HLT` health, `DEN` dental, `VIS` vision, `PDG` drugs, and others.
  public var line: String
  /// The plan in words.
  public var plan: String?
  /// For whom: `EMP` employee alone, `FAM` family, `ESP` with spouse, and others.
  public var level: String?
  /// `Y` where the enrolment is late.
  public var isLate: String?
  /// Dates: `348` and `349` benefit begins and ends, and others.
  public var dates: [QualifiedDate] = []
  /// Amounts: `P3` premium, `C1` copayment, and others.
  public var amounts: [QualifiedAmount] = []
  /// Identifiers: `1L` the group or policy, `QQ` the months of earlier coverage, and others.
  public var references: [QualifiedReference] = []
  /// Cards that are to be issued.
  public var cards: [IdentificationCard] = []
  /// Providers that the member chose.
  public var providers: [CoverageProvider] = []
  /// Other coverages.
  public var others: [OtherCoverage] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a coverage.
  public init(line: String = "", maintenance: String = "", level: String? = nil) {
    self.line = line
    self.maintenance = maintenance
    self.level = level
  }
}

/// A card that is to be issued: an IDC segment.
public struct IdentificationCard: Hashable, Sendable {
  /// The plan in words.
  public var plan: String
  /// `D` dental, `H` health, `P` drugs.
  public var kind: String
  /// How many.
  public var count: Quantity?
  /// What is done: `1` added, `2` changed, `RX` replaced.
  public var action: String?

  /// Makes a card.
  public init(plan: String = "", kind: String = "") {
    self.plan = plan
    self.kind = kind
  }
}

/// A provider that a member chose: loop 2310 of an 834.
public struct CoverageProvider: Hashable, Sendable {
  /// The number of the loop.
  public var number: String
  /// Who it is.
  public var party: NamedParty?
  /// Street.
  public var streets: [PostalLines] = []
  /// City, state and postal code.
  public var locality: Locality?
  /// How to reach them.
  public var contacts: [ContactPoint] = []
  /// From when and why another provider was chosen.
  public var change: ProviderChange?
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a provider.
  public init(_ number: String = "1", _ party: NamedParty? = nil) {
    self.number = number
    self.party = party
  }
}

/// From when and why another provider was chosen: a PLA segment.
public struct ProviderChange: Hashable, Sendable {
  /// What is done: `2` changed.
  public var action: String
  /// Whom: `1P` the provider.
  public var role: String
  /// From when.
  public var date: CalendarDate?
  /// Why.
  public var reason: String?

  /// Makes a change.
  public init(date: CalendarDate? = nil, reason: String? = nil) {
    action = "2"
    role = "1P"
    self.date = date
    self.reason = reason
  }
}

/// Another coverage of a member: loop 2320 of an 834.
public struct OtherCoverage: Hashable, Sendable {
  /// Its place: `P` first, `S` second, `T` third, `U` unknown.
  public var rank: String
  /// The member's group or policy there.
  public var policy: String?
  /// How benefits are coordinated.
  public var coordination: String?
  /// Types of service.
  public var serviceTypes: [String] = []
  /// Identifiers: `60` the account, `ZZ` the policy, and others.
  public var references: [QualifiedReference] = []
  /// Dates: `344` and `345` coordination begins and ends.
  public var dates: [QualifiedDate] = []
  /// Who pays, and others who have to do with it.
  public var entities: [OtherCoverageEntity] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a coverage.
  public init(rank: String = "") { self.rank = rank }
}

/// Who has to do with another coverage: loop 2330 of an 834.
public struct OtherCoverageEntity: Hashable, Sendable {
  /// Who it is.
  public var party: NamedParty
  /// Street.
  public var street: PostalLines?
  /// City, state and postal code.
  public var locality: Locality?
  /// How to reach them.
  public var contacts: [ContactPoint] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes an entity.
  public init(_ party: NamedParty = NamedParty()) { self.party = party }
}

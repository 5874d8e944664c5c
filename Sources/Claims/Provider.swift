// SPDX-License-Identifier: Apache-2.0

public import Values

/// A person or organization that provides, orders or bills for care.
public struct Provider: Hashable, Sendable {
  /// What the provider is called.
  public enum Name: Hashable, Sendable {
    /// A person.
    case person(PersonName)
    /// An organization.
    case organization(String)
  }

  /// The name.
  public var name: Name
  /// The National Provider Identifier as it was written; a wrong one is kept, and found.
  public var writtenNPI: String?
  /// The taxonomy code.
  public var taxonomy: TaxonomyCode?
  /// The tax identifier; a claim needs the billing provider's.
  public var taxID: TaxID?
  /// The street address.
  public var address: Address?
  /// The telephone number, digits only.
  public var telephone: String?
  /// Which kind of identifier ``writtenNPI`` is; nothing means `XX`, a National Provider Identifier.
  public var idQualifier: String?
  /// Further identifiers, such as `0B` (state license) or `G2` (the payer's number): REF.
  public var identifiers: [QualifiedReference] = []
  /// Whom to ask: PER.
  public var contacts: [ContactPoint] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a provider.
  public init(
    name: Name, npi: String? = nil, taxonomy: TaxonomyCode? = nil, taxID: TaxID? = nil,
    address: Address? = nil, telephone: String? = nil
  ) {
    self.name = name
    writtenNPI = npi
    self.taxonomy = taxonomy
    self.taxID = taxID
    self.address = address
    self.telephone = telephone
  }

  /// The identifier, where the one that was written can be one.
  public var npi: NPI? { writtenNPI.flatMap { NPI($0) } }
}

/// The part that a provider plays in an encounter; the raw value names it in documents and findings.
public enum ProviderRole: String, Hashable, Sendable, CaseIterable {
  /// Asks to be paid.
  case billing
  /// Did the service.
  case rendering
  /// Is responsible for the stay or visit.
  case attending
  /// Did the principal procedure.
  case operating
  /// Sent the patient.
  case referring
  /// Ordered the supply or test.
  case ordering
  /// Where the service was done, if not at the billing provider's address.
  case serviceFacility
  /// Oversaw the one who did the service.
  case supervising
  /// Looks after the patient in general, and sent him in the first place.
  case primaryCare
  /// Did another procedure of an institutional claim.
  case otherOperating
  /// Assisted in dental surgery.
  case assistantSurgeon
  /// Sold the service to the one who bills it.
  case purchasedService
  /// Where an ambulance took the patient up.
  case ambulancePickUp
  /// Where an ambulance set the patient down.
  case ambulanceDropOff
}

/// A provider in the part that it plays on a claim or line: loops 2310, 2330 and 2420.
///
/// The order of the list is the order on the claim. A place of an ambulance has an address and perhaps a
/// name.
public struct ClaimProvider: Hashable, Sendable {
  /// Its part.
  public var role: ProviderRole
  /// Who it is.
  public var provider: Provider

  /// Makes a provider in a part.
  public init(_ role: ProviderRole, _ provider: Provider) {
    self.role = role
    self.provider = provider
  }
}

extension Array where Element == ClaimProvider {
  /// The first provider in a part.
  public subscript(role: ProviderRole) -> Provider? { first { $0.role == role }?.provider }
}

/// The providers of an encounter by role.
public struct Providers: Hashable, Sendable {
  private var byRole: [ProviderRole: Provider] = [:]

  /// Makes an empty set.
  public init() {}

  /// The provider in a role.
  public subscript(role: ProviderRole) -> Provider? {
    get { byRole[role] }
    set { byRole[role] = newValue }
  }

  /// The roles that are filled, in the order of ProviderRole.
  public var roles: [ProviderRole] { ProviderRole.allCases.filter { byRole[$0] != nil } }
}

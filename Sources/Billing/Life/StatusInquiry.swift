// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// A question to a payer how claims stand, as a 276.
///
/// Source: 005010X212.
public struct StatusInquiry: Sendable {
  /// A claim that is asked about.
  public struct Asked: Sendable {
    /// The claim as it was sent.
    public var claim: Claim
    /// The payer's own number of it, or empty.
    public var payerNumber: String

    /// Makes one.
    public init(_ claim: Claim, payerNumber: String) {
      self.claim = claim
      self.payerNumber = payerNumber
    }
  }

  /// Who asks: the name and the number that the clearinghouse knows.
  public var asking: (name: String, id: String)
  /// What is asked, all of one payer.
  public var claims: [Asked]

  /// Makes a question.
  public init(asking: (name: String, id: String), claims: [Asked]) {
    self.asking = asking
    self.claims = claims
  }

  /// What a claim lacks for it to be asked about, as a word; nothing where it can be.
  public static func missing(_ claim: Claim) -> String? {
    if claim.coverage.payer.id == nil { return "the payer's number" }
    if claim.coverage.subscriberID == nil { return "the subscriber's number" }
    if claim.billingProvider.npi == nil { return "the provider's NPI" }
    if claim.coverage.relationship != .`self`, claim.coverage.subscriber == nil {
      return "the subscriber"
    }
    return nil
  }

  /// The question as a transaction set: the payer, who asks, and below each provider its patients.
  ///
  /// - Parameters:
  ///   - reference: The number of the question.
  ///   - moment: When it is asked.
  /// - Complexity: O(n) in the claims.
  public func question(_ reference: String, at moment: Instant) -> ClaimStatusReport {
    let clock = moment.description.dropFirst(11).prefix(5).filter { $0 != ":" }
    var report = ClaimStatusReport(
      .inquiry,
      beginning: SetBeginning(
        structure: "0010", purpose: "13", reference: reference, date: moment.date, time: clock))
    guard let payer = claims.first?.claim.coverage.payer else { return report }
    var source = ClaimStatusLevel(.source)
    source.parties = [
      AddressedParty(
        NamedParty(
          role: "PR", kind: "2", name: payer.name, idQualifier: payer.idQualifier ?? "PI",
          id: payer.id))
    ]
    var receiver = ClaimStatusLevel(.receiver)
    receiver.parties = [
      AddressedParty(
        NamedParty(role: "41", kind: "2", name: asking.name, idQualifier: "46", id: asking.id))
    ]
    var providers: [ClaimStatusLevel] = []
    var places: [String: Int] = [:]
    for one in claims {
      let npi = one.claim.billingProvider.npi?.description ?? ""
      let place = places[npi] ?? providers.count
      if place == providers.count {
        places[npi] = place
        providers.append(Self.provider(one.claim.billingProvider))
      }
      providers[place].levels.append(Self.patient(one))
    }
    receiver.levels = providers
    source.levels = [receiver]
    report.levels = [source]
    return report
  }

  private static func provider(_ provider: Provider) -> ClaimStatusLevel {
    var party = NamedParty(role: "1P", idQualifier: "XX", id: provider.npi?.description)
    switch provider.name {
    case .organization(let name): (party.kind, party.name) = ("2", name)
    case .person(let name): (party.kind, party.name, party.given) = ("1", name.family, name.given)
    }
    var level = ClaimStatusLevel(.provider)
    level.parties = [AddressedParty(party)]
    return level
  }

  private static func patient(_ asked: Asked) -> ClaimStatusLevel {
    let claim = asked.claim
    let isSelf = claim.coverage.relationship == .`self`
    let holder = isSelf ? claim.patient.person : claim.coverage.subscriber ?? claim.patient.person
    var subscriber = level(.subscriber, holder, "IL")
    subscriber.parties[0].party.idQualifier = "MI"
    subscriber.parties[0].party.id = claim.coverage.subscriberID
    if isSelf {
      subscriber.matters = [matter(asked)]
    } else {
      // Of a subscriber who is not the patient the set has no birth and no sex.
      subscriber.demographics = nil
      var dependent = level(.dependent, claim.patient.person, "QC")
      dependent.matters = [matter(asked)]
      subscriber.levels = [dependent]
    }
    return subscriber
  }

  private static func level(
    _ kind: HierarchicalLevel.Kind, _ person: Person, _ role: String
  ) -> ClaimStatusLevel {
    var party = NamedParty(
      role: role, kind: "1", name: person.name.family, given: person.name.given)
    party.middle = person.name.middle
    party.suffix = person.name.suffix
    var level = ClaimStatusLevel(kind)
    level.parties = [AddressedParty(party)]
    let sex = person.sex == .unknown ? nil : person.sex == .female ? "F" : "M"
    level.demographics = Demographics(birthDate: person.birthDate, sex: sex)
    return level
  }

  private static func matter(_ asked: Asked) -> ClaimStatusMatter {
    let claim = asked.claim
    var matter = ClaimStatusMatter(trace: TraceNumber("1", claim.patientControlNumber.description))
    if !asked.payerNumber.isEmpty { matter.references.set("1K", asked.payerNumber) }
    if claim.kind == .institutional, let facility = claim.placeOfService {
      matter.references.set("BLT", facility + claim.frequency.code)
    }
    matter.references.set("EJ", claim.patientControlNumber.description)
    matter.amounts = [QualifiedAmount("T3", claim.statedTotal ?? claim.total)]
    if let period = claim.statementPeriod {
      matter.dates = [QualifiedDate("472", period.from, through: period.through)]
    }
    return matter
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Values

/// A party of an inquiry, a review or their answers: payer, provider, subscriber, dependent.
///
/// Which parts may be filled depends on the party: a payer has contacts, a provider a specialty, a patient
/// birth and sex.
///
/// Source: 005010X279A1 loops 2100, 005010X217 loops 2010.
public struct InquiryParty: Hashable, Sendable {
  /// The loop, such as `2010EA`; empty where its level says it.
  public var loop: String
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
  /// What of the request is wrong with this party.
  public var rejections: [RequestRejection] = []
  /// The specialty of a provider.
  public var provider: ProviderSpecialty?
  /// Birth and sex.
  public var demographics: Demographics?
  /// How a patient stands to the subscriber.
  public var relation: MemberRelation?
  /// Diagnoses.
  public var diagnoses: [QualifiedCode] = []
  /// Dates.
  public var dates: [QualifiedDate] = []
  /// Service in the armed forces.
  public var military: MilitaryService?
  /// What is asked: 270 only.
  public var questions: [EligibilityQuestion] = []
  /// What is answered: 271 only.
  public var benefits: [Benefit] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a party.
  public init(_ party: NamedParty = NamedParty(), loop: String = "") {
    self.party = party
    self.loop = loop
  }
}

/// Why a request, or a part of it, is turned away, and what to do: an AAA segment.
public struct RequestRejection: Hashable, Sendable {
  /// `Y` where the request itself was valid, `N` where it was not.
  public var valid: String
  /// Who keeps the codes, where that is said.
  public var agency: String?
  /// The reason, such as `72` (invalid subscriber number) or `75` (subscriber not found).
  public var reason: String?
  /// What to do: `C` correct and resubmit, `N` do not resubmit, `R` resubmission allowed, and others.
  public var followUp: String?

  /// Makes a rejection.
  public init(valid: String = "N", reason: String? = nil, followUp: String? = nil) {
    self.valid = valid
    self.reason = reason
    self.followUp = followUp
  }
}

/// The part and specialty of a provider: a PRV segment.
public struct ProviderSpecialty: Hashable, Sendable {
  /// The part, such as `BI` (billing) or `PE` (performing).
  public var role: String
  /// Which kind of code follows: `PXC` for taxonomy.
  public var qualifier: String?
  /// The taxonomy code or identifier.
  public var code: String?

  /// Makes a specialty.
  public init(role: String = "", qualifier: String? = "PXC", code: String? = nil) {
    self.role = role
    self.qualifier = qualifier
    self.code = code
  }
}

/// How a person stands to the subscriber and to the plan: an INS segment.
public struct MemberRelation: Hashable, Sendable {
  /// `Y` for the subscriber, `N` for a dependent.
  public var isSubscriber: String
  /// The relationship, such as `18` (self), `01` (spouse), `19` (child).
  public var relationship: String?
  /// What is done: `021` added, `001` changed, `024` ended, `030` audited, and others.
  public var maintenance: String?
  /// Why, such as `28` (first enrolment).
  public var maintenanceReason: String?
  /// `A` active, `C` by COBRA, `S` surviving, `T` by TEFRA.
  public var benefitStatus: String?
  /// Medicare's part and why the person is eligible.
  public var medicare: [String] = []
  /// The event that gave a right under COBRA.
  public var cobraEvent: String?
  /// The state of employment, such as `FT` (full time) or `RT` (retired).
  public var employment: String?
  /// `F` or `P` for a full-time or part-time student.
  public var student: String?
  /// `Y` where the person is disabled.
  public var disabled: String?
  /// The date of death.
  public var death: CalendarDate?
  /// `R` where information is restricted, `U` where not.
  public var confidentiality: String?
  /// Which of several births, counted from 1.
  public var birthSequence: String?

  /// Makes a relation.
  public init(isSubscriber: String = "", relationship: String? = nil, maintenance: String? = nil) {
    self.isSubscriber = isSubscriber
    self.relationship = relationship
    self.maintenance = maintenance
  }
}

/// A code with the list that it is from, and a date where one goes with it: a component of HI.
public struct QualifiedCode: Hashable, Sendable {
  /// The list, such as `ABK` (principal diagnosis, ICD-10-CM).
  public var qualifier: String
  /// The code.
  public var code: String
  /// The day or period of a procedure or occurrence.
  public var date = QualifiedDate()

  /// Makes a code.
  public init(_ qualifier: String = "", _ code: String = "") {
    self.qualifier = qualifier
    self.code = code
  }
}

/// Service in the armed forces: an MPI segment.
public struct MilitaryService: Hashable, Sendable {
  /// The state of the information.
  public var informationStatus: String
  /// The state of employment.
  public var employment: String?
  /// The branch.
  public var branch: String?
  /// The service in words.
  public var description: String?
  /// The rank.
  public var rank: String?
  /// The period of service.
  public var period = QualifiedDate()

  /// Makes a record.
  public init(informationStatus: String = "") { self.informationStatus = informationStatus }
}

/// How often, how long or at what times care is given: an HSD segment.
public struct ServiceDelivery: Hashable, Sendable {
  /// Of what ``quantity`` is: `VS` visits, `HS` hours, and others.
  public var qualifier: String?
  /// The quantity.
  public var quantity: Quantity?
  /// For each of which span: `DA`, `WK`, `MO`.
  public var unit: String?
  /// In how many of them, as written.
  public var every: String?
  /// For what period.
  public var period: String?
  /// For how many of them.
  public var periodCount: Quantity?
  /// On which days of the week.
  public var pattern: String?
  /// At which time of day.
  public var patternTime: String?

  /// Makes a delivery.
  public init() {}
}

/// A code beyond those of an inquiry or benefit, such as a place of service: an III segment.
public struct AdditionalInformation: Hashable, Sendable {
  /// Which list the code is from: `ZZ` for places of service.
  public var codeList: String?
  /// The code.
  public var code: String?
  /// The category.
  public var category: String?
  /// Words.
  public var text: String?
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes an item.
  public init(codeList: String? = nil, code: String? = nil) {
    self.codeList = codeList
    self.code = code
  }
}

/// Words: an MSG segment.
public struct MessageText: Hashable, Sendable {
  /// The words.
  public var text: String

  /// Makes a message.
  public init(_ text: String = "") { self.text = text }
}

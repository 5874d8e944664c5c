// SPDX-License-Identifier: Apache-2.0

public import Values

/// A question whether and for what somebody is covered, or the answer to it: a 270 or 271.
///
/// A tree of levels leads from the payer through whoever asks to the subscriber and, where another is the
/// patient, to the dependent. Each level names a party; with the patient's stand the questions
/// (``EligibilityQuestion``) or the benefits (``Benefit``). What cannot be answered is told by
/// rejections, wherever in the tree it went wrong.
///
///     for benefit in answer.benefits where benefit.information == "1" {
///       print(benefit.serviceTypes, benefit.planDescription ?? "")   // active coverage
///     }
///
/// Source: 005010X279A1.
public struct Eligibility: Hashable, Sendable {
  /// Number and guide of the transaction set.
  public var header: SetHeader
  /// Number, date and purpose.
  public var beginning: SetBeginning
  /// The levels at the top, one for each payer.
  public var levels: [EligibilityLevel] = []
  /// How the set was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a question, or an answer.
  public init(isAnswer: Bool = false, beginning: SetBeginning = SetBeginning(structure: "0022")) {
    header = SetHeader(isAnswer ? "271" : "270", version: "005010X279A1")
    self.beginning = beginning
  }

  /// Whether it is an answer: 271.
  public var isAnswer: Bool { header.set == "271" }
  /// All levels, each before those below it.
  public var allLevels: [EligibilityLevel] { levels.flatMap(\.withBelow) }
  /// All questions.
  public var questions: [EligibilityQuestion] { allLevels.flatMap { $0.party?.questions ?? [] } }
  /// All benefits.
  public var benefits: [Benefit] { allLevels.flatMap { $0.party?.benefits ?? [] } }
  /// Everything that could not be answered, and why.
  public var rejections: [RequestRejection] {
    allLevels.flatMap { level in
      level.rejections + (level.party?.rejections ?? [])
        + (level.party?.benefits ?? []).flatMap(\.rejections)
    }
  }
}

/// One level of an ``Eligibility``: payer, receiver, subscriber or dependent.
public struct EligibilityLevel: Hashable, Sendable {
  /// Where in the tree the level stands.
  public var level: HierarchicalLevel
  /// Why the whole request cannot be answered: payer's level only.
  public var rejections: [RequestRejection] = []
  /// Numbers by which question and answer are tied.
  public var traces: [TraceNumber] = []
  /// Who it is, with the questions or benefits.
  public var party: InquiryParty?
  /// The levels below.
  public var levels: [EligibilityLevel] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a level.
  public init(_ kind: HierarchicalLevel.Kind = .source, _ party: InquiryParty? = nil) {
    level = HierarchicalLevel(kind)
    self.party = party
  }

  /// The level and all below it.
  public var withBelow: [EligibilityLevel] { [self] + levels.flatMap(\.withBelow) }
}

/// A question about benefits: loop 2110 of a 270, begun by EQ.
public struct EligibilityQuestion: Hashable, Sendable {
  /// Types of service, such as `30` (plan coverage in general).
  public var serviceTypes: [String] = []
  /// A service, instead of a type.
  public var service: BilledService?
  /// `FAM` where all of the family are asked about.
  public var coverageLevel: String?
  /// Which of the patient's diagnoses the service is for, counted from 1.
  public var diagnosisPointers: [String] = []
  /// Amounts towards a spend-down: `R` what is owed, `PB` what was billed.
  public var amounts: [QualifiedAmount] = []
  /// Further codes: the place of service.
  public var additional: [AdditionalInformation] = []
  /// Identifiers: `9F` a referral, `G1` a prior authorization.
  public var references: [QualifiedReference] = []
  /// The day or period that is asked about: `291`.
  public var dates: [QualifiedDate] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a question.
  public init(serviceTypes: [String] = [], service: BilledService? = nil) {
    self.serviceTypes = serviceTypes
    self.service = service
  }
}

/// A benefit, limit or cost of a plan: loop 2110 of a 271, begun by EB.
public struct Benefit: Hashable, Sendable {
  /// What is told: `1` active, `6` inactive, `A` coinsurance, `B` copayment, `C` deductible, `F` limits,
  /// `G` out of pocket, `R` other payer, and others.
  public var information: String
  /// For whom: `IND` one person, `FAM` the family, and others.
  public var coverageLevel: String?
  /// For which types of service.
  public var serviceTypes: [String] = []
  /// The type of insurance.
  public var insuranceType: String?
  /// The plan in words.
  public var planDescription: String?
  /// For which period: `23` calendar year, `29` what remains, and others.
  public var period: String?
  /// The amount.
  public var amount: Money?
  /// The share, as a decimal fraction as written: `.2` for one fifth.
  public var fraction: String?
  /// Of what ``quantity`` is.
  public var quantityQualifier: String?
  /// The quantity.
  public var quantity: Quantity?
  /// Whether it has to be authorized: `Y`, `N` or `U`.
  public var authorization: String?
  /// Whether it is for care in the network: `Y`, `N`, `U` or `W` (either).
  public var inNetwork: String?
  /// The service, instead of a type.
  public var service: BilledService?
  /// Which of the patient's diagnoses it is about, counted from 1.
  public var diagnosisPointers: [String] = []
  /// How often or how long.
  public var deliveries: [ServiceDelivery] = []
  /// Identifiers.
  public var references: [QualifiedReference] = []
  /// Dates.
  public var dates: [QualifiedDate] = []
  /// Why it cannot be told.
  public var rejections: [RequestRejection] = []
  /// Words of the payer.
  public var messages: [MessageText] = []
  /// Further codes, such as places of service.
  public var additional: [AdditionalInformation] = []
  /// Whom it involves: another payer, the primary care provider, and others.
  public var entities: [BenefitEntity] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a benefit.
  public init(_ information: String = "", serviceTypes: [String] = []) {
    self.information = information
    self.serviceTypes = serviceTypes
  }
}

/// Whom a benefit involves: loop 2120 of a 271.
public struct BenefitEntity: Hashable, Sendable {
  /// Who it is.
  public var party: NamedParty
  /// Street.
  public var street: PostalLines?
  /// City, state and postal code.
  public var locality: Locality?
  /// Whom to ask.
  public var contacts: [ContactPoint] = []
  /// The specialty of a provider.
  public var provider: ProviderSpecialty?
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes an entity.
  public init(_ party: NamedParty = NamedParty()) { self.party = party }
}

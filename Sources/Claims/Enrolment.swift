// SPDX-License-Identifier: Apache-2.0

public import Values

/// What a sponsor tells a payer of the people who are enrolled: an 834 transaction set.
///
///     for member in enrolment.members where member.relation.maintenance == "024" {
///       print(member.subscriberNumber ?? "", "ends", member.dates["357"]?.description ?? "")
///     }
///
/// Source: 005010X220A1.
public struct Enrolment: Hashable, Sendable {
  /// Number and guide of the transaction set.
  public var header: SetHeader
  /// Number, date and purpose of the file.
  public var beginning: FileBeginning
  /// Identifiers: `38` the master policy.
  public var references: [QualifiedReference] = []
  /// Dates: `007` effective, `303` maintenance.
  public var dates: [QualifiedDate] = []
  /// How many records there are: `TO` in all, `DT` dependents, `ET` employees.
  public var totals: [QualifiedQuantity] = []
  /// Who pays for the coverage: an employer, a union, an agency.
  public var sponsor: EnrolmentParty?
  /// Who pays for the care.
  public var payer: EnrolmentParty?
  /// Third party administrators and brokers.
  public var brokers: [EnrolmentParty] = []
  /// The members.
  public var members: [Member] = []
  /// How the set was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes an enrolment.
  public init(beginning: FileBeginning = FileBeginning()) {
    header = SetHeader("834", version: "005010X220A1")
    self.beginning = beginning
  }
}

/// Number, date and purpose of a file: a BGN segment.
public struct FileBeginning: Hashable, Sendable {
  /// `00` original, `15` sent again, `22` copy; in a 275 `02` added, `11` answer.
  public var purpose: String
  /// The number by which the sender knows it.
  public var reference: String
  /// The day on which it was made.
  public var date: CalendarDate?
  /// The time at which it was made.
  public var time: String?
  /// The zone of the time.
  public var timeZone: String?
  /// The number of the file that it repeats or answers.
  public var originalReference: String?
  /// What kind of transaction it is.
  public var kind: String?
  /// What is to be done: `2` change, `4` verify, `RX` replace.
  public var action: String?

  /// Makes a beginning.
  public init(purpose: String = "00", reference: String = "", date: CalendarDate? = nil) {
    self.purpose = purpose
    self.reference = reference
    self.date = date
  }
}

/// A sponsor, payer or broker: loops 1000A to 1000C.
public struct EnrolmentParty: Hashable, Sendable {
  /// Who it is.
  public var party: NamedParty
  /// The accounts of a broker.
  public var accounts: [BrokerAccount] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a party.
  public init(_ party: NamedParty = NamedParty()) { self.party = party }
}

/// The account of a broker: an ACT segment.
public struct BrokerAccount: Hashable, Sendable {
  /// The account.
  public var number: String
  /// A second one.
  public var secondNumber: String?
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes an account.
  public init(_ number: String = "") { self.number = number }
}

/// A person who is enrolled, changed or ended: loop 2000 of an 834, begun by INS.
public struct Member: Hashable, Sendable {
  /// Subscriber or dependent, and what is done.
  public var relation: MemberRelation
  /// Identifiers: `0F` the subscriber's number, `1L` the group, `17`, `23` and others of the member.
  public var references: [QualifiedReference] = []
  /// Dates: `356` and `357` eligibility begins and ends, `336` employment begins, and others.
  public var dates: [QualifiedDate] = []
  /// The member (2100A), a name to be corrected (2100B), where to write to (2100C), employer, school,
  /// custodial parent, responsible person, drop-off location.
  public var parties: [MemberParty] = []
  /// Disabilities.
  public var disabilities: [Disability] = []
  /// The coverages.
  public var coverages: [MemberCoverage] = []
  /// Categories for reports.
  public var categories: [ReportingCategory] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a member.
  public init(_ relation: MemberRelation = MemberRelation()) { self.relation = relation }

  /// The number of the subscriber: REF 0F.
  public var subscriberNumber: String? { references["0F"] }
  /// The group or policy: REF 1L.
  public var groupNumber: String? { references["1L"] }
  /// The member's name and demographics.
  public var person: MemberParty? { parties.first { $0.loop == "2100A" } }
}

/// The member, or somebody who has to do with one: loops 2100A to 2100H of an 834.
public struct MemberParty: Hashable, Sendable {
  /// The loop, such as `2100A`.
  public var loop: String
  /// Who it is.
  public var party: NamedParty
  /// How to reach them.
  public var contacts: [ContactPoint] = []
  /// Street.
  public var street: PostalLines?
  /// City, state and postal code.
  public var locality: Locality?
  /// Birth, sex and the like.
  public var demographics: Demographics?
  /// Classes of employment.
  public var employment: [EmploymentClass] = []
  /// Income.
  public var income: MemberIncome?
  /// Amounts of the policy: `P3` premium, `C1` copayment, `D2` deductible, and others.
  public var amounts: [QualifiedAmount] = []
  /// Height, weight and habits.
  public var health: MemberHealth?
  /// Languages.
  public var languages: [MemberLanguage] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a party.
  public init(_ party: NamedParty = NamedParty(), loop: String = "2100A") {
    self.party = party
    self.loop = loop
  }
}

/// Classes of employment: an EC segment.
public struct EmploymentClass: Hashable, Sendable {
  /// Up to three classes, such as `01` (union).
  public var classes: [String]

  /// Makes classes.
  public init(_ classes: [String] = []) { self.classes = classes }
}

/// Income: an ICM segment.
public struct MemberIncome: Hashable, Sendable {
  /// How often, such as `1` weekly.
  public var frequency: String
  /// The wage.
  public var wage: Money
  /// Hours worked.
  public var hours: Quantity?
  /// The place of work.
  public var location: String?
  /// The grade of salary.
  public var grade: String?

  /// Makes an income.
  public init(frequency: String = "", wage: Money = .zero) {
    self.frequency = frequency
    self.wage = wage
  }
}

/// Height, weight and habits: an HLH segment.
public struct MemberHealth: Hashable, Sendable {
  /// `T` tobacco, `S` substance abuse, `X` both, `N` none, `U` unknown.
  public var habit: String
  /// The height in inches, as written.
  public var height: String?
  /// The weight in pounds, as written.
  public var weight: String?

  /// Makes a record.
  public init(habit: String = "") { self.habit = habit }
}

/// A language that a member reads or speaks: an LUI segment.
public struct MemberLanguage: Hashable, Sendable {
  /// Which list ``code`` is from.
  public var qualifier: String?
  /// The language.
  public var code: String?
  /// The language in words.
  public var description: String?
  /// `5` reading, `6` writing, `7` speaking, `8` native.
  public var use: String?

  /// Makes a language.
  public init(qualifier: String? = nil, code: String? = nil) {
    self.qualifier = qualifier
    self.code = code
  }
}

/// A disability: loop 2200 of an 834.
public struct Disability: Hashable, Sendable {
  /// `1` short-term, `2` long-term, `3` permanent or total, `4` none.
  public var kind: String
  /// Which list ``diagnosis`` is from.
  public var qualifier: String?
  /// The diagnosis.
  public var diagnosis: String?
  /// Dates: `360` begins, `361` ends.
  public var dates: [QualifiedDate] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a disability.
  public init(kind: String = "") { self.kind = kind }
}

/// A category for reports: loop 2700 of an 834.
public struct ReportingCategory: Hashable, Sendable {
  /// The number of the category.
  public var number: String
  /// The category.
  public var detail: ReportingDetail?
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a category.
  public init(_ number: String = "") { self.number = number }
}

/// What a category for reports says: loop 2750 of an 834.
public struct ReportingDetail: Hashable, Sendable {
  /// The name of the category.
  public var party: NamedParty
  /// Its value.
  public var reference: QualifiedReference?
  /// Its date.
  public var date: QualifiedDate?
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a detail.
  public init(_ party: NamedParty = NamedParty()) { self.party = party }
}

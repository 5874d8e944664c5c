// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// A question to a payer whether a patient is covered on a day, as a 270.
///
/// Source: 005010X279A1.
public struct EligibilityInquiry: Sendable {
  /// The number by which the answer is tied to it.
  public var trace: String
  /// Whom it is about.
  public var patient: Person
  /// By which coverage.
  public var coverage: Coverage
  /// The number that the payer lists itself under.
  public var payerNumber: String?
  /// Who asks.
  public var provider: Provider
  /// The day of the visit.
  public var day: CalendarDate
  /// Which types of service; `30` for the plan in general.
  public var serviceTypes = ["30"]

  /// Makes a question.
  public init(
    trace: String, patient: Person, coverage: Coverage, payerNumber: String?, provider: Provider,
    day: CalendarDate
  ) {
    self.trace = trace
    self.patient = patient
    self.coverage = coverage
    self.payerNumber = payerNumber
    self.provider = provider
    self.day = day
  }

  /// What is missing for it to be asked, as a word; nothing where it can be.
  public var missing: String? {
    if coverage.subscriberID == nil { return "the subscriber's number" }
    if payerNumber ?? coverage.payer.id == nil { return "the payer's number" }
    if provider.npi == nil { return "the provider's NPI" }
    if coverage.relationship != .`self`, coverage.subscriber == nil { return "the subscriber" }
    if patient.birthDate == nil { return "the date of birth" }
    return nil
  }

  /// The question as a transaction set, made at a moment.
  public func question(at moment: Instant) -> Eligibility {
    let clock = moment.description.dropFirst(11).prefix(5).filter { $0 != ":" }
    var set = Eligibility(
      beginning: SetBeginning(
        structure: "0022", purpose: "13", reference: trace, date: moment.date, time: clock))
    let payer = NamedParty(
      role: "PR", kind: "2", name: coverage.payer.name, idQualifier: "PI",
      id: payerNumber ?? coverage.payer.id)
    var source = EligibilityLevel(.source, InquiryParty(payer))
    var receiver = EligibilityLevel(.receiver, InquiryParty(asking))
    let isSelf = coverage.relationship == .`self`
    var subscriber = EligibilityLevel(
      .subscriber, party(isSelf ? patient : coverage.subscriber ?? patient, "IL"))
    subscriber.party?.party.idQualifier = "MI"
    subscriber.party?.party.id = coverage.subscriberID
    if isSelf {
      ask(&subscriber)
    } else {
      var dependent = EligibilityLevel(.dependent, party(patient, "03"))
      ask(&dependent)
      subscriber.levels = [dependent]
    }
    receiver.levels = [subscriber]
    source.levels = [receiver]
    set.levels = [source]
    return set
  }

  private var asking: NamedParty {
    var party = NamedParty(role: "1P", idQualifier: "XX", id: provider.npi?.description)
    switch provider.name {
    case .organization(let name): (party.kind, party.name) = ("2", name)
    case .person(let name): (party.kind, party.name, party.given) = ("1", name.family, name.given)
    }
    return party
  }

  private func ask(_ level: inout EligibilityLevel) {
    // Ten characters: 1 and the tax identifier of who asks, else 9 and a name of our own.
    let originator = provider.taxID.map { "1\($0)" } ?? "9CLEANCLAM"
    level.traces = [TraceNumber("1", trace, originator: originator)]
    level.party?.dates = [QualifiedDate("291", day)]
    level.party?.questions = [EligibilityQuestion(serviceTypes: serviceTypes)]
  }

  private func party(_ person: Person, _ role: String) -> InquiryParty {
    var named = NamedParty(
      role: role, kind: "1", name: person.name.family, given: person.name.given)
    named.middle = person.name.middle
    named.suffix = person.name.suffix
    var party = InquiryParty(named)
    let sex = person.sex == .unknown ? nil : person.sex == .female ? "F" : "M"
    party.demographics = Demographics(birthDate: person.birthDate, sex: sex)
    return party
  }
}

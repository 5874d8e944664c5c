// SPDX-License-Identifier: Apache-2.0

import Values

extension ClaimBuilding {
  /// Puts everything of the encounter that a claim of its kind has a place for into that place.
  func assembled(
    _ start: Claim, period: StatementPeriod, frequency: ClaimFrequency, sorted: SortedDiagnoses,
    lines: [ServiceLine]
  ) -> Claim {
    var claim = start
    claim.encounter = encounter
    claim.statementPeriod = period
    claim.frequency = frequency
    claim.assignment = encounter.assignment
    putParties(on: &claim)
    claim.lines = lines.map { line(of: $0) }
    if kind == .institutional { putStay(on: &claim) } else { putVisit(on: &claim) }
    claim.references += references
    putDiagnoses(sorted, on: &claim)
    claim.providers = providers
    return claim
  }

  private func putParties(on claim: inout Claim) {
    if let telephone = encounter.providers[.billing]?.telephone {
      let name: String =
        switch claim.billingProvider.name {
        case .organization(let name): name
        case .person(let name): name.family
        }
      claim.billingProvider.contacts = [
        ContactPoint(purpose: "IC", name: name, numbers: [.init("TE", telephone)])
      ]
    }
    claim.coverage = sent(claim.coverage)
    claim.coverage.subscriber = claim.coverage.subscriber.map { Person(name: $0.name) }
    claim.otherPayers = encounter.coverages.dropFirst().map { coverage in
      var coverage = sent(coverage)
      let own = coverage.relationship == .`self` ? encounter.patient.person : nil
      coverage.subscriber = (own ?? coverage.subscriber).map {
        Person(name: $0.name, address: $0.address)
      }
      var payer = OtherPayer(coverage)
      var assignment = Assignment()
      assignment.benefitsToProvider = encounter.assignment.benefitsToProvider
      assignment.releaseOfInformation = encounter.assignment.releaseOfInformation
      payer.assignment = assignment
      return payer
    }
  }

  /// A coverage as its kind of claim states it: a name of the group only where there is no number, and why
  /// Medicare is not first only on a professional claim.
  private func sent(_ coverage: Coverage) -> Coverage {
    var coverage = coverage
    if coverage.groupNumber != nil { coverage.planName = nil }
    if kind == .institutional { coverage.medicareSecondaryReason = nil }
    return coverage
  }

  private func putVisit(on claim: inout Claim) {
    claim.placeOfService = encounter.placeOfService ?? encounter.charges.first?.placeOfService
    claim.relatedCauses = encounter.accident.map { accident in
      let state = accident.cause == .auto ? accident.state?.uppercased() : nil
      return RelatedCauses([accident.cause.code], state: state)
    }
    let dates: [(String, CalendarDate?)] = [
      ("431", encounter.illnessOnset), ("439", encounter.accident?.date),
      ("484", encounter.lastMenstrualPeriod), ("435", encounter.admission?.date),
      ("096", encounter.discharge?.date),
    ]
    claim.dates = dates.compactMap { code, date in date.map { QualifiedDate(code, $0) } }
    if let number = encounter.mammographyCertificationNumber {
      claim.references.append(QualifiedReference("EW", number))
    }
  }

  private func putStay(on claim: inout Claim) {
    claim.placeOfService = encounter.billType?.facility
    if let time = encounter.discharge?.time {
      claim.dates.append(QualifiedDate("096", time: time.compact))
    }
    if let date = encounter.admission?.date {
      claim.dates.append(QualifiedDate("435", date, time: encounter.admission?.time?.compact))
    }
    claim.admissionType = encounter.admission?.type
    claim.admissionSource = encounter.admission?.source
    claim.dischargeStatus = encounter.discharge?.status
    claim.codes.procedures = encounter.procedures
    claim.codes.occurrences = encounter.occurrences
    claim.codes.valueCodes = encounter.valueCodes
    claim.codes.conditionCodes = encounter.conditionCodes
  }

  /// The identifiers of both kinds of claim, in the order of the guides.
  private var references: [QualifiedReference] {
    let isInstitutional = kind == .institutional
    let accident = encounter.accident
    let values: [(String, String?)] = [
      ("9F", encounter.referralNumber), ("G1", encounter.priorAuthorization),
      ("F8", encounter.payerClaimControlNumber),
      ("LU", isInstitutional && accident?.cause == .auto ? accident?.state?.uppercased() : nil),
      ("X4", isInstitutional ? nil : encounter.laboratoryCertificationNumber),
      ("EA", encounter.patient.medicalRecordNumber),
    ]
    return values.compactMap { code, value in value.map { QualifiedReference(code, $0) } }
  }

  private func putDiagnoses(_ sorted: SortedDiagnoses, on claim: inout Claim) {
    let asks = kind == .institutional && encounter.billType?.asksPresentOnAdmission == true
    func sent(_ diagnoses: [Diagnosis]) -> [Diagnosis] {
      guard !asks else { return diagnoses }
      return diagnoses.map { Diagnosis(code: $0.code, codeSet: $0.codeSet, role: $0.role) }
    }
    claim.diagnoses = sent(sorted.main)
    claim.externalCauses = sent(sorted.externalCauses)
    claim.admittingDiagnosis = sorted.admitting
    claim.admittingDiagnosis?.presentOnAdmission = nil
    claim.reasonsForVisit = sorted.reasons.map {
      Diagnosis(code: $0.code, codeSet: $0.codeSet, role: $0.role)
    }
  }

  private var providers: [ClaimProvider] {
    let roles: [ProviderRole] =
      switch kind {
      case .professional: [.referring, .rendering, .serviceFacility, .supervising]
      case .institutional: [.attending, .operating, .rendering, .serviceFacility, .referring]
      case .dental: [.referring, .rendering, .serviceFacility, .assistantSurgeon, .supervising]
      }
    return roles.compactMap { role in
      guard let provider = encounter.providers[role] else { return nil }
      if role == .rendering, alreadyNames(provider) { return nil }
      let isSpecialtySent = kind == .institutional ? role == .attending : role == .rendering
      return ClaimProvider(
        role,
        Provider(
          name: provider.name, npi: provider.writtenNPI,
          taxonomy: isSpecialtySent ? provider.taxonomy : nil,
          address: role == .serviceFacility ? provider.address : nil))
    }
  }

  /// Tells whether a rendering provider is already on the claim in the role that stands for it.
  private func alreadyNames(_ rendering: Provider) -> Bool {
    encounter.providers[kind == .institutional ? .attending : .billing]?.npi == rendering.npi
  }

  private func line(of line: ServiceLine) -> ServiceLine {
    var line = line
    if line.charge.placeOfService == encounter.placeOfService { line.charge.placeOfService = nil }
    if let drug = line.charge.drug {
      line.drugs = [
        DrugIdentification(drug.code, quantity: drug.quantity, unit: drug.unit.rawValue)
      ]
    }
    if kind == .professional, let ordering = encounter.providers[.ordering] {
      line.providers = [
        ClaimProvider(
          .ordering,
          Provider(name: ordering.name, npi: ordering.writtenNPI, address: ordering.address))
      ]
    }
    return line
  }
}

extension Accident.Cause {
  /// X12's code for the cause.
  fileprivate var code: String {
    switch self {
    case .auto: "AA"
    case .employment: "EM"
    case .other: "OA"
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

extension LoopWriter {
  /// Writes loop 2300 and what is below it.
  mutating func writeClaimLoop(_ claim: Claim) throws(TransactionSetError) {
    loop = "2300"
    switch claim.kind {
    case .professional: try writeProfessional(claim)
    case .institutional: try writeInstitutional(claim)
    }
    for (index, coverage) in claim.otherCoverages.enumerated() {
      try writeOtherCoverage(coverage, position: index + 1, of: claim)
    }
    for line in claim.lines { try write(line, of: claim) }
  }

  private mutating func writeProfessional(_ claim: Claim) throws(TransactionSetError) {
    let encounter = claim.encounter
    let stated = encounter.placeOfService ?? claim.lines.first?.charge.placeOfService
    let place = try required(stated, "CLM", 5)
    let assignment = encounter.assignment
    try write(
      "CLM",
      [
        .text(claim.patientControlNumber.description), .text(claim.total.x12), .empty, .empty,
        .composite([place, "B", claim.frequency.code]),
        assignment.providerSignatureOnFile ? "Y" : "N", .text(assignment.participation.rawValue),
        .text(assignment.benefitsToProvider), .text(assignment.releaseOfInformation), .empty,
        encounter.accident.map(Self.cause) ?? .empty,
      ])
    try write(date: encounter.illnessOnset, "431")
    try write(date: encounter.accident?.date, "439")
    try write(date: encounter.lastMenstrualPeriod, "484")
    try write(date: encounter.admission?.date, "435")
    try write(date: encounter.discharge?.date, "096")
    try write(reference: "EW", encounter.mammographyCertificationNumber)
    try writeReferences(encounter)
    try write(reference: "X4", encounter.laboratoryCertificationNumber)
    try write(reference: "EA", encounter.patient.medicalRecordNumber)
    try writeDiagnoses(claim)
    try writeProviders(
      claim, [(.referring, "2310A"), (.rendering, "2310B"), (.serviceFacility, "2310C")])
  }

  private mutating func writeInstitutional(_ claim: Claim) throws(TransactionSetError) {
    let encounter = claim.encounter
    let bill = try required(encounter.billType, "CLM", 5)
    let assignment = encounter.assignment
    try write(
      "CLM",
      [
        .text(claim.patientControlNumber.description), .text(claim.total.x12), .empty, .empty,
        .composite([bill.facility, "A", claim.frequency.code]), .empty,
        .text(assignment.participation.rawValue), .text(assignment.benefitsToProvider),
        .text(assignment.releaseOfInformation),
      ])
    try writeStay(claim)
    try write(
      "CL1",
      [
        Element(encounter.admission?.type), Element(encounter.admission?.source),
        .text(try required(encounter.discharge?.status, "CL1", 3)),
      ])
    try writeReferences(encounter)
    if encounter.accident?.cause == .auto {
      try write(reference: "LU", encounter.accident?.state?.uppercased())
    }
    try write(reference: "EA", encounter.patient.medicalRecordNumber)
    try writeDiagnoses(claim)
    try writeProcedures(encounter.procedures)
    try writeBillingCodes(encounter)
    try writeProviders(
      claim,
      [
        (.attending, "2310A"), (.operating, "2310B"), (.rendering, "2310D"),
        (.serviceFacility, "2310E"), (.referring, "2310F"),
      ])
  }

  private mutating func writeStay(_ claim: Claim) throws(TransactionSetError) {
    let encounter = claim.encounter
    if let time = encounter.discharge?.time {
      try write("DTP", ["096", "TM", .text(time.compact)])
    }
    let period = claim.statementPeriod
    try write(
      "DTP", ["434", "RD8", .text("\(period.from.compact)-\(period.through.compact)")])
    guard let date = encounter.admission?.date else { return }
    if let time = encounter.admission?.time {
      try write("DTP", ["435", "DT", .text(date.compact + time.compact)])
    } else {
      try write(date: date, "435")
    }
  }

  private mutating func writeReferences(_ encounter: Encounter) throws(TransactionSetError) {
    try write(reference: "9F", encounter.referralNumber)
    try write(reference: "G1", encounter.priorAuthorization)
    try write(reference: "F8", encounter.payerClaimControlNumber)
  }

  private mutating func writeProviders(
    _ claim: Claim, _ roles: [(ProviderRole, String)]
  ) throws(TransactionSetError) {
    for (role, loop) in roles {
      guard let provider = claim.encounter.providers[role] else { continue }
      if role == .rendering, claim.alreadyNames(provider) { continue }
      self.loop = loop
      try writeName(role.entityCode, provider)
      if let code = role.specialtyCode(claim.kind), let taxonomy = provider.taxonomy {
        try write("PRV", [.text(code), "PXC", .text(taxonomy.description)])
      }
      if role == .serviceFacility { try writeAddress(try required(provider.address, "N3", 1)) }
    }
  }

  private mutating func writeOtherCoverage(
    _ coverage: Coverage, position: Int, of claim: Claim
  ) throws(TransactionSetError) {
    loop = "2320"
    try writeCoverage(
      coverage, claim.kind, responsibility: position,
      patientRelationship: coverage.relationship.code)
    let assignment = claim.encounter.assignment
    try write(
      "OI",
      [
        .empty, .empty, .text(assignment.benefitsToProvider), .empty, .empty,
        .text(assignment.releaseOfInformation),
      ])
    loop = "2330A"
    let own = coverage.relationship == .`self` ? claim.encounter.patient.person : nil
    let subscriber = try required(own ?? coverage.subscriber, "NM1", 3)
    try writeName("IL", subscriber.name, qualifier: "MI", id: coverage.subscriberID)
    if let address = subscriber.address { try writeAddress(address) }
    loop = "2330B"
    try writePayer(coverage.payer)
  }

  mutating func write(date: CalendarDate?, _ qualifier: String) throws(TransactionSetError) {
    if let date { try write("DTP", [.text(qualifier), "D8", .text(date.compact)]) }
  }

  private mutating func write(
    reference qualifier: String, _ value: String?
  ) throws(TransactionSetError) {
    if let value { try write("REF", [.text(qualifier), .text(value)]) }
  }

  private static func cause(_ accident: Accident) -> Element {
    let state = accident.state?.uppercased() ?? ""
    return switch accident.cause {
    case .auto: .composite(["AA", "", "", state])
    case .employment: .composite(["EM"])
    case .other: .composite(["OA"])
    }
  }
}

extension Claim {
  /// Tells whether a rendering provider is already on the claim in the role that stands for it.
  fileprivate func alreadyNames(_ rendering: Provider) -> Bool {
    let other = kind == .professional ? billingProvider : encounter.providers[.attending]
    return other?.npi == rendering.npi
  }
}

extension ProviderRole {
  /// X12's entity identifier for the role.
  fileprivate var entityCode: String {
    switch self {
    case .billing: "85"
    case .rendering: "82"
    case .attending: "71"
    case .operating: "72"
    case .referring: "DN"
    case .ordering: "DK"
    case .serviceFacility: "77"
    }
  }

  /// The code of the PRV segment after the name, where the guide has one.
  fileprivate func specialtyCode(_ kind: ClaimKind) -> String? {
    switch (self, kind) {
    case (.rendering, .professional): "PE"
    case (.attending, .institutional): "AT"
    default: nil
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

extension LoopWriter {
  mutating func writeBillingProvider(_ provider: Provider) throws(TransactionSetError) {
    if let taxonomy = provider.taxonomy {
      try write("PRV", ["BI", "PXC", .text(taxonomy.description)])
    }
    loop = "2010AA"
    try writeName("85", provider)
    try writeAddress(try required(provider.address, "N3", 1))
    let taxID = try required(provider.taxID, "REF", 2)
    try write("REF", ["EI", .text(taxID.description)])
    if let telephone = provider.telephone {
      let contact: Element =
        switch provider.name {
        case .organization(let name): .upper(name)
        case .person(let name): .upper(name.family)
        }
      try write("PER", ["IC", contact, "TE", .text(telephone)])
    }
  }

  mutating func writeSubscriber(_ claim: Claim) throws(TransactionSetError) {
    let coverage = claim.coverage
    try writeCoverage(coverage, claim.kind, responsibility: 0, patientRelationship: nil)
    loop = "2010BA"
    if coverage.relationship == .`self` {
      let patient = claim.encounter.patient.person
      try writeName("IL", patient.name, qualifier: "MI", id: coverage.subscriberID)
      try writeAddress(try required(patient.address, "N3", 1))
      try writeDemographics(patient)
    } else {
      let subscriber = try required(coverage.subscriber, "NM1", 3)
      try writeName("IL", subscriber.name, qualifier: "MI", id: coverage.subscriberID)
    }
    loop = "2010BB"
    try writePayer(coverage.payer)
  }

  mutating func writeDependent(_ claim: Claim) throws(TransactionSetError) {
    let patient = claim.encounter.patient.person
    try write("PAT", [.text(claim.coverage.relationship.code)])
    loop = "2010CA"
    try writeName("QC", patient.name)
    try writeAddress(try required(patient.address, "N3", 1))
    try writeDemographics(patient)
  }

  /// Writes an SBR; a position among the payers becomes P, S, T, A, B and so on.
  mutating func writeCoverage(
    _ coverage: Coverage, _ kind: ClaimKind, responsibility: Int, patientRelationship: String?
  ) throws(TransactionSetError) {
    let codes = ["P", "S", "T", "A", "B", "C", "D", "E", "F", "G", "H"]
    guard codes.indices.contains(responsibility) else {
      throw TransactionSetError(.tooLong, loop: loop, segment: "SBR", element: 1)
    }
    let relationship = patientRelationship ?? (coverage.relationship == .`self` ? "18" : nil)
    let isGrouped = coverage.groupNumber != nil
    // Only the professional guide uses SBR05.
    let reason = kind == .professional ? coverage.medicareSecondaryReason?.rawValue : nil
    try write(
      "SBR",
      [
        .text(codes[responsibility]), Element(relationship), Element(coverage.groupNumber),
        isGrouped ? .empty : .upper(coverage.planName),
        Element(reason), .empty, .empty, .empty,
        Element(coverage.claimFiling?.rawValue),
      ])
  }

  mutating func writePayer(_ payer: Payer) throws(TransactionSetError) {
    let id = try required(payer.id, "NM1", 9)
    try write(
      "NM1",
      ["PR", "2", .upper(payer.name), .empty, .empty, .empty, .empty, "PI", .text(id)])
    if let address = payer.address { try writeAddress(address) }
  }

  mutating func writeName(_ entity: String, _ provider: Provider) throws(TransactionSetError) {
    let npi = try required(provider.npi, "NM1", 9)
    switch provider.name {
    case .person(let name):
      try writeName(entity, name, qualifier: "XX", id: npi.description)
    case .organization(let name):
      try write(
        "NM1",
        [
          .text(entity), "2", .upper(name), .empty, .empty, .empty, .empty, "XX",
          .text(npi.description),
        ])
    }
  }

  mutating func writeName(
    _ entity: String, _ name: PersonName, qualifier: String, id: String?
  ) throws(TransactionSetError) {
    let id = try required(id, "NM1", 9)
    try write("NM1", Self.parts(entity, name) + [.text(qualifier), .text(id)])
  }

  private mutating func writeName(
    _ entity: String, _ name: PersonName
  ) throws(TransactionSetError) {
    try write("NM1", Self.parts(entity, name))
  }

  private static func parts(_ entity: String, _ name: PersonName) -> [Element] {
    [
      .text(entity), "1", .upper(name.family), .upper(name.given), .upper(name.middle), .empty,
      .upper(name.suffix),
    ]
  }

  mutating func writeAddress(_ address: Address) throws(TransactionSetError) {
    guard address.lines.count <= 2 else {
      throw TransactionSetError(.tooLong, loop: loop, segment: "N3", element: 3)
    }
    try write("N3", address.lines.map { .upper($0) })
    try write(
      "N4",
      [
        .upper(address.city), .upper(address.state), Element(address.postalCode),
        .upper(address.country),
      ])
  }

  private mutating func writeDemographics(_ person: Person) throws(TransactionSetError) {
    let birth = try required(person.birthDate, "DMG", 2)
    let sex: Element =
      switch person.sex {
      case .female: "F"
      case .male: "M"
      case .unknown: "U"
      }
    try write("DMG", ["D8", .text(birth.compact), sex])
  }
}

extension Relationship {
  /// X12's code for the relationship.
  var code: String {
    switch self {
    case .`self`: "18"
    case .spouse: "01"
    case .child: "19"
    case .employee: "20"
    case .unknown: "21"
    case .organDonor: "39"
    case .cadaverDonor: "40"
    case .lifePartner: "53"
    case .other: "G8"
    }
  }
}

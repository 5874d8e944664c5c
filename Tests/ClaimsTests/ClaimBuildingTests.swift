// SPDX-License-Identifier: Apache-2.0

import Claims
import TestSupport
import Testing
import Values

/// One change to a clean encounter and what it leads to.
struct BuildingCase: Sendable, CustomTestStringConvertible {
  let rule: String
  let place: Place
  let severity: Finding.Severity
  let change: @Sendable (inout Encounter) -> Void

  init(
    _ rule: String, _ place: Place, _ severity: Finding.Severity = .rejects,
    _ change: @escaping @Sendable (inout Encounter) -> Void
  ) {
    self.rule = rule
    self.place = place
    self.severity = severity
    self.change = change
  }

  var testDescription: String { "\(rule) at \(place)" }
}

@Suite struct ClaimBuildingTests {
  @Test("A complete encounter becomes a claim without findings")
  func clean() {
    for encounter in [SampleEncounter.professional, SampleEncounter.institutional] {
      let result = Claim.building(from: encounter)
      #expect(result.findings == [])
      #expect(result.maySend)
    }
  }

  static let professional: [BuildingCase] = [
    .init("claim.missing-npi", .provider("billing")) { $0.providers[.billing]?.writtenNPI = nil },
    .init("claim.invalid-npi", .provider("rendering")) {
      $0.providers[.rendering]?.writtenNPI = "1234567890"
    },
    .init("claim.missing-provider", .provider("billing")) { $0.providers[.billing] = nil },
    .init("claim.missing-tax-id", .provider("billing")) { $0.providers[.billing]?.taxID = nil },
    .init("claim.postal-code-not-nine-digits", .provider("billing")) {
      $0.providers[.billing]?.address?.postalCode = "43099"
    },
    .init("claim.no-coverage", .patient) { $0.coverages = [] },
    .init("claim.missing-subscriber-id", .coverage(1)) { $0.coverages[0].subscriberID = nil },
    .init("claim.missing-payer-id", .coverage(1)) { $0.coverages[0].payer.id = nil },
    .init("claim.missing-claim-filing", .coverage(1)) { $0.coverages[0].claimFiling = nil },
    .init("claim.missing-subscriber", .coverage(1)) { $0.coverages[0].relationship = .child },
    .init("claim.missing-medicare-secondary-reason", .coverage(2)) {
      $0.coverages.append(
        Coverage(
          payer: Payer(name: "Medicare", id: "99904"), subscriberID: "1BB0BB0BB00",
          claimFiling: .medicarePartB))
    },
    .init("claim.missing-birth-date", .patient) { $0.patient.person.birthDate = nil },
    .init("claim.missing-address", .patient) { $0.patient.person.address = nil },
    .init("claim.date-order", .patient) {
      $0.patient.person.birthDate = SampleEncounter.day("2026-03-11")
    },
    .init("claim.missing-name", .patient) { $0.patient.person.name.family = "" },
    .init("claim.missing-name", .coverage(1)) {
      $0.coverages[0].relationship = .child
      $0.coverages[0].subscriber = Person(name: PersonName(family: ""))
    },
    .init("claim.too-many-coverages", .coverage(12)) {
      $0.coverages = Array(repeating: $0.coverages[0], count: 12)
    },
    .init("claim.no-charges", .claim) { $0.charges = [] },
    .init("claim.total-zero", .claim, .warns) {
      for index in $0.charges.indices { $0.charges[index].amount = .zero }
    },
    .init("claim.negative-charge", .serviceLine(2)) { $0.charges[1].amount = Money(cents: -100) },
    .init("claim.units-not-positive", .serviceLine(1)) { $0.charges[0].units = Quantity(0) },
    .init("claim.missing-procedure-code", .serviceLine(2)) { $0.charges[1].code = nil },
    .init("claim.too-many-modifiers", .serviceLine(1)) {
      $0.charges[0].modifiers = ["25", "59", "76", "77", "GT"]
    },
    .init("claim.missing-diagnosis-pointer", .serviceLine(1)) {
      $0.charges[0].diagnosisPointers = []
    },
    .init("claim.unknown-diagnosis-pointer", .serviceLine(1)) {
      $0.charges[0].diagnosisPointers = [1, 4]
    },
    .init("claim.too-many-diagnosis-pointers", .serviceLine(1)) {
      $0.charges[0].diagnosisPointers = [1, 2, 3, 1, 2]
    },
    .init("claim.date-order", .serviceLine(1)) {
      $0.charges[0].date = SampleEncounter.day("2026-03-10")
      $0.charges[0].through = SampleEncounter.day("2026-03-09")
    },
    .init("claim.too-many-lines", .serviceLine(51)) {
      $0.charges = Array(repeating: $0.charges[0], count: 51)
    },
    .init("claim.no-diagnosis", .claim) {
      $0.diagnoses = []
      for index in $0.charges.indices { $0.charges[index].diagnosisPointers = [] }
    },
    .init("claim.too-many-diagnoses", .claim) {
      $0.diagnoses += Array(repeating: Diagnosis(code: "R69"), count: 10)
    },
    .init("claim.second-principal-diagnosis", .diagnosis(3)) {
      $0.diagnoses[2].role = .firstListed
    },
    .init("claim.mixed-code-sets", .diagnosis(3)) { $0.diagnoses[2].codeSet = .icd9cm },
    .init("claim.not-sent", .diagnosis(4), .informs) {
      $0.diagnoses.append(Diagnosis(code: "R07.9", role: .admitting))
    },
    .init("claim.missing-place-of-service", .claim) { $0.placeOfService = nil },
    .init("claim.patient-control-number", .claim) {
      $0.patientControlNumber = "A-NUMBER-OF-MORE-THAN-TWENTY"
    },
    .init("claim.missing-payer-control-number", .claim) { $0.frequency = .replacement },
    .init("claim.missing-accident-state", .claim) {
      $0.accident = Accident(cause: .auto, date: SampleEncounter.day("2026-03-09"))
    },
    .init("claim.missing-accident-date", .claim) { $0.accident = Accident(cause: .other) },
    .init("claim.missing-date", .claim) { $0.statementPeriod = nil },
    .init("claim.bad-form", .claim) { $0.placeOfService = "111" },
    .init("claim.bad-form", .patient) { $0.patient.person.address?.state = "Ohio" },
    .init("claim.bad-form", .patient) { $0.patient.person.address?.postalCode = "4309" },
    .init("claim.bad-form", .provider("billing")) { $0.providers[.billing]?.telephone = "555" },
    .init("claim.bad-form", .diagnosis(3)) { $0.diagnoses[2].code = "I1" },
    .init("claim.bad-form", .serviceLine(1)) { $0.charges[0].code = "9921" },
    .init("claim.bad-form", .serviceLine(1)) { $0.charges[0].modifiers = ["255"] },
  ]

  @Test("What is missing or wrong on a professional claim is found", arguments: professional)
  func findsOnProfessional(test: BuildingCase) {
    check(test, SampleEncounter.professional)
  }

  static let institutional: [BuildingCase] = [
    .init("claim.not-sent", .coverage(1), .informs) {
      $0.coverages[0].medicareSecondaryReason = .disabled
    },
    .init("claim.frequency-conflict", .claim) {
      $0.frequency = .void
      $0.billType = BillType("117")
      $0.payerClaimControlNumber = "ICN99"
    },
    .init("claim.too-many-procedures", .procedure(26)) {
      $0.procedures = Array(repeating: $0.procedures[0], count: 26)
    },
    .init("claim.missing-bill-type", .claim) { $0.billType = nil },
    .init("claim.missing-provider", .provider("attending")) { $0.providers[.attending] = nil },
    .init("claim.missing-discharge-status", .claim) { $0.discharge?.status = nil },
    .init("claim.missing-admission-type", .claim) { $0.admission?.type = nil },
    .init("claim.missing-admission-source", .claim) { $0.admission?.source = nil },
    .init("claim.missing-admission-date", .claim) { $0.admission?.date = nil },
    .init("claim.date-order", .claim) {
      $0.discharge?.date = SampleEncounter.day("2026-02-01")
    },
    .init("claim.missing-revenue-code", .serviceLine(2)) { $0.charges[1].revenueCode = nil },
    .init("claim.date-outside-statement-period", .serviceLine(2)) {
      $0.charges[1].date = SampleEncounter.day("2026-02-08")
    },
    .init("claim.bad-form", .serviceLine(2)) { $0.charges[1].revenueCode = "360" },
    .init("claim.bad-form", .procedure(2)) { $0.procedures[1].code = "30233N" },
    .init("claim.missing-date", .procedure(2)) { $0.procedures[1].date = nil },
    .init("claim.too-many-lines", .serviceLine(1000)) {
      $0.charges = Array(repeating: $0.charges[1], count: 1000)
    },
    .init("claim.billing-provider-is-person", .provider("billing")) {
      $0.providers[.billing]?.name = .person(PersonName(family: "Okafor"))
    },
    .init("claim.missing-payer-control-number", .claim) { $0.billType = BillType("117") },
  ]

  @Test("What is missing or wrong on an institutional claim is found", arguments: institutional)
  func findsOnInstitutional(test: BuildingCase) {
    check(test, SampleEncounter.institutional)
  }

  private func check(_ test: BuildingCase, _ encounter: Encounter) {
    var encounter = encounter
    test.change(&encounter)
    let result = Claim.building(from: encounter)
    let hit = result.findings.first { $0.rule == test.rule && $0.place == test.place }
    #expect(hit?.severity == test.severity, "\(result.findings)")
    #expect(result.findings.count == 1, "\(result.findings)")
    #expect(result.maySend == (test.severity != .rejects))
  }

  @Test("The first-listed diagnosis stands first and pointers follow it")
  func reorders() throws {
    var encounter = SampleEncounter.professional
    encounter.diagnoses.swapAt(0, 2)
    encounter.charges[0].diagnosisPointers = [3, 1]
    let claim = try #require(Claim.building(from: encounter).claim)
    #expect(claim.diagnoses.map(\.code) == ["E11.65", "I10", "Z79.4"])
    #expect(claim.lines[0].charge.diagnosisPointers == [1, 2])
  }
}

// SPDX-License-Identifier: Apache-2.0

import Claims
import Interchange
import TestSupport
import Testing
import Values

@Suite struct EncounterDocumentTests {
  static let document = """
    {"id": "V-1", "setting": "office", "placeOfService": "11",
     "statementPeriod": {"from": "2026-03-10"},
     "patient": {"family": "Abernathy", "birthDate": "1968-05-14", "sex": "female"},
     "coverages": [{"payer": {"name": "Buckeye"}, "claimFiling": "CI"}],
     "providers": {"billing": {"organization": "Clinic", "taxId": "00-1000001"}},
     "diagnoses": [{"code": "E11.65", "role": "first-listed"}],
     "charges": [{"code": "99214", "units": 2, "diagnoses": [1]}]}
    """
  static let fees = ["99214": Money(cents: 21200)]

  @Test("A charge without an amount takes the fee for its units")
  func fees() throws {
    let reading = EncounterReading(of: try JSON(parsing: Self.document), fees: Self.fees)
    #expect(reading.encounters.first?.findings == [])
    let encounter = reading.encounters.first?.encounter
    #expect(encounter?.charges.first?.amount == Money(cents: 42400))
    #expect(encounter?.statementPeriod?.through == SampleEncounter.day("2026-03-10"))
  }

  static let faults: [TextCase] = [
    .init("\"id\": \"V-1\", ", "", "encounter.missing-field", "id"),
    .init("\"office\"", "\"shop\"", "encounter.bad-value", "setting"),
    .init("2026-03-10", "10.3.2026", "encounter.bad-date", "statementPeriod.from"),
    .init("\"family\": \"Abernathy\", ", "", "encounter.missing-field", "patient.family"),
    .init("1968-05-14", "1968-14-05", "encounter.bad-date", "patient.birthDate"),
    .init("\"sex\"", "\"gender\"", "encounter.unknown-field", "patient.gender"),
    .init("\"CI\"", "\"COMMERCIAL\"", "encounter.bad-value", "coverages[0].claimFiling"),
    .init("00-1000001", "00-100000", "encounter.bad-value", "providers.billing.taxId"),
    .init("\"billing\"", "\"biller\"", "encounter.unknown-field", "providers.biller"),
    .init("\"code\": \"E11.65\", ", "", "encounter.missing-field", "diagnoses[0].code"),
    .init("\"units\": 2", "\"units\": 2.0001", "encounter.bad-value", "charges[0].units"),
    .init("\"units\": 2", "\"units\": \"two\"", "encounter.bad-value", "charges[0].units"),
    .init("\"diagnoses\": [1]", "\"diagnoses\": 1", "encounter.bad-value", "charges[0].diagnoses"),
    .init(
      "\"units\": 2", "\"units\": 2, \"charge\": 90000000000000000", "encounter.bad-value",
      "charges[0].charge"),
    .init("\"units\": 2", "\"units\": 999999999999", "charge.missing", "charges[0]"),
    .init("\"99214\"", "\"99215\"", "charge.missing", "charges[0]"),
    .init(
      "\"units\": 2", "\"units\": 2, \"charge\": 1.005", "encounter.bad-value", "charges[0].charge"),
  ]

  @Test("What is wrong in our own document is found at its path", arguments: faults)
  func finds(test: TextCase) throws {
    let text = Self.document.replacing(test.from, with: test.to)
    #expect(text != Self.document)
    let reading = EncounterReading(of: try JSON(parsing: text), fees: Self.fees)
    let findings = reading.encounters.flatMap(\.findings)
    #expect(
      findings.contains { $0.rule == test.rule && $0.place == .field(test.path) }, "\(findings)")
  }

  @Test("Several faults are found in one pass")
  func several() throws {
    let text = "{\"setting\": \"shop\", \"charges\": [{}], \"extra\": 1}"
    let reading = EncounterReading(of: try JSON(parsing: text))
    #expect(
      reading.encounters.first?.findings.map(\.rule) == [
        "encounter.unknown-field", "encounter.missing-field", "encounter.bad-value",
        "encounter.missing-field", "encounter.missing-field", "charge.missing",
      ])
  }

  @Test(
    "An encounter comes back the same from our own document",
    arguments: [SampleEncounter.professional, SampleEncounter.institutional, full])
  func roundTrip(encounter: Encounter) throws {
    let reading = EncounterReading(of: try JSON(parsing: encounter.document.line))
    #expect(reading.encounters.first?.findings == [])
    #expect(reading.encounters.first?.encounter == encounter)
  }

  /// An encounter in which every field has a value that is not the usual one.
  static var full: Encounter {
    var encounter = SampleEncounter.institutional
    encounter.patientControlNumber = "PCN-1"
    encounter.claimKind = .institutional
    encounter.placeOfService = "21"
    encounter.patient.medicalRecordNumber = "MRN"
    encounter.patient.person.name.middle = "M"
    encounter.patient.person.name.suffix = "Jr"
    encounter.coverages[0].relationship = .lifePartner
    encounter.coverages[0].subscriber = encounter.patient.person
    encounter.coverages[0].groupNumber = "G"
    encounter.coverages[0].planName = "Plan"
    encounter.coverages[0].payer.address = SampleEncounter.address
    encounter.coverages[0].medicareSecondaryReason = .disabled
    for role in ProviderRole.allCases {
      encounter.providers[role] = SampleEncounter.person("Okafor", "Ngozi", "1")
    }
    encounter.diagnoses[0].codeSet = .icd9cm
    encounter.procedures[0].codeSet = .icd9pcs
    encounter.occurrences = [Occurrence(code: "05", date: SampleEncounter.day("2026-02-03"))]
    encounter.conditionCodes = ["09"]
    encounter.valueCodes = [ValueCode(code: "80", amount: Money(cents: 400))]
    encounter.charges[0].code = "J1885"
    encounter.charges[0].modifiers = ["JZ"]
    encounter.charges[0].units = Quantity(thousandths: 1500)
    encounter.charges[0].placeOfService = "22"
    encounter.charges[0].diagnosisPointers = [1]
    encounter.charges[0].drug = Drug(code: "99999000101", quantity: Quantity(1), unit: .gram)
    encounter.charges[0].text = "Text"
    encounter.priorAuthorization = "PA"
    encounter.referralNumber = "R"
    encounter.mammographyCertificationNumber = "M"
    encounter.laboratoryCertificationNumber = "C"
    encounter.accident = Accident(
      cause: .auto, date: SampleEncounter.day("2026-02-03"), state: "OH")
    encounter.illnessOnset = SampleEncounter.day("2026-02-01")
    encounter.lastMenstrualPeriod = SampleEncounter.day("2025-06-27")
    encounter.frequency = .replacement
    encounter.payerClaimControlNumber = "ICN"
    encounter.assignment.participation = .notAssigned
    encounter.assignment.benefitsToProvider = "N"
    encounter.assignment.releaseOfInformation = "I"
    encounter.assignment.providerSignatureOnFile = false
    encounter.notes = [
      Note(id: "n", title: "Note", date: SampleEncounter.day("2026-02-03"), text: "Text \u{E9}\n")
    ]
    return encounter
  }
}

// SPDX-License-Identifier: Apache-2.0

import Claims
import Foundation
import Interchange
import Testing
import Values

/// One change to the text of a Bundle and the finding that it leads to.
struct TextCase: Sendable, CustomTestStringConvertible {
  let from: String
  let to: String
  let rule: String
  let path: String

  init(_ from: String, _ to: String, _ rule: String, _ path: String) {
    self.from = from
    self.to = to
    self.rule = rule
    self.path = path
  }

  var testDescription: String { "\(rule) at \(path)" }
}

@Suite struct BundleReaderTests {
  static let bundle = """
    {"resourceType": "Bundle", "type": "transaction", "entry": [
      {"fullUrl": "urn:uuid:11111111-0000-4000-8000-000000000001", "resource": {
        "resourceType": "Patient", "birthDate": "1968-05-14", "gender": "female",
        "name": [{"family": "Abernathy", "given": ["Dolores", "M", "R"]}],
        "address": [{"line": ["1 Main"], "city": "Milbrook", "state": "OH",
          "postalCode": "43099-2140", "country": "US"}]}},
      {"resource": {"resourceType": "Coverage", "id": "c2", "status": "active", "order": 2,
        "subscriberId": "S2", "beneficiary": {"reference":
          "urn:uuid:11111111-0000-4000-8000-000000000001"},
        "relationship": {"coding": [{"code": "self"}]}, "payor": [{"reference": "#p"}],
        "contained": [{"resourceType": "Organization", "id": "p", "name": "Second",
          "identifier": [{"value": "99902"}]}]}},
      {"resource": {"resourceType": "Coverage", "id": "c1", "status": "active", "order": 1,
        "subscriberId": "S1", "beneficiary": {"reference":
          "urn:uuid:11111111-0000-4000-8000-000000000001"},
        "relationship": {"coding": [{"code": "self"}]}, "payor": [{"reference": "#p"}],
        "contained": [{"resourceType": "Organization", "id": "p", "name": "First",
          "identifier": [{"value": "99901"}]}]}},
      {"resource": {"resourceType": "Encounter", "id": "e1", "status": "finished",
        "class": {"code": "AMB"}, "type": [{"coding": [{"system":
          "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set",
          "code": "11"}]}],
        "subject": {"reference": "urn:uuid:11111111-0000-4000-8000-000000000001"},
        "period": {"start": "2026-03-10T09:00:00-05:00"},
        "diagnosis": [
          {"condition": {"reference": "Condition/d2"}, "rank": 2},
          {"condition": {"reference": "https://ehr.example/fhir/Condition/d1/_history/3"},
            "rank": 1}]}},
      {"resource": {"resourceType": "Condition", "id": "d1", "code": {"coding": [
        {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "E11.65"}]}}},
      {"resource": {"resourceType": "Condition", "id": "d2", "code": {"coding": [
        {"system": "urn:oid:2.16.840.1.113883.6.90", "code": "I10"}]}}},
      {"resource": {"resourceType": "Procedure", "id": "p1", "status": "completed",
        "encounter": {"reference": "Encounter/e1"}, "performedDateTime": "2026-03-10",
        "code": {"coding": [{"system": "http://www.ama-assn.org/go/cpt", "code": "99214"}]},
        "reasonReference": [{"reference": "Condition/d1"}, {"reference": "Condition/d2"}]}},
      {"resource": {"resourceType": "DocumentReference", "id": "n1", "date": "2026-03-10T10:00:00Z",
        "context": {"encounter": [{"reference": "Encounter/e1"}]},
        "content": [{"attachment": {"contentType": "text/plain", "data": "U2VlbiB0b2RheS4="}}]}}
    ]}
    """
  static let fees = ["99214": Money(cents: 21200)]

  @Test(
    "References are followed by fullUrl, by type and id, with history, and to what is contained")
  func reads() throws {
    let reading = EncounterReading(of: try JSON(parsing: Self.bundle), fees: Self.fees)
    #expect(reading.findings == [])
    let item = try #require(reading.encounters.first)
    #expect(item.findings == [])
    let encounter = try #require(item.encounter)
    #expect(encounter.id.description == "e1")
    #expect(encounter.setting == .office)
    #expect(encounter.patient.person.name.middle == "M R")
    #expect(encounter.patient.person.address?.postalCode == "430992140")
    #expect(encounter.patient.person.address?.country == nil)
    #expect(encounter.coverages.map(\.payer.name) == ["First", "Second"])
    #expect(encounter.coverages.map(\.payer.id) == ["99901", "99902"])
    #expect(encounter.diagnoses.map(\.code) == ["E11.65", "I10"])
    #expect(encounter.diagnoses.map(\.role) == [.firstListed, .secondary])
    #expect(encounter.charges.map(\.amount) == [Money(cents: 21200)])
    #expect(encounter.charges.first?.diagnosisPointers == [1, 2])
    #expect(encounter.notes.map(\.text) == ["Seen today."])
  }

  static let faults: [TextCase] = [
    .init(
      "2026-03-10T09:00:00-05:00", "2026-02-30", "encounter.bad-date",
      "entry[3].resource.period.start"),
    .init(
      "\"start\": \"2026-03-10T09:00:00-05:00\"", "", "encounter.missing-field",
      "entry[3].resource.period.start"),
    .init(
      "\"status\": \"finished\"", "\"status\": \"cancelled\"", "encounter.status",
      "entry[3].resource.status"),
    .init("\"AMB\"", "\"XYZ\"", "encounter.unknown-class", "entry[3].resource.class.code"),
    .init(
      "\"Condition/d2\"}, \"rank\"", "\"Condition/d9\"}, \"rank\"", "encounter.unknown-reference",
      "entry[3].resource.diagnosis[0].condition.reference"),
    .init(
      "\"birthDate\": \"1968-05-14\"", "\"birthDate\": \"1968\"", "encounter.bad-date",
      "entry[0].resource.birthDate"),
    .init(
      "\"status\": \"active\", \"order\": 2", "\"status\": \"cancelled\", \"order\": 2",
      "encounter.coverage-not-active", "entry[1].resource.status"),
    .init(
      "http://hl7.org/fhir/sid/icd-10-cm", "http://snomed.info/sct", "encounter.coding-not-used",
      "entry[4].resource.code.coding[0]"),
    .init(
      "http://hl7.org/fhir/sid/icd-10-cm", "http://snomed.info/sct",
      "encounter.condition-not-coded", "entry[4].resource.code"),
    .init("\"99214\"", "\"99215\"", "charge.missing", "entry[6].resource"),
    .init(
      "\"status\": \"completed\"", "\"status\": \"not-done\"", "encounter.procedure-not-done",
      "entry[6].resource.status"),
    .init(
      "U2VlbiB0b2RheS4=", "U2VlbiB0b2RheS4", "encounter.bad-value",
      "entry[7].resource.content[0].attachment.data"),
    .init(
      "text/plain", "application/pdf", "encounter.note-not-text",
      "entry[7].resource.content[0].attachment.contentType"),
    .init(
      "\"family\": \"Abernathy\", ", "", "encounter.missing-field",
      "entry[0].resource.name[0].family"),
    .init(
      "https://www.cms.gov/Medicare/Coding/place-of-service-codes/", "urn:other:",
      "encounter.assumed-place-of-service", "entry[3].resource.class.code"),
    .init(
      "\"class\": {",
      "\"participant\": [{\"type\": [{\"coding\": [{\"code\": \"CON\"}]}], \"individual\": "
        + "{\"reference\": \"urn:uuid:11111111-0000-4000-8000-000000000001\"}}], \"class\": {",
      "encounter.participant-not-used", "entry[3].resource.participant[0]"),
    .init(
      "\"id\": \"d2\", ",
      "\"id\": \"d2\", \"verificationStatus\": {\"coding\": [{\"code\": \"refuted\"}]}, ",
      "encounter.condition-not-asserted", "entry[5].resource.verificationStatus"),
    .init(
      "{\"condition\": {\"reference\": \"Condition/d2\"}, \"rank\": 2},", "",
      "encounter.condition-not-on-encounter", "entry[6].resource.reasonReference[1]"),
    .init(
      "{\"resource\": {\"resourceType\": \"Procedure\"",
      "{\"resource\": {\"resourceType\": \"ChargeItem\", \"status\": \"not-billable\", "
        + "\"context\": {\"reference\": \"Encounter/e1\"}}}, "
        + "{\"resource\": {\"resourceType\": \"Procedure\"",
      "encounter.charge-not-billable", "entry[6].resource.status"),
    .init(
      "\"id\": \"n1\", ", "\"id\": \"n1\", \"status\": \"entered-in-error\", ",
      "encounter.note-not-used", "entry[7].resource.status"),
  ]

  @Test("What is wrong in a Bundle is found at its path", arguments: faults)
  func finds(test: TextCase) throws {
    let text = Self.bundle.replacing(test.from, with: test.to)
    #expect(text != Self.bundle)
    let reading = EncounterReading(of: try JSON(parsing: text), fees: Self.fees)
    let findings = reading.encounters.flatMap(\.findings)
    #expect(
      findings.contains { $0.rule == test.rule && $0.place == .field(test.path) }, "\(findings)")
  }

  @Test("Any one byte taken away is found or harmless, and never ends the program")
  func mutations() {
    let bytes = Array(Self.bundle.utf8)
    for index in stride(from: 0, to: bytes.count, by: 3) {
      var changed = bytes
      changed.remove(at: index)
      guard let document = try? JSON(parsing: changed) else { continue }
      for item in EncounterReading(of: document, fees: Self.fees).encounters {
        if let encounter = item.encounter { _ = Claim.building(from: encounter) }
      }
    }
  }

  @Test("A role that stands for itself does not go round for ever")
  func roleOfItself() throws {
    let text = Self.bundle.replacing(
      "\"class\": {",
      with: "\"participant\": [{\"individual\": {\"reference\": \"PractitionerRole/r\"}, "
        + "\"type\": [{\"coding\": [{\"code\": \"PPRF\"}]}]}], \"class\": {"
    ).replacing(
      "{\"resource\": {\"resourceType\": \"Procedure\"",
      with: "{\"resource\": {\"resourceType\": \"PractitionerRole\", \"id\": \"r\", "
        + "\"practitioner\": {\"reference\": \"PractitionerRole/r\"}}}, "
        + "{\"resource\": {\"resourceType\": \"Procedure\"")
    let item = EncounterReading(of: try JSON(parsing: text), fees: Self.fees).encounters.first
    #expect(item?.encounter?.providers[.rendering] == nil)
    #expect(item?.findings.map(\.rule) == ["encounter.unknown-provider"])
  }

  @Test("A resource that no encounter uses is told")
  func unused() throws {
    let text = Self.bundle.replacing(
      "{\"resource\": {\"resourceType\": \"Procedure\"",
      with: "{\"resource\": {\"resourceType\": \"Goal\", \"id\": \"g\"}}, "
        + "{\"resource\": {\"resourceType\": \"Procedure\"")
    let reading = EncounterReading(of: try JSON(parsing: text), fees: Self.fees)
    #expect(reading.findings.map(\.rule) == ["encounter.resource-not-used"])
    #expect(reading.findings.map(\.place) == [.field("entry[6].resource")])
  }

  @Test(
    "A document that is neither form is told",
    arguments: [
      ("{\"resourceType\": \"Patient\"}", "encounter.unknown-document"),
      ("[]", "encounter.unknown-document"), ("{\"resourceType\": \"Bundle\"}", "encounter.none"),
    ])
  func unknown(text: String, rule: String) throws {
    let reading = EncounterReading(of: try JSON(parsing: text))
    #expect(reading.findings.map(\.rule) == [rule])
    #expect(reading.encounters.isEmpty)
  }
}

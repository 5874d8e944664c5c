// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// Reads our own encounter document, which `Docs/Encounter.md` describes.
struct EncounterDocument {
  var reader = FieldReader()
  let fees: [String: Money]

  static func read(_ document: JSON, fees: [String: Money]) -> EncounterReading {
    var top = FieldReader()
    let root = Field(document, path: "")
    let fields: [Field]
    if document["encounters"] != nil {
      top.check(root, has: ["encounters"])
      fields = top.elements(root["encounters"])
    } else if case .object = document {
      fields = [root]
    } else {
      top.find("encounter.unknown-document", at: root)
      fields = []
    }
    let encounters = fields.map { field in
      var document = EncounterDocument(fees: fees)
      let encounter = document.encounter(field)
      return ReadEncounter(
        encounter: encounter, path: field.path, findings: document.reader.findings)
    }
    return EncounterReading(encounters: encounters, findings: top.findings)
  }

  private static let known: Set<String> = [
    "id", "patientControlNumber", "claimType", "setting", "placeOfService", "statementPeriod",
    "admission", "discharge", "billType", "patient", "coverages", "providers", "diagnoses",
    "procedures", "occurrences", "conditionCodes", "valueCodes", "charges", "priorAuthorization",
    "referralNumber", "mammographyCertificationNumber", "laboratoryCertificationNumber", "accident",
    "illnessOnset", "lastMenstrualPeriod", "frequency", "payerClaimControlNumber", "assignment",
    "notes", "benefits",
  ]

  private mutating func encounter(_ field: Field) -> Encounter? {
    reader.check(field, has: Self.known)
    let id = reader.required(field["id"], reader.text(field["id"])).flatMap { EncounterID($0) }
    let setting = reader.required(
      field["setting"], reader.choice(field["setting"], Encounter.Setting.self))
    let patient = patient(field["patient"])
    var encounter = Encounter(
      id: id ?? .unreadable, setting: setting ?? .other, patient: patient ?? .unreadable)
    readHeader(field, into: &encounter)
    readStay(field, into: &encounter)
    readReferences(field, into: &encounter)
    encounter.coverages = reader.elements(field["coverages"]).map { coverage($0) }
    encounter.providers = providers(field["providers"])
    encounter.diagnoses = reader.elements(field["diagnoses"]).compactMap { diagnosis($0) }
    encounter.procedures = reader.elements(field["procedures"]).compactMap { procedure($0) }
    encounter.charges = reader.elements(field["charges"]).compactMap { charge($0) }
    encounter.notes = reader.elements(field["notes"]).compactMap { note($0) }
    encounter.benefits = field["benefits"].value
    return id == nil || patient == nil ? nil : encounter
  }

  private mutating func readHeader(_ field: Field, into encounter: inout Encounter) {
    encounter.patientControlNumber = reader.text(field["patientControlNumber"])
    encounter.claimKind = reader.choice(field["claimType"])
    encounter.placeOfService = reader.text(field["placeOfService"])
    encounter.billType = reader.text(field["billType"], as: "three characters") { BillType($0) }
    if let frequency = reader.text(
      field["frequency"], as: "one character", rule: "encounter.bad-value", { ClaimFrequency($0) })
    {
      encounter.frequency = frequency
    }
    encounter.payerClaimControlNumber = reader.text(field["payerClaimControlNumber"])
    encounter.assignment = assignment(field["assignment"])
  }

  private mutating func readStay(_ field: Field, into encounter: inout Encounter) {
    encounter.statementPeriod = period(field["statementPeriod"])
    let admission = field["admission"]
    if admission.isPresent {
      reader.check(admission, has: ["date", "time", "type", "source"])
      encounter.admission = Admission(
        date: reader.date(admission["date"]), time: reader.time(admission["time"]),
        type: reader.text(admission["type"]), source: reader.text(admission["source"]))
    }
    let discharge = field["discharge"]
    if discharge.isPresent {
      reader.check(discharge, has: ["date", "time", "status"])
      encounter.discharge = Discharge(
        date: reader.date(discharge["date"]), time: reader.time(discharge["time"]),
        status: reader.text(discharge["status"]))
    }
    encounter.occurrences = reader.elements(field["occurrences"]).compactMap { occurrence($0) }
    encounter.conditionCodes = reader.texts(field["conditionCodes"])
    encounter.valueCodes = reader.elements(field["valueCodes"]).compactMap { valueCode($0) }
  }

  private mutating func readReferences(_ field: Field, into encounter: inout Encounter) {
    encounter.priorAuthorization = reader.text(field["priorAuthorization"])
    encounter.referralNumber = reader.text(field["referralNumber"])
    encounter.mammographyCertificationNumber = reader.text(field["mammographyCertificationNumber"])
    encounter.laboratoryCertificationNumber = reader.text(field["laboratoryCertificationNumber"])
    encounter.illnessOnset = reader.date(field["illnessOnset"])
    encounter.lastMenstrualPeriod = reader.date(field["lastMenstrualPeriod"])
    let accident = field["accident"]
    guard accident.isPresent else { return }
    reader.check(accident, has: ["cause", "date", "state"])
    let cause = reader.required(
      accident["cause"], reader.choice(accident["cause"], Accident.Cause.self))
    encounter.accident = Accident(
      cause: cause ?? .other, date: reader.date(accident["date"]),
      state: reader.text(accident["state"]))
  }
}

extension EncounterID {
  /// Stands in while the rest is read; no encounter leaves the reader with it.
  static var unreadable: EncounterID { known("?") }

  private static func known(_ text: String) -> EncounterID {
    guard let id = EncounterID(text) else { preconditionFailure("the text is not empty") }
    return id
  }
}

extension Patient {
  /// Stands in while the rest is read; no encounter leaves the reader with it.
  static var unreadable: Patient { Patient(person: Person(name: PersonName(family: ""))) }
}

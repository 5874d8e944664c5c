// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension BundleReader {
  mutating func encounter(_ field: Field) -> Encounter? {
    used.insert(field.place)
    let identifier = field["identifier"].elements.first?["value"] ?? field["id"]
    let id = reader.required(identifier, reader.text(identifier)).flatMap { EncounterID($0) }
    let subject = field["subject"]
    let patientField = reader.required(subject, resolve(subject, in: field))
    let patient = patientField.map { self.patient($0) }
    var encounter = Encounter(
      id: id ?? .unreadable, setting: .other, patient: patient ?? .unreadable)
    readStatus(field)
    readKind(field, into: &encounter)
    readPeriod(field, into: &encounter)
    readOwnExtensions(field, into: &encounter)
    if let patientField { encounter.coverages = coverages(of: patientField) }
    let conditions = readDiagnoses(field, patientField, into: &encounter)
    let procedures = readProcedures(field, into: &encounter)
    readCharges(field, procedures: procedures, conditions: conditions, into: &encounter)
    // What a participant is depends on the kind of claim, and that on the charges.
    readProviders(field, into: &encounter)
    encounter.notes = notes(of: field, patientField)
    return id == nil || patient == nil ? nil : encounter
  }

  private mutating func readStatus(_ field: Field) {
    guard let status = reader.required(field["status"], reader.text(field["status"])) else {
      return
    }
    if status != "finished", status != "in-progress", status != "onleave" {
      reader.find("encounter.status", at: field["status"], [Finding.Fact("status", status)])
    } else if status != "finished" {
      reader.find(
        "encounter.status", .warns, at: field["status"], [Finding.Fact("status", status)])
    }
  }

  private mutating func readKind(_ field: Field, into encounter: inout Encounter) {
    for type in field["type"].elements {
      for coding in type.codings {
        switch coding.system {
        case .placeOfService: encounter.placeOfService = coding.code
        case .typeOfBill:
          encounter.billType = reader.text(coding.field["code"], as: "three characters") {
            BillType($0)
          }
        default: notUsed(coding.field)
        }
      }
    }
    let classCode = field["class"]["code"]
    let code = reader.required(classCode, reader.text(classCode)) ?? ""
    encounter.setting = setting(code, encounter, at: classCode)
    encounter.claimKind = reader.choice(field.ownExtension("claim-type"))
    if encounter.placeOfService == nil, encounter.billType == nil,
      let place = encounter.setting.usualPlaceOfService
    {
      encounter.placeOfService = place
      reader.find(
        "encounter.assumed-place-of-service", .informs, at: classCode,
        [Finding.Fact("placeOfService", place)])
    }
  }

  private mutating func setting(
    _ code: String, _ encounter: Encounter, at field: Field
  ) -> Encounter.Setting {
    switch code {
    case "AMB":
      return switch encounter.placeOfService {
      case nil: encounter.billType == nil ? .office : .outpatient
      case "11": .office
      case "12": .home
      case "24": .ambulatorySurgery
      case "02", "10": .telehealth
      case "19", "22": .outpatient
      default: .other
      }
    case "EMER": return .emergency
    case "IMP", "ACUTE", "NONAC": return .inpatient
    case "OBSENC", "SS": return .outpatient
    case "HH": return .home
    case "VR": return .telehealth
    case "": return .other
    default:
      reader.find("encounter.unknown-class", .warns, at: field, [Finding.Fact("code", code)])
      return .other
    }
  }

  private mutating func readPeriod(_ field: Field, into encounter: inout Encounter) {
    let period = field["period"]
    let start = reader.required(period["start"], dateTime(period["start"]))
    let end = period["end"].isPresent ? dateTime(period["end"]) : start
    if let start, let end {
      encounter.statementPeriod = StatementPeriod(from: start.date, through: end.date)
    }
    let stay = field["hospitalization"]
    let isStay = encounter.setting == .inpatient || encounter.billType != nil
    let type = field["priority"].code(in: .admissionType)
    let source = stay["admitSource"].code(in: .pointOfOrigin)
    let status = dischargeStatus(stay["dischargeDisposition"])
    guard isStay else { return }
    encounter.admission = Admission(
      date: start?.date, time: start?.time, type: type, source: source)
    let left = period["end"].isPresent && encounter.setting == .inpatient ? end : nil
    encounter.discharge = Discharge(date: left?.date, time: left?.time, status: status)
  }

  private mutating func dischargeStatus(_ field: Field) -> String? {
    if let code = field.code(in: .dischargeStatus) { return code }
    guard let code = field.code(in: .hl7Discharge) else { return nil }
    let status = [
      "home": "01", "snf": "03", "aadvice": "07", "exp": "20", "rehab": "62", "psy": "65",
    ]
    if let known = status[code] { return known }
    reader.find("encounter.coding-not-used", .warns, at: field, [Finding.Fact("code", code)])
    return nil
  }

  /// A day, and the time where it is given, of a FHIR date or dateTime.
  mutating func dateTime(_ field: Field) -> (date: CalendarDate, time: TimeOfDay?)? {
    reader.text(field, as: "yyyy-mm-dd, or with a time", rule: "encounter.bad-date") { text in
      guard let date = CalendarDate(text.prefix(10)) else { return nil }
      if text.utf8.count == 10 { return (date, nil) }
      let rest = text.dropFirst(10)
      guard rest.first == "T", let time = TimeOfDay(rest.dropFirst().prefix(5)) else { return nil }
      return (date, time)
    }
  }

  mutating func notUsed(_ coding: Field) {
    reader.find(
      "encounter.coding-not-used", .informs, at: coding,
      [Finding.Fact("system", coding["system"].string ?? "")])
  }
}

extension Encounter.Setting {
  /// The place of service that goes with a setting where nothing else is said.
  fileprivate var usualPlaceOfService: String? {
    switch self {
    case .office: "11"
    case .emergency: "23"
    case .inpatient: "21"
    case .home: "12"
    default: nil
    }
  }
}

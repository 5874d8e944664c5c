// SPDX-License-Identifier: Apache-2.0

import Values

/// The code systems that a Bundle's codings are read in, by the addresses in use for them.
enum CodeSystem {
  case icd10cm, icd9cm, icd10pcs, icd9pcs, hcpcs, cpt, snomed, ndc, taxonomy, npi, taxID
  case revenueCode, typeOfBill, placeOfService, dischargeStatus, pointOfOrigin, admissionType
  case claimFiling, hl7Discharge

  init?(_ address: String?) {
    guard var key = address?.lowercased() else { return nil }
    if key.hasSuffix("/") { key.removeLast() }
    guard let system = Self.byAddress[key] else { return nil }
    self = system
  }

  private static let byAddress: [String: CodeSystem] = [
    "http://hl7.org/fhir/sid/icd-10-cm": .icd10cm,
    "urn:oid:2.16.840.1.113883.6.90": .icd10cm,
    "http://hl7.org/fhir/sid/icd-9-cm": .icd9cm,
    "urn:oid:2.16.840.1.113883.6.103": .icd9cm,
    "http://www.cms.gov/medicare/coding/icd10": .icd10pcs,
    "http://hl7.org/fhir/sid/icd-10-pcs": .icd10pcs,
    "urn:oid:2.16.840.1.113883.6.4": .icd10pcs,
    "urn:oid:2.16.840.1.113883.6.104": .icd9pcs,
    "https://bluebutton.cms.gov/resources/codesystem/hcpcs": .hcpcs,
    "http://www.cms.gov/medicare/coding/hcpcsreleasecodesets": .hcpcs,
    "https://www.cms.gov/medicare/coding/hcpcsreleasecodesets": .hcpcs,
    "urn:oid:2.16.840.1.113883.6.285": .hcpcs,
    "http://www.ama-assn.org/go/cpt": .cpt,
    "urn:oid:2.16.840.1.113883.6.12": .cpt,
    "http://snomed.info/sct": .snomed,
    "http://hl7.org/fhir/sid/ndc": .ndc,
    "http://nucc.org/provider-taxonomy": .taxonomy,
    "http://hl7.org/fhir/sid/us-npi": .npi,
    "urn:oid:2.16.840.1.113883.4.4": .taxID,
    "https://www.nubc.org/codesystem/revenuecodes": .revenueCode,
    "https://www.nubc.org/codesystem/typeofbill": .typeOfBill,
    "https://www.cms.gov/medicare/coding/place-of-service-codes/place_of_service_code_set":
      .placeOfService,
    "https://www.nubc.org/codesystem/patdischargestatus": .dischargeStatus,
    "https://www.nubc.org/codesystem/pointoforigin": .pointOfOrigin,
    "https://www.nubc.org/codesystem/prioritytypeofadmitorvisit": .admissionType,
    "https://codesystem.x12.org/005010/1032": .claimFiling,
    "http://terminology.hl7.org/codesystem/discharge-disposition": .hl7Discharge,
  ]
}

extension Field {
  /// The codings of a CodeableConcept with the system that each is in.
  var codings: [(system: CodeSystem?, code: String, field: Field)] {
    self["coding"].elements.compactMap { coding in
      coding["code"].string.map { (CodeSystem(coding["system"].string), $0, coding) }
    }
  }

  /// The code of the first coding in a system.
  func code(in system: CodeSystem) -> String? {
    codings.first { $0.system == system }?.code
  }

  /// The codes of all codings, whatever their system.
  var codes: [String] { codings.map(\.code) }

  /// The value of the first identifier in a system.
  func identifier(in system: CodeSystem) -> String? {
    self["identifier"].elements.first { CodeSystem($0["system"].string) == system }?["value"].string
  }

  /// The value of one of our own extensions, of whatever type it is.
  func ownExtension(_ name: String) -> Field {
    let url = Self.ownExtensions + name
    let found = self["extension"].elements.first { $0["url"].string == url }
    let member = found?.value?.members.first { $0.name.hasPrefix("value") }
    guard let found, let member else { return missingExtension(url) }
    return found[member.name]
  }

  static let ownExtensions = "urn:cleanclaim:"
}

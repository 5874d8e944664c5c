// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// Reads the encounters of a FHIR R4 Bundle.
///
/// Resources are found by `fullUrl`, by `Type/id`, or among those contained in the one that refers.
struct BundleReader {
  let resources: [Field]
  private let byReference: [String: Field]
  /// Resources by type and by what they belong to, so that many encounters cost no more than one each.
  private var byOwner: [Owned: [Field]] = [:]
  let encounterCount: Int
  let fees: [String: Money]
  var reader = FieldReader()
  /// The places of resources that some encounter was read from.
  var used: Set<FieldPlace> = []

  private struct Owned: Hashable {
    let type: String
    let owner: FieldPlace
  }

  private init(bundle: Field, fees: [String: Money]) {
    var resources: [Field] = []
    var byReference: [String: Field] = [:]
    let entries = bundle["entry"].elements
    resources.reserveCapacity(entries.count)
    byReference.reserveCapacity(2 * entries.count)
    for entry in entries {
      let resource = entry["resource"]
      guard resource.isPresent else { continue }
      resources.append(resource)
      if let url = entry["fullUrl"].string { byReference[url] = resource }
      if let type = resource.type, let id = resource["id"].string {
        byReference["\(type)/\(id)"] = resource
      }
    }
    self.resources = resources
    self.byReference = byReference
    self.fees = fees
    encounterCount = resources.count { $0.type == "Encounter" }
    used.reserveCapacity(resources.count)
    for resource in resources {
      for owner in owners(of: resource) {
        byOwner[Owned(type: resource.type ?? "", owner: owner.place), default: []].append(resource)
      }
    }
  }

  /// What a resource belongs to: an encounter, or the patient where it is about no encounter.
  private func owners(of resource: Field) -> [Field] {
    let references: [Field]
    switch resource.type {
    case "Condition", "Procedure", "Observation": references = [resource["encounter"]]
    case "ChargeItem": references = [resource["context"]]
    case "Coverage": references = [resource["beneficiary"]]
    case "DocumentReference":
      let named = resource["context"]["encounter"].elements
      references = named.isEmpty ? [resource["subject"]] : named
    default: return []
    }
    return references.compactMap { find($0, in: resource) }
  }

  static func read(_ document: JSON, fees: [String: Money]) -> EncounterReading {
    let root = Field(document, path: "")
    var top = FieldReader()
    guard document["resourceType"]?.string == "Bundle" else {
      top.find("encounter.unknown-document", at: root["resourceType"])
      return EncounterReading(encounters: [], findings: top.findings)
    }
    var bundle = BundleReader(bundle: root, fees: fees)
    let encounters = bundle.resources.filter { $0.type == "Encounter" }.map { resource in
      bundle.reader.findings = []
      let encounter = bundle.encounter(resource)
      return ReadEncounter(
        encounter: encounter, path: resource.path, findings: bundle.reader.findings)
    }
    if encounters.isEmpty { top.find("encounter.none", at: root["entry"]) }
    for resource in bundle.resources where !bundle.used.contains(resource.place) {
      top.find(
        "encounter.resource-not-used", .informs, at: resource,
        [Finding.Fact("type", resource.type ?? "")])
    }
    return EncounterReading(encounters: encounters, findings: top.findings)
  }

  /// Follows a Reference; one that leads nowhere is a finding.
  ///
  /// - Parameters:
  ///   - reference: The Reference element.
  ///   - owner: The resource that it stands in, for contained resources.
  mutating func resolve(_ reference: Field, in owner: Field) -> Field? {
    guard reference.isPresent else { return nil }
    guard let target = find(reference, in: owner) else {
      reader.find("encounter.unknown-reference", at: reference["reference"])
      return nil
    }
    used.insert(target.place)
    return target
  }

  /// The resources of a type that belong to another, in the order of the Bundle.
  func resources(_ type: String, of owner: Field) -> [Field] {
    byOwner[Owned(type: type, owner: owner.place)] ?? []
  }

  private func find(_ reference: Field, in owner: Field) -> Field? {
    guard let text = reference["reference"].string else { return nil }
    if text.hasPrefix("#") {
      return owner["contained"].elements.first { $0["id"].string == String(text.dropFirst()) }
    }
    if let found = byReference[text] { return found }
    let parts = text.split(separator: "/")
    guard let end = parts.firstIndex(of: "_history") ?? Optional(parts.endIndex), end >= 2 else {
      return nil
    }
    return byReference["\(parts[end - 2])/\(parts[end - 1])"]
  }
}

extension Field {
  /// The type of a resource.
  var type: String? { self["resourceType"].string }
}

// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension EncounterDocument {
  static let personFields: Set<String> = [
    "family", "given", "middle", "suffix", "birthDate", "sex", "address",
  ]

  mutating func patient(_ field: Field) -> Patient? {
    guard reader.required(field, field.value) != nil else { return nil }
    reader.check(field, has: Self.personFields.union(["medicalRecordNumber"]))
    return Patient(
      person: person(field), medicalRecordNumber: reader.text(field["medicalRecordNumber"]))
  }

  mutating func person(_ field: Field) -> Person {
    Person(
      name: name(field), birthDate: reader.date(field["birthDate"]),
      sex: reader.choice(field["sex"], Sex.self) ?? .unknown, address: address(field["address"]))
  }

  private mutating func name(_ field: Field) -> PersonName {
    let family = reader.required(field["family"], reader.text(field["family"])) ?? ""
    return PersonName(
      family: family, given: reader.text(field["given"]), middle: reader.text(field["middle"]),
      suffix: reader.text(field["suffix"]))
  }

  mutating func address(_ field: Field) -> Address? {
    guard field.isPresent else { return nil }
    reader.check(field, has: ["lines", "city", "state", "postalCode", "country"])
    let lines = reader.texts(field["lines"])
    if lines.isEmpty, !field["lines"].isPresent {
      reader.find("encounter.missing-field", at: field["lines"])
    }
    let city = reader.required(field["city"], reader.text(field["city"])) ?? ""
    return Address(
      lines: lines, city: city, state: reader.text(field["state"]),
      postalCode: reader.postalCode(field["postalCode"]), country: reader.text(field["country"]))
  }

  mutating func coverage(_ field: Field) -> Coverage {
    reader.check(
      field,
      has: [
        "payer", "subscriberId", "relationship", "subscriber", "groupNumber", "planName",
        "claimFiling", "medicareSecondaryReason",
      ])
    var coverage = Coverage(
      payer: payer(field["payer"]), subscriberID: reader.text(field["subscriberId"]),
      relationship: reader.choice(field["relationship"], Relationship.self) ?? .`self`,
      claimFiling: reader.choice(field["claimFiling"]))
    if field["subscriber"].isPresent {
      reader.check(field["subscriber"], has: Self.personFields)
      coverage.subscriber = person(field["subscriber"])
    }
    coverage.groupNumber = reader.text(field["groupNumber"])
    coverage.planName = reader.text(field["planName"])
    coverage.medicareSecondaryReason = reader.choice(field["medicareSecondaryReason"])
    return coverage
  }

  private mutating func payer(_ field: Field) -> Payer {
    reader.check(field, has: ["name", "id", "address"])
    let name = reader.required(field["name"], reader.text(field["name"])) ?? ""
    return Payer(name: name, id: reader.text(field["id"]), address: address(field["address"]))
  }

  mutating func providers(_ field: Field) -> Providers {
    reader.check(field, has: Set(ProviderRole.allCases.map(\.rawValue)))
    var providers = Providers()
    for role in ProviderRole.allCases where field[role.rawValue].isPresent {
      providers[role] = provider(field[role.rawValue])
    }
    return providers
  }

  mutating func provider(_ field: Field) -> Provider {
    reader.check(
      field,
      has: [
        "organization", "family", "given", "middle", "suffix", "npi", "taxonomy", "taxId",
        "address", "telephone",
      ])
    let organization = reader.text(field["organization"])
    return Provider(
      name: organization.map(Provider.Name.organization) ?? .person(name(field)),
      npi: reader.text(field["npi"]),
      taxonomy: reader.text(field["taxonomy"], as: "ten places") { TaxonomyCode($0) },
      taxID: reader.text(field["taxId"], as: "nine digits") { TaxID($0) },
      address: address(field["address"]), telephone: reader.text(field["telephone"]))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension Provider {
  var json: JSON {
    let own: JSON =
      switch name {
      case .organization(let name):
        .members(("organization", name.isEmpty ? nil : .string(name)))
      case .person(let name): name.json
      }
    return .object(
      own.members
        + JSON.members(
          (idQualifier == nil ? "npi" : "id", writtenNPI.map(JSON.string)),
          ("idQualifier", idQualifier.map(JSON.string)),
          ("taxonomy", taxonomy.map { .string($0.description) }),
          ("taxId", taxID.map { .string($0.description) }), ("address", address?.json),
          ("identifiers", .list(identifiers.map(\.json))),
          ("contacts", .list(contacts.map(\.claimJSON)))
        ).members)
  }
}

extension ClaimProvider {
  var json: JSON {
    .object([JSON.Member("role", .string(role.rawValue))] + provider.json.members)
  }
}

extension PersonName {
  var json: JSON {
    .members(
      ("family", .string(family)), ("given", given.map(JSON.string)),
      ("middle", middle.map(JSON.string)), ("prefix", prefix.map(JSON.string)),
      ("suffix", suffix.map(JSON.string)))
  }
}

extension Address {
  var json: JSON {
    .members(
      ("lines", .strings(lines)), ("city", .string(city)), ("state", state.map(JSON.string)),
      ("postalCode", postalCode.map(JSON.string)), ("country", country.map(JSON.string)))
  }
}

extension ContactPoint {
  var claimJSON: JSON {
    .members(
      ("name", name.map(JSON.string)),
      (
        "numbers",
        .list(
          numbers.map {
            .members(("qualifier", .string($0.qualifier)), ("value", .string($0.value)))
          })
      ))
  }
}

extension Person {
  var json: JSON {
    let name: JSON = isOrganization ? .members(("organization", .string(name.family))) : name.json
    return .object(
      name.members
        + JSON.members(
          ("birthDate", birthDate.map(JSON.date)),
          ("sex", sex == .unknown ? nil : .string(sex.rawValue)), ("address", address?.json),
          ("identifiers", .list(identifiers.map(\.json))),
          ("contacts", .list(contacts.map(\.claimJSON)))
        ).members)
  }
}

extension Patient {
  var json: JSON {
    .object(
      person.json.members
        + JSON.members(
          ("deathDate", deathDate.map(JSON.date)), ("weight", weight.map(JSON.quantity)),
          ("isPregnant", .flag(isPregnant))
        ).members)
  }
}

extension Payer {
  var json: JSON {
    .members(
      ("name", .string(name)), ("id", id.map(JSON.string)),
      ("idQualifier", idQualifier.map(JSON.string)), ("address", address?.json),
      ("identifiers", .list(identifiers.map(\.json))))
  }
}

extension Coverage {
  var json: JSON {
    .members(
      ("responsibility", responsibility.map { .string($0.rawValue) }), ("payer", payer.json),
      ("subscriberId", subscriberID.map(JSON.string)),
      ("relationship", .string(relationship.rawValue)), ("subscriber", subscriber?.json),
      ("groupNumber", groupNumber.map(JSON.string)), ("planName", planName.map(JSON.string)),
      ("claimFiling", claimFiling.map { .string($0.rawValue) }),
      ("medicareSecondaryReason", medicareSecondaryReason.map { .string($0.rawValue) }))
  }
}

extension OtherPayer {
  var json: JSON {
    .object(
      coverage.json.members
        + JSON.members(
          ("adjustments", .list(adjustments.map(\.claimJSON))),
          ("amounts", .list(amounts.map(\.json))), ("paid", paid.map(JSON.money)),
          ("remainingLiability", remainingLiability.map(JSON.money)),
          ("nonCovered", nonCovered.map(JSON.money)),
          (
            "assignment",
            assignment.map {
              .members(
                ("benefitsToProvider", .string($0.benefitsToProvider)),
                ("patientSignatureSource", $0.patientSignatureSource.map(JSON.string)),
                ("releaseOfInformation", .string($0.releaseOfInformation)))
            }
          ),
          ("inpatient", inpatient.map { JSONWriting.json(fields: $0) }),
          ("outpatient", outpatient.map { JSONWriting.json(fields: $0) }),
          ("adjudicationDate", adjudicationDate.map(JSON.date)),
          ("claimControlNumber", claimControlNumber.map(JSON.string)),
          ("providers", .list(providers.map(\.json)))
        ).members)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension BundleReader {
  mutating func readProviders(_ field: Field, into encounter: inout Encounter) {
    encounter.providers[.billing] = resolve(field["serviceProvider"], in: field).flatMap {
      provider($0)
    }
    for participant in field["participant"].elements {
      guard let individual = resolve(participant["individual"], in: field) else { continue }
      let codes = participant["type"].elements.flatMap(\.codes)
      guard let role = Self.role(codes, encounter.kindOfClaim) else {
        reader.find("encounter.participant-not-used", .informs, at: participant)
        continue
      }
      encounter.providers[role] = provider(individual)
    }
    readOrdering(field, into: &encounter)
    readLocation(field, into: &encounter)
  }

  /// The role that goes with a participation, seen from the kind of claim.
  private static func role(_ codes: [String], _ kind: ClaimKind) -> ProviderRole? {
    for code in codes {
      switch (code, kind) {
      case ("REF", _): return .referring
      case ("ATND", .institutional): return .attending
      case ("ATND", .professional), ("PPRF", _): return .rendering
      case ("SPRF", .institutional): return .operating
      default: continue
      }
    }
    return nil
  }

  private mutating func readOrdering(_ field: Field, into encounter: inout Encounter) {
    for reference in field["basedOn"].elements {
      guard let request = resolve(reference, in: field),
        let requester = resolve(request["requester"], in: request)
      else { continue }
      encounter.providers[.ordering] = provider(requester)
    }
  }

  /// A location with an identifier of its own, other than the billing provider's, is a facility.
  private mutating func readLocation(_ field: Field, into encounter: inout Encounter) {
    for location in field["location"].elements {
      guard let place = resolve(location["location"], in: field), let facility = provider(place),
        let npi = facility.writtenNPI, npi != encounter.providers[.billing]?.writtenNPI
      else { continue }
      encounter.providers[.serviceFacility] = facility
    }
  }
}

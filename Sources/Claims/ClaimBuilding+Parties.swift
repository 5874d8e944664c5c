// SPDX-License-Identifier: Apache-2.0

import Values

extension ClaimBuilding {
  mutating func checkPatient() {
    let person = encounter.patient.person
    check(person, at: .patient)
    guard let birth = person.birthDate, let day = encounter.statementPeriod?.from else { return }
    check(birth, notAfter: day, "birth, statement period", at: .patient)
  }

  private mutating func check(_ person: Person, at place: Place) {
    if person.name.family.isEmpty { find("claim.missing-name", at: place, guide: "NM103") }
    require(person.birthDate, "claim.missing-birth-date", at: place, guide: "DMG02")
    require(person.address, "claim.missing-address", at: place, guide: "N3, N4")
  }

  mutating func checkCoverages() {
    if encounter.coverages.isEmpty { find("claim.no-coverage", at: .patient, guide: "2000B") }
    for (index, coverage) in encounter.coverages.enumerated() {
      check(coverage, at: .coverage(index + 1), first: index == 0)
    }
    if encounter.coverages.count > 11 {
      find("claim.too-many-coverages", at: .coverage(12), guide: "2320")
    }
  }

  private mutating func check(_ coverage: Coverage, at place: Place, first: Bool) {
    require(coverage.subscriberID, "claim.missing-subscriber-id", at: place, guide: "2010BA NM109")
    require(coverage.payer.id, "claim.missing-payer-id", at: place, guide: "2010BB NM109")
    require(coverage.claimFiling, "claim.missing-claim-filing", at: place, guide: "2000B SBR09")
    if coverage.relationship != .`self` {
      if let subscriber = coverage.subscriber {
        if subscriber.name.family.isEmpty { find("claim.missing-name", at: place, guide: "NM103") }
      } else {
        find("claim.missing-subscriber", at: place, guide: "2010BA NM1")
      }
    }
    let reason = coverage.medicareSecondaryReason
    if kind == .institutional {
      if reason != nil { notSent("medicareSecondaryReason", at: place) }
    } else if !first, coverage.claimFiling?.isMedicare == true, reason == nil {
      find("claim.missing-medicare-secondary-reason", at: place, guide: "2320 SBR05")
    }
  }

  mutating func billingProvider() -> Provider? {
    let place = Place.provider(ProviderRole.billing.rawValue)
    guard let provider = encounter.providers[.billing] else {
      find("claim.missing-provider", at: place, guide: "2010AA")
      return nil
    }
    require(provider.taxID, "claim.missing-tax-id", at: place, guide: "2010AA REF (EI)")
    require(provider.address, "claim.missing-address", at: place, guide: "2010AA N3, N4")
    if let address = provider.address, address.country == nil, address.postalCode?.utf8.count != 9 {
      find("claim.postal-code-not-nine-digits", at: place, guide: "2010AA N403")
    }
    if kind == .institutional, case .person = provider.name {
      find("claim.billing-provider-is-person", at: place, guide: "2010AA NM102")
    }
    return provider
  }

  mutating func checkProviders() {
    for role in encounter.providers.roles {
      let place = Place.provider(role.rawValue)
      guard let provider = encounter.providers[role] else { continue }
      if provider.writtenNPI == nil {
        find("claim.missing-npi", at: place, guide: "NM109")
      } else if provider.npi == nil {
        find("claim.invalid-npi", at: place, guide: "NM109")
      }
      if role == .serviceFacility, provider.address == nil {
        find("claim.missing-address", at: place, guide: "2310 N3, N4")
      }
      if !sentRoles.contains(role) { notSent(role.rawValue, at: place) }
    }
    if kind == .institutional, encounter.providers[.attending] == nil {
      find(
        "claim.missing-provider", at: .provider(ProviderRole.attending.rawValue), guide: "2310A")
    }
  }

  private var sentRoles: Set<ProviderRole> {
    switch kind {
    case .professional:
      [.billing, .rendering, .referring, .ordering, .serviceFacility, .supervising]
    case .dental:
      [.billing, .rendering, .referring, .serviceFacility, .supervising, .assistantSurgeon]
    case .institutional:
      [.billing, .rendering, .attending, .operating, .referring, .serviceFacility]
    }
  }
}

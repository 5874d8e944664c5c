// SPDX-License-Identifier: Apache-2.0

import Claims

extension ProviderRole {
  /// X12's entity identifier for the part: NM101.
  var entityCode: String {
    switch self {
    case .billing: "85"
    case .rendering: "82"
    case .attending: "71"
    case .operating: "72"
    case .referring: "DN"
    case .ordering: "DK"
    case .serviceFacility: "77"
    case .supervising: "DQ"
    case .primaryCare: "P3"
    case .otherOperating: "ZZ"
    case .assistantSurgeon: "DD"
    case .purchasedService: "QB"
    case .ambulancePickUp: "PW"
    case .ambulanceDropOff: "45"
    }
  }

  /// The part that an entity identifier names.
  init?(entityCode: String) {
    guard let role = Self.allCases.first(where: { $0.entityCode == entityCode }) else { return nil }
    self = role
  }

  /// The code of the PRV segment after the name.
  var specialtyCode: String {
    switch self {
    case .billing: "BI"
    case .attending: "AT"
    case .referring, .primaryCare: "RF"
    case .assistantSurgeon: "AS"
    case .operating, .otherOperating: "OP"
    case .supervising: "SU"
    case .ordering: "OR"
    default: "PE"
    }
  }

  /// The loop in which a claim of a kind names the part.
  func claimLoop(_ kind: ClaimKind) -> StaticString {
    switch (kind, self) {
    case (.professional, .rendering), (.institutional, .operating), (.dental, .rendering): "2310B"
    case (.professional, .serviceFacility), (.institutional, .otherOperating),
      (.dental, .serviceFacility):
      "2310C"
    case (.professional, .supervising), (.institutional, .rendering), (.dental, .assistantSurgeon):
      "2310D"
    case (.professional, .ambulancePickUp), (.institutional, .serviceFacility),
      (.dental, .supervising):
      "2310E"
    case (.professional, .ambulanceDropOff), (.institutional, .referring): "2310F"
    default: "2310A"
    }
  }

  /// The loop in which a line of a claim of a kind names the part.
  func lineLoop(_ kind: ClaimKind) -> StaticString {
    switch (kind, self) {
    case (.professional, .purchasedService), (.institutional, .otherOperating),
      (.dental, .assistantSurgeon):
      "2420B"
    case (.professional, .serviceFacility), (.institutional, .rendering), (.dental, .supervising):
      "2420C"
    case (.professional, .supervising), (.institutional, .referring), (.dental, .serviceFacility):
      "2420D"
    case (.professional, .ordering): "2420E"
    case (.professional, .referring), (.professional, .primaryCare): "2420F"
    case (.professional, .ambulancePickUp): "2420G"
    case (.professional, .ambulanceDropOff): "2420H"
    default: "2420A"
    }
  }

  /// The loop in which another payer's number for the part stands.
  func otherPayerLoop(_ kind: ClaimKind) -> StaticString {
    switch (kind, self) {
    case (.professional, .rendering), (.institutional, .operating), (.dental, .rendering): "2330D"
    case (.professional, .serviceFacility), (.institutional, .otherOperating),
      (.dental, .supervising):
      "2330E"
    case (.professional, .supervising), (.institutional, .serviceFacility), (.dental, .billing):
      "2330F"
    case (.professional, .billing), (.institutional, .rendering), (.dental, .serviceFacility):
      "2330G"
    case (.institutional, .referring), (.dental, .assistantSurgeon): "2330H"
    case (.institutional, .billing): "2330I"
    default: "2330C"
    }
  }
}

extension Relationship {
  /// X12's code for the relationship.
  var code: String {
    switch self {
    case .`self`: "18"
    case .spouse: "01"
    case .child: "19"
    case .employee: "20"
    case .unknown: "21"
    case .organDonor: "39"
    case .cadaverDonor: "40"
    case .lifePartner: "53"
    case .other: "G8"
    }
  }

  /// The relationship that a code names.
  init?(code: String) {
    guard let known = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = known
  }
}

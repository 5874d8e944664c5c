// SPDX-License-Identifier: Apache-2.0

public import Values

/// A professional service that is to be reviewed: an SV1 segment.
public struct ReviewProfessionalService: Hashable, Sendable {
  /// The service.
  public var service: BilledService?
  /// The charge.
  public var charge: Money?
  /// The unit: `UN` units, `MJ` minutes, `F2` international units.
  public var unit: String?
  /// How many units.
  public var units: Quantity?
  /// Which of the diagnoses it is for, counted from 1.
  public var diagnosisPointers: [String] = []
  /// Whether it is for early screening of children.
  public var screening: String?
  /// The level of care of a nursing home.
  public var nursingHomeLevel: String?

  /// Makes a service.
  public init(_ service: BilledService? = nil) { self.service = service }
}

/// An institutional service that is to be reviewed: an SV2 segment.
public struct ReviewInstitutionalService: Hashable, Sendable {
  /// The revenue code.
  public var revenueCode: String?
  /// The service.
  public var service: BilledService?
  /// The charge.
  public var charge: Money?
  /// The unit: `UN` units, `DA` days.
  public var unit: String?
  /// How many units.
  public var units: Quantity?
  /// The rate, as written.
  public var rate: String?
  /// The status of residence in a nursing home.
  public var nursingHomeStatus: String?
  /// The level of care of a nursing home.
  public var nursingHomeLevel: String?

  /// Makes a service.
  public init(_ service: BilledService? = nil) { self.service = service }
}

/// A dental service that is to be reviewed: an SV3 segment.
public struct ReviewDentalService: Hashable, Sendable {
  /// The service.
  public var service: BilledService?
  /// The charge.
  public var charge: Money?
  /// Areas of the mouth.
  public var areas: [String] = []
  /// `I` first or `R` replacement of a prosthesis, crown or inlay.
  public var prosthesis: String?
  /// How many.
  public var units: Quantity?
  /// The service in words.
  public var description: String?

  /// Makes a service.
  public init(_ service: BilledService? = nil) { self.service = service }
}

/// A tooth and its surfaces: a TOO segment.
public struct ReviewTooth: Hashable, Sendable {
  /// The tooth.
  public var tooth: String
  /// The surfaces.
  public var surfaces: [String]

  /// Makes a tooth.
  public init(_ tooth: String = "", surfaces: [String] = []) {
    self.tooth = tooth
    self.surfaces = surfaces
  }
}

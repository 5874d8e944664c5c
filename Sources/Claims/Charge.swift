// SPDX-License-Identifier: Apache-2.0

public import Values

/// What a unit of a service is; the raw value is X12's code.
public enum UnitBasis: String, Hashable, Sendable, CaseIterable {
  /// A unit of the service.
  case unit = "UN"
  /// A minute of anaesthesia.
  case minute = "MJ"
  /// A day of a room, on an institutional claim.
  case day = "DA"
}

/// A drug by its National Drug Code, with how much of it was given.
public struct Drug: Hashable, Sendable {
  /// The unit in which a drug is measured; the raw value is X12's code.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    /// International unit.
    case internationalUnit = "F2"
    /// Gram.
    case gram = "GR"
    /// Milligram.
    case milligram = "ME"
    /// Millilitre.
    case millilitre = "ML"
    /// Unit.
    case unit = "UN"
  }

  /// The eleven digits of the code, without hyphens.
  public var code: String
  /// How much was given.
  public var quantity: Quantity
  /// In which unit.
  public var unit: Unit

  /// Makes a drug.
  public init(code: String, quantity: Quantity, unit: Unit) {
    self.code = code
    self.quantity = quantity
    self.unit = unit
  }
}

/// A priced service before it is on a claim.
public struct Charge: Hashable, Sendable {
  /// The HCPCS or CPT code; a room or supply charge of an institution may have none.
  public var code: String?
  /// The modifiers, in order.
  public var modifiers: [String] = []
  /// How many units.
  public var units: Quantity
  /// What a unit is.
  public var unitBasis: UnitBasis = .unit
  /// The amount asked for all units together.
  public var amount: Money
  /// The day of the service, or the first of several; nothing means the statement period's.
  public var date: CalendarDate?
  /// The last day, where the service ran over several.
  public var through: CalendarDate?
  /// The place of service, where it is not the encounter's.
  public var placeOfService: String?
  /// The revenue code, on an institutional claim.
  public var revenueCode: String?
  /// Positions, from 1, of the encounter's diagnoses that the service is for, the first foremost.
  public var diagnosisPointers: [Int] = []
  /// The drug given, where the service is one.
  public var drug: Drug?
  /// What the service was, in the provider's own words, where the code does not say.
  public var text: String?

  /// Makes a charge.
  public init(code: String?, units: Quantity = Quantity(1), amount: Money) {
    self.code = code
    self.units = units
    self.amount = amount
  }
}

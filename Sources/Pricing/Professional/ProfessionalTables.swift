// SPDX-License-Identifier: Apache-2.0

public import CodeSets

/// The tables by which the services of a day are priced; what is not there is not priced, and said so.
public struct ProfessionalTables: Sendable {
  /// The relative value file.
  public var services: PhysicianFeeTable?
  /// The geographic practice cost indices.
  public var indices: KeyedTable<GeographicIndices>?
  /// The localities of ZIP codes.
  public var zips: KeyedTable<PostalLocality>?
  /// The anaesthesia conversion factors.
  public var anesthesiaFactors: KeyedTable<AnesthesiaFactor>?
  /// The anaesthesia base units.
  public var anesthesiaUnits: KeyedTable<AnesthesiaUnits>?
  /// The clinical laboratory fee schedule.
  public var laboratory: KeyedTable<LaboratoryFee>?
  /// The fee schedule of equipment and supplies.
  public var equipment: KeyedTable<EquipmentFee>?
  /// The payment limits of drugs.
  public var drugs: KeyedTable<DrugPrice>?
  /// The ambulance fee schedule.
  public var ambulance: KeyedTable<AmbulanceFee>?
  /// Which places of service are paid as facilities, and other tables of our own.
  public var rules: ProfessionalRules

  /// Starts with our own tables only.
  public init(rules: ProfessionalRules) { self.rules = rules }
}

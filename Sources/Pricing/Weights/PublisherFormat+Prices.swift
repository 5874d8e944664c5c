// SPDX-License-Identifier: Apache-2.0

public import CodeSets

extension PublisherFormat {
  /// Fee schedules and the tables of payment systems; the first that recognises a file reads it.
  public static let prices: [PublisherFormat] =
    [WeightTableReader.format] + wages + physicianFees + professionalPrices

  /// What professional prices need beside the relative values.
  static let professionalPrices: [PublisherFormat] = [
    LocalityReaders.indices, LocalityReaders.factors, LocalityReaders.units, PlaceFileReaders.zips,
    PlaceFileReaders.caps, PlaceFileReaders.counties, LaboratoryFeeReader.format,
    SupplyReaders.equipment, SupplyReaders.drugs, SupplyReaders.drugWorkbook,
    SupplyReaders.ambulance,
  ]
}

// SPDX-License-Identifier: Apache-2.0

extension PublisherFormat {
  /// The physician fee schedule's relative value file in its three layouts.
  public static let physicianFees: [PublisherFormat] = [
    PhysicianFeeReader.csv, PhysicianFeeReader.workbook, PhysicianFeeReader.fixed,
  ]
}

// SPDX-License-Identifier: Apache-2.0

public import CodeSets

extension PublisherFormat {
  /// Fee schedules and the tables of payment systems; the first that recognises a file reads it.
  public static let prices: [PublisherFormat] = [WeightTableReader.format] + wages
}

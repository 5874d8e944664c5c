// SPDX-License-Identifier: Apache-2.0

public import CodeSets

extension PublisherFormat {
  /// The tables of groupers; the first that recognises a file reads it.
  public static let groupers: [PublisherFormat] =
    [MSDRGReader.format] + riskAdjustment
    + outpatient
}

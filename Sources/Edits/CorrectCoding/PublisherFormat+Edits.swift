// SPDX-License-Identifier: Apache-2.0

public import CodeSets

extension PublisherFormat {
  /// The tables of edits; the first format that recognises a file reads it.
  public static let edits: [PublisherFormat] =
    PairReader.formats + UnitReader.formats + AddOnReader.formats
}

// SPDX-License-Identifier: Apache-2.0

public import CodeSets

extension PublisherFormat {
  /// The tables of the Medicare Coverage Database, and lists of national policies; the first that
  /// recognises a file reads it.
  public static let coverage: [PublisherFormat] =
    CoverageLayout.all.map { CoverageTableReader($0).format } + [PolicyListReader.format]
}

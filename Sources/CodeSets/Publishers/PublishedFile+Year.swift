// SPDX-License-Identifier: Apache-2.0

extension PublishedFile {
  /// The first year from 2000 to 2099 in the file's own name: 2026 in `icd10pcs_order_2026.txt`.
  package var namedYear: Int? { Self.year(in: baseName) }

  /// The first number of exactly four digits in a text that is a year from 2000 to 2099.
  package static func year(in text: some StringProtocol) -> Int? {
    text.split { !$0.isASCII || !$0.isWholeNumber }
      .first { $0.utf8.count == 4 && $0.hasPrefix("20") }.flatMap { Int($0) }
  }
}

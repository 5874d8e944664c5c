// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Values

@testable import CodeSets

/// The publishers' lists and indexes of ICD-10-CM as the program would hold them.
enum PublishedCodes {
  static let folder = "data/icd10cm"

  /// The codes of October 2024 and April 2025, from the order files.
  static func table2025() throws -> CodeTable {
    try table(
      "\(folder)/fy2025/2025-code-descriptions-tabular-order-april.zip"
        + "!Code Descriptions/icd10cm_order_2025.txt")
  }

  /// The tabular list of April 2026.
  static func table2026() throws -> CodeTable {
    let name = "icd10cm/fy2026/icd10c-tabular-April-1-2026.xml.xz"
    return try CodeTable(codebook(ServiceFiles.file(name)))
  }

  static func table(_ name: String) throws -> CodeTable {
    try CodeTable(codebook(SharedFiles.file(name)))
  }

  /// An index or a table of terms.
  static func tree(_ name: String) throws -> TermTree {
    try TermTree(codebook(SharedFiles.file("\(folder)/\(name)")))
  }

  private static func codebook(_ file: PublishedFile) throws -> Codebook {
    let draft = try #require(try ServiceImport.drafts(file).first)
    return try Importing.codebook(draft)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The claim adjustment reason codes that are in force, from the list of the program: `Data/x12/lists/carc.tsv`.
enum ReasonCodesInForce {
  static let codes: [String] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Data")
    return rows(folder.appendingPathComponent("x12/lists/carc.tsv"))
      .filter { $0.count == 4 && $0[3].isEmpty }.map { $0[0] }.sorted()
  }()

  /// The rows of a table of `Data/`.
  static func rows(_ file: URL) -> [[String]] {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }
}

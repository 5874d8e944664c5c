// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// What is known of each edit beside its words: title, gravity, what becomes of the line or claim, source.
///
/// The tables are `Data/edits/catalogue-*.tsv`.
struct EditCatalogue {
  /// A row of the catalogue.
  struct Entry {
    let id: String
    let title: String
    let severity: Finding.Severity
    /// What becomes of it at the payer: `line-deny`, `claim-return`, …; `none` where nothing does.
    let disposition: String
    let source: String
    /// The code sets and tables that it needs; it is silent without them.
    let tables: [String]
  }

  /// The program's catalogue.
  static let standard = EditCatalogue(
    Assets.names(under: "edits/catalogue-").map { Assets.bytes("edits/catalogue-\($0).tsv") })

  /// The entries by id.
  let entries: [String: Entry]

  private static let dispositions: Set<String> = [
    "line-reject", "line-deny", "claim-reject", "claim-deny", "claim-return", "claim-suspend",
    "none",
  ]

  /// Reads tables of six columns.
  ///
  /// - Precondition: Every row is possible, and no id stands twice.
  init(_ tables: [[UInt8]]) {
    var entries: [String: Entry] = [:]
    for table in tables {
      for line in PublishedText(table).lines where !line.text.hasPrefix("#") && !line.text.isEmpty {
        let cells = line.tabbed
        guard cells.count == 6, let severity = Finding.Severity(rawValue: cells[2]),
          Self.dispositions.contains(cells[3]), entries[cells[0]] == nil
        else {
          preconditionFailure("a row of the catalogue of edits is malformed: \(cells.first ?? "")")
        }
        entries[cells[0]] = Entry(
          id: cells[0], title: cells[1], severity: severity, disposition: cells[3],
          source: cells[4], tables: cells[5].split(separator: " ").map(String.init))
      }
    }
    self.entries = entries
  }

  /// A finding as JSON with its words, its title and what becomes of the line or claim.
  func json(_ finding: Finding) -> JSON {
    let words = FindingWords.standard.json(finding)
    guard let entry = entries[finding.rule] else { return words }
    return .object(
      words.members + [
        JSON.Member("title", .string(entry.title)),
        JSON.Member("disposition", .string(entry.disposition)),
      ])
  }
}

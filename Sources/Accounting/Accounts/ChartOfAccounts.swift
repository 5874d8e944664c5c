// SPDX-License-Identifier: Apache-2.0

/// The accounts that a ledger may post to.
///
/// The standard one is the table `Data/accounting/chart.tsv`.
public struct ChartOfAccounts: Sendable {
  /// An account with what is said of it.
  public struct Row: Hashable, Sendable {
    /// The account.
    public let account: Account
    /// Its name in plain-text accounting, such as `Assets:Receivable:Patients`.
    public let name: String
    /// Its name for readers.
    public let title: String
    /// Whether open items are kept of it: by claim, patient, guarantor and payer.
    public let hasItems: Bool
  }

  /// The accounts by number.
  public let rows: [Row]
  private let places: [Account: Int]

  /// Reads a table of tab-separated lines: number, name, title, open items (`yes`, `no`), and whatever follows.
  ///
  /// - Throws: ``AccountingError``: `badChart` with the line, where it is malformed, out of order, or a name
  ///   does not fit its number or those of plain-text accounting.
  public init(parsing text: String) throws(AccountingError) {
    var rows: [Row] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count >= 4, let account = Int(fields[0]).flatMap({ Account($0) }),
        rows.last.map({ $0.account < account }) ?? true,
        Self.isName(fields[1], of: account.kind), fields[3] == "yes" || fields[3] == "no"
      else { throw AccountingError(.badChart, ("line", "\(index + 1)")) }
      rows.append(
        Row(
          account: account, name: String(fields[1]), title: String(fields[2]),
          hasItems: fields[3] == "yes"))
    }
    guard !rows.isEmpty, Set(rows.map(\.name)).count == rows.count else {
      throw AccountingError(.badChart, ("line", "1"))
    }
    self.rows = rows
    places = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1.account, $0) })
  }

  /// What is said of an account; nothing where the chart has none of that number.
  public subscript(account: Account) -> Row? { places[account].map { rows[$0] } }

  /// Whether the chart has the account and keeps its open items.
  public func hasItems(_ account: Account) -> Bool { self[account]?.hasItems ?? false }

  /// Words after the root begin with a capital letter or a digit; letters, digits and hyphens follow.
  private static func isName(_ name: Substring, of kind: AccountKind) -> Bool {
    let words = name.split(separator: ":", omittingEmptySubsequences: false)
    guard words.count > 1, words[0] == kind.root else { return false }
    return words.dropFirst().allSatisfy { word in
      guard let first = word.utf8.first, (0x41...0x5A).contains(first) else { return false }
      return word.utf8.allSatisfy {
        (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
          || $0 == 0x2D
      }
    }
  }
}

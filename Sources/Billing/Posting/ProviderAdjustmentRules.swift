// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Claims
import Values

/// What becomes of what a payer takes off or adds beside the claims: the table `billing/provider-adjustments.tsv`.
///
/// Source: 005010X221A1, section 1.10.2.13 to 1.10.2.17 and PLB03-1.
public struct ProviderAdjustmentRules: Sendable {
  /// A row of the table.
  public struct Row: Hashable, Sendable {
    /// The reason: PLB03-1.
    public let code: String
    /// The kind of entry.
    public let kind: EntryKind
    /// What is debited where the payer keeps money.
    public let kept: Account
    /// What is credited where it adds money.
    public let added: Account
    /// Whether a person has to look at it.
    public let isWork: Bool
  }

  private let rows: [String: Row]

  /// Reads the table: reason, kind of entry, account where money is kept, account where money is added, `work` or
  /// `-`, meaning.
  ///
  /// - Returns: Nothing where a row is malformed.
  public init?(parsing text: String) {
    var rows: [String: Row] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 6, let kind = EntryKind(rawValue: fields[1]),
        let kept = Int(fields[2]).flatMap({ Account($0) }),
        let added = Int(fields[3]).flatMap({ Account($0) }), ["work", "-"].contains(fields[4])
      else { return nil }
      rows[fields[0]] = Row(
        code: fields[0], kind: kind, kept: kept, added: added, isWork: fields[4] == "work")
    }
    self.rows = rows
  }

  /// What the table says of a reason; what it does not know is kept apart for a person.
  public subscript(reason: String) -> Row {
    rows[reason]
      ?? Row(
        code: reason, kind: .adjustment, kept: .unappliedPayer, added: .unappliedPayer,
        isWork: true)
  }

  /// Posts an adjustment.
  ///
  /// - Throws: ``AccountingError`` where the entry would be too large.
  public func post(
    _ adjustment: ProviderAdjustment, _ source: PostingRules.Source
  ) throws(AccountingError) -> JournalEntry? {
    guard adjustment.amount != .zero else { return nil }
    let row = self[adjustment.reason]
    var draft = EntryDraft(
      row.kind, in: source.practice, key: source.key, effective: source.effective,
      posted: source.posted, source: source.document,
      memo: MemoCode("plb-\(adjustment.reason.lowercased())"))
    let subject = Subject(payer: source.issuer)
    let amount = adjustment.amount
    draft.move(
      amount, debit: amount > .zero ? row.kept : row.added, credit: .remittancesExpected, subject)
    return try draft.entry()
  }
}

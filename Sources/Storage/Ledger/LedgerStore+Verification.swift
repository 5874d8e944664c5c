// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

/// What a look at every entry of the books has found.
public struct LedgerVerification: Hashable, Sendable {
  /// What is wrong; the raw values are the ids of the findings.
  public enum Fault: String, Hashable, Sendable, CaseIterable {
    /// There is no entry of a number.
    case missing = "ledger.entry-missing"
    /// A row and its postings do not make an entry.
    case unreadable = "ledger.entry-unreadable"
    /// An entry's hash is not that of its content and of what was before.
    case altered = "ledger.entry-altered"
    /// An entry counts in a period that was closed before it was added.
    case inClosedPeriod = "ledger.entry-in-closed-period"
    /// The entries do not end where the books, a closing or an anchor say.
    case otherEnd = "ledger.other-end"
    /// The running totals are not what the entries come to.
    case otherTotals = "ledger.other-totals"
  }

  /// How many entries are sound, from the first on.
  public var sound = 0
  /// Where the books say that they stand.
  public let head: LedgerHead
  /// The first thing that is wrong, with the number of the entry; nothing where all is sound.
  public var fault: Fault?
  /// The number of the first bad entry; for totals and ends the last entry's.
  public var entry = 0
}

extension LedgerStore {
  /// Looks at every entry, works the hashes and the totals out again, and compares.
  ///
  /// - Parameter anchors: Numbers of entries with the hash that each had when somebody wrote it down elsewhere.
  ///   Without one, whoever can write to the database could take the last entries away unseen.
  /// - Throws: ``AccountingError``: `noBooks`; ``DatabaseError``.
  public func verify(
    _ practice: PracticeID, anchors: [Int: Digest] = [:]
  ) throws -> LedgerVerification {
    try database.snapshot {
      let head = try head(of: practice)
      let closings = try closings(of: practice)
      var verification = LedgerVerification(head: head)
      var chain = LedgerHead(practice: practice, opened: head.opened)
      var months = RunningTotals()
      var ends = anchors
      for closing in closings where ends[closing.count] == nil {
        ends[closing.count] = closing.hash
      }
      if ends[0] != nil, ends.removeValue(forKey: 0) != .zero { verification.stop(.otherEnd, 0) }
      while verification.fault == nil {
        let page = try stored(of: practice, from: chain.count + 1, limit: 1000)
        for stored in page {
          guard stored.sequence == chain.count + 1 else {
            verification.stop(.missing, chain.count + 1)
            break
          }
          if let fault = Self.fault(of: stored, after: &chain, closings, ends) {
            verification.stop(fault, stored.sequence)
            break
          }
          if let kept = stored.entry { months.addTurnover(kept.entry) }
          verification.sound = chain.count
        }
        if page.count < 1000 { break }
      }
      guard verification.fault == nil else { return verification }
      let known = ends.keys.max() ?? 0
      if chain.count != head.count || chain.hash != head.hash || known > chain.count {
        verification.stop(
          max(head.count, known) > chain.count ? .missing : .otherEnd,
          max(head.count, known) > chain.count ? chain.count + 1 : chain.count)
      } else if try self.months(of: practice) != months.months || hasOtherItems(practice) {
        verification.stop(.otherTotals, chain.count)
      } else if head.closedThrough != closings.last?.through {
        verification.stop(.otherEnd, chain.count)
      }
      return verification
    }
  }

  private static func fault(
    of stored: StoredEntry, after chain: inout LedgerHead, _ closings: [Ledger.Closing],
    _ ends: [Int: Digest]
  ) -> LedgerVerification.Fault? {
    guard let kept = stored.entry else { return .unreadable }
    if chain.append(kept.entry, by: SHA256.self).hash != kept.hash { return .altered }
    if let end = ends[chain.count], end != kept.hash { return .otherEnd }
    let closed = closings.last { $0.count < kept.sequence }?.through
    if let closed, kept.entry.effective <= closed { return .inClosedPeriod }
    return nil
  }

  /// Whether the open items and their ages are other than the postings make them.
  private func hasOtherItems(_ practice: PracticeID) throws -> Bool {
    let name = DatabaseValue.text(practice.description)
    let accounts = chart.rows.filter(\.hasItems).map { DatabaseValue.int($0.account.number) }
    let marks = repeatElement("?", count: accounts.count).joined(separator: ", ")
    let fromPostings = """
      SELECT claim, patient, account, payer, guarantor, CAST(SUM(cents) AS BIGINT) FROM posting
      WHERE practice = ? AND account IN (\(marks))
      GROUP BY claim, patient, account, payer, guarantor
      """
    let kept = """
      SELECT claim, patient, account, payer, guarantor, balance FROM open_item WHERE practice = ?
      """
    let fromItems = """
      SELECT account, payer, since, CAST(SUM(balance) AS BIGINT) FROM open_item WHERE practice = ?
      GROUP BY account, payer, since HAVING SUM(balance) <> 0
      """
    let ages = """
      SELECT account, payer, since, balance FROM aging WHERE practice = ? AND balance <> 0
      """
    for (first, second, values) in [
      (fromPostings, kept, [name] + accounts + [name]),
      (kept, fromPostings, [name, name] + accounts),
      (fromItems, ages, [name, name]), (ages, fromItems, [name, name]),
    ] where try !database.run("\(first) EXCEPT \(second) LIMIT 1", values).isEmpty {
      return true
    }
    return false
  }
}

extension LedgerVerification {
  fileprivate mutating func stop(_ fault: Fault, _ entry: Int) {
    guard self.fault == nil else { return }
    self.fault = fault
    self.entry = entry
  }

  fileprivate init(head: LedgerHead) { self.head = head }
}

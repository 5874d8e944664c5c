// SPDX-License-Identifier: Apache-2.0

public import Values

/// Where the books of a practice stand: how many entries, the last hash, which days are open.
///
/// All rules that an entry must keep are here; whoever keeps the entries (in memory, in a database) adds only
/// what needs looking up: keys and reversed entries.
public struct LedgerHead: Hashable, Sendable {
  /// The practice.
  public let practice: PracticeID
  /// The first day of the books.
  public let opened: CalendarDate
  /// The last day of the last closed period; nothing where none is closed.
  public private(set) var closedThrough: CalendarDate?
  /// How many entries there are; also the number of the last one.
  public private(set) var count: Int
  /// The hash of the last entry, or of nothing.
  public private(set) var hash: Digest

  /// Books without entries.
  public init(practice: PracticeID, opened: CalendarDate) {
    self.init(practice: practice, opened: opened, closedThrough: nil, count: 0, hash: .zero)
  }

  /// Books as they were kept.
  public init(
    practice: PracticeID, opened: CalendarDate, closedThrough: CalendarDate?, count: Int,
    hash: Digest
  ) {
    self.practice = practice
    self.opened = opened
    self.closedThrough = closedThrough
    self.count = count
    self.hash = hash
  }

  /// Checks that an entry may be added.
  ///
  /// - Throws: ``AccountingError``: `otherPractice`, `noSource`, `unknownAccount`, `closedPeriod`, `beforeOpening`.
  public func check(_ entry: JournalEntry, _ chart: ChartOfAccounts) throws(AccountingError) {
    guard entry.practice == practice else { throw AccountingError(.otherPractice) }
    guard entry.source != .zero else { throw AccountingError(.noSource) }
    for posting in entry.postings where chart[posting.account] == nil {
      throw AccountingError(.unknownAccount, ("account", posting.account.description))
    }
    if let closedThrough, entry.effective <= closedThrough {
      throw AccountingError(
        .closedPeriod, ("effective", entry.effective.description),
        ("closed", closedThrough.description))
    }
    guard entry.effective >= opened else {
      throw AccountingError(
        .beforeOpening, ("effective", entry.effective.description),
        ("opened", opened.description))
    }
  }

  /// Gives an entry its number and hash.
  public mutating func append(
    _ entry: JournalEntry, by hashing: any ByteHashing.Type
  ) -> LedgerEntry {
    count += 1
    hash = entry.hash(as: count, after: hash, by: hashing)
    return LedgerEntry(sequence: count, entry: entry, hash: hash)
  }

  /// Closes all days up to one; they stay closed.
  ///
  /// - Throws: ``AccountingError``: `closedBefore` where the day is closed already, `beforeOpening`.
  public mutating func close(through day: CalendarDate) throws(AccountingError) {
    if let closedThrough, day <= closedThrough {
      throw AccountingError(.closedBefore, ("closed", closedThrough.description))
    }
    guard day >= opened else {
      throw AccountingError(
        .beforeOpening, ("effective", day.description), ("opened", opened.description))
    }
    closedThrough = day
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Values

/// What was posted in a day: turnovers by kind of entry and account.
///
/// It goes by when entries were posted, not by the day on which they count: yesterday's sheet never changes.
public struct DaySheet: Hashable, Sendable {
  /// Whose line it is.
  public struct Key: Hashable, Comparable, Sendable {
    /// What happened.
    public let kind: EntryKind
    /// The account.
    public let account: Account

    /// Makes a key.
    public init(_ kind: EntryKind, _ account: Account) {
      self.kind = kind
      self.account = account
    }

    /// Orders by kind and account.
    public static func < (a: Key, b: Key) -> Bool {
      (a.kind.rawValue, a.account) < (b.kind.rawValue, b.account)
    }
  }

  /// The turnovers.
  public private(set) var rows: [Key: RunningTotals.Turnover] = [:]

  /// A sheet without entries.
  public init() {}

  /// The sheet of the entries posted from one moment to before another.
  public init(
    of entries: some Sequence<JournalEntry>, from start: Instant, to end: Instant
  ) {
    for entry in entries where entry.posted >= start && entry.posted < end {
      for posting in entry.postings { add(posting.amount, Key(entry.kind, posting.account)) }
    }
  }

  /// Adds an amount.
  public mutating func add(_ amount: Money, _ key: Key) {
    add(
      amount > .zero
        ? RunningTotals.Turnover(debit: amount) : RunningTotals.Turnover(credit: -amount), key)
  }

  /// Adds a turnover.
  public mutating func add(_ turnover: RunningTotals.Turnover, _ key: Key) {
    let sum = rows[key] ?? RunningTotals.Turnover()
    rows[key] = RunningTotals.Turnover(
      debit: sum.debit + turnover.debit, credit: sum.credit + turnover.credit)
  }

  /// The lines in order.
  public var sorted: [(key: Key, turnover: RunningTotals.Turnover)] {
    rows.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Values

/// What entries come to: turnovers by account and month, and open items.
///
/// A database keeps the same figures beside the entries; a batch's own are what it adds to them.
public struct RunningTotals: Hashable, Sendable {
  /// An account in a month.
  public struct Month: Hashable, Comparable, Sendable {
    /// The account.
    public let account: Account
    /// The month of the effective date.
    public let month: AccountingMonth

    /// Makes a key.
    public init(_ account: Account, _ month: AccountingMonth) {
      self.account = account
      self.month = month
    }

    /// Orders by account and month.
    public static func < (a: Month, b: Month) -> Bool {
      (a.account, a.month) < (b.account, b.month)
    }
  }

  /// What was posted on both sides.
  public struct Turnover: Hashable, Sendable {
    /// The sum of the debits.
    public var debit = Money.zero
    /// The sum of the credits, as a positive amount.
    public var credit = Money.zero

    /// Makes a turnover.
    public init(debit: Money = .zero, credit: Money = .zero) {
      self.debit = debit
      self.credit = credit
    }

    /// Debits less credits.
    public var balance: Money { debit - credit }
  }

  /// The turnovers.
  public private(set) var months: [Month: Turnover] = [:]
  /// The open items of accounts that keep them; those that have come to zero too.
  public private(set) var items: [OpenItem.Key: OpenItem] = [:]

  /// Totals of nothing.
  public init() {}

  /// Totals that go on from open items as they stand.
  public init(goingOnFrom items: [OpenItem]) {
    self.items = Dictionary(items.map { ($0.key, $0) }) { _, last in last }
  }

  /// Totals worked out from entries.
  public init(of entries: some Sequence<JournalEntry>, _ chart: ChartOfAccounts) {
    for entry in entries { add(entry, chart) }
  }

  /// Adds an entry.
  public mutating func add(_ entry: JournalEntry, _ chart: ChartOfAccounts) {
    addTurnover(entry)
    for posting in entry.postings where chart.hasItems(posting.account) {
      let key = OpenItem.Key(posting.account, posting.subject)
      items[key, default: OpenItem(key: key, since: entry.effective)]
        .add(posting.amount, on: entry.effective)
    }
  }

  /// Adds an entry to the turnovers alone, which need no memory for each claim.
  public mutating func addTurnover(_ entry: JournalEntry) {
    let month = AccountingMonth(entry.effective)
    for posting in entry.postings {
      var turnover = months[Month(posting.account, month)] ?? Turnover()
      if posting.amount > .zero {
        turnover.debit += posting.amount
      } else {
        turnover.credit += -posting.amount
      }
      months[Month(posting.account, month)] = turnover
    }
  }

  /// The balance of an account: debits less credits.
  public func balance(of account: Account) -> Money {
    months.reduce(.zero) { $1.key.account == account ? $0 + $1.value.balance : $0 }
  }
}

/// What is open on an account for one claim, patient, guarantor and payer.
public struct OpenItem: Hashable, Sendable {
  /// The account, and whom and what it concerns.
  public struct Key: Hashable, Sendable {
    /// The account.
    public let account: Account
    /// Whom and what it concerns, without service lines.
    public let subject: Subject

    /// Makes a key; a service line is left out.
    public init(_ account: Account, _ subject: Subject) {
      self.account = account
      self.subject = subject.wholeClaim
    }
  }

  /// The account, and whom and what it concerns.
  public let key: Key
  /// The day from which it ages: the effective date of the entry that opened it; one that was settled and is
  /// touched again begins anew.
  public private(set) var since: CalendarDate
  /// Debits less credits.
  public private(set) var balance: Money

  /// Makes an item.
  public init(key: Key, since: CalendarDate, balance: Money = .zero) {
    self.key = key
    self.since = since
    self.balance = balance
  }
  /// Adds an amount of an entry.
  mutating func add(_ amount: Money, on effective: CalendarDate) {
    if balance == .zero { since = effective }
    balance += amount
  }
}

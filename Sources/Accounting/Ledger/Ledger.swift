// SPDX-License-Identifier: Apache-2.0

public import Values

/// The books of one practice in memory: entries are only ever added.
///
///     var ledger = Ledger(practice: practice, opened: day, chart: chart, hashing: SHA256.self)
///     try ledger.append(entry)
///     ledger.totals.trialBalance(through: day)
public struct Ledger: Sendable {
  /// What became of an entry that was handed in.
  public enum Outcome: Hashable, Sendable {
    /// It was added under this number.
    case added(Int)
    /// It was there already, under this number.
    case present(Int)

    /// The number.
    public var sequence: Int {
      switch self {
      case .added(let sequence), .present(let sequence): sequence
      }
    }
  }

  /// A period's end, as it was closed.
  public struct Closing: Hashable, Sendable {
    /// The last day that is closed.
    public let through: CalendarDate
    /// How many entries there were.
    public let count: Int
    /// The hash of the last of them.
    public let hash: Digest

    /// Makes a closing.
    public init(through: CalendarDate, count: Int, hash: Digest) {
      self.through = through
      self.count = count
      self.hash = hash
    }
  }

  /// The accounts.
  public let chart: ChartOfAccounts
  /// Where the books stand.
  public private(set) var head: LedgerHead
  /// Every entry, in order.
  public private(set) var entries: [LedgerEntry] = []
  /// What the entries come to.
  public private(set) var totals = RunningTotals()
  /// The periods that were closed, in order.
  public private(set) var closings: [Closing] = []
  private var numbers: [SourceKey: Int] = [:]
  private let hashing: any (ByteHashing & Sendable).Type

  /// Opens books without entries.
  public init(
    practice: PracticeID, opened: CalendarDate, chart: ChartOfAccounts,
    hashing: any (ByteHashing & Sendable).Type
  ) {
    head = LedgerHead(practice: practice, opened: opened)
    self.chart = chart
    self.hashing = hashing
  }

  /// Adds an entry, once.
  ///
  /// - Throws: ``AccountingError``; nothing is changed then.
  @discardableResult
  public mutating func append(_ entry: JournalEntry) throws(AccountingError) -> Outcome {
    if let number = numbers[entry.key] {
      guard entries[number - 1].entry.saysTheSame(as: entry) else {
        throw AccountingError(.keyReused, ("entry", "\(number)"))
      }
      return .present(number)
    }
    try head.check(entry, chart)
    if let reversed = entry.reverses {
      guard entries.indices.contains(reversed - 1) else {
        throw AccountingError(.nothingToReverse, ("entry", "\(reversed)"))
      }
      try entry.checkMirror(of: entries[reversed - 1])
    }
    let added = head.append(entry, by: hashing)
    entries.append(added)
    numbers[entry.key] = added.sequence
    totals.add(entry, chart)
    return .added(added.sequence)
  }

  /// Closes all days up to one.
  ///
  /// - Throws: ``AccountingError``: `closedBefore`, `beforeOpening`.
  public mutating func close(through day: CalendarDate) throws(AccountingError) {
    try head.close(through: day)
    closings.append(Closing(through: day, count: head.count, hash: head.hash))
  }
}

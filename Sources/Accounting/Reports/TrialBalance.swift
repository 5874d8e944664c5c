// SPDX-License-Identifier: Apache-2.0

import Values

/// Every account with its turnovers and balance; debits and credits come to the same.
public struct TrialBalance: Hashable, Sendable {
  /// An account's line.
  public struct Row: Hashable, Sendable {
    /// The account.
    public let account: Account
    /// What was posted.
    public let turnover: RunningTotals.Turnover

    /// Makes a line.
    public init(account: Account, turnover: RunningTotals.Turnover) {
      self.account = account
      self.turnover = turnover
    }
  }

  /// The accounts that were ever posted to, by number.
  public let rows: [Row]

  /// Adds up turnovers by account.
  ///
  /// - Parameter last: The last month that counts; nothing for all.
  public init(
    _ months: some Sequence<(key: RunningTotals.Month, value: RunningTotals.Turnover)>,
    through last: AccountingMonth? = nil
  ) {
    var sums: [Account: RunningTotals.Turnover] = [:]
    for (key, turnover) in months {
      if let last, key.month > last { continue }
      let sum = sums[key.account] ?? RunningTotals.Turnover()
      sums[key.account] = RunningTotals.Turnover(
        debit: sum.debit + turnover.debit, credit: sum.credit + turnover.credit)
    }
    rows = sums.sorted { $0.key < $1.key }.map { Row(account: $0.key, turnover: $0.value) }
  }

  /// All debits and all credits.
  public var sum: RunningTotals.Turnover {
    rows.reduce(into: RunningTotals.Turnover()) { sum, row in
      sum.debit += row.turnover.debit
      sum.credit += row.turnover.credit
    }
  }

  /// Whether debits and credits come to the same.
  public var isBalanced: Bool { sum.balance == .zero }
}

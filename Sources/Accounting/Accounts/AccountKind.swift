// SPDX-License-Identifier: Apache-2.0

/// What an account holds; the first digit of its number says so.
public enum AccountKind: Int, Hashable, Sendable, CaseIterable {
  /// What the practice has or is owed.
  case asset = 1
  /// What it owes.
  case liability = 2
  /// What is left for its owners.
  case equity = 3
  /// What it earns; adjustments of charges stand here on the other side.
  case income = 4
  /// What it spends or loses.
  case expense = 5

  /// Whether the account grows by debits, which are positive here.
  public var growsByDebit: Bool { self == .asset || self == .expense }

  /// The word that plain-text accounting begins an account's name with.
  public var root: String {
    switch self {
    case .asset: "Assets"
    case .liability: "Liabilities"
    case .equity: "Equity"
    case .income: "Income"
    case .expense: "Expenses"
    }
  }
}

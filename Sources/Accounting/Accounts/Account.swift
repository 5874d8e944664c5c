// SPDX-License-Identifier: Apache-2.0

/// An account of the ledger, by its number of four digits: 1 assets, 2 liabilities, 3 equity, 4 income, 5 expenses.
public struct Account: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number, 1000 to 5999.
  public let number: Int

  /// Takes a number from 1000 to 5999; otherwise nothing.
  public init?(_ number: Int) {
    guard (1000...5999).contains(number) else { return nil }
    self.number = number
  }

  private init(known number: Int) { self.number = number }

  /// What the account holds.
  public var kind: AccountKind {
    guard let kind = AccountKind(rawValue: number / 1000) else {
      preconditionFailure("an account's number has a kind")
    }
    return kind
  }

  /// The number as text.
  public var description: String { String(number) }

  /// Orders accounts by number.
  public static func < (a: Account, b: Account) -> Bool { a.number < b.number }
}

extension Account {
  /// Money at the bank.
  public static let bank = Account(known: 1010)
  /// Cash in the drawer.
  public static let cashDrawer = Account(known: 1020)
  /// Card payments that the processor has not paid out yet.
  public static let cardClearing = Account(known: 1030)
  /// Checks and cash that wait for a deposit.
  public static let undeposited = Account(known: 1110)
  /// Payments that remittances announce and the bank has not shown yet.
  public static let remittancesExpected = Account(known: 1120)
  /// What patients owe.
  public static let patientReceivable = Account(known: 1210)
  /// What payers owe.
  public static let payerReceivable = Account(known: 1220)
  /// What patients owe and an agency collects.
  public static let collections = Account(known: 1240)
  /// What patients paid ahead or without saying what for.
  public static let unappliedPatient = Account(known: 2110)
  /// What payers paid and nobody has matched yet.
  public static let unappliedPayer = Account(known: 2120)
  /// What is owed back to patients.
  public static let creditPatient = Account(known: 2210)
  /// What is owed back to payers.
  public static let creditPayer = Account(known: 2220)
  /// What payers will take back from later payments: forwarding balances.
  public static let takebacks = Account(known: 2310)
  /// Refunds that are approved and not paid.
  public static let refundsPayable = Account(known: 2410)
  /// Balances brought over from an earlier system.
  public static let openingBalances = Account(known: 3010)
  /// Charges for services.
  public static let charges = Account(known: 4010)
  /// Reductions agreed by contract.
  public static let contractual = Account(known: 4110)
  /// Reductions of Medicare payments by sequestration.
  public static let sequestration = Account(known: 4120)
  /// Other reductions by payers that nobody else bears.
  public static let payerReductions = Account(known: 4130)
  /// Interest that payers pay on late payments.
  public static let interestReceived = Account(known: 4510)
  /// Incentives of payers.
  public static let incentives = Account(known: 4520)
  /// Debts of patients that are given up.
  public static let badDebt = Account(known: 5010)
  /// Fees of card processors and banks.
  public static let processorFees = Account(known: 5020)
  /// Interest paid to payers.
  public static let interestPaid = Account(known: 5030)
  /// What payers withhold for the tax office or another creditor.
  public static let withheld = Account(known: 5040)
  /// What a count of the drawer differs from its receipts.
  public static let overShort = Account(known: 5050)
}

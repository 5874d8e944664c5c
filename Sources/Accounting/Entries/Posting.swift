// SPDX-License-Identifier: Apache-2.0

public import Values

/// One side of a journal entry: an amount on an account.
public struct Posting: Hashable, Sendable {
  /// The account.
  public let account: Account
  /// The amount: positive for a debit, negative for a credit; never zero.
  public let amount: Money
  /// Whom and what it concerns.
  public let subject: Subject

  /// Makes a posting; an entry refuses one of no money.
  public init(_ account: Account, _ amount: Money, _ subject: Subject = .none) {
    self.account = account
    self.amount = amount
    self.subject = subject
  }

  /// The same amount on the other side.
  public var mirrored: Posting { Posting(account, -amount, subject) }
}

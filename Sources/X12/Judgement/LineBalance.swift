// SPDX-License-Identifier: Apache-2.0

import Values

/// What the other payers of a claim paid and adjusted on one service line.
struct LineBalance {
  /// What one payer says of the line: in one loop 2430 or, where it took the service apart, in several.
  struct Payment {
    let identifier: UInt64
    let payer: String
    var paid: Balances.Amount
    var adjusted: Balances.Amount = 0
    /// Whether all of its amounts are numbers.
    var isReadable: Bool
    /// Whether the payer put the line together with another.
    var isBundled: Bool
    /// Where SVD02 stands.
    let position: X12Position
  }

  /// Nothing where it is no number.
  var charge: Balances.Amount?
  private(set) var payments: [Payment] = []
  private var current: Int?

  mutating func forget() {
    charge = nil
    current = nil
    if !payments.isEmpty { payments.removeAll(keepingCapacity: true) }
  }

  /// Adds what an SVD segment says.
  mutating func pay(_ payment: Payment) {
    guard let known = payments.firstIndex(where: { $0.identifier == payment.identifier }) else {
      current = payments.count
      payments.append(payment)
      return
    }
    current = known
    payments[known].paid &+= payment.paid
    if !payment.isReadable { payments[known].isReadable = false }
    if payment.isBundled { payments[known].isBundled = true }
  }

  /// Adds what the CAS segments after an SVD come to.
  mutating func adjust(by sum: Balances.Amount, isReadable: Bool) {
    guard let current else { return }
    payments[current].adjusted &+= sum
    if !isReadable { payments[current].isReadable = false }
  }
}

extension SetJudge {
  /// What each other payer paid and adjusted on a line is the charge of the line.
  ///
  /// Source: ASC X12N 005010X222A1, X223A2 and X224A2, section 1.4.1 on coordination of benefits; loop
  /// 2430, SVD02 and CAS.
  mutating func judgeLine() {
    guard let charge = balance.line.charge else { return }
    for payment in balance.line.payments where payment.isReadable && !payment.isBundled {
      let sum = payment.paid &+ payment.adjusted
      guard sum != charge else { continue }
      append(
        "x12.837.line-balance", .rejects, .balance, at: payment.position,
        facts: [
          .init("payer", payment.payer), .init("paid", RuleEngine.decimal(payment.paid)),
          .init("adjusted", RuleEngine.decimal(payment.adjusted)),
          .init("sum", RuleEngine.decimal(sum)), .init("charge", RuleEngine.decimal(charge)),
        ])
    }
    balance.line.forget()
  }
}

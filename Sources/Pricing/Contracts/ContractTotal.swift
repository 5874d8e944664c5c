// SPDX-License-Identifier: Apache-2.0

import Values

/// What a contract says of a claim as a whole, after its lines.
struct ContractTotal {
  private let lines: [ContractPayment.Line]
  private let isInside: [Bool]
  private(set) var steps: [PaymentTerm] = []
  private(set) var reasons: [ServicePayment.Reason] = []
  /// The charges; nothing where a line's is not known.
  let charges: Money?
  /// The expected amount; nothing where a line's is not known.
  private(set) var allowed: Money?

  /// Takes the lines, and which of them count for the stop-loss.
  init(_ lines: [ContractPayment.Line], isInside: [Bool]) {
    self.lines = lines
    self.isInside = isInside
    charges = Self.sum(lines.map(\.charge))
    allowed = Self.sum(lines.map(\.allowed))
  }

  /// A sum; nothing where a part is not known.
  static func sum(_ amounts: [Money?]) -> Money? {
    amounts.reduce(Money?.some(.zero)) { sum, next in
      sum.flatMap { sum in next.map { sum + $0 } }
    }
  }

  /// A share in percent, rounded to cents: to the nearest, a half away from zero.
  static func share(_ percent: FixedDecimal, of amount: FixedDecimal) -> FixedDecimal {
    (amount * percent.divided(by: FixedDecimal(units: 100, places: 0), places: 6)).rounded(to: 2)
  }

  /// Takes the lower of amounts and charges, then what the stop-loss pays.
  mutating func settle(_ contract: PayerContract) {
    guard let amount = allowed else { return }
    if contract.isLesserOfCharges { takeLesser(amount) }
    if let stopLoss = contract.stopLoss { take(stopLoss) }
  }

  private mutating func takeLesser(_ amount: Money) {
    guard let charges else { return reasons.append(.init("contract-charge-not-compared")) }
    guard charges < amount else { return }
    step(
      "contract-lesser-of-charges",
      [("amounts", FixedDecimal(amount)), ("charges", FixedDecimal(charges))],
      FixedDecimal(charges))
  }

  private mutating func take(_ stopLoss: PayerContract.StopLoss) {
    let inside = lines.indices.filter { isInside[$0] }
    guard let charges = Self.sum(inside.map { lines[$0].charge }), let amount = allowed else {
      return reasons.append(.init("contract-stop-loss-not-known"))
    }
    guard charges > stopLoss.threshold else { return }
    let operands = [
      ("charges", FixedDecimal(charges)), ("percent", stopLoss.percent),
      ("threshold", FixedDecimal(stopLoss.threshold)),
    ]
    if stopLoss.isFromFirstDollar {
      let others = Self.sum(lines.indices.filter { !isInside[$0] }.map { lines[$0].allowed })
      let carved = FixedDecimal(others ?? .zero)
      step(
        "contract-stop-loss-first-dollar", operands + [("carved out", carved)],
        Self.share(stopLoss.percent, of: FixedDecimal(charges)) + carved)
    } else {
      step(
        "contract-stop-loss", [("amounts", FixedDecimal(amount))] + operands,
        FixedDecimal(amount)
          + Self.share(stopLoss.percent, of: FixedDecimal(charges - stopLoss.threshold)))
    }
  }

  private mutating func step(
    _ name: String, _ operands: [(String, FixedDecimal)], _ result: FixedDecimal
  ) {
    steps.append(PaymentTerm(name, operands.map { PaymentTerm.Operand($0.0, $0.1) }, result))
    allowed = result.money
  }
}

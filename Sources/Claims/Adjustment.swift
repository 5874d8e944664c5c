// SPDX-License-Identifier: Apache-2.0

public import Values

/// Why paid is not what was charged: group, reason and amount, one triplet of a CAS segment.
///
///     Adjustment("CO", "45", Money("20.00")!)   // contractual: above the fee agreed
///
/// The amount is taken off the charge; a negative one puts something back.
///
/// Source: 005010X221A1, CAS; the reasons are the claim adjustment reason codes.
public struct Adjustment: Hashable, Sendable {
  /// Who bears it: `CO` contract, `PR` patient, `OA` other, `PI` payer.
  public var group: String
  /// The claim adjustment reason code.
  public var reason: String
  /// What is taken off.
  public var amount: Money
  /// How many units less are paid.
  public var quantity: Quantity?

  /// Makes an adjustment.
  public init(
    _ group: String = "", _ reason: String = "", _ amount: Money = .zero, quantity: Quantity? = nil
  ) {
    self.group = group
    self.reason = reason
    self.amount = amount
    self.quantity = quantity
  }
}

extension Array where Element == Adjustment {
  /// What the adjustments take off in all.
  public var total: Money { reduce(.zero) { $0 + $1.amount } }

  /// What those of one group take off, such as `PR`, the patient's share.
  public func total(_ group: String) -> Money {
    reduce(.zero) { $1.group == group ? $0 + $1.amount : $0 }
  }
}

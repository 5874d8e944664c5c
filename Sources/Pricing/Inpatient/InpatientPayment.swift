// SPDX-License-Identifier: Apache-2.0

public import Values

/// What Medicare's inpatient prospective payment system pays for a stay, with every step.
///
/// The steps and the places at which they round are those of CMS's own program, the IPPS Pricer: factors
/// of nine decimals, the capital rate and the threshold of a transfer in cents, everything that is paid in
/// cents. Not counted are payments outside of the discharge: pass-through amounts, organ acquisition,
/// clotting factors, direct medical education, the dialysis addition and reconciliation of outliers.
///
///     let payment = InpatientPayment(table[470]!, hospital, stay)
///     payment?.total  // 19384.25
///
/// Source: 42 CFR part 412, subparts D to I and M.
public struct InpatientPayment: Sendable {
  /// An amount that the total consists of.
  public struct Part: Hashable, Sendable {
    /// What it is, such as `operating_federal`.
    public let name: String
    /// The amount; negative where it is taken off.
    public let amount: Money
  }

  /// How the discharge was paid by where the patient went.
  public let rule: TransferRule
  /// The share of the full payment that was paid for that reason.
  public let share: FixedDecimal
  /// Every step, in order.
  public let terms: [PaymentTerm]
  /// The amounts that make up the total, in order; none is left out for being zero.
  public let parts: [Part]

  /// The sum of all parts.
  public var total: Money { parts.reduce(.zero) { $0 + $1.amount } }

  /// The amount of a part by its name.
  public func amount(_ name: String) -> Money? { parts.first { $0.name == name }?.amount }

  /// Works a payment out.
  ///
  /// Nothing where the DRG has no weight: it cannot be paid.
  public init?(_ drg: DRGWeight, _ hospital: HospitalRates, _ stay: InpatientStay) {
    guard var calculation = PaymentCalculation(drg, hospital, stay) else { return nil }
    calculation.run()
    rule = calculation.rule
    share = calculation.share
    terms = calculation.terms
    parts = calculation.parts
  }
}

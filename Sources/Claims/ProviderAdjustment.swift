// SPDX-License-Identifier: Apache-2.0

public import Values

/// What is taken off or added to a payment beside its claims: one adjustment of a PLB segment.
///
/// The sign is that of the segment: a positive amount makes the payment less, a negative one makes it
/// more; ``effect`` says it the other way round.
///
///     ProviderAdjustment(reason: "L6", amount: Money("-12.40")!).effect   // 12.40: interest is paid
///
/// Source: 005010X221A1, PLB, and section 1.10.2.4 on balancing.
public struct ProviderAdjustment: Hashable, Sendable {
  /// The provider whose payment is changed.
  public var provider: String
  /// The last day of the provider's fiscal period.
  public var fiscalPeriodEnd: CalendarDate?
  /// Why, by an adjustment reason code: `WO` an overpayment is recovered, `FB` a balance is carried
  /// forward, `L6` interest, `CT` capitation, `IR` withheld for taxes, `72` a return is acknowledged,
  /// `CS` an adjustment, `J1` not reimbursed, and so on.
  public var reason: String
  /// What it refers to: for a recovery the payer's number of the claim, or an account.
  public var reference: String?
  /// What is taken off.
  public var amount: Money

  /// Makes an adjustment.
  public init(
    provider: String = "", fiscalPeriodEnd: CalendarDate? = nil, reason: String = "",
    reference: String? = nil, amount: Money = .zero
  ) {
    self.provider = provider
    self.fiscalPeriodEnd = fiscalPeriodEnd
    self.reason = reason
    self.reference = reference
    self.amount = amount
  }

  /// By how much the payment becomes more; negative where it becomes less.
  public var effect: Money { -amount }
  /// Whether an overpayment of an earlier claim is taken back: `WO`.
  public var isTakeback: Bool { reason == "WO" }
  /// Whether a balance is carried to another remittance (negative) or from one (positive): `FB`.
  public var isForwardedBalance: Bool { reason == "FB" }
  /// Whether it is interest: `L6`.
  public var isInterest: Bool { reason == "L6" }
  /// Whether it is a payment by heads instead of by service: `CT`, with its interest `CR`.
  public var isCapitation: Bool { reason == "CT" || reason == "CR" }
}

extension Array where Element == ProviderAdjustment {
  /// What the adjustments take off in all.
  public var total: Money { reduce(.zero) { $0 + $1.amount } }
}

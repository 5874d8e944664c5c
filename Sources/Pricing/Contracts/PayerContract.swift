// SPDX-License-Identifier: Apache-2.0

public import Values

/// What a payer and a provider have agreed on: terms in order, of which the first that fits a service decides.
///
/// A term that stands before a case rate or a per diem carves its services out of it. `Docs/Contracts.md`
/// describes the document.
public struct PayerContract: Sendable {
  /// How a service is paid.
  public enum Rule: Sendable {
    /// A share of what Medicare allows.
    case percentOfMedicare(FixedDecimal)
    /// A share of the charge.
    case percentOfCharge(FixedDecimal)
    /// A share of the amount of the payer's schedule for each unit.
    case percentOfSchedule(FixedDecimal)
    /// An amount for each unit.
    case amount(Money)
    /// One amount for all services of the claim that the term fits.
    case caseRate(Money)
    /// One amount for each day, for all services that the term fits.
    case perDiem(Money)
    /// Nothing.
    case notPaid
  }

  /// A term.
  public struct Term: Sendable {
    /// What the contract calls it.
    public let name: String
    /// The services that it fits.
    let fit: ContractFit
    /// How it is paid.
    public let rule: Rule
    /// Whether the charge is paid where it is lower.
    public let isLesserOfCharge: Bool
    /// Whether its services count for the stop-loss.
    public let isOutsideStopLoss: Bool
  }

  /// What is paid beside or in the place of the terms where the charges are high.
  public struct StopLoss: Sendable {
    /// The charges above which it counts.
    public let threshold: Money
    /// The share of the charges that is paid.
    public let percent: FixedDecimal
    /// Whether the share of all charges is paid in the place of the terms; else that of the charges above the
    /// threshold beside them.
    public let isFromFirstDollar: Bool
  }

  /// What it is called.
  public let name: String
  /// The version.
  public let version: String
  /// The payer's electronic identifier; nothing for any.
  public let payer: String?
  /// The plan; nothing for any.
  public let plan: String?
  /// The days for which it holds.
  public let period: EffectivePeriod
  /// The day whose fee schedules of Medicare its terms mean; nothing for that of the service.
  public let medicareDay: CalendarDate?
  /// The terms in order.
  public let terms: [Term]
  /// Whether the charges of the claim are paid where they are lower than all amounts together.
  public let isLesserOfCharges: Bool
  /// What becomes of claims with high charges.
  public let stopLoss: StopLoss?

  /// Whether a term asks for the DRG of a stay: itself, or for what Medicare pays by it.
  public var asksForGroup: Bool {
    terms.indices.contains { !terms[$0].fit.groups.isEmpty || percent(of: $0) != nil }
  }

  /// The share of what Medicare allows that a term pays; nothing for another term, or for none.
  func percent(of position: Int?) -> FixedDecimal? {
    guard let position, case .percentOfMedicare(let percent) = terms[position].rule else {
      return nil
    }
    return percent
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// What a fee schedule of Medicare allows for a service line, with every step.
public struct ServicePayment: Sendable {
  /// Which schedule a line is paid by.
  public enum Schedule: String, Sendable {
    /// The physician fee schedule.
    case physician = "mpfs"
    /// Anaesthesia: base and time units.
    case anesthesia
    /// The clinical laboratory fee schedule.
    case laboratory = "clfs"
    /// Equipment, prosthetics, orthotics and supplies.
    case equipment = "dmepos"
    /// The payment limits of drugs.
    case drug = "asp"
    /// The ambulance fee schedule.
    case ambulance
    /// None of those that are installed.
    case none
  }

  /// What becomes of a line.
  public enum Outcome: String, Sendable {
    /// The amount is allowed.
    case paid
    /// The contractor decides by documentation; the amount is the most that is expected.
    case review
    /// The contractor sets the amount.
    case unpriced
    /// Nothing is paid.
    case unpaid
  }

  /// Why a line has the outcome it has, or what should be known of its amount: a row of the table
  /// `pricing/outcomes.tsv` with the values that its words need.
  public struct Reason: Hashable, Sendable {
    /// The name of the row.
    public let name: String
    /// The values, by name.
    public let facts: [Finding.Fact]

    /// Names a reason.
    public init(_ name: String, _ facts: [(String, String)] = []) {
      self.name = name
      self.facts = facts.map { Finding.Fact($0.0, $0.1) }
    }
  }

  /// The number of the line.
  public let number: Int
  /// The schedule.
  public let schedule: Schedule
  /// What becomes of it.
  public let outcome: Outcome
  /// Why.
  public let reasons: [Reason]
  /// The amount of the schedule for one unit, before every reduction; nothing where there is none.
  public let fee: Money?
  /// The amount of the schedule for the line; nothing where the contractor sets it.
  public let amount: Money?
  /// What is allowed: the amount, at most the charge; nothing where the outcome is not settled.
  public let allowed: Money?
  /// The most that may be asked of the patient where the claim is not assigned.
  public let limitingCharge: Money?
  /// The patient's share of what is allowed, before any deductible.
  public let coinsurance: Money?
  /// What is withheld of the payment by sequestration.
  public let sequestration: Money?
  /// Every step, in order.
  public let terms: [PaymentTerm]
  /// The rows of published tables that were used.
  public let sources: [RuleSource]
}

/// What the fee schedules of Medicare allow for the services of a claim.
///
///     let payment = ProfessionalPayment(claim, setting, tables)
///     payment.lines[0].allowed
///
/// Source: 42 CFR part 414; Medicare Claims Processing Manual, chapter 12.
public struct ProfessionalPayment: Sendable {
  /// The lines in the order of the claim.
  public let lines: [ServicePayment]

  /// The sum of what is allowed.
  public var allowed: Money { lines.reduce(.zero) { $0 + ($1.allowed ?? .zero) } }
  /// The patient's share, before any deductible.
  public var coinsurance: Money { lines.reduce(.zero) { $0 + ($1.coinsurance ?? .zero) } }
  /// What is withheld by sequestration.
  public var sequestration: Money { lines.reduce(.zero) { $0 + ($1.sequestration ?? .zero) } }
  /// Whether every line is settled: paid, or paid nothing.
  public var isSettled: Bool {
    lines.allSatisfy { $0.outcome == .paid || $0.outcome == .unpaid }
  }

  /// Prices the services of a claim.
  public init(
    _ claim: ServiceRecord, _ setting: ProfessionalSetting, _ tables: ProfessionalTables
  ) {
    var calculation = ProfessionalCalculation(claim, setting, tables)
    calculation.run()
    lines = calculation.payments
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Values

/// What a payer decided on a claim, as the next payer needs to hear of it.
///
/// It is the little of a remittance that goes onto a secondary claim; who reads the remittance fills it.
/// Amounts are taken as they are: ``imbalances(with:)`` says where they do not add up.
///
///     let adjudication = ClaimAdjudication(payerID: "99901", paid: Money("80.00")!)
///     let secondary = try claim.secondary(after: adjudication)
///
/// Source: 005010X222A1, sections 1.4.2 (coordination of benefits) and 1.4.3 (balancing).
public struct ClaimAdjudication: Hashable, Sendable {
  /// What the payer decided on a service line.
  public struct Line: Hashable, Sendable {
    /// The number of the line on the claim.
    public var number: Int
    /// What was paid.
    public var paid: Money
    /// What was adjusted.
    public var adjustments: [Adjustment] = []
    /// The service that was paid, where it is not the one that was billed.
    public var service: BilledService?
    /// The units that were paid; nothing means those that were billed.
    public var paidUnits: Quantity?
    /// The line that this one was bundled into.
    public var bundledLine: Int?
    /// The day of the decision, where it is not the claim's.
    public var date: CalendarDate?
    /// What the patient still owes; nothing means what was adjusted in the group `PR`.
    public var remainingLiability: Money?

    /// Makes a decision on a line.
    public init(number: Int, paid: Money, adjustments: [Adjustment] = []) {
      self.number = number
      self.paid = paid
      self.adjustments = adjustments
    }
  }

  /// The payer, by the identifier that the claim names it with.
  public var payerID: String
  /// What was paid for the claim.
  public var paid: Money
  /// What was adjusted on the claim as a whole, and on no line.
  public var adjustments: [Adjustment] = []
  /// The day of the decision or payment.
  public var date: CalendarDate?
  /// What the patient still owes; nothing means what was adjusted in the group `PR`.
  public var remainingLiability: Money?
  /// The payer's number for the claim.
  public var claimControlNumber: String?
  /// Amounts and remarks of an inpatient stay: MIA.
  public var inpatient: InpatientAdjudication?
  /// Amounts and remarks of other care: MOA.
  public var outpatient: OutpatientAdjudication?
  /// The decisions on lines; none where the payer decided on the claim as a whole.
  public var lines: [Line] = []

  /// Makes a decision.
  public init(payerID: String, paid: Money, date: CalendarDate? = nil) {
    self.payerID = payerID
    self.paid = paid
    self.date = date
  }

  /// What the patient still owes, as stated or else as adjusted to him.
  public var patientLiability: Money {
    remainingLiability
      ?? lines.reduce(adjustments.total("PR")) {
        $0 + ($1.remainingLiability ?? $1.adjustments.total("PR"))
      }
  }
}

extension ClaimAdjudication {
  /// A sum that should be and is not.
  public struct Imbalance: Hashable, Sendable {
    /// The line, or nothing for the claim.
    public let line: Int?
    /// What was charged; for the payments of the lines, what was paid for the claim.
    public let stated: Money
    /// What paid and adjusted come to.
    public let sum: Money

    /// Makes a sum that does not come out.
    public init(line: Int?, stated: Money, sum: Money) {
      self.line = line
      self.stated = stated
      self.sum = sum
    }

    /// By how much they differ.
    public var difference: Money { stated - sum }
  }

  /// Where the decision does not add up to the charges of a claim.
  ///
  /// On each line what is paid and adjusted is what was charged; what is paid on the lines and adjusted on
  /// the claim as a whole is what was paid for the claim; all that is paid and adjusted is the total charge.
  public func imbalances(with claim: Claim) -> [Imbalance] {
    var found: [Imbalance] = []
    func compare(_ line: Int?, _ stated: Money, _ sum: Money) {
      if stated != sum { found.append(Imbalance(line: line, stated: stated, sum: sum)) }
    }
    for number in Set(lines.map(\.number)).sorted() {
      // A line that was split has several decisions, which add up to its charge together.
      let sum = lines.filter { $0.number == number }.reduce(Money.zero) {
        $0 + $1.paid + $1.adjustments.total
      }
      let charged = claim.lines.first { $0.number == number }
      compare(number, charged?.charge.amount ?? .zero, sum)
    }
    if !lines.isEmpty {
      compare(nil, paid, lines.reduce(-adjustments.total) { $0 + $1.paid })
    }
    let adjusted = lines.reduce(adjustments.total) { $0 + $1.adjustments.total }
    compare(nil, claim.total, paid + adjusted)
    return found
  }
}

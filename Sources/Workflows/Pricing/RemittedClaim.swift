// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// What a payer has answered to a claim in all its remittances: a payment that was taken back is counted against
/// the one that it takes back.
struct RemittedClaim {
  /// Amounts of a line or of a claim.
  struct Sums {
    var charge = Money.zero
    var paid = Money.zero
    /// What the patient bears of what is allowed: deductible, coinsurance, copay.
    var patient = Money.zero
    /// What is withheld of the payment though it is allowed: sequestration.
    var withheld = Money.zero
    /// What the payer says that it allows (AMT B6); nothing where it does not, or a payment was taken back.
    var stated: Money?
    /// What was taken off, as `CO-45`, each once.
    var adjustments: [String] = []

    /// What the payer has let count: what is paid, borne by the patient, and withheld.
    var recognized: Money { paid + patient + withheld }

    /// Adds amounts that belong to the same.
    func adding(_ other: Sums) -> Sums {
      var sum = self
      sum.charge += other.charge
      sum.paid += other.paid
      sum.patient += other.patient
      sum.withheld += other.withheld
      sum.stated = stated.flatMap { own in other.stated.map { own + $0 } }
      sum.adjustments += other.adjustments.filter { !sum.adjustments.contains($0) }
      return sum
    }
  }

  /// A line of the claim as it was answered.
  struct Line {
    /// The number that the provider gave it, where the payer returns it.
    let number: String?
    let code: String?
    let modifiers: [String]
    let revenue: String?
    /// What was charged for it in the first answer.
    let charge: Money
    var sums: Sums
  }

  let patientControlNumber: String
  private(set) var payerControlNumbers: [String] = []
  /// The numbers of the remittances.
  private(set) var remittances: [String] = []
  private(set) var sums = Sums(stated: .zero)
  private(set) var lines: [Line] = []
  /// Whether something was taken off the claim as a whole, so that its lines do not say all.
  private(set) var hasClaimAdjustments = false

  init(_ patientControlNumber: String) { self.patientControlNumber = patientControlNumber }

  /// Adds an answer.
  mutating func add(_ claim: RemittanceClaim, _ remittance: Remittance) {
    if let number = claim.payerControlNumber, !payerControlNumbers.contains(number) {
      payerControlNumbers.append(number)
    }
    if !remittances.contains(remittance.trace.number) {
      remittances.append(remittance.trace.number)
    }
    hasClaimAdjustments = hasClaimAdjustments || !claim.adjustments.isEmpty
    var own = Self.sums(
      charge: claim.charge, paid: claim.paid, claim.allAdjustments, stated: nil)
    own.stated = nil
    sums = sums.adding(own)
    for line in claim.lines { add(line, isReversal: claim.isReversal) }
  }

  private mutating func add(_ line: RemittanceLine, isReversal: Bool) {
    let billed = line.billedService ?? line.service
    let sums = Self.sums(
      charge: line.charge, paid: line.paid, line.adjustments,
      stated: isReversal ? nil : line.allowed)
    let (number, modifiers) = (line.controlNumber, billed.modifiers)
    let charge = Money(cents: abs(line.charge.cents))
    let isCode = billed.codeList != "NU"
    let code = isCode ? billed.code : nil
    let revenue = line.revenueCode ?? (isCode ? nil : billed.code)
    let known = lines.firstIndex {
      number != nil
        ? $0.number == number
        : $0.code == code && $0.modifiers == modifiers && $0.revenue == revenue
          && $0.charge == charge && $0.sums.charge != (isReversal ? .zero : charge)
    }
    if let known {
      lines[known].sums = lines[known].sums.adding(sums)
    } else {
      lines.append(
        Line(
          number: number, code: code, modifiers: modifiers, revenue: revenue, charge: charge,
          sums: sums))
    }
  }

  /// The patient's shares of what is allowed: deductible, coinsurance, copay and blood deductible.
  private static let shares: Set<String> = ["1", "2", "3", "66"]

  private static func sums(
    charge: Money, paid: Money, _ adjustments: [Adjustment], stated: Money?
  ) -> Sums {
    var sums = Sums(charge: charge, paid: paid, stated: stated)
    for adjustment in adjustments {
      if adjustment.group == "PR", shares.contains(adjustment.reason) {
        sums.patient += adjustment.amount
      } else if adjustment.reason == "253" {
        sums.withheld += adjustment.amount
      }
      let name = "\(adjustment.group)-\(adjustment.reason)"
      if !sums.adjustments.contains(name) { sums.adjustments.append(name) }
    }
    return sums
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Values

extension ClaimAdjudication {
  /// Takes what a remittance says of a claim.
  ///
  /// A line of the remittance belongs to the line of the claim whose number it returns (REF 6R); where it
  /// returns none, to the first line left of the same procedure, charge and day.
  ///
  ///     let adjudication = ClaimAdjudication(remittance.claims[0], of: claim, on: remittance.payment.date)
  ///
  /// - Parameters:
  ///   - answer: What the remittance says of the claim.
  ///   - claim: The claim that was sent.
  ///   - date: The day of the payment.
  /// - Returns: Nothing where a line of the remittance belongs to no line of the claim.
  public init?(_ answer: RemittanceClaim, of claim: Claim, on date: CalendarDate?) {
    self.init(payerID: claim.coverage.payer.id ?? "", paid: answer.paid, date: date)
    adjustments = answer.adjustments
    claimControlNumber = answer.payerControlNumber
    inpatient = answer.inpatient
    outpatient = answer.outpatient
    var left = claim.lines
    for line in answer.lines {
      guard let number = claim.number(of: line, among: &left) else { return nil }
      var decision = Line(number: number, paid: line.paid, adjustments: line.adjustments)
      decision.service = line.service
      decision.paidUnits = line.paidUnits
      lines.append(decision)
    }
  }
}

extension Claim {
  /// The number of the line that a line of a remittance answers.
  fileprivate func number(of line: RemittanceLine, among left: inout [ServiceLine]) -> Int? {
    if let number = line.controlNumber,
      let named = lines.first(where: { $0.references["6R"] == number })
    {
      left.removeAll { $0.number == named.number }
      return named.number
    }
    let codes = [line.billedService?.code, line.service.code, line.revenueCode].compactMap { $0 }
    let index = left.firstIndex { own in
      let isSame = [own.charge.code, own.charge.revenueCode].contains { code in
        code.map { codes.contains($0) } ?? false
      }
      let isSameDay = line.from == nil || own.from == nil || line.from == own.from
      return isSame && isSameDay && own.charge.amount == line.charge
    }
    return index.map { left.remove(at: $0).number }
  }
}

// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// What the patient pays.
///
/// Source: 42 CFR 419.40, 419.41; Pub. 100-04, chapter 4, section 30.
extension OutpatientCalculation {
  /// The share of the patient: the deductible, taken first where the coinsurance is highest, then the
  /// coinsurance with its limit.
  mutating func share(_ lines: [OutpatientPricedLine]) {
    let rates = lines.map(coinsuranceRate)
    let order = lines.indices.sorted { (rates[$1], $0) < (rates[$0], $1) }
    for index in order where result.lines[index].payment > .zero {
      share(lines[index], index, rate: rates[index])
    }
  }

  private mutating func share(_ line: OutpatientPricedLine, _ index: Int, rate: FixedDecimal) {
    let payment = FixedDecimal(result.lines[index].payment)
    var deductible = FixedDecimal(.zero)
    let blood = FixedDecimal(result.lines[index].bloodDeductible)
    // What has no coinsurance has no deductible either, pass-through devices apart.
    let isFree = rate == .zero && line.effect == .paid
    if deductibleLeft > .zero, !isFree, !line.marks.contains(.screening) {
      deductible = min(FixedDecimal(deductibleLeft), payment - blood)
      step(
        index, "deductible",
        [("deductible left", FixedDecimal(deductibleLeft)), ("payment", payment - blood)],
        deductible)
      deductibleLeft = deductibleLeft - deductible.money
    }
    step(
      index, "coinsurance-rate",
      [
        ("national copayment", Self.cents(line.nationalCopayment)),
        ("minimum copayment", Self.cents(line.minimumCopayment)),
      ], rate)
    var paid = step(
      index, "reimbursement",
      [
        ("payment", payment), ("deductible", deductible + blood), ("coinsurance rate", rate),
      ], ((payment - deductible - blood) * (.one - rate)).rounded(to: 2))
    var coinsurance = step(
      index, "coinsurance",
      [("payment", payment), ("deductible", deductible + blood), ("reimbursement", paid)],
      payment - deductible - blood - paid)
    let inpatient = FixedDecimal(year.inpatientDeductible)
    let units = FixedDecimal(units: Int128(line.units), places: 0)
    let factor = Self.discount(line)
    let limit = (inpatient * units * factor).rounded(to: 2)
    if adjustments[line.status].contains(.outlier), coinsurance > limit,
      !line.marks.contains(.notExcepted)
    {
      step(
        index, "coinsurance-limit",
        [("inpatient deductible", inpatient), ("units", units), ("discount", factor)], limit)
      paid = step(
        index, "reimbursement-raised",
        [("reimbursement", paid), ("coinsurance", coinsurance), ("limit", limit)],
        paid + coinsurance - limit)
      coinsurance = limit
    }
    result.lines[index].deductible = deductible.money
    result.lines[index].reimbursement = paid.money
    result.lines[index].coinsurance = coinsurance.money
  }

  private static func cents(_ cents: Int64) -> FixedDecimal {
    FixedDecimal(units: Int128(max(0, cents)), places: 2)
  }

  private func coinsuranceRate(_ line: OutpatientPricedLine) -> FixedDecimal {
    if line.minimumCopayment == 0 || line.effect == .chargesToCost { return .zero }
    if line.marks.contains(.notExcepted) { return Self.statutoryCoinsurance }
    if line.drugCoinsurance >= 0 {
      return FixedDecimal(units: Int128(line.drugCoinsurance), places: 5)
    }
    guard line.nationalCopayment > 0, line.rate > 0 else { return Self.statutoryCoinsurance }
    return Self.cents(line.nationalCopayment)
      .divided(by: FixedDecimal(units: Int128(line.rate), places: 3), places: 8)
  }

  /// A screening of the bowel that became a treatment (modifier PT): no deductible, and the coinsurance is at
  /// most the share of the year.
  ///
  /// Source: Social Security Act, section 1833(a)(1)(Y), (b), (dd); 42 CFR 410.152(l)(5).
  mutating func limitScreenings(_ lines: [OutpatientPricedLine]) {
    let share = year.screeningShare
    for index in lines.indices where lines[index].marks.contains(.screening) {
      let paid = result.lines[index]
      guard paid.payment > .zero else { continue }
      let (payment, coinsurance) = (FixedDecimal(paid.payment), FixedDecimal(paid.coinsurance))
      guard coinsurance.divided(by: payment, places: 2) > share else { continue }
      let limit = step(
        index, "screening-limit", [("payment", payment), ("share", share)],
        coinsurance - (coinsurance - payment * share).rounded(to: 2))
      move(to: limit, index)
    }
  }

  /// Sets the coinsurance of a line; what it was above goes to Medicare.
  mutating func move(to limit: FixedDecimal, _ index: Int) {
    let paid = result.lines[index]
    let more = FixedDecimal(paid.coinsurance) - limit
    let reimbursement = step(
      index, "reimbursement-raised",
      [
        ("reimbursement", FixedDecimal(paid.reimbursement)),
        ("coinsurance", FixedDecimal(paid.coinsurance)), ("limit", limit),
      ], FixedDecimal(paid.reimbursement) + more)
    result.lines[index].coinsurance = limit.money
    result.lines[index].reimbursement = reimbursement.money
  }
}

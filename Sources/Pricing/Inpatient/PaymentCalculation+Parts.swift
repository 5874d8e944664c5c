// SPDX-License-Identifier: Apache-2.0

import Values

extension PaymentCalculation {
  /// The operating payment for indirect medical education, in cents.
  var operatingTeaching: FixedDecimal {
    (operatingPayment * hospital.teaching.operating).rounded(to: 2)
  }

  /// The operating disproportionate share payment, in cents.
  var operatingLowIncome: FixedDecimal {
    (operatingPayment * hospital.disproportionateShare.operating * Self.quarter).rounded(to: 2)
  }

  /// Puts together what is paid, in the order in which each amount rests on those before it.
  mutating func addParts() {
    pay("operating_federal", operatingPayment)
    pay(
      "operating_teaching",
      stepOf("operating-teaching", operatingTeaching, hospital.teaching.operating))
    pay(
      "operating_low_income",
      stepOf("operating-low-income", operatingLowIncome, hospital.disproportionateShare.operating))
    pay("operating_outlier", operatingOutlier)
    pay("uncompensated_care", uncompensatedCare)
    pay("new_technology", newTechnology)
    pay("hospital_specific_addition", workOutHospitalSpecific())
    let capital = capitalFederal.rounded(to: 2)
    pay("capital_federal", capital)
    let (teaching, lowIncome) = (
      hospital.teaching.capital, hospital.disproportionateShare.capital
    )
    pay("capital_teaching", capitalStep("capital-teaching", capital, teaching))
    pay("capital_low_income", capitalStep("capital-low-income", capital, lowIncome))
    pay("capital_outlier", capitalOutlier)
    payRest()
  }

  /// The low-volume addition, what depends on the hospital's performance, and the sum.
  private mutating func payRest() {
    let paid = FixedDecimal(parts.reduce(.zero) { $0 + $1.amount })
    var lowVolume = FixedDecimal.zero
    if hospital.lowVolume > .zero {
      lowVolume = step(
        "low-volume", [("payments", paid), ("low volume factor", hospital.lowVolume)],
        (paid * hospital.lowVolume).rounded(to: 2))
    }
    pay("low_volume", lowVolume)
    let base = (operatingFederal + newTechnology).rounded(to: 2)
    pay(
      "value_based_purchasing",
      adjustment("value-based-purchasing", hospital.valueBasedPurchasing, base))
    pay("readmissions", adjustment("readmissions", hospital.readmissions, base))
    let before = FixedDecimal(parts.reduce(.zero) { $0 + $1.amount })
    var reduction = FixedDecimal.zero
    if hospital.hasAcquiredConditionReduction {
      reduction = step(
        "acquired-conditions", [("payments", before)],
        (before * FixedDecimal(units: -1, places: 2)).rounded(to: 2))
    }
    pay("acquired_conditions", reduction)
    step(
      "total", parts.map { ($0.name.replacing("_", with: " "), FixedDecimal($0.amount)) },
      before + reduction)
  }

  private mutating func adjustment(
    _ name: String, _ factor: FixedDecimal, _ base: FixedDecimal
  ) -> FixedDecimal {
    guard factor != .one else { return .zero }
    return step(
      name, [("base operating payment", base), ("factor", factor)],
      (factor * base - base).rounded(to: 2))
  }

  private mutating func stepOf(
    _ name: String, _ amount: FixedDecimal, _ factor: FixedDecimal
  ) -> FixedDecimal {
    guard factor > .zero else { return .zero }
    return step(
      name, [("operating federal payment", operatingPayment), ("factor", factor)], amount)
  }

  private mutating func capitalStep(
    _ name: String, _ capital: FixedDecimal, _ factor: FixedDecimal
  ) -> FixedDecimal {
    guard factor > .zero else { return .zero }
    return step(
      name, [("capital federal payment", capital), ("factor", factor)],
      (capital * factor).rounded(to: 2))
  }

  /// Works out by how much a payment by the hospital's own costs would be above the federal one.
  ///
  /// The hospital-specific amount of a transfer is not shortened, as in CMS's program; the federal one is.
  ///
  /// Source: 42 CFR 412.92(d), 412.108(c).
  private mutating func workOutHospitalSpecific() -> FixedDecimal {
    guard let specific = hospital.hospitalSpecific else { return .zero }
    let rate = FixedDecimal(specific.rate)
    let amount = step(
      "hospital-specific", [("hospital-specific rate", rate), ("weight", weight)],
      (rate * weight).rounded(to: 9))
    let factor =
      .one + hospital.teaching.operating
      + hospital.disproportionateShare.operating * Self.quarter
    let sharedWeight = shortenedWeight
    let federal = step(
      "federal-comparison",
      [
        ("adjusted rate", adjustedRate), ("weight", sharedWeight), ("additions", factor),
        ("operating outlier", operatingOutlier),
      ], (adjustedRate * sharedWeight * factor + operatingOutlier).rounded(to: 9))
    let paid =
      switch specific.status {
      case .soleCommunity: FixedDecimal.one
      case .medicareDependent: FixedDecimal(units: 75, places: 2)
      }
    let above = amount - (federal + uncompensatedCare)
    return step(
      "hospital-specific-addition",
      [
        ("hospital-specific payment", amount), ("federal payment", federal),
        ("uncompensated care", uncompensatedCare), ("share paid", paid),
      ], max(.zero, (above * paid).rounded(to: 9)))
  }

  /// The weight times the share of a transfer, four decimals.
  private var shortenedWeight: FixedDecimal {
    guard isShortened else { return weight }
    guard rule == .specialPay else { return (weight * share).rounded(to: 4) }
    // The special method rounds once, at the end.
    let days = TransferRule.perDiemDays(stay.days)
    let twice = meanStay * FixedDecimal(units: 2, places: 0)
    return ((meanStay + days) * weight).divided(by: twice, places: 4)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Values

extension PaymentCalculation {
  /// Works out what is paid for a stay whose costs lie far above its payment.
  ///
  /// Source: 42 CFR 412.80, 412.84; for capital 412.312.
  mutating func workOutOutliers() {
    let outliers = hospital.outliers
    let ratios = outliers.operatingCostToCharge + outliers.capitalCostToCharge
    guard ratios > .zero else { return }
    let charges = FixedDecimal(stay.charges)
    let operatingCosts = step(
      "operating-costs",
      [("charges", charges), ("operating cost to charge", outliers.operatingCostToCharge)],
      (charges * outliers.operatingCostToCharge).rounded(to: 9))
    let capitalCosts = step(
      "capital-costs",
      [("charges", charges), ("capital cost to charge", outliers.capitalCostToCharge)],
      (charges * outliers.capitalCostToCharge).rounded(to: 9))
    let (operating, capital) = workOutThresholds(ratios)
    step(
      "outlier-charges",
      [
        ("operating threshold", operating), ("capital threshold", capital),
        ("cost to charge", ratios),
      ], (operating + capital).divided(by: ratios, places: 2))
    guard operatingCosts + capitalCosts > operating + capital else { return }
    let marginal = outliers.marginalShare ?? Self.marginalShare(of: drg)
    operatingOutlier = step(
      "operating-outlier",
      [
        ("operating costs", operatingCosts), ("operating threshold", operating),
        ("marginal share", marginal),
      ], max(.zero, marginal * (operatingCosts - operating)).rounded(to: 9))
    capitalOutlier = step(
      "capital-outlier",
      [
        ("capital costs", capitalCosts), ("capital threshold", capital),
        ("marginal share", marginal),
      ], max(.zero, marginal * (capitalCosts - capital)).rounded(to: 9))
  }

  /// Works out above what costs an outlier begins: the payments and the fixed loss, which is divided by
  /// the ratios of costs to charges, adjusted for the area and, for a transfer, shortened.
  private mutating func workOutThresholds(
    _ ratios: FixedDecimal
  ) -> (operating: FixedDecimal, capital: FixedDecimal) {
    let outliers = hospital.outliers
    let operatingShare = outliers.operatingCostToCharge.divided(by: ratios, places: 9)
    let capitalShare = outliers.capitalCostToCharge.divided(by: ratios, places: 9)
    var loss = FixedDecimal(outliers.fixedLoss)
    if isShortened {
      loss = step(
        "fixed-loss-transfer", [("fixed loss", loss), ("share", share)],
        (loss * share).rounded(to: 2))
    }
    let laborShare = hospital.operating.laborShare
    let local =
      laborShare * hospital.wageIndex + (.one - laborShare) * hospital.costOfLiving
    let operatingLoss = step(
      "operating-fixed-loss",
      [
        ("fixed loss", loss), ("labor share", laborShare), ("wage index", hospital.wageIndex),
        ("cost of living", hospital.costOfLiving), ("operating share", operatingShare),
      ], (loss * local * operatingShare).rounded(to: 9))
    let capitalLoss = step(
      "capital-fixed-loss",
      [
        ("fixed loss", loss), ("geographic adjustment", geographicAdjustment),
        ("cost of living", capitalCostOfLiving), ("capital share", capitalShare),
      ], (loss * geographicAdjustment * capitalShare * capitalCostOfLiving).rounded(to: 9))
    let (teaching, lowIncome) = (hospital.teaching, hospital.disproportionateShare)
    let operating = step(
      "operating-threshold",
      [
        ("operating federal payment", operatingFederal), ("teaching factor", teaching.operating),
        ("low income factor", lowIncome.operating), ("operating fixed loss", operatingLoss),
        ("uncompensated care", uncompensatedCare), ("new technology", newTechnology),
      ],
      (operatingFederal * (.one + teaching.operating + lowIncome.operating * Self.quarter)
        + operatingLoss + uncompensatedCare + newTechnology).rounded(to: 9))
    let capital = step(
      "capital-threshold",
      [
        ("capital federal payment", capitalFederal), ("teaching factor", teaching.capital),
        ("low income factor", lowIncome.capital), ("capital fixed loss", capitalLoss),
      ],
      (capitalFederal * (.one + teaching.capital + lowIncome.capital) + capitalLoss)
        .rounded(to: 9))
    return (operating, capital)
  }

  /// The share of the costs above the threshold: 80 percent, 90 for burns, which are all of MDC 22.
  ///
  /// Source: 42 CFR 412.84.
  private static func marginalShare(of drg: DRGWeight) -> FixedDecimal {
    FixedDecimal(units: drg.category == "22" ? 90 : 80, places: 2)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Values

/// The working out of an inpatient payment, step by step; each step is kept.
struct PaymentCalculation {
  let drg: DRGWeight
  let hospital: HospitalRates
  let stay: InpatientStay
  let rule: TransferRule
  let weight: FixedDecimal
  let meanStay: FixedDecimal
  private(set) var share: FixedDecimal
  private(set) var terms: [PaymentTerm] = []
  private(set) var parts: [InpatientPayment.Part] = []

  // What later steps use of earlier ones.
  var adjustedRate = FixedDecimal.zero
  var operatingFederal = FixedDecimal.zero
  var capitalFederal = FixedDecimal.zero
  var geographicAdjustment = FixedDecimal.one
  var capitalCostOfLiving = FixedDecimal.one
  var newTechnology = FixedDecimal(.zero)
  var operatingOutlier = FixedDecimal.zero
  var capitalOutlier = FixedDecimal.zero

  /// What is paid of the operating disproportionate share adjustment.
  ///
  /// Source: 42 CFR 412.106(f).
  static let quarter = FixedDecimal(units: 25, places: 2)

  init?(_ drg: DRGWeight, _ hospital: HospitalRates, _ stay: InpatientStay) {
    guard let weight = drg.weight, let meanStay = drg.geometricMeanStay else { return nil }
    self.drg = drg
    self.hospital = hospital
    self.stay = stay
    self.weight = weight
    self.meanStay = meanStay
    rule = TransferRule.rule(for: stay, in: drg)
    share = rule.fraction(days: stay.days, geometricMeanStay: meanStay)
  }

  /// Whether less than the full payment is paid.
  var isShortened: Bool { share < .one }
  var uncompensatedCare: FixedDecimal { FixedDecimal(hospital.uncompensatedCare) }
  /// The operating payment in cents, as additions are taken of it.
  var operatingPayment: FixedDecimal { operatingFederal.rounded(to: 2) }

  mutating func run() {
    workOutTransfer()
    workOutOperating()
    workOutCapital()
    workOutAdditions()
    workOutNewTechnology()
    if !stay.conditionCodes.contains("66") { workOutOutliers() }
    addParts()
  }

  /// Keeps a step and gives its result.
  @discardableResult
  mutating func step(
    _ name: String, _ operands: [(String, FixedDecimal)], _ result: FixedDecimal
  ) -> FixedDecimal {
    terms.append(PaymentTerm(name, operands.map { PaymentTerm.Operand($0.0, $0.1) }, result))
    return result
  }

  /// Adds a part of the total, rounded to cents.
  mutating func pay(_ name: String, _ amount: FixedDecimal) {
    parts.append(InpatientPayment.Part(name: name, amount: amount.money))
  }

  private mutating func workOutTransfer() {
    guard rule != .discharge else { return }
    step(
      rule == .specialPay ? "transfer-share-special" : "transfer-share",
      [("days", TransferRule.perDiemDays(stay.days)), ("mean stay", meanStay)], share)
  }

  private mutating func workOutOperating() {
    let (labor, nonlabor) = (hospital.operating.labor, hospital.operating.nonlabor)
    adjustedRate = step(
      "adjusted-rate",
      [
        ("labor", labor), ("wage index", hospital.wageIndex), ("nonlabor", nonlabor),
        ("cost of living", hospital.costOfLiving),
      ], labor * hospital.wageIndex + nonlabor * hospital.costOfLiving)
    operatingFederal = step(
      "operating-federal", [("adjusted rate", adjustedRate), ("weight", weight)],
      (adjustedRate * weight).rounded(to: 9))
    if isShortened {
      operatingFederal = step(
        "operating-transfer", [("operating federal payment", operatingFederal), ("share", share)],
        (operatingFederal * share).rounded(to: 9))
    }
  }

  private mutating func workOutCapital() {
    if let given = hospital.geographicAdjustment {
      geographicAdjustment = given
    } else {
      let power = FixedDecimal(units: 6848, places: 4)
      geographicAdjustment = step(
        "geographic-adjustment", [("wage index", hospital.wageIndex)],
        hospital.wageIndex.raised(to: power, places: 4))
    }
    let standard = FixedDecimal(hospital.capitalRate)
    let rate = step(
      "capital-rate",
      [("capital standard rate", standard), ("geographic adjustment", geographicAdjustment)],
      (standard * geographicAdjustment).rounded(to: 2))
    if hospital.costOfLiving != .one {
      let part = FixedDecimal(units: 3152, places: 4) * (hospital.costOfLiving - .one)
      capitalCostOfLiving = step(
        "capital-cost-of-living", [("cost of living", hospital.costOfLiving)],
        (part + .one).rounded(to: 3))
    }
    capitalFederal = step(
      "capital-federal",
      [("weight", weight), ("capital rate", rate), ("cost of living", capitalCostOfLiving)],
      (weight * rate * capitalCostOfLiving).rounded(to: 9))
    if isShortened {
      capitalFederal = step(
        "capital-transfer", [("capital federal payment", capitalFederal), ("share", share)],
        (capitalFederal * share).rounded(to: 9))
    }
  }

  private mutating func workOutAdditions() {
    for (name, factors) in [
      ("teaching", hospital.teaching), ("low-income", hospital.disproportionateShare),
    ] {
      if !factors.operatingFrom.isEmpty {
        terms.append(
          PaymentTerm("operating-\(name)-factor", factors.operatingFrom, factors.operating))
      }
      if !factors.capitalFrom.isEmpty {
        terms.append(PaymentTerm("capital-\(name)-factor", factors.capitalFrom, factors.capital))
      }
    }
  }

  private mutating func workOutNewTechnology() {
    guard let technology = stay.newTechnology else { return }
    let base = step(
      "base-payment",
      [
        ("operating federal payment", operatingPayment), ("teaching", operatingTeaching),
        ("low income", operatingLowIncome), ("uncompensated care", uncompensatedCare),
      ], operatingPayment + operatingTeaching + operatingLowIncome + uncompensatedCare)
    let (charges, ratio) = (
      FixedDecimal(stay.charges), hospital.outliers.operatingCostToCharge
    )
    let above = ((charges * ratio - base) * technology.share).rounded(to: 2)
    let maximum = FixedDecimal(technology.maximum)
    newTechnology = step(
      "new-technology",
      [
        ("charges", charges), ("operating cost to charge", ratio), ("base payment", base),
        ("share", technology.share), ("maximum", maximum),
      ], max(.zero, min(maximum, above)).rounded(to: 2))
  }
}

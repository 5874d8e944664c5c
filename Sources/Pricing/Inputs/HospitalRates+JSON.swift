// SPDX-License-Identifier: Apache-2.0

public import Values

extension HospitalRates {
  /// Reads the rates of a hospital from their document; `Docs/InpatientPayment.md` describes it.
  ///
  /// - Returns: The rates, or nothing and every fault with its path.
  public static func read(_ json: JSON) -> (rates: HospitalRates?, findings: [Finding]) {
    var reader = InputReader(json, path: "hospital")
    reader.checkMembers(
      "name", "effective", "termination", "operating", "capital", "wage_index",
      "geographic_adjustment_factor", "cost_of_living", "teaching", "disproportionate_share",
      "uncompensated_care", "value_based_purchasing", "readmissions", "acquired_conditions",
      "outlier", "low_volume", "hospital_specific")
    let operating = Operating(&reader)
    let capital = capitalRate(&reader)
    let wageIndex = reader.number("wage_index", places: 4, decimal(1, 4)...decimal(9_9999, 4))
    let outliers = Outliers(&reader)
    let unit = FixedDecimal.one
    let upToTen = decimal(1, 4)...decimal(9_9999, 4)
    let adjustment = reader.number(
      "geographic_adjustment_factor", places: 4, upToTen, default: unit)
    let costOfLiving = reader.number("cost_of_living", places: 3, upToTen, default: unit)
    let teaching = teaching(&reader)
    let share = disproportionateShare(&reader)
    let care = reader.money("uncompensated_care", below: 10_000_000, default: .zero)
    let purchasing = reader.number(
      "value_based_purchasing", places: 11, decimal(98, 2)...decimal(2, 0), default: unit)
    let readmissions = reader.number(
      "readmissions", places: 4, decimal(97, 2)...unit, default: unit)
    let reduction = reader.flag("acquired_conditions")
    let lowVolume = reader.number("low_volume", places: 6, .zero...decimal(25, 2), default: .zero)
    let specific = HospitalSpecific(&reader)
    let period = period(&reader)
    let name = reader.text("name")
    guard reader.findings.isEmpty, let operating, let capital, let wageIndex, let outliers,
      let costOfLiving, let care, let purchasing, let readmissions, let lowVolume
    else { return (nil, reader.findings) }
    var rates = HospitalRates(
      operating: operating, capitalRate: capital, wageIndex: wageIndex, outliers: outliers)
    rates.name = name
    rates.period = period
    rates.geographicAdjustment = reader.has("geographic_adjustment_factor") ? adjustment : nil
    rates.costOfLiving = costOfLiving
    rates.teaching = teaching
    rates.disproportionateShare = share
    rates.uncompensatedCare = care
    rates.valueBasedPurchasing = purchasing
    rates.readmissions = readmissions
    rates.hasAcquiredConditionReduction = reduction
    rates.lowVolume = lowVolume
    rates.hospitalSpecific = specific
    return (rates, [])
  }

  private static func capitalRate(_ reader: inout InputReader) -> Money? {
    guard var part = reader.part("capital") else {
      if !reader.has("capital") { reader.note("price.missing-value", "capital") }
      return nil
    }
    part.checkMembers("rate")
    let rate = part.money("rate", below: 10_000)
    reader.take(part)
    return rate
  }

  private static func period(_ reader: inout InputReader) -> EffectivePeriod? {
    let termination = reader.date("termination")
    guard let effective = reader.date("effective") else { return nil }
    let period = EffectivePeriod(effective: effective, termination: termination)
    if period == nil { reader.bad("termination", "a day that is not before `effective`") }
    return period
  }

  private static func teaching(_ reader: inout InputReader) -> Factors {
    guard var part = reader.part("teaching") else { return .none }
    defer { reader.take(part) }
    let limits = FixedDecimal.zero...decimal(9_9999, 4)
    if part.has("operating_factor") || part.has("capital_factor") {
      part.checkMembers("operating_factor", "capital_factor")
      return given(&part, places: 9)
    }
    part.checkMembers("residents_to_beds", "residents_to_daily_census")
    let beds = part.number("residents_to_beds", places: 4, limits, default: .zero)
    let census = part.number("residents_to_daily_census", places: 4, limits, default: .zero)
    guard let beds, let census else { return .none }
    return .teaching(beds: beds, census: census)
  }

  private static func disproportionateShare(_ reader: inout InputReader) -> Factors {
    guard var part = reader.part("disproportionate_share") else { return .none }
    defer { reader.take(part) }
    if part.has("operating_factor") || part.has("capital_factor") {
      part.checkMembers("operating_factor", "capital_factor")
      return given(&part, places: 4)
    }
    part.checkMembers("patient_percentage", "capped", "capital")
    let isCapped = part.flag("capped")
    let hasCapital = part.flag("capital")
    guard let share = part.number("patient_percentage", places: 4, .zero...decimal(2, 0)) else {
      return .none
    }
    return .disproportionateShare(share, isCapped: isCapped, hasCapital: hasCapital)
  }

  private static func given(_ part: inout InputReader, places: Int) -> Factors {
    let limits = FixedDecimal.zero...decimal(9_9999, 4)
    return Factors(
      operating: part.number("operating_factor", places: places, limits, default: .zero) ?? .zero,
      capital: part.number("capital_factor", places: places, limits, default: .zero) ?? .zero)
  }

  fileprivate static func decimal(_ units: Int, _ places: Int) -> FixedDecimal {
    FixedDecimal(units: Int128(units), places: places)
  }
}

extension HospitalRates.Operating {
  /// Reads labor and nonlabor amounts, or one amount and the share of labor costs in it.
  fileprivate init?(_ reader: inout InputReader) {
    guard var part = reader.part("operating") else {
      if !reader.has("operating") { reader.note("price.missing-value", "operating") }
      return nil
    }
    defer { reader.take(part) }
    part.checkMembers("amount", "labor_share", "labor", "nonlabor")
    let given = part.number("labor_share", places: 4, .zero...FixedDecimal.one, default: .zero)
    if part.has("amount") {
      for other in ["labor", "nonlabor"] where part.has(other) {
        part.note("price.conflicting-values", other, ("other", "amount"))
      }
      if !part.has("labor_share") { part.note("price.missing-value", "labor_share") }
      let amount = part.money("amount", below: 100_000)
      guard let amount, let given else { return nil }
      labor = (FixedDecimal(amount) * given).rounded(to: 2)
      nonlabor = FixedDecimal(amount) - labor
      laborShare = given
    } else {
      let (labor, nonlabor) = (
        part.money("labor", below: 100_000), part.money("nonlabor", below: 100_000)
      )
      guard let labor, let nonlabor, let given else { return nil }
      let sum = FixedDecimal(labor + nonlabor)
      if sum == .zero {
        part.bad("labor", "an amount above 0.00 for labor or nonlabor")
        return nil
      }
      self.labor = FixedDecimal(labor)
      self.nonlabor = FixedDecimal(nonlabor)
      laborShare =
        part.has("labor_share") ? given : self.labor.divided(by: sum, places: 4)
    }
  }
}

extension HospitalRates.Outliers {
  fileprivate init?(_ reader: inout InputReader) {
    guard var part = reader.part("outlier") else {
      if !reader.has("outlier") { reader.note("price.missing-value", "outlier") }
      return nil
    }
    defer { reader.take(part) }
    part.checkMembers(
      "operating_cost_to_charge", "capital_cost_to_charge", "fixed_loss", "marginal_share")
    let limits = FixedDecimal.zero...HospitalRates.decimal(9_999, 3)
    let operating = part.number("operating_cost_to_charge", places: 3, limits)
    let capital = part.number("capital_cost_to_charge", places: 3, limits)
    let loss = part.money("fixed_loss", below: 1_000_000)
    let marginal = part.number(
      "marginal_share", places: 2, .zero...FixedDecimal.one, default: .one)
    guard let operating, let capital, let loss, let marginal else { return nil }
    operatingCostToCharge = operating
    capitalCostToCharge = capital
    fixedLoss = loss
    marginalShare = part.has("marginal_share") ? marginal : nil
  }
}

extension HospitalRates.HospitalSpecific {
  fileprivate init?(_ reader: inout InputReader) {
    guard var part = reader.part("hospital_specific") else { return nil }
    defer { reader.take(part) }
    part.checkMembers("rate", "status")
    let rate = part.money("rate", below: 100_000)
    let status = part.text("status")
    if status == nil, !part.has("status") { part.note("price.missing-value", "status") }
    guard let status else { return nil }
    guard let known = Status(rawValue: status) else {
      part.bad("status", Status.allCases.map(\.rawValue).joined(separator: " or "))
      return nil
    }
    guard let rate else { return nil }
    self.rate = rate
    self.status = known
  }
}

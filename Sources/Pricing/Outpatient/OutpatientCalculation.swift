// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Values

/// Works out what an outpatient claim is paid, step by step, in the order and with the roundings of CMS's own
/// program, the OPPS Pricer.
///
/// Source: 42 CFR part 419, subparts C, D and G; Pub. 100-04, chapter 4, sections 10.6, 10.7, 30, 50.
public struct OutpatientCalculation {
  let hospital: OutpatientHospital
  let wageIndex: FixedDecimal
  let year: OutpatientYear
  let adjustments: StatusAdjustments
  /// The credit for devices without cost (value code FD).
  public var deviceCredit = Money.zero
  /// What is left of the patient's deductible.
  public var deductibleLeft: Money
  private var result = OutpatientPayment(lines: [])

  static let laborShare = FixedDecimal(units: 60, places: 2)
  static let otherShare = FixedDecimal(units: 40, places: 2)
  static let ruralFactor = FixedDecimal(units: 1071, places: 3)
  static let statutoryCoinsurance = FixedDecimal(units: 20, places: 2)

  /// Prepares a calculation.
  public init(
    _ hospital: OutpatientHospital, wageIndex: FixedDecimal, year: OutpatientYear,
    adjustments: StatusAdjustments
  ) {
    self.hospital = hospital
    self.wageIndex = wageIndex
    self.year = year
    self.adjustments = adjustments
    deductibleLeft = hospital.deductibleLeft
  }

  /// Prices the lines of a claim.
  public mutating func payment(for lines: [OutpatientPricedLine]) -> OutpatientPayment {
    result = OutpatientPayment(lines: lines.map { _ in OutpatientPayment.Line() })
    for index in lines.indices {
      switch lines[index].effect {
      case .paid: pay(lines[index], index)
      case .chargesToCost: payDevice(lines[index], index, lines)
      case .packaged, .other: break
      }
    }
    takeDeviceCredit(lines)
    share(lines)
    payOutliers(lines)
    return result
  }

  @discardableResult
  private mutating func step(
    _ index: Int, _ name: String, _ operands: [(String, FixedDecimal)], _ value: FixedDecimal
  ) -> FixedDecimal {
    result.lines[index].terms.append(
      PaymentTerm(name, operands.map { PaymentTerm.Operand($0.0, $0.1) }, value))
    return value
  }

  /// The rate after everything that reduces it, then wages, units and discount.
  private mutating func pay(_ line: OutpatientPricedLine, _ index: Int) {
    let allowed = adjustments[line.status]
    var rate = FixedDecimal(units: Int128(line.rate), places: 3)
    if line.rate % 10 == 0 { rate = rate.rounded(to: 2) }
    step(index, "rate", [], rate)
    if line.marks.contains(.terminated), let device = line.device {
      let offset = FixedDecimal(device)
      rate = step(
        index, "terminated-device", [("rate", rate), ("device offset", offset)],
        max(.zero, rate - offset))
    }
    rate = reduced(rate, line, index, allowed)
    if hospital.isRuralSoleCommunity, allowed.contains(.rural), !line.marks.contains(.notExcepted) {
      rate = step(
        index, "rural", [("rate", rate)], (rate * Self.ruralFactor).rounded(to: 2))
    }
    let units = FixedDecimal(units: Int128(line.units), places: 0)
    let factor = Self.discount(line)
    if line.discount != 1 {
      let formula = FixedDecimal(units: Int128(line.discount), places: 0)
      step(index, "discount", [("formula", formula), ("units", units)], factor)
    }
    if allowed.contains(.wages) {
      let adjusted = rate * Self.laborShare * wageIndex + rate * Self.otherShare
      step(
        index, "line-payment",
        [("rate", rate), ("wage index", wageIndex), ("units", units), ("discount", factor)],
        (adjusted * units * factor).rounded(to: 2))
    } else {
      step(
        index, "line-payment-flat", [("rate", rate), ("units", units), ("discount", factor)],
        (rate * units * factor).rounded(to: 2))
    }
    result.lines[index].payment = result.lines[index].terms.last?.result.money ?? .zero
  }

  private mutating func reduced(
    _ rate: FixedDecimal, _ line: OutpatientPricedLine, _ index: Int,
    _ allowed: StatusAdjustments.Adjustments
  ) -> FixedDecimal {
    var rate = rate
    var factors: [(String, FixedDecimal)] = []
    if allowed.contains(.wages), !line.marks.isDisjoint(with: [.notExcepted, .offCampusVisit]) {
      factors.append(("off-campus", year.offCampusFactor))
    }
    if line.marks.contains(.tomography) { factors.append(("tomography", year.tomographyFactor)) }
    if line.marks.contains(.film) { factors.append(("film", year.filmFactor)) }
    if line.marks.contains(.radiography) { factors.append(("radiography", year.radiographyFactor)) }
    if !hospital.reportsQuality, allowed.contains(.quality),
      line.marks.isDisjoint(with: [.notExcepted, .newTechnology])
    {
      factors.append(("quality", year.qualityFactor))
    }
    for (name, factor) in factors {
      rate = step(
        index, name, [("rate", rate), ("factor", factor)], (rate * factor).rounded(to: 2))
    }
    return rate
  }

  /// The discount of a formula, eight decimals, the rest cut off.
  static func discount(_ line: OutpatientPricedLine) -> FixedDecimal {
    let units = Int128(max(1, line.units))
    let hundredths: Int128
    switch line.discount {
    case 2: hundredths = 100 + 50 * (units - 1)
    case 3: hundredths = 50
    case 4: hundredths = 150
    case 5: return FixedDecimal(units: 5, places: 1)
    case 6: hundredths = 25
    case 7: hundredths = 75
    case 8: return FixedDecimal(units: 2, places: 0)
    case 9: hundredths = 100
    default: return .one
    }
    return FixedDecimal(units: hundredths * 1_000_000 / units, places: 8)
  }

  /// A pass-through device is paid by its charge turned into a cost, less the device part of the procedure.
  private mutating func payDevice(
    _ line: OutpatientPricedLine, _ index: Int, _ lines: [OutpatientPricedLine]
  ) {
    let offset = FixedDecimal(line.device ?? .zero)
    let charge = FixedDecimal(line.charge)
    let cost = (charge * hospital.costToCharge - offset).rounded(to: 2)
    step(
      index, "device-charges",
      [("charge", charge), ("cost to charge", hospital.costToCharge), ("device offset", offset)],
      max(FixedDecimal(.zero), cost))
    result.lines[index].payment = max(FixedDecimal(.zero), cost).money
  }

  /// Takes the credit for a device without cost off the device-intensive procedures, by their rates.
  private mutating func takeDeviceCredit(_ lines: [OutpatientPricedLine]) {
    guard deviceCredit > .zero else { return }
    let eligible = lines.indices.filter { lines[$0].effect == .paid && lines[$0].device != nil }
    let total = eligible.reduce(Int64(0)) { $0 + lines[$1].rate }
    guard total > 0 else { return }
    for index in eligible {
      let part =
        (FixedDecimal(deviceCredit) * FixedDecimal(units: Int128(lines[index].rate), places: 3))
        .divided(by: FixedDecimal(units: Int128(total), places: 3), places: 2)
      let offset = FixedDecimal(lines[index].device ?? .zero)
      let payment = FixedDecimal(result.lines[index].payment)
      let credit = min(part, offset, payment)
      step(
        index, "device-credit",
        [("device credit", part), ("device offset", offset), ("payment", payment)], credit)
      result.lines[index].payment = (payment - credit).money
    }
  }
}

extension OutpatientCalculation {
  /// The share of the patient: the deductible, taken first where the coinsurance is highest, then the
  /// coinsurance with its limit.
  private mutating func share(_ lines: [OutpatientPricedLine]) {
    let rates = lines.map(coinsuranceRate)
    let order = lines.indices.sorted { (rates[$1], $0) < (rates[$0], $1) }
    for index in order where result.lines[index].payment > .zero {
      guard lines[index].effect == .paid else {
        // A pass-through device has neither deductible nor coinsurance.
        result.lines[index].reimbursement = result.lines[index].payment
        continue
      }
      share(lines[index], index, rate: rates[index])
    }
  }

  private mutating func share(_ line: OutpatientPricedLine, _ index: Int, rate: FixedDecimal) {
    let payment = FixedDecimal(result.lines[index].payment)
    var deductible = FixedDecimal(.zero)
    if deductibleLeft > .zero, rate > .zero {
      deductible = min(FixedDecimal(deductibleLeft), payment)
      step(
        index, "deductible",
        [("deductible left", FixedDecimal(deductibleLeft)), ("payment", payment)], deductible)
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
      [("payment", payment), ("deductible", deductible), ("coinsurance rate", rate)],
      ((payment - deductible) * (.one - rate)).rounded(to: 2))
    var coinsurance = step(
      index, "coinsurance",
      [("payment", payment), ("deductible", deductible), ("reimbursement", paid)],
      payment - deductible - paid)
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
    if line.minimumCopayment == 0 { return .zero }
    if line.marks.contains(.notExcepted) { return Self.statutoryCoinsurance }
    if line.drugCoinsurance >= 0 {
      return FixedDecimal(units: Int128(line.drugCoinsurance), places: 5)
    }
    guard line.nationalCopayment > 0, line.rate > 0 else { return Self.statutoryCoinsurance }
    return Self.cents(line.nationalCopayment)
      .divided(by: FixedDecimal(units: Int128(line.rate), places: 3), places: 8)
  }

  /// Outliers: packaged charges are shared among the paid lines by their payments; those of a composite go
  /// to the line that is paid for it.
  private mutating func payOutliers(_ lines: [OutpatientPricedLine]) {
    var packaged = Money.zero
    var composites: [UInt8: Money] = [:]
    for line in lines where line.effect == .packaged {
      if line.composite == 0 {
        packaged += line.charge
      } else {
        composites[line.composite, default: .zero] += line.charge
      }
    }
    let total = lines.indices.filter { isShared(lines[$0]) }
      .reduce(Money.zero) { $0 + result.lines[$1].payment }
    for index in lines.indices {
      let line = lines[index]
      guard line.effect == .paid, adjustments[line.status].contains(.outlier),
        !line.marks.contains(.notExcepted)
      else { continue }
      var charges = FixedDecimal(.zero)
      if isShared(line), packaged > .zero, total > .zero {
        let part = FixedDecimal(result.lines[index].payment)
          .divided(by: FixedDecimal(total), places: 8)
        charges = (part * FixedDecimal(packaged)).rounded(to: 2)
      }
      if line.composite > 0, let own = composites[line.composite] {
        charges = charges + FixedDecimal(own)
      }
      payOutlier(line, index, packaged: charges)
    }
  }

  private func isShared(_ line: OutpatientPricedLine) -> Bool {
    line.effect == .paid && adjustments[line.status].contains(.packaged)
  }

  private mutating func payOutlier(
    _ line: OutpatientPricedLine, _ index: Int, packaged: FixedDecimal
  ) {
    let (payment, ratio) = (FixedDecimal(result.lines[index].payment), hospital.costToCharge)
    let charge = FixedDecimal(line.charge)
    if packaged > .zero { step(index, "packaged-charges", [("payment", payment)], packaged) }
    let cost = step(
      index, "cost",
      [("charge", charge), ("packaged charges", packaged), ("cost to charge", ratio)],
      ((charge + packaged) * ratio).rounded(to: 2))
    let half = FixedDecimal(units: 50, places: 2)
    if hospital.isMentalHealthCenter {
      let multiple = FixedDecimal(units: 34, places: 1) * payment
      let outlier = step(
        index, "cmhc-outlier", [("cost", cost), ("payment", payment)],
        max(FixedDecimal(.zero), ((cost - multiple) * half).rounded(to: 2)))
      result.lines[index].outlier = outlier.money
      return
    }
    let multiple = (FixedDecimal(units: 175, places: 2) * payment).rounded(to: 2)
    step(index, "outlier-multiple", [("payment", payment)], multiple)
    let threshold = FixedDecimal(year.outlierThreshold)
    guard cost > multiple, cost > payment + threshold else { return }
    let outlier = step(
      index, "outlier",
      [
        ("cost", cost), ("outlier multiple", multiple), ("payment", payment),
        ("threshold", threshold),
      ], ((cost - multiple) * half).rounded(to: 2))
    result.lines[index].outlier = outlier.money
  }
}

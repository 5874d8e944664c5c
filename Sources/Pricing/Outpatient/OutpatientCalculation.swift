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
  /// How many pints of blood the patient has yet to pay for: 0 to 3.
  public var bloodPintsLeft = 0
  /// Whether the bill is one for who is no patient of the hospital (type of bill 14x).
  public var isForNonPatient = false
  /// What is left of the patient's deductible.
  public var deductibleLeft: Money
  var result = OutpatientPayment(lines: [])
  /// The share of the charges for blood that are for the product.
  var productShare = FixedDecimal.zero

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
    productShare = bloodShare(lines)
    for index in lines.indices {
      switch lines[index].effect {
      case .paid: pay(lines[index], index)
      case .chargesToCost: payDevice(index, lines)
      case .packaged, .other: break
      }
    }
    takeDeviceCredit(lines)
    takeBloodDeductible(lines)
    share(lines)
    limitBloodOfDay(lines)
    limitScreenings(lines)
    payOutliers(lines)
    return result
  }

  @discardableResult
  mutating func step(
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
    rate = reduced(rate, line, index, allowed)
    if line.marks.contains(.terminated), let device = line.device {
      let offset = FixedDecimal(device)
      rate = step(
        index, "terminated-device", [("rate", rate), ("device offset", offset)],
        max(.zero, rate - offset))
    }
    rate = bloodPart(rate, line, index)
    if hospital.isRuralSoleCommunity, allowed.contains(.rural), !line.marks.contains(.notExcepted),
      !isForNonPatient
    {
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
    // A program day off the campus has the rate of a center already; a rural sole community hospital is
    // paid in full for its excepted visits.
    let isReduced =
      line.marks.contains(.notExcepted)
      ? line.status != .p
      : line.marks.contains(.offCampusVisit) && !hospital.isRuralSoleCommunity
    if allowed.contains(.wages), isReduced {
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
}

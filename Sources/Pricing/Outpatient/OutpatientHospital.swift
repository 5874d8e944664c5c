// SPDX-License-Identifier: Apache-2.0

public import Values

/// What a hospital's payments under the outpatient prospective payment system are worked out with: its own
/// factors, all given by who asks.
public struct OutpatientHospital: Sendable {
  /// The name of the hospital, to show.
  public var name: String?
  /// The days for which the factors hold; nothing where that was not said.
  public var period: EffectivePeriod?
  /// The wage index, four decimals; nothing where the area says it.
  public var wageIndex: FixedDecimal?
  /// The area, by whose table of wage indices the index is found.
  public var area: String?
  /// The certification number, by which an out-migration adjustment is found.
  public var certification: String?
  /// Costs as a share of charges, four decimals.
  public var costToCharge: FixedDecimal
  /// The same for devices, where the hospital has a ratio of its own for them.
  public var deviceCostToCharge: FixedDecimal?
  /// Whether the hospital is a rural sole community hospital.
  public var isRuralSoleCommunity: Bool
  /// Whether it reports quality data.
  public var reportsQuality: Bool
  /// Whether it is a community mental health center.
  public var isMentalHealthCenter: Bool
  /// What is left of the patient's deductible, where the claim does not say it.
  public var deductibleLeft: Money

  /// Reads the factors of a hospital from their document; `Docs/Outpatient.md` describes it.
  ///
  /// - Returns: The factors, or nothing and every fault with its path.
  public static func read(_ json: JSON) -> (hospital: OutpatientHospital?, findings: [Finding]) {
    var reader = InputReader(json, path: "hospital")
    reader.checkMembers(
      "name", "effective", "termination", "wage_index", "area", "certification_number",
      "cost_to_charge", "device_cost_to_charge", "rural_sole_community", "reports_quality",
      "mental_health_center",
      "deductible_left")
    let limits = FixedDecimal(units: 1, places: 4)...FixedDecimal(units: 9_9999, places: 4)
    let area = reader.text("area")
    if area == nil, !reader.has("wage_index") { reader.note("price.missing-value", "wage_index") }
    let wageIndex = reader.number("wage_index", places: 4, limits, default: .one)
    let ratio = reader.number(
      "cost_to_charge", places: 4, FixedDecimal.zero...FixedDecimal(units: 9_9999, places: 4))
    let devices = reader.number(
      "device_cost_to_charge", places: 4,
      FixedDecimal.zero...FixedDecimal(units: 9_9999, places: 4), default: .zero)
    let deductible = reader.money("deductible_left", below: 10_000, default: .zero)
    let effective = reader.date("effective")
    let termination = reader.date("termination")
    let isRural = reader.flag("rural_sole_community")
    let reports = reader.has("reports_quality") ? reader.flag("reports_quality") : true
    let isCenter = reader.flag("mental_health_center")
    let name = reader.text("name")
    let certification = reader.text("certification_number")
    guard reader.findings.isEmpty, let ratio, let deductible else { return (nil, reader.findings) }
    let period = effective.flatMap { EffectivePeriod(effective: $0, termination: termination) }
    if period == nil, effective != nil {
      reader.bad("termination", "a day that is not before `effective`")
      return (nil, reader.findings)
    }
    let hospital = OutpatientHospital(
      name: name, period: period, wageIndex: reader.has("wage_index") ? wageIndex : nil,
      area: area, certification: certification, costToCharge: ratio,
      deviceCostToCharge: devices.flatMap { $0 > .zero ? $0 : nil },
      isRuralSoleCommunity: isRural, reportsQuality: reports, isMentalHealthCenter: isCenter,
      deductibleLeft: deductible)
    return (hospital, [])
  }
}

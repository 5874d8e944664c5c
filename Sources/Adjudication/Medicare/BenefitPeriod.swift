// SPDX-License-Identifier: Apache-2.0

import Pricing
public import Values

/// Where a patient stands in a benefit period of Medicare Part A.
///
/// A period begins with a stay and ends when the patient was for 60 days on end, the day of discharge counted,
/// an inpatient of no hospital and no skilled nursing facility.
///
/// Source: 42 CFR 409.60; Pub. 100-01, chapter 3, section 10.4.1.
public struct BenefitPeriod: Hashable, Sendable {
  /// The day on which it began; nothing where the next stay begins one.
  public var began: CalendarDate?
  /// The day of the last discharge from a hospital or skilled nursing facility.
  public var lastDischarge: CalendarDate?
  /// Days in a hospital, up to 90; reserve days are counted apart.
  public var hospitalDays = 0
  /// Days in a skilled nursing facility, up to 100.
  public var skilledNursingDays = 0
  /// What was paid of the deductible.
  public var deductiblePaid = Money.zero
  /// Lifetime reserve days used, up to 60.
  public var reserveDays = 0

  /// The most days of a period in a hospital, before reserve days.
  static let hospitalDays = 90
  /// Of these, days without coinsurance.
  static let fullHospitalDays = 60
  /// The lifetime reserve.
  static let reserveDays = 60
  /// Days of a period in a skilled nursing facility.
  static let skilledNursingDays = 100
  /// Of these, days without coinsurance.
  static let fullSkilledNursingDays = 20

  /// A period that has not begun.
  public init() {}

  /// Begins a new period where the last one has ended by the day of an admission.
  mutating func admit(on day: CalendarDate) {
    let hasEnded = lastDischarge.map { $0.adding(days: 60) <= day } ?? false
    guard began == nil || hasEnded else { return }
    let reserve = reserveDays
    self = BenefitPeriod()
    reserveDays = reserve
    began = day
  }
}

extension BenefitCalculation {
  /// Shares a stay under Medicare Part A.
  ///
  /// The deductible is that of the year in which the benefit period began, the coinsurance of a day that
  /// of its own year; neither is more than what is allowed.
  ///
  /// Source: 42 CFR 409.61, 409.80 to 409.85.
  mutating func shareStay(_ share: inout LineShare) {
    let service = share.service
    accumulators.benefitPeriod.admit(on: service.date)
    var covered = share.allowed
    if service.category == .inpatient {
      covered = coveredStay(&share)
      takeHospitalDeductible(&share, covered: covered)
      if covered > .zero { takeDays(&share, Self.hospitalCoinsurance) }
    } else {
      covered = coveredNursing(&share)
      takeDays(&share, Self.nursingCoinsurance)
    }
    let most = covered - share.deductible
    if share.coinsurance > most {
      share.relief += share.coinsurance - most
      share.coinsurance = most
      share.step("stay-maximum", most, ("allowed", covered.number))
    }
    if service.days > 0 {
      accumulators.benefitPeriod.lastDischarge = service.date.adding(days: service.days)
    }
    share.settle(covered: covered)
  }

  /// Leaves a stay without a day of coverage to the patient; where a day is left, the whole payment stands.
  ///
  /// Source: 42 CFR 409.61(a), 412.2(b)(2).
  private func coveredStay(_ share: inout LineShare) -> Money {
    let period = accumulators.benefitPeriod
    let left =
      BenefitPeriod.hospitalDays - period.hospitalDays + BenefitPeriod.reserveDays
      - period.reserveDays
    let days = share.service.days
    guard days > max(0, left) else { return share.allowed }
    guard left <= 0 else {
      share.step(
        "stay-exhausted", .zero, ("days", FixedDecimal(units: Int128(days), places: 0)),
        ("left", FixedDecimal(units: Int128(left), places: 0)))
      return share.allowed
    }
    share.notCovered += share.allowed
    share.adjust("PR", "119", share.allowed)
    share.step("beyond-limit", share.allowed, ("allowed", share.allowed.number), ("within", .zero))
    return .zero
  }

  private mutating func takeHospitalDeductible(_ share: inout LineShare, covered: Money) {
    let period = accumulators.benefitPeriod
    guard let began = period.began, let year = benefits.medicare?.year(of: began) else { return }
    let left = max(.zero, year.hospitalDeductible - period.deductiblePaid)
    share.deductible = min(left, covered)
    accumulators.benefitPeriod.deductiblePaid += share.deductible
    share.step(
      "stay-deductible", share.deductible, ("deductible", year.hospitalDeductible.number),
      ("paid before", period.deductiblePaid.number))
  }

  /// Takes the coinsurance of each day of a stay, and shows the days of one price together.
  private mutating func takeDays(
    _ share: inout LineShare,
    _ price: (inout BenefitPeriod, MedicareTable.Year) -> (step: String, amount: Money)?
  ) {
    var run: (step: String, amount: Money, count: Int)?
    func close() {
      guard let run, run.amount > .zero else { return }
      let total = run.amount.times(run.count)
      share.coinsurance += total
      share.step(
        run.step, total, ("days", FixedDecimal(units: Int128(run.count), places: 0)),
        ("amount", run.amount.number))
    }
    for offset in 0..<share.service.days {
      let day = share.service.date.adding(days: offset)
      guard let year = benefits.medicare?.year(of: day),
        let (step, amount) = price(&accumulators.benefitPeriod, year)
      else { continue }
      if let last = run, last.step == step, last.amount == amount {
        run = (step, amount, last.count + 1)
      } else {
        close()
        run = (step, amount, 1)
      }
    }
    close()
  }

  private static func hospitalCoinsurance(
    _ period: inout BenefitPeriod, _ year: MedicareTable.Year
  ) -> (step: String, amount: Money)? {
    if period.hospitalDays < BenefitPeriod.hospitalDays {
      period.hospitalDays += 1
      return period.hospitalDays > BenefitPeriod.fullHospitalDays
        ? ("stay-days", year.hospitalDay) : nil
    }
    guard period.reserveDays < BenefitPeriod.reserveDays else { return nil }
    period.reserveDays += 1
    return ("stay-reserve-days", year.reserveDay)
  }

  private static func nursingCoinsurance(
    _ period: inout BenefitPeriod, _ year: MedicareTable.Year
  ) -> (step: String, amount: Money)? {
    guard period.skilledNursingDays < BenefitPeriod.skilledNursingDays else { return nil }
    period.skilledNursingDays += 1
    return period.skilledNursingDays > BenefitPeriod.fullSkilledNursingDays
      ? ("nursing-days", year.skilledNursingDay) : nil
  }

  /// Leaves days after the hundredth to the patient, by their share of the allowed amount.
  private func coveredNursing(_ share: inout LineShare) -> Money {
    let days = share.service.days
    let left = BenefitPeriod.skilledNursingDays - accumulators.benefitPeriod.skilledNursingDays
    guard days > max(0, left) else { return share.allowed }
    let part = FixedDecimal(units: Int128(max(0, left)), places: 0)
    let covered = (share.allowed.number * part)
      .divided(by: FixedDecimal(units: Int128(days), places: 0), places: 2).money
    let beyond = share.allowed - covered
    share.notCovered += beyond
    share.adjust("PR", "119", beyond)
    share.step(
      "beyond-limit", beyond, ("allowed", share.allowed.number), ("within", covered.number))
    return covered
  }
}

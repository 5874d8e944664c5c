// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Blood that the hospital bought: its two lines, the first pints of the patient, and the limit of the day.
///
/// Source: 42 CFR 410.161, 419.41(c)(4); Pub. 100-04, chapter 4, sections 30, 231.
extension OutpatientCalculation {
  /// The part of the rate that a line of a product and its processing has: that of its charges among all such
  /// lines of the claim, four decimals; the product of rate and part is cut off at the cent.
  func bloodShare(_ lines: [OutpatientPricedLine]) -> FixedDecimal {
    var (products, all) = (Money.zero, Money.zero)
    for line in lines where line.effect == .paid {
      if line.marks.contains(.bloodProduct) { products += line.charge }
      if !line.marks.isDisjoint(with: [.bloodProduct, .bloodProcessing]) { all += line.charge }
    }
    guard products > .zero else { return .zero }
    return FixedDecimal(products).divided(by: FixedDecimal(all), places: 4)
  }

  mutating func bloodPart(
    _ rate: FixedDecimal, _ line: OutpatientPricedLine, _ index: Int
  ) -> FixedDecimal {
    guard !line.marks.isDisjoint(with: [.bloodProduct, .bloodProcessing]) else { return rate }
    let share = line.marks.contains(.bloodProduct) ? productShare : .one - productShare
    return step(
      index, "blood-part", [("rate", rate), ("share", share)], Self.cut(rate * share, to: 2))
  }

  /// The patient pays for the first pints of a year: earlier days first, the cheapest of a day first.
  mutating func takeBloodDeductible(_ lines: [OutpatientPricedLine]) {
    let order = lines.indices.filter {
      lines[$0].effect == .paid && lines[$0].marks.isSuperset(of: [.bloodProduct, .pints])
    }.sorted { (lines[$0].day, lines[$0].rate, $0) < (lines[$1].day, lines[$1].rate, $1) }
    for index in order where bloodPintsLeft > 0 {
      let units = max(1, lines[index].units)
      let taken = min(units, bloodPintsLeft)
      bloodPintsLeft -= taken
      let share = FixedDecimal(
        units: Int128(taken) * 100_000_000 / Int128(units), places: 8)
      let payment = FixedDecimal(result.lines[index].payment)
      result.lines[index].bloodDeductible =
        step(
          index, "blood-deductible", [("payment", payment), ("share", share)],
          (payment * share).rounded(to: 2)
        ).money
    }
  }

  /// The coinsurance of blood and of the procedure of a day that has the highest are together at most the
  /// inpatient deductible; what blood is above goes to Medicare.
  mutating func limitBloodOfDay(_ lines: [OutpatientPricedLine]) {
    for day in Set(lines.map(\.day)).sorted() {
      let ofDay = lines.indices.filter {
        lines[$0].day == day && lines[$0].effect == .paid && !lines[$0].marks.contains(.notExcepted)
      }
      let blood = ofDay.filter { lines[$0].status == .r }
      let due = blood.reduce(Money.zero) { $0 + result.lines[$1].coinsurance }
      guard due > .zero else { continue }
      let procedure =
        ofDay.filter { [.s, .t, .v].contains(lines[$0].status) }
        .map { result.lines[$0].coinsurance }.max() ?? .zero
      limitBlood(blood, due: FixedDecimal(due), beside: FixedDecimal(procedure))
    }
  }

  /// Shares what is left of the limit among the blood lines of a day: the share has seven decimals, the rest
  /// of it and of each reduction is cut off, and what that leaves above the limit is taken from the line on
  /// which it shows, as the program of CMS does.
  private mutating func limitBlood(
    _ lines: [Int], due: FixedDecimal, beside procedure: FixedDecimal
  ) {
    let limit = FixedDecimal(year.inpatientDeductible)
    let left = max(.zero, limit - procedure)
    guard due > left else { return }
    let share = FixedDecimal(
      units: left.rounded(to: 2).units * 10_000_000 / due.rounded(to: 2).units, places: 7)
    var total = procedure
    for index in lines {
      let own = FixedDecimal(result.lines[index].coinsurance)
      var less = Self.cut(own * (.one - share), to: 2)
      total = total + own - less
      if total > limit { less = less + total - limit }
      let kept = step(
        index, "daily-limit",
        [
          ("inpatient deductible", limit), ("procedure", procedure), ("blood", due),
          ("coinsurance", own),
        ], max(.zero, own - less))
      move(to: kept, index)
    }
  }

  /// Cuts off the decimals after some places of a number that is not negative.
  static func cut(_ number: FixedDecimal, to places: Int) -> FixedDecimal {
    let rounded = number.rounded(to: places)
    return rounded > number
      ? rounded - FixedDecimal(units: 1, places: places) : rounded
  }
}

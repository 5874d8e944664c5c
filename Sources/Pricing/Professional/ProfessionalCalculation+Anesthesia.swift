// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

extension ProfessionalCalculation {
  /// Anaesthesia: base units and time units, times the conversion factor of the locality.
  ///
  /// Time is minutes by 15 to one decimal. Minutes are given with the unit `MJ`; other units are time units.
  /// Who directs two to four procedures and who is directed get half each; who supervises more gets three
  /// base units, and one more where present at induction. Physical status is never paid for.
  ///
  /// Source: 42 CFR 414.46; Medicare Claims Processing Manual, chapter 12, section 50.
  func openAnesthesia(_ work: inout Work) {
    work.schedule = .anesthesia
    guard let code = work.line.code, let units = tables.anesthesiaUnits,
      let base = units[code.bits, 0]
    else { return unpriced(&work, "no-base-units") }
    guard let factors = tables.anesthesiaFactors,
      let factor = factors[setting.locality.word, 0] ?? near(factors)
    else { return unpriced(&work, "no-indices", ("locality", setting.locality.description)) }
    work.sources += [units.source(of: base), factors.source(of: factor)]
    let dollars = FixedDecimal(units: Int128(factor.factor), places: 2)
    let baseUnits = FixedDecimal(units: Int128(base.units), places: 0)
    work.fee = dollars
    if work.modifiers.contains(Mark.supervised) {
      let isPresent = setting.presentAtInduction.contains(work.line.number)
      let count = FixedDecimal(units: isPresent ? 4 : 3, places: 0)
      work.value = work.step(
        "anesthesia-supervision", [("units", count), ("conversion factor", dollars)],
        count * dollars)
    } else {
      let time =
        work.line.unitBasis == .minute
        ? work.step(
          "anesthesia-time", [("minutes", work.units)],
          work.units.divided(by: FixedDecimal(units: 15, places: 0), places: 1)) : work.units
      work.value = work.step(
        "anesthesia",
        [("base units", baseUnits), ("time units", time), ("conversion factor", dollars)],
        (baseUnits + time) * dollars)
      if work.modifiers.containsAny(Mark.directed) {
        work.take("anesthesia-direction", share: FixedDecimal(units: 5, places: 1))
      }
    }
    if !work.modifiers.containsAny(Mark.anesthesia) { work.review("anesthesia-modifier") }
    if !setting.isParticipating { work.take("nonparticipating", share: Self.nonparticipating) }
  }

  /// The factor of the locality that another number of the same contractor has.
  private func near(_ factors: KeyedTable<AnesthesiaFactor>) -> AnesthesiaFactor? {
    indices.flatMap { factors[$0.locality.word, 0] }
  }
}
